"""When the meetings of a series are (RFC 5545, section 3.3.10), in the wall-clock time of its zone.

A rule is asked day by day, from the beginning of its series to a last day: it costs what its days cost, and no rule,
however it is made, takes longer. Nothing repeats within a day: such rules are refused before they come here.
"""

import calendar as months
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, islice
from typing import Any

from icalendar import Event

from .foreign_times import Moment, Zones

# Days, for all the series of a file together.
STEPS = 100_000
_LONGEST_PERIOD = timedelta(days=366)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_UNDERSTOOD = {
    "FREQ",
    "INTERVAL",
    "WKST",
    "BYMONTH",
    "BYMONTHDAY",
    "BYYEARDAY",
    "BYWEEKNO",
    "BYDAY",
    "BYSETPOS",
    "BYHOUR",
    "BYMINUTE",
    "BYSECOND",
}


class TooManyStepsError(Exception):
    """Walking through the series of a file takes too long."""


@dataclass
class Steps:
    """How many days a file has left."""

    left: int = STEPS

    def days(self, first: date, last: date) -> Iterator[date]:
        """Yield the days from ``first`` to ``last``. Raises TooManyStepsError."""
        for number in range((last - first).days + 1):
            self.left -= 1
            if self.left < 0:
                raise TooManyStepsError
            yield first + timedelta(days=number)


def starts_of(event: Event, start: Moment, zones: Zones, until: datetime, steps: Steps) -> Iterator[Moment]:
    """Yield when the meetings of a series start, in order, none after ``until`` (UTC).

    A single event is a series of one. Raises ValueError for a rule that is none, and TooManyStepsError.
    """
    last = start.wall_of(Moment(until.replace(tzinfo=None), UTC, whole_day=False))
    left_out = {start.wall_of(moment) for moment in _listed(event, "EXDATE", zones)}
    walls = {start.wall} | {start.wall_of(moment) for moment in _listed(event, "RDATE", zones)}
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        walls |= set(_repeated(rule, start, last, steps))
    yield from (start.at(wall) for wall in sorted(walls - left_out) if wall <= last)


def _listed(event: Event, name: str, zones: Zones) -> Iterator[Moment]:
    found = event.get(name, [])
    for dates in found if isinstance(found, list) else [found]:
        for one in dates.dts:
            when = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield zones.moment_of(when, getattr(dates, "params", {}))


def _repeated(rule: Mapping[str, Any], start: Moment, last: datetime, steps: Steps) -> Iterator[datetime]:
    parts = {name.upper(): value if isinstance(value, list) else [value] for name, value in rule.items()}
    count = int(parts.pop("COUNT", [0])[0]) or None
    end = parts.pop("UNTIL", [None])[0]
    if end is not None:
        last = min(last, _until(end, start))
    if not parts.keys() <= _UNDERSTOOD:
        raise ValueError("A rule that is not understood")
    clock = time(*(int(parts.pop(f"BY{unit.upper()}", [getattr(start.wall, unit)])[0]) for unit in _UNITS))
    days = Rule.read(parts, start.wall.date()).days(last.date(), steps)
    walls = (datetime.combine(day, clock) for day in days)
    yield from islice((wall for wall in walls if start.wall <= wall <= last), count)


_UNITS = ("hour", "minute", "second")


def _until(end: date | datetime, start: Moment) -> datetime:
    if not isinstance(end, datetime):
        return datetime.combine(end, time(23, 59, 59))
    return start.wall_of(Moment(end.replace(tzinfo=None), end.tzinfo, whole_day=False))


@dataclass(frozen=True)
class Rule:
    """A rule that says on which days something is. An empty ``by_…`` asks for nothing.

    ``by_day`` holds pairs of a place (0: any; 2: the second; -1: the last) and a weekday (0: Monday).
    """

    frequency: str
    interval: int
    first: date
    week_start: int = 0
    by_month: frozenset[int] = frozenset()
    by_month_day: frozenset[int] = frozenset()
    by_year_day: frozenset[int] = frozenset()
    by_week: frozenset[int] = frozenset()
    by_day: frozenset[tuple[int, int]] = frozenset()
    by_position: frozenset[int] = frozenset()

    @classmethod
    def read(cls, parts: Mapping[str, list[Any]], first: date) -> "Rule":
        """Make a rule of the parts of an RRULE. Raises ValueError and KeyError for parts that are none."""
        numbers = {name: frozenset(int(one) for one in parts.get(name, [])) for name in _UNDERSTOOD if name in _NUMBERS}
        rule = cls(
            frequency=str(parts["FREQ"][0]).upper(),
            interval=int(parts.get("INTERVAL", [1])[0]),
            first=first,
            week_start=_WEEKDAYS.index(str(parts.get("WKST", ["MO"])[0]).upper()),
            by_month=numbers["BYMONTH"],
            by_month_day=numbers["BYMONTHDAY"],
            by_year_day=numbers["BYYEARDAY"],
            by_week=numbers["BYWEEKNO"],
            by_day=frozenset(_placed(str(one).upper()) for one in parts.get("BYDAY", [])),
            by_position=numbers["BYSETPOS"],
        )
        if rule.by_week and rule.week_start:
            raise ValueError("Weeks are numbered from Monday")
        return rule._completed()

    def _completed(self) -> "Rule":
        """Return the rule with what it leaves to its first day (RFC 5545, section 3.3.10: DTSTART fills the gaps)."""
        day, kept = self.first, vars(self)
        if self.by_month_day or self.by_year_day or self.by_day:
            return self
        if self.frequency == "WEEKLY" or self.by_week:
            return Rule(**kept | {"by_day": frozenset({(0, day.weekday())})})
        if self.frequency == "MONTHLY":
            return Rule(**kept | {"by_month_day": frozenset({day.day})})
        if self.frequency == "YEARLY":
            month = self.by_month or frozenset({day.month})
            return Rule(**kept | {"by_month": month, "by_month_day": frozenset({day.day})})
        return self

    def days(self, last: date, steps: Steps) -> Iterator[date]:
        """Yield the days on which it is, from the first to ``last``."""
        begin, end = self.first, last
        if self.by_position:
            # The last Monday of a year is known when the year is over.
            begin, end = self._begin_of_period(begin), end + _LONGEST_PERIOD
        for _period, days in groupby(steps.days(begin, end), key=self._period):
            matching = [day for day in days if self._matches(day)]
            yield from (day for day in self._placed_among(matching) if self.first <= day <= last)

    def _placed_among(self, days: list[date]) -> Iterable[date]:
        if not self.by_position:
            return days
        places = (place - 1 if place > 0 else place for place in self.by_position)
        return sorted({days[place] for place in places if -len(days) <= place < len(days)})

    def _period(self, day: date) -> int:
        if self.frequency == "YEARLY":
            return day.year
        if self.frequency == "MONTHLY":
            return day.year * 12 + day.month
        return (day.toordinal() - 1 - self.week_start) // 7 if self.frequency == "WEEKLY" else day.toordinal()

    def _begin_of_period(self, day: date) -> date:
        if self.frequency == "YEARLY":
            return day.replace(month=1, day=1)
        if self.frequency == "MONTHLY":
            return day.replace(day=1)
        return day - timedelta(days=(day.weekday() - self.week_start) % 7) if self.frequency == "WEEKLY" else day

    def _matches(self, day: date) -> bool:
        month_length, year_length = months.monthrange(day.year, day.month)[1], 365 + months.isleap(day.year)
        year_day = day.timetuple().tm_yday
        return (
            (self._period(day) - self._period(self.first)) % self.interval == 0
            and (not self.by_month or day.month in self.by_month)
            and (not self.by_month_day or bool(self.by_month_day & {day.day, day.day - month_length - 1}))
            and (not self.by_year_day or bool(self.by_year_day & {year_day, year_day - year_length - 1}))
            and (not self.by_week or self._in_week(day))
            and (not self.by_day or self._on_weekday(day, month_length, year_day, year_length))
        )

    def _in_week(self, day: date) -> bool:
        year, week, _weekday = day.isocalendar()
        weeks = date(year, 12, 28).isocalendar().week
        return year == day.year and bool(self.by_week & {week, week - weeks - 1})

    def _on_weekday(self, day: date, month_length: int, year_day: int, year_length: int) -> bool:
        weekday = day.weekday()
        in_month = self.frequency == "MONTHLY" or (self.frequency == "YEARLY" and bool(self.by_month))
        number, length = (day.day, month_length) if in_month else (year_day, year_length)
        places = {0, (number - 1) // 7 + 1, -((length - number) // 7) - 1}
        return any((place, weekday) in self.by_day for place in places)


_NUMBERS = ("BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")


def _placed(text: str) -> tuple[int, int]:
    return int(text[:-2] or 0), _WEEKDAYS.index(text[-2:])
