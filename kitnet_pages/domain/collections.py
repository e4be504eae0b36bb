"""The kinds of collection that pages offer themselves."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_pages.enums import CollectionOrder, CollectionPeriod
from kitnet_pages.extension_points import register_collection_kind
from kitnet_pages.models import Collection, NewsIndexPage, NewsPage
from kitnet_pages.models.querysets import open_to_all

from .navigation import section

YEAR = timedelta(days=365)
_ORDERS = {
    CollectionOrder.NEWEST: ("-date", "-pk"),
    CollectionOrder.OLDEST: ("date", "pk"),
    CollectionOrder.TITLE: ("title", "pk"),
}


class NewsKind:
    """Articles."""

    key = "news"
    label = _("News")
    template = "kitnet_pages/components/news_card.html"

    def items(self, collection: Collection) -> list[NewsPage]:
        """Return the articles that ``collection`` selects."""
        articles = open_to_all(NewsPage.objects.all()).for_listing()
        articles = _in_period(articles, collection.period)
        if collection.group_id:
            articles = articles.filter(group_id=collection.group_id)
        if collection.topic_id:
            articles = articles.filter(topics=collection.topic_id)
        return list(articles.order_by(*_ORDERS[CollectionOrder(collection.order)])[: collection.number])

    def see_all_url(self, collection: Collection, request: HttpRequest | None) -> str:
        """Return the first news overview, filtered as the collection is."""
        overview = section(request, NewsIndexPage)
        return filtered_address(overview, collection, request) if overview else ""


def filtered_address(overview: Any, collection: Collection, request: HttpRequest | None) -> str:
    """Return an overview page's address with the filters that ``collection`` names; empty outside every site."""
    address = overview.get_url(request)
    if not address:
        return ""
    filters = {}
    if collection.topic:
        filters["emne"] = collection.topic.slug
    if collection.group:
        filters["gruppe"] = collection.group.slug
    return f"{address}?{urlencode(filters)}" if filters else address


def _in_period(articles: QuerySet, period: str) -> QuerySet[Any]:
    today = timezone.localdate()
    if period == CollectionPeriod.COMING:
        return articles.filter(date__gte=today)
    if period == CollectionPeriod.PAST:
        return articles.filter(date__lt=today)
    if period == CollectionPeriod.YEAR:
        return articles.filter(date__gt=today - YEAR, date__lte=today)
    return articles


def register() -> None:
    """Offer the kinds to editors."""
    register_collection_kind(NewsKind())
