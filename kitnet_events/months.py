"""A month of meetings as weeks of days, for the calendar that visitors leaf through."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from kitnet_events.timespan import FIRST_YEAR, LAST_YEAR, TimeSpan

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
_WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True)
class Day:
    """A day of the calendar and its meetings. ``inside``: of the month shown, not of the one before or after."""

    day: date
    meetings: list[Any]
    inside: bool
    today: bool


@dataclass(frozen=True)
class Week:
    """Seven days from Monday, with the week's number (ISO 8601, which is what Danish calendars count by)."""

    number: int
    days: list[Day]


@dataclass(frozen=True)
class Month:
    """A month: its first day, its weeks, and the months before and after as ``2027-01`` (empty where time ends)."""

    first: date
    weeks: list[Week]
    previous: str
    next: str

    @property
    def key(self) -> str:
        """The month as addresses write it: ``2027-01``."""
        return month_key(self.first)

    @property
    def is_empty(self) -> bool:
        """Whether it has no meeting."""
        return not any(day.meetings for week in self.weeks for day in week.days if day.inside)


def month_key(day: date) -> str:
    """Return a day's month as addresses write it: ``2027-01``."""
    return f"{day:%Y-%m}" if FIRST_YEAR <= day.year <= LAST_YEAR else ""


def read_month(text: str) -> date | None:
    """Return the first day of the month that an address asks for, or None for nonsense and for times out of reach."""
    match = _MONTH.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    return date(int(match[1]), int(match[2]), 1)


def month_of(first: date, meetings: Iterable[Any]) -> Month:
    """Return the month that begins on ``first`` with those of ``meetings`` that fall on its days.

    A meeting of several days stands on each of them.
    """
    weeks = _WEEKS.monthdatescalendar(first.year, first.month)
    by_day: dict[date, list[Any]] = defaultdict(list)
    for meeting in meetings:
        day = max(meeting.when.first_day, weeks[0][0])
        while day <= min(meeting.when.last_day, weeks[-1][-1]):
            by_day[day].append(meeting)
            day += timedelta(days=1)
    today = timezone.localdate()
    return Month(
        first=first,
        weeks=[
            Week(
                week[0].isocalendar().week,
                [Day(day, by_day.get(day, []), inside=day.month == first.month, today=day == today) for day in week],
            )
            for week in weeks
        ],
        previous=month_key(first - timedelta(days=1)),
        next=month_key(first + timedelta(days=31)),
    )


def shown_span(first: date) -> TimeSpan:
    """Return the span of the days that the month's table shows, those before and after it included."""
    weeks = _WEEKS.monthdatescalendar(first.year, first.month)
    return TimeSpan.from_local(weeks[0][0], None, weeks[-1][-1], None)
