"""Proving, and where need be mending, that ledger and pages agree."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import translation

from kitnet_events.models import Meeting, MeetingPage

from .feeds import reconcile_all_feeds
from .ledger import reconcile_meetings, reconcile_page, window_start

_AT_A_TIME = 200


@dataclass(frozen=True)
class RebuildResult:
    """What a rebuild looked at and what it mended."""

    meetings: int
    meetings_mended: int
    feeds_mended: int

    @property
    def was_sound(self) -> bool:
        """Whether ledger and pages agreed."""
        return not (self.meetings_mended or self.feeds_mended)


def rebuild_calendar() -> RebuildResult:
    """Reconcile every feed and every meeting. On a sound ledger nothing changes, not even a DTSTAMP."""
    with transaction.atomic(), translation.override(settings.LANGUAGE_CODE):
        feeds_mended = reconcile_all_feeds()
    for page_id in MeetingPage.objects.filter(meeting__isnull=True).values_list("pk", flat=True):
        reconcile_page(page_id)
    ids = list(Meeting.objects.order_by("pk").values_list("pk", flat=True))
    mended = sum(reconcile_meetings(ids[at : at + _AT_A_TIME]) for at in range(0, len(ids), _AT_A_TIME))
    return RebuildResult(len(ids), mended, feeds_mended)


def move_window() -> int:
    """Take meetings that are long past out of the feeds; return how many. Part of the clock's work."""
    ids = list(
        Meeting.objects.filter(feeds__isnull=False, ends_at__lt=window_start()).values_list("pk", flat=True).distinct()
    )
    return sum(reconcile_meetings(ids[at : at + _AT_A_TIME]) for at in range(0, len(ids), _AT_A_TIME))
