"""The kind of collection that meetings offer to editors."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.models import Meeting, MeetingIndexPage
from kitnet_pages.domain.collections import YEAR, filtered_address
from kitnet_pages.domain.navigation import section
from kitnet_pages.enums import CollectionOrder, CollectionPeriod
from kitnet_pages.extension_points import register_collection_kind

_ORDERS = {
    CollectionOrder.NEWEST: ("-starts_at", "-pk"),
    CollectionOrder.OLDEST: ("starts_at", "pk"),
    CollectionOrder.TITLE: ("title", "pk"),
}


class MeetingKind:
    """Meetings."""

    key = "meetings"
    label = _("Meetings")
    template = "kitnet_events/components/meeting_card.html"

    def items(self, collection: Any) -> list[Meeting]:
        """Return the meetings that ``collection`` selects."""
        meetings = Meeting.objects.public()
        if collection.period == CollectionPeriod.COMING:
            meetings = meetings.upcoming()
        elif collection.period != CollectionPeriod.ANY:
            meetings = meetings.past()
        if collection.period == CollectionPeriod.YEAR:
            meetings = meetings.filter(ends_at__gt=timezone.now() - YEAR)
        if collection.group_id:
            meetings = meetings.for_group(collection.group_id)
        if collection.topic_id:
            meetings = meetings.filter(topics=collection.topic_id)
        return list(meetings.for_cards().order_by(*_ORDERS[CollectionOrder(collection.order)])[: collection.number])

    def see_all_url(self, collection: Any, request: HttpRequest | None) -> str:
        """Return the first meeting overview, filtered as the collection is."""
        overview = section(request, MeetingIndexPage)
        return filtered_address(overview, collection, request) if overview else ""


def register() -> None:
    """Offer the kind to editors."""
    register_collection_kind(MeetingKind())
