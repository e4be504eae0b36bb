"""News as Atom (RFC 4287) and as JSON Feed 1.1, of all articles, a group's or a topic's."""

from datetime import datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Page

from kitnet_pages import dates
from kitnet_pages.domain.navigation import network_settings
from kitnet_pages.domain.rich_data import description_of
from kitnet_pages.models import NewsIndexPage

# How long a reader may keep an answer. Seconds.
MAX_AGE = 600
JSON_FEED = "https://jsonfeed.org/version/1.1"


@csrf_exempt
@require_safe
def feed(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """Answer the newest articles below the overview at ``path``; ``gruppe`` and ``emne`` choose, as in the list."""
    index = Page.find_for_request(request, path)
    index = index.specific if index is not None else None
    if not isinstance(index, NewsIndexPage) or not index.live or index.get_view_restrictions():
        raise Http404
    listing = index.get_listing({key: value for key, value in request.GET.items() if key in {"gruppe", "emne"}})
    labels = [one.selected_label for one in listing.filters if one.selected]
    title = ": ".join([network_settings(request).name, " – ".join([index.title, *labels])])
    make = _atom if form == "atom" else _json
    response = make(request, title, index, list(listing.page))
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response


def _atom(request: HttpRequest, title: str, index: Any, articles: list[Any]) -> HttpResponse:
    own = request.build_absolute_uri()
    made = Atom1Feed(
        title,
        index.get_full_url(request),
        index.introduction,
        language=index.locale.language_code,
        # Whose name stands for entries without one (RFC 4287, section 4.1.1).
        author_name=network_settings(request).name,
        feed_url=own,
    )
    for article in articles:
        link = article.get_full_url(request)
        made.add_item(
            article.title,
            link,
            article.lead,
            unique_id=_identity(article),
            pubdate=_moment(article),
            updateddate=article.last_published_at or _moment(article),
            author_name=article.byline or None,
        )
    return HttpResponse(made.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _json(request: HttpRequest, title: str, index: Any, articles: list[Any]) -> HttpResponse:
    items = []
    for article in articles:
        link = article.get_full_url(request)
        item = {
            "id": _identity(article),
            "url": link,
            "title": article.title,
            "content_text": article.lead,
            "summary": description_of(article),
            "date_published": _moment(article).isoformat(),
            "date_modified": (article.last_published_at or _moment(article)).isoformat(),
        }
        items.append(item | ({"authors": [{"name": article.byline}]} if article.byline else {}))
    told = {
        "version": JSON_FEED,
        "title": title,
        "home_page_url": index.get_full_url(request),
        "feed_url": request.build_absolute_uri(),
        "language": index.locale.language_code,
        "items": items,
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, content_type="application/feed+json")


def _identity(article: Any) -> str:
    """Return what an article is known by, wherever it moves (RFC 4287, section 4.2.6)."""
    return article.translation_key.urn


def _moment(article: Any) -> datetime:
    """Return when an article is from: its day, which editors set, in Danish time."""
    return datetime.combine(article.date, time(), tzinfo=dates.ZONE)
