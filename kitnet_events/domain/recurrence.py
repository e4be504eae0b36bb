"""When the meetings of a series are (RFC 5545, section 3.8.5), up to a limit, in the wall-clock time of its zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar, Event
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from kitnet_events.timespan import ZONE

# A series that began long ago is walked through from its beginning: so many steps for a whole file, no more.
STEPS = 100_000


class TooManyStepsError(Exception):
    """Walking through the series of a file takes too long."""


@dataclass
class Steps:
    """How many steps a file has left."""

    left: int = STEPS

    def walk(self, moments: Iterable[datetime]) -> Iterator[datetime]:
        """Yield ``moments``, counted. Raises TooManyStepsError."""
        for moment in moments:
            self.left -= 1
            if self.left < 0:
                raise TooManyStepsError
            yield moment


@dataclass(frozen=True)
class Moment:
    """A date or time as a calendar has it: ``wall`` without a zone, its ``zone`` (None for a day, or if unknown)."""

    wall: datetime
    zone: tzinfo | None
    whole_day: bool
    zone_is_unknown: bool = False

    @property
    def utc(self) -> datetime:
        """The moment in UTC; a time in no zone, or an unknown one, is Danish."""
        return self.wall.replace(tzinfo=self.zone or ZONE).astimezone(UTC)

    def at(self, wall: datetime) -> "Moment":
        """Return the same kind of moment at another time of the wall clock."""
        return Moment(wall, self.zone, self.whole_day, self.zone_is_unknown)

    def wall_of(self, other: "Moment") -> datetime:
        """Return what the wall clock of this one's zone shows at ``other``."""
        if self.whole_day or other.whole_day:
            return datetime.combine(other.wall.date(), time() if self.whole_day else self.wall.time())
        if other.zone is None or other.zone == self.zone:
            return other.wall
        return other.utc.astimezone(self.zone or ZONE).replace(tzinfo=None)


class Zones:
    """The time zones that a calendar speaks of: those that the world knows by name, and those that it brings along."""

    def __init__(self, calendar: Calendar) -> None:
        """Take a calendar."""
        self._own = {str(zone.get("TZID", "")): zone for zone in calendar.walk("VTIMEZONE")}
        self._known: dict[str, tzinfo | None] = {}

    def moment(self, value: Any) -> Moment:
        """Return a DATE or DATE-TIME property, or one of a list, as a moment."""
        when = value.dt
        if not isinstance(when, datetime):
            return Moment(datetime.combine(when, time()), None, whole_day=True)
        name = str(value.params.get("TZID", "")) if hasattr(value, "params") else ""
        wall = when.replace(tzinfo=None, fold=0)
        if name and name.upper() != "UTC":
            zone = self._zone(name)
            return Moment(wall, zone, whole_day=False, zone_is_unknown=zone is None)
        return Moment(wall, when.tzinfo, whole_day=False)

    def _zone(self, name: str) -> tzinfo | None:
        if name not in self._known:
            self._known[name] = self._by_name(name.strip("/")) or self._brought_along(name)
        return self._known[name]

    @staticmethod
    def _by_name(name: str) -> tzinfo | None:
        # A few programs write the zone's name behind their own: "/mozilla.org/20050126_1/Europe/Berlin".
        for candidate in (WINDOWS_TO_OLSON.get(name, name), "/".join(name.split("/")[-2:])):
            try:
                return ZoneInfo(candidate)
            except (ValueError, OSError, KeyError):
                continue
        return None

    def _brought_along(self, name: str) -> tzinfo | None:
        try:
            return self._own[name].to_tz(lookup_tzid=False)
        except Exception:  # noqa: BLE001 - whatever is wrong with it, it is no time zone
            return None


def starts_of(event: Event, start: Moment, zones: Zones, until: datetime, steps: Steps) -> Iterator[Moment]:
    """Yield when the meetings of a series start, in order, none after ``until`` (UTC).

    A single event is a series of one. Raises ValueError for a rule that is none, and TooManyStepsError.
    """
    last = start.wall_of(Moment(until.replace(tzinfo=None), UTC, whole_day=False))
    left_out = {start.wall_of(moment) for moment in _listed(event, "EXDATE", zones)}
    walls = {start.wall} | {start.wall_of(moment) for moment in _listed(event, "RDATE", zones)}
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        walls |= set(_repeated(rule, start, last, zones, steps))
    yield from (start.at(wall) for wall in sorted(walls - left_out) if wall <= last)


def _repeated(rule: Any, start: Moment, last: datetime, zones: Zones, steps: Steps) -> Iterator[datetime]:
    """Yield what a rule says. Its COUNT is counted here: a rule with an end in time is always walked to its end."""
    parts = {name.upper(): value for name, value in rule.items()}
    count = int(parts.pop("COUNT", [0])[0]) or None
    end = parts.pop("UNTIL", [None])[0]
    if end is not None:
        last = min(last, _until(end, start))
    text = ";".join(f"{name}={','.join(str(_plain(one)) for one in value)}" for name, value in parts.items())
    found = rrulestr(f"{text};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=start.wall)
    yield from islice(steps.walk(found), count)


def _until(end: date | datetime, start: Moment) -> datetime:
    if not isinstance(end, datetime):
        return datetime.combine(end, time(23, 59, 59))
    return start.wall_of(Moment(end.replace(tzinfo=None), end.tzinfo, whole_day=False))


def _plain(value: Any) -> Any:
    return value.to_ical().decode() if hasattr(value, "to_ical") else value


def _listed(event: Event, name: str, zones: Zones) -> Iterator[Moment]:
    found = event.get(name, [])
    for dates in found if isinstance(found, list) else [found]:
        for one in dates.dts:
            when = one.dt[0] if isinstance(one.dt, tuple) else one.dt
            yield zones.moment(_Dated(when, getattr(dates, "params", {})))


@dataclass(frozen=True)
class _Dated:
    """One date of a list, with the list's parameters."""

    dt: date | datetime
    params: Any
