"""The demo: the network's own story as a site that can be tried at once.

Words and pictures are the project's own. The network's history of 2016 and 2017 is real; what the sources do not say,
and everything after, is made up and marked as such. All people are made up, all addresses end in ``.example``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from cms_site.demo.loader import LoadResult


def load(today: date | None = None) -> LoadResult:
    """Make the demo's site as it looks on ``today`` (local date; default: the present). Once made, it is left alone."""
    # Only now: the pictures and texts of this package can be used before Django's apps are ready.
    from cms_site.demo.loader import load_demo  # noqa: PLC0415

    return load_demo(today)
