"""The style sheets of every page: file by file where one works on them, one file of all of them on a site.

A phone that has to ask seven times before it can show anything waits a second longer than one that asks once.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.templatetags.static import static

from kitnet_pages import extension_points

BUNDLE = "kitnet_pages/css/all.css"
_OWN = tuple(
    f"kitnet_pages/css/{name}.css"
    for name in ("tokens", "base", "components/shell", "components/reading", "components/lists", "components/coverage")
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENTATION = re.compile(r"\s*\n\s*")
_RELATIVE = re.compile(r"""url\(\s*["']?(?![#/"']|data:|https?:)""")


def names() -> list[str]:
    """Return the style sheets of every page, in their order, as names of static files."""
    return [*_OWN, *extension_points.stylesheets()]


def addresses() -> list[str]:
    """Return what a page links: the one file where the site's storage has made it, else each."""
    bundled = getattr(staticfiles_storage, "has_bundled_styles", False)
    return [static(name) for name in ([BUNDLE] if bundled else names())]


class BundledStylesMixin:
    """Mix into a storage of collected static files: ``collectstatic`` then makes the one file.

    It is made of what was collected: a host that has its own ``tokens.css`` finds it in there.
    """

    has_bundled_styles = True

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Make the file and hand it on with all others. Raises ImproperlyConfigured when a style sheet is missing."""
        if not dry_run:
            css = "\n".join(_read(paths, name) for name in names())
            self.delete(BUNDLE)
            self.save(BUNDLE, ContentFile(css.encode()))
            paths = paths | {BUNDLE: (self, BUNDLE)}
        yield from super().post_process(paths, dry_run, **options)


def _read(paths: dict[str, Any], name: str) -> str:
    if name not in paths:
        raise ImproperlyConfigured(f"The style sheet {name} is not among the static files.")
    storage, path = paths[name]
    with storage.open(path) as file:
        css = file.read().decode()
    if _RELATIVE.search(css):
        raise ImproperlyConfigured(f"The style sheet {name} names a file relative to itself.")
    return _INDENTATION.sub("\n", _COMMENT.sub("", css)).strip()
