"""What meetings add to the map of the coverage: the days of the rounds, and where a municipality joins."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.db.models import Min, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from kitnet_events.enums import MeetingStatus
from kitnet_events.models import RoundPage
from kitnet_pages.extension_points import CoverageDay
from kitnet_pages.models.querysets import open_to_all


def round_days(_request: Any) -> Iterable[CoverageDay]:
    """Return the first day (local) of each published round: of its meetings that were held or will be. One query."""
    held = Q(meetings__published=True) & ~Q(meetings__status=MeetingStatus.CANCELLED)
    rounds = open_to_all(RoundPage.objects.all()).annotate(first=Min("meetings__starts_at", filter=held))
    for title, first in rounds.filter(first__isnull=False).values_list("title", "first"):
        yield CoverageDay(timezone.localdate(first), title)


def join_form(code: str) -> str:
    """Return the address of the form to join the network, with the municipality chosen by its official code."""
    try:
        address = reverse("kitnet_events:join")
    except NoReverseMatch:
        # A host may leave the form out of its addresses.
        return ""
    return f"{address}?{urlencode({'kommune': code})}"
