"""Proving, and where need be mending, that ledger and pages agree."""

from dataclasses import dataclass

from kitnet_events.models import Meeting, MeetingPage

from .entries import window_start
from .feeds import reconcile_all_feeds, writing_ledger
from .ledger import reconcile_meetings, reconcile_page

# Editors wait while a part is looked at: not for all of it.
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
    with writing_ledger():
        feeds_mended = reconcile_all_feeds()
    unborn = list(MeetingPage.objects.filter(meeting__isnull=True).values_list("pk", flat=True))
    for page_id in unborn:
        reconcile_page(page_id)
    ids = list(Meeting.objects.order_by("pk").values_list("pk", flat=True))
    return RebuildResult(len(ids), len(unborn) + _in_parts(ids), feeds_mended)


def move_window() -> int:
    """Take meetings that are long past out of the feeds; return how many. Part of the clock's work."""
    ids = Meeting.objects.filter(feeds__isnull=False, ends_at__lt=window_start()).values_list("pk", flat=True)
    return _in_parts(sorted(set(ids)))


def _in_parts(ids: list[int]) -> int:
    return sum(reconcile_meetings(ids[start : start + _AT_A_TIME]) for start in range(0, len(ids), _AT_A_TIME))
