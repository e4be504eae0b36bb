"""Where a visitor is, and where one can go from there."""

from dataclasses import dataclass
from typing import Any

import swapper
from django.http import HttpRequest
from wagtail.models import Site

from kitnet_pages.models import HomePage, NetworkSettings, Organisation

_CACHE = "_kitnet_navigation"


@dataclass(frozen=True)
class MenuItem:
    """A link of the menu. ``current`` is the value of ``aria-current``: ``page``, ``true`` (above it) or empty."""

    title: str
    url: str
    current: str = ""


def network_settings(request: HttpRequest | None) -> NetworkSettings:
    """Return the settings of the site asked for; unsaved defaults when nobody has set any. Writes nothing."""
    return _once(request, "settings", lambda: _read_settings(request))


def start_page(request: HttpRequest | None, page: Any = None) -> Any | None:
    """Return the network's front page: the home page at or above ``page``, else the root of the site."""
    return _once(request, "start", lambda: _find_start_page(request, page))


def main_menu(request: HttpRequest | None, page: Any = None) -> list[MenuItem]:
    """Return the published pages below the front page that editors show in menus, in their order."""
    start = start_page(request, page)
    if start is None:
        return []
    here = getattr(page, "path", "") or ""
    return [
        MenuItem(child.title, child.get_url(request) or "", _current(child.path, here))
        for child in start.get_children().live().in_menu()
    ]


def breadcrumbs(request: HttpRequest | None, page: Any) -> list[MenuItem]:
    """Return the pages above ``page``, from the front page down. Empty on the front page itself."""
    start = start_page(request, page)
    if start is None or not getattr(page, "path", "") or page.path == start.path:
        return []
    above = page.get_ancestors().filter(path__startswith=start.path)
    return [MenuItem(one.title, one.get_url(request) or "") for one in above]


def organisers() -> list[Organisation]:
    """Return those who run the network."""
    return list(Organisation.objects.filter(is_organiser=True))


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


def _find_start_page(request: HttpRequest | None, page: Any) -> Any | None:
    path = getattr(page, "path", "") or ""
    if path:
        step = page.steplen
        above = [path[:end] for end in range(step, len(path) + 1, step)]
        home = HomePage.objects.filter(path__in=above).order_by("-path").defer("body").first()
        if home is not None:
            return home
    site = Site.find_for_request(request) if request is not None else None
    if site is None:
        return None
    return swapper.load_model("wagtailcore", "Page").objects.filter(pk=site.root_page_id).first()


def _once(request: HttpRequest | None, key: str, read: Any) -> Any:
    """Keep what was read for as long as the request lasts."""
    if request is None:
        return read()
    kept = request.__dict__.setdefault(_CACHE, {})
    if key not in kept:
        kept[key] = read()
    return kept[key]
