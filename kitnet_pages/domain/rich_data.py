"""What machines are told of a page: schema.org as JSON-LD, and Open Graph for whoever shares it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static

from kitnet_pages import dates, extension_points
from kitnet_pages.models import GroupPage, HomePage, NewsIndexPage, NewsPage, Organisation

from .navigation import breadcrumbs, network_settings, organisers, section, start_page

CONTEXT = "https://schema.org"
SHARED_PICTURE = "fill-1200x630|format-jpeg"
LOGO = "kitnet_pages/icon-512.png"
LONGEST = 200
ATOM, JSON = "application/atom+xml", "application/feed+json"


def description_of(page: Any) -> str:
    """Return a sentence or two about a page: what its editor wrote for search engines, else how it begins."""
    for name in ("search_description", "lead", "introduction"):
        if words := " ".join(str(getattr(page, name, "") or "").split()):
            return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(' ', 1)[0]}…"
    return ""


def canonical_address(page: Any, request: HttpRequest, listing: Any = None) -> str:
    """Return the one address under which search engines are to know what is shown.

    Each page of a list has its own. What a filter leaves of a list, and its months, stand in the list itself.
    """
    address = page.get_full_url(request) or ""
    number = listing.page.number if listing is not None and listing.page is not None else 1
    return address if number == 1 or listing.is_filtered else address + listing.url_for(number)


def structured_data(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Return what schema.org has words for on a page: who it is by, where it stands, what it is."""
    found = [_breadcrumbs(page, request)]
    if isinstance(page, HomePage):
        found.append(organisation(request))
    if isinstance(page, NewsPage):
        found.append(_article(page, request))
    found += extension_points.structured_data(page, request)
    return [{"@context": CONTEXT, **one} for one in found if one]


def logo(request: HttpRequest) -> str:
    """Return the full address of the network's mark."""
    return request.build_absolute_uri(static(LOGO))


def network(request: HttpRequest) -> dict[str, Any]:
    """Return the network as whoever stands behind a page: name and front page."""
    told = {"@type": "Organization", "name": network_settings(request).name}
    start = start_page(request)
    return told | ({"url": start.get_full_url(request)} if start else {})


def organisation(request: HttpRequest) -> dict[str, Any]:
    """Return the network as an Organization, with its mark, its mailbox and those who run it."""
    told = network(request) | {"logo": logo(request)}
    if start := start_page(request):
        told |= {"description": description_of(start)} if description_of(start) else {}
    if mailbox := network_settings(request).role_mailbox:
        told["email"] = mailbox
    parents = [_organiser(one) for one in organisers()]
    return told | ({"parentOrganization": parents} if parents else {})


def _organiser(one: Organisation) -> dict[str, Any]:
    told = {"@type": "Organization", "name": one.name, "alternateName": one.full_name, "url": one.url}
    return {name: value for name, value in told.items() if value}


def shared(page: Any, request: HttpRequest) -> Iterable[tuple[str, str]]:
    """Yield the Open Graph properties of a page and their values."""
    yield "og:type", "article" if isinstance(page, NewsPage) else "website"
    yield "og:title", page.seo_title or page.title
    yield "og:url", page.get_full_url(request) or ""
    yield "og:site_name", network_settings(request).name
    if description := description_of(page):
        yield "og:description", description
    picture = picture_of(page, request)
    yield "og:image", picture or logo(request)
    if picture and (alt := getattr(page, "hero_alt", "")):
        yield "og:image:alt", alt


def news_feeds(page: Any, request: HttpRequest) -> Iterable[tuple[str, str, str]]:
    """Yield media type, address and title of the feeds of news that fit a page: all news, and a group's own."""
    index = section(request, NewsIndexPage)
    if index is None:
        return
    address = index.get_url(request) or ""
    yield ATOM, f"{address}feed.atom", index.title
    yield JSON, f"{address}feed.json", index.title
    if isinstance(page, GroupPage):
        yield ATOM, f"{address}feed.atom?gruppe={page.slug}", f"{index.title}: {page.title}"
        yield JSON, f"{address}feed.json?gruppe={page.slug}", f"{index.title}: {page.title}"


def _article(page: NewsPage, request: HttpRequest) -> dict[str, Any]:
    changed = page.last_published_at
    told = {
        "@type": "NewsArticle",
        "headline": page.title,
        "description": description_of(page),
        "datePublished": page.date.isoformat(),
        "dateModified": changed.astimezone(dates.ZONE).isoformat(timespec="seconds")
        if changed
        else page.date.isoformat(),
        "mainEntityOfPage": page.get_full_url(request),
        "author": {"@type": "Person", "name": page.byline} if page.byline else network(request),
        "publisher": network(request),
    }
    return told | ({"image": [picture]} if (picture := picture_of(page, request)) else {})


def _breadcrumbs(page: Any, request: HttpRequest) -> dict[str, Any]:
    trail = [*((one.title, one.url) for one in breadcrumbs(request, page)), (page.title, page.get_url(request) or "")]
    if len(trail) == 1:
        return {}
    items = [
        {"@type": "ListItem", "position": number, "name": title, "item": request.build_absolute_uri(url)}
        for number, (title, url) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def picture_of(page: Any, request: HttpRequest) -> str:
    """Return the full address of a page's picture for sharing, or an empty string."""
    image = getattr(page, "hero_image", None) or getattr(page, "picture", None)
    if image is None:
        return ""
    try:
        return request.build_absolute_uri(image.get_rendition(SHARED_PICTURE).url)
    except OSError:
        # The file is gone; the page is shared without it.
        return ""
