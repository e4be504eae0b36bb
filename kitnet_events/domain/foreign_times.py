"""Dates and times of a foreign calendar, in the zones that it speaks of."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from kitnet_events.timespan import ZONE

from .foreign_calendar import ZONE_PARAMETER

_LONGEST_NAME = 200


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
        """Return a DATE or DATE-TIME property as a moment."""
        return self.moment_of(value.dt, value.params)

    def moment_of(self, when: Any, params: Any) -> Moment:
        """Return a date or time as a moment: in UTC, in the zone that ``params`` name, or in none."""
        if not isinstance(when, datetime):
            return Moment(datetime.combine(when, time()), None, whole_day=True)
        wall = when.replace(tzinfo=None, fold=0)
        name = str(params.get(ZONE_PARAMETER, ""))
        if when.tzinfo is not None or not name:
            return Moment(wall, when.tzinfo, whole_day=False)
        zone = self._zone(name)
        return Moment(wall, zone, whole_day=False, zone_is_unknown=zone is None)

    def _zone(self, name: str) -> tzinfo | None:
        if name not in self._known:
            self._known[name] = self._by_name(name[:_LONGEST_NAME].strip("/")) or self._brought_along(name)
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
