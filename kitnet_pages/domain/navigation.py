"""Where a visitor is, and where one can go from there. All of it is read once a request."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import swapper
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Site

from kitnet_pages.models import HomePage, NetworkSettings, Organisation
from kitnet_pages.models.querysets import open_to_all

from .columns import column_for

_KEPT = "_kitnet_navigation"
# What Django's own ``reverse`` leaves as it is in addresses.
_KEPT_IN_PATHS = "!$&'()*+,;=~:@"


@dataclass(frozen=True)
class MenuItem:
    """A link of the menu. ``current`` is the value of ``aria-current``: ``page``, ``true`` (above it) or empty."""

    title: str
    url: str
    current: str = ""


def network_settings(request: HttpRequest | None) -> NetworkSettings:
    """Return the settings of the site asked for; unsaved defaults when nobody has set any. Writes nothing."""
    return _once(request, "settings", lambda: _read_settings(request))


def trail(page: Any) -> list[Any]:
    """Return the pages above ``page``, from the network's front page down; empty for a page of no network."""
    return page.trail() if hasattr(page, "trail") else []


def start_page(request: HttpRequest | None) -> Any | None:
    """Return the network's front page: the one at or above the page asked for, else the root of the site."""
    page = getattr(request, "kitnet_page", None)
    if getattr(page, "is_front_page", False):
        return page
    above = trail(page)
    return above[0] if above else _once(request, "root", lambda: _read_root(request))


def sections(request: HttpRequest | None) -> list[Any]:
    """Return the published, open pages right below the front page, in the editors' order, as plain pages."""
    start = start_page(request)
    return _once(request, "sections", lambda: list(open_to_all(start.get_children()))) if start else []


def section(request: HttpRequest | None, page_type: type) -> Any | None:
    """Return the first section of a type (a plain page), or None: the overview of news, the one of meetings."""
    return next((one for one in sections(request) if issubclass(one.specific_class or object, page_type)), None)


def main_menu(request: HttpRequest | None) -> list[MenuItem]:
    """Return the sections that editors show in menus."""
    here = getattr(getattr(request, "kitnet_page", None), "path", "") or ""
    shown = [one for one in sections(request) if one.show_in_menus]
    return [MenuItem(one.title, one.get_url(request) or "", _current(one.path, here)) for one in shown]


def breadcrumbs(request: HttpRequest | None, page: Any) -> list[MenuItem]:
    """Return links to the pages above ``page``, from the front page down. Empty on the front page itself."""
    return [MenuItem(one.title, one.get_url(request) or "") for one in trail(page)]


def right_column(request: HttpRequest | None, page: Any) -> Any | None:
    """Return the page's right-hand column, its own or inherited, or None."""
    return _once(request, "column", lambda: column_for(page)) if getattr(page, "has_column", False) else None


def content_language(request: HttpRequest | None) -> str:
    """Return the code of the language that the pages are written in, or an empty string where nobody knows.

    It is that of the root page that Wagtail has for the page asked for; the interface may speak another one.
    """
    return _once(request, "language", lambda: _read_language(request))


def other_language(request: HttpRequest | None) -> str:
    """Return the code of the pages' language where the interface speaks another one, else an empty string."""
    written, spoken = content_language(request), get_language() or ""
    return written if written.partition("-")[0] != spoken.partition("-")[0] else ""


def address(url_path: str, request: HttpRequest | None) -> str:
    """Return where the page with a stored ``url_path`` answers, as ``Page.get_url`` has it; empty where it does not.

    For lists: no page is read, nor made of a row, and Wagtail is asked once for all that stand below the same page.
    """
    above, _, slug = url_path.rstrip("/").rpartition("/")
    begin = _once(request, f"address of {above}", lambda: _address(f"{above}/", request))
    # Where addresses end in another way, or the page above has none, the page itself is asked for.
    return f"{begin}{quote(slug, safe=_KEPT_IN_PATHS)}/" if begin.endswith("/") else _address(url_path, request)


def organisers() -> list[Organisation]:
    """Return those who run the network."""
    return list(Organisation.objects.filter(is_organiser=True))


def _address(url_path: str, request: HttpRequest | None) -> str:
    page = _once(request, "any page", swapper.load_model("wagtailcore", "Page"))
    page.url_path = url_path
    return page.get_url(request) or ""


def _current(path: str, here: str) -> str:
    if path == here:
        return "page"
    return "true" if here.startswith(path) else ""


def _read_settings(request: HttpRequest | None) -> NetworkSettings:
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return NetworkSettings()
    found = NetworkSettings.objects.filter(site=site).select_related("join_page", "privacy_page").first()
    return found or NetworkSettings(site=site)


def _read_language(request: HttpRequest | None) -> str:
    site = Site.find_for_request(request) if request is not None else None
    path = getattr(getattr(request, "kitnet_page", None), "url_path", "")
    for root in Site.get_site_root_paths() if site is not None else ():
        if path.startswith(root.root_path) if path else root.site_id == site.pk:
            return root.language_code
    return ""


def _read_root(request: HttpRequest | None) -> Any | None:
    site = Site.find_for_request(request) if request is not None else None
    if site is not None:
        return swapper.load_model("wagtailcore", "Page").objects.filter(pk=site.root_page_id).first()
    return open_to_all(HomePage.objects.defer("body")).order_by("path").first()


def _once(request: HttpRequest | None, key: str, read: Callable[[], Any]) -> Any:
    """Keep what was read for as long as the request lasts."""
    if request is None:
        return read()
    kept = request.__dict__.setdefault(_KEPT, {})
    if key not in kept:
        kept[key] = read()
    return kept[key]
