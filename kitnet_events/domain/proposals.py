"""What planning a round begins with: the last round, or one that is copied to the next year."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from kitnet_events.models import Meeting, MeetingIndexPage, MeetingPage, RoundPage
from kitnet_events.timespan import TimeSpan

from .planning import MeetingPlan, RoundPlan


@dataclass(frozen=True)
class Proposal:
    """What a form begins with: a plan whose meetings may lack a date (``day`` None), and which of them are wanted."""

    plan: RoundPlan
    rows: tuple["ProposedMeeting", ...]
    source: RoundPage | None = None


@dataclass(frozen=True)
class ProposedMeeting:
    """A meeting as the form begins with it; ``day`` is None until an editor gives one."""

    parent: Any
    wanted: bool
    day: date | None
    plan: MeetingPlan


def propose(parents: Sequence[Any], source: RoundPage | None, *, next_year: bool = False) -> Proposal:
    """Return what a form begins with: the next round, or (``next_year``) ``source`` on the same weekdays a year later.

    Host, place, times, seats and the window of sign-up are those of ``source``; so is the programme.
    """
    today = timezone.localdate()
    meetings = _meetings_of(source)
    rows = tuple(_proposed(parent, meetings.get(_key(parent)), source, next_year=next_year) for parent in parents)
    if source is None:
        return Proposal(RoundPlan(today.year, 1), rows)
    programmes = (list(one.page.programme_items.all()) for one in meetings.values() if one.page)
    programme = next((items for items in programmes if items), [])
    year = source.year + next_year
    number = source.number
    if not next_year:
        year = max(source.year, today.year)
        number = (
            RoundPage.objects.filter(year=year).order_by("-number").values_list("number", flat=True).first() or 0
        ) + 1
    plan = RoundPlan(year, number, source.theme, source.introduction, programme)
    return Proposal(plan, rows, source)


def _key(parent: Any) -> int | None:
    """Return what a round's meetings are told apart by: their group's key; None for a joint one."""
    return None if isinstance(parent, MeetingIndexPage) else parent.pk


def _meetings_of(source: RoundPage | None) -> dict[int | None, Meeting]:
    """Return the first meeting of each group in a round, as its page has it now; None stands for the joint one."""
    if source is None:
        return {}
    pages = MeetingPage.objects.filter(round=source).select_related("meeting__group", "host").order_by("-start_date")
    return {page.meeting.group_id: page.meeting for page in pages.prefetch_related("programme_items")}


def _proposed(parent: Any, last: Meeting | None, source: RoundPage | None, *, next_year: bool) -> ProposedMeeting:
    wanted = last is not None or (source is None and _key(parent) is not None)
    if last is None or last.page is None:
        plan = MeetingPlan(parent, date.min, time(9, 30), time(15))
        return ProposedMeeting(parent, wanted, None, plan)
    page = last.page
    plan = MeetingPlan(
        parent,
        page.start_date or date.min,
        page.start_time,
        page.end_time,
        page.host,
        page.venue,
        page.address,
        last.capacity,
        _days_before(page.start_date, last.opens_at),
        _days_before(page.start_date, last.closes_at),
    )
    day = page.start_date + timedelta(weeks=52) if next_year and page.start_date else None
    return ProposedMeeting(parent, wanted, day, replace(plan, day=day or plan.day))


def _days_before(day: date | None, moment: datetime | None) -> int | None:
    if day is None or moment is None:
        return None
    return max((day - TimeSpan(moment, moment).first_day).days, 0)
