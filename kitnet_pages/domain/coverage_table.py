"""The coverage as a table that readers sort by links, on the server."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from kitnet_pages.collation import danish_sort_key

from .coverage import Coverage, Place

# Names in addresses are Danish, like the pages' own.
SORT_PARAMETER = "sortering"
ANCHOR = "kommuner"


def _by_name(place: Place) -> tuple[Any, ...]:
    return (place.sort_key,)


def _by_region(place: Place) -> tuple[Any, ...]:
    return (danish_sort_key(place.region),)


def _by_group(place: Place) -> tuple[Any, ...]:
    return (place.group is None, danish_sort_key(place.group.title) if place.group else "")


def _by_membership(place: Place) -> tuple[Any, ...]:
    # Those who are missing come after all others.
    return (place.since or date.max,)


_COLUMNS: dict[str, tuple[Any, Callable[[Place], tuple[Any, ...]]]] = {
    "kommune": (_("Municipality"), _by_name),
    "region": (_("Region"), _by_region),
    "gruppe": (_("Group"), _by_group),
    "siden": (_("Takes part"), _by_membership),
}
_DEFAULT = "kommune"


@dataclass(frozen=True)
class Column:
    """A column's head: its name, the link that sorts by it, and ``aria-sort`` (empty when it does not sort now)."""

    key: str
    label: Any
    href: str
    aria_sort: str


@dataclass(frozen=True)
class CoverageTable:
    """Columns and rows; ``is_sorted`` when a reader asked for an order."""

    columns: tuple[Column, ...]
    rows: tuple[Place, ...]
    is_sorted: bool


def tabulate(coverage: Coverage, params: Mapping[str, str], kept: Mapping[str, str] | None = None) -> CoverageTable:
    """Return the table in the order that a query string asks for: ``sortering=region``, ``sortering=-region``.

    What is no column's name counts as nothing asked. Equals stand in the order of their names. ``kept`` are parameters
    that the links take along.
    """
    asked = params.get(SORT_PARAMETER, "")
    key, descending = asked.removeprefix("-"), asked.startswith("-")
    is_sorted = key in _COLUMNS
    if not is_sorted:
        key, descending = _DEFAULT, False
    rows = sorted(coverage.places, key=lambda place: place.sort_key)
    rows.sort(key=_COLUMNS[key][1], reverse=descending)
    columns = tuple(
        Column(
            key=name,
            label=label,
            href="?"
            + urlencode({**(kept or {}), SORT_PARAMETER: f"-{name}" if name == key and not descending else name})
            + f"#{ANCHOR}",
            aria_sort=("descending" if descending else "ascending") if name == key else "",
        )
        for name, (label, _key) in _COLUMNS.items()
    )
    return CoverageTable(columns, tuple(rows), is_sorted)
