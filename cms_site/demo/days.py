"""The demo's days: seen from today, on days when Danish municipalities meet."""

from dataclasses import dataclass
from datetime import date, timedelta

_WEEK = timedelta(weeks=1)
_TUESDAY, _THURSDAY, _SATURDAY = 1, 3, 5
# Weeks of the year in which Danish schools are closed, and hardly anybody meets.
_SCHOOL_BREAKS = (7, 8, 42)


@dataclass(frozen=True)
class Days:
    """What "the last round", "the next round" and "last week" mean on a given day."""

    today: date

    def ago(self, days: int) -> date:
        """Return the weekday that lies ``days`` days back, or the one before a weekend."""
        day = self.today - timedelta(days=days)
        return day - timedelta(days=max(0, day.weekday() - 4))

    @property
    def last_round(self) -> list[date]:
        """Tuesday and Thursday of two weeks, about two months ago."""
        start = self._weekday(self.today - timedelta(days=62), _TUESDAY)
        while not all(map(is_meeting_day, _two_weeks(start))):
            start -= _WEEK
        return _two_weeks(start)

    @property
    def next_round(self) -> list[date]:
        """Tuesday to Thursday of two weeks, in four weeks or, around holidays, as soon after as people meet."""
        start = self._weekday(self.today + timedelta(days=28), _TUESDAY)
        while not all(map(is_meeting_day, _two_full_weeks(start))):
            start += _WEEK
        return _two_full_weeks(start)

    @property
    def joint(self) -> date:
        """A Thursday about ten weeks after the next round."""
        day = self._weekday(self.next_round[0] + timedelta(weeks=10), _THURSDAY)
        while not is_meeting_day(day):
            day += _WEEK
        return day

    @staticmethod
    def _weekday(day: date, weekday: int) -> date:
        return day + timedelta(days=(weekday - day.weekday()) % 7)


def number_in_year(day: date) -> int:
    """Return which of the year's three rounds a day belongs to."""
    return 1 + (day.month - 1) // 4


def is_meeting_day(day: date) -> bool:
    """Say whether people would meet on that day: no weekend, no public holiday, no school break, no summer."""
    if day.weekday() >= _SATURDAY or day.isocalendar().week in _SCHOOL_BREAKS:
        return False
    if (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 3):
        return False
    if (6, 26) <= (day.month, day.day) <= (8, 10):
        return False
    from_easter = (day - easter(day.year)).days
    # The week before Easter, Easter Monday, Ascension with the day after, Whit Monday, Constitution Day.
    return not (-6 <= from_easter <= 1 or from_easter in {39, 40, 50} or (day.month, day.day) == (6, 5))


def easter(year: int) -> date:
    """Return Easter Sunday of a year (Gregorian calendar)."""
    golden, century = year % 19, year // 100
    correction = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = correction - (correction // 28) * (1 - (29 // (correction + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    days = moon - weekday
    month = 3 + (days + 40) // 44
    return date(year, month, days + 28 - 31 * (month // 4))


def _two_weeks(start: date) -> list[date]:
    return [start + timedelta(days=days) for days in (0, 2, 7, 9)]


def _two_full_weeks(start: date) -> list[date]:
    return [start + timedelta(days=days) for days in (0, 1, 2, 7, 8, 9)]
