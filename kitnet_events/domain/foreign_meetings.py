"""The meetings that somebody else's calendar tells of: what, when and where, and nothing about people.

Pure: bytes in, meetings out. Who organises, who attends, alarms and attachments are left in the file.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from icalendar import Event

from kitnet_events import conf
from kitnet_events.exceptions import CalendarRefusedError
from kitnet_events.meeting_times import typed_times, validate_times
from kitnet_events.models import MeetingPage
from kitnet_events.timespan import TimeSpan

from .foreign_calendar import parse_foreign
from .foreign_times import Moment, Zones
from .plaintext import clean_line, clean_text
from .recurrence import Steps, TooManyStepsError, starts_of

# What a foreign identity becomes here. Any text may be a UID, and each meeting of a series needs one of its own.
_NAMESPACE = UUID("0d0c1c7e-8c3f-4b1b-9c57-5f4c2f6f1d52")
_DAYS_A_MONTH = 30.4375
_LONGEST_TITLE, _LONGEST_PLACE = 200, 300
_LONGEST_TEXT = 10_000
_USUAL, _SHORTEST = timedelta(hours=1), timedelta(minutes=1)
_WEB = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class ForeignMeeting:
    """A meeting as another calendar has it. ``uid`` is always the same for the same meeting of the same file."""

    uid: UUID
    title: str
    when: TimeSpan
    place: str = ""
    online_url: str = ""
    text: str = ""
    categories: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class LeftOut:
    """Something in the file that becomes no meeting, and why."""

    title: str
    reason: str


@dataclass
class ForeignCalendar:
    """What a file holds: the meetings by time, and what was left out."""

    name: str
    meetings: list[ForeignMeeting] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def read_foreign(data: bytes, now: datetime, *, past: bool = False) -> ForeignCalendar:
    """Read a calendar file. Meetings that are over at ``now`` (UTC) are left out, unless ``past``.

    Raises CalendarRefusedError with a reason in words, for a file that is too large, damaged or hostile.
    """
    calendar = parse_foreign(data)
    reader = _Reader(Zones(calendar), now, past=past, name=clean_line(str(calendar.get("X-WR-CALNAME", ""))))
    try:
        reader.read(calendar.walk("VEVENT"))
    except TooManyStepsError as error:
        raise CalendarRefusedError(
            gettext("The calendar's series have too many meetings. Export a shorter period.")
        ) from error
    reader.found.meetings.sort(key=lambda one: (one.when.start, str(one.uid)))
    return reader.found


class _Reader:
    """Reads events one by one, each by itself: what makes no sense keeps nothing else out."""

    def __init__(self, zones: Zones, now: datetime, *, past: bool, name: str) -> None:
        self.found = ForeignCalendar(name[:_LONGEST_TITLE])
        self.zones, self.now, self.past, self.steps = zones, now, past, Steps()
        self.until = now + timedelta(days=round(conf.get("IMPORT_MONTHS") * _DAYS_A_MONTH))

    def read(self, events: Iterable[Event]) -> None:
        """Read all events: single ones, series, and the meetings that were changed within a series."""
        masters: dict[str, Event] = {}
        changes: dict[str, list[Event]] = {}
        for event in events:
            uid = _uid(event)
            if "RECURRENCE-ID" in event:
                changes.setdefault(uid, []).append(event)
            elif uid not in masters or _sequence(event) >= _sequence(masters[uid]):
                masters[uid] = event
        for uid, event in masters.items():
            self._guarded(event, self._series, changes.pop(uid, []))
        for alone in changes.values():
            for event in alone:
                self._guarded(event, self._one_of_a_series)

    def _guarded(self, event: Event, read: Callable[..., None], *args: Any) -> None:
        try:
            if "DTSTART" not in event:
                self._leave_out(event, gettext("it has no date"))
            else:
                read(event, *args)
        except TooManyStepsError:
            raise
        except Exception:  # noqa: BLE001 - a foreign file may be wrong in any way
            self._leave_out(event, gettext("its dates cannot be read"))

    def _series(self, event: Event, changes: list[Event]) -> None:
        start = self.zones.moment(event["DTSTART"])
        repeats = "RRULE" in event or "RDATE" in event
        moved = {self.zones.moment(one["RECURRENCE-ID"]).utc: one for one in changes}
        until = self.until if repeats else max(self.until, start.utc)
        limit = conf.get("IMPORT_SERIES")
        taken = 0
        for moment in starts_of(event, start, self.zones, until, self.steps):
            told = moved.get(moment.utc, event)
            begins = moment if told is event else self.zones.moment(told["DTSTART"])
            when = _span(told, begins, self.zones)
            if when is not None and when.end <= self.now and not self.past:
                continue
            if taken == limit:
                self._leave_out(event, gettext("it repeats: only the next %(number)s are taken") % {"number": limit})
                return
            taken += 1
            self._take(told, begins, when, moment if repeats else None)
        if not taken:
            self._leave_out(event, gettext("it is over"))

    def _one_of_a_series(self, event: Event) -> None:
        begins = self.zones.moment(event["DTSTART"])
        when = _span(event, begins, self.zones)
        if when is not None and when.end <= self.now and not self.past:
            self._leave_out(event, gettext("it is over"))
        else:
            self._take(event, begins, when, self.zones.moment(event["RECURRENCE-ID"]))

    def _take(self, event: Event, begins: Moment, when: TimeSpan | None, of_series: Moment | None) -> None:
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            self._leave_out(event, gettext("it is cancelled"))
        elif when is None:
            self._leave_out(event, gettext("it ends before it starts"))
        elif not _can_be_typed(when):
            self._leave_out(event, gettext("no meeting can be at this time"))
        else:
            uid = _uid(event) if of_series is None else f"{_uid(event)}\n{of_series.utc:%Y%m%dT%H%M%SZ}"
            self.found.meetings.append(_meeting(event, _identity(uid), begins, when))

    def _leave_out(self, event: Event, reason: str) -> None:
        self.found.left_out.append(LeftOut(_title(event), reason))


def _can_be_typed(when: TimeSpan) -> bool:
    """Whether an editor could type these times: not in the year 1, nor within the hour that comes twice."""
    try:
        validate_times(**typed_times(when))
    except ValidationError:
        return False
    return True


def _identity(uid: str) -> UUID:
    """Return a meeting's identity for a foreign one. One that is a UUID already is kept: it may be our own."""
    try:
        return UUID(uid)
    except ValueError:
        return uuid5(_NAMESPACE, uid)


def _meeting(event: Event, uid: UUID, begins: Moment, when: TimeSpan) -> ForeignMeeting:
    place = _text(event, "LOCATION")
    link = _WEB.search(place) or _WEB.search(_text(event, "CONFERENCE"))
    online = link[0].rstrip(".,;)>") if link else ""
    notes = []
    if begins.zone_is_unknown:
        notes.append(gettext("Its time zone is unknown: the time is read as Danish time."))
    if "RRULE" in event:
        notes.append(gettext("One of a series."))
    return ForeignMeeting(
        uid=uid,
        title=_title(event),
        when=when,
        place=clean_line(_WEB.sub("", place)).strip(" ,;")[:_LONGEST_PLACE],
        online_url=online if _is_link(online) else "",
        text=clean_text(_text(event, "DESCRIPTION")).strip()[:_LONGEST_TEXT],
        categories=tuple(_categories(event)),
        notes=tuple(notes),
    )


def _is_link(text: str) -> bool:
    try:
        MeetingPage._meta.get_field("online_url").run_validators(text)
    except ValidationError:
        return False
    return True


def _span(event: Event, begins: Moment, zones: Zones) -> TimeSpan | None:
    """Return when a meeting is that begins then; None when it would end before. Without an end it lasts an hour.

    What an event lasts is counted on the wall clock for days and in real time for hours (RFC 5545, section 3.3.6).
    """
    first = zones.moment(event["DTSTART"])
    if begins.whole_day:
        days = 1
        if "DTEND" in event:
            days = (zones.moment(event["DTEND"]).wall.date() - first.wall.date()).days
        elif "DURATION" in event:
            days = event["DURATION"].dt.days
        last = begins.wall.date() + timedelta(days=max(days, 1) - 1)
        return TimeSpan.from_local(begins.wall.date(), None, last, None) if days >= 0 else None
    if "DTEND" in event:
        lasts = zones.moment(event["DTEND"]).utc - first.utc
    else:
        lasts = event["DURATION"].dt if "DURATION" in event else _USUAL
    start = begins.utc.replace(second=0, microsecond=0)
    # An end at the same moment as the start is what many programs write for "no end".
    end = (begins.utc + (lasts or _USUAL)).replace(second=0, microsecond=0)
    return TimeSpan(start, max(end, start + _SHORTEST)) if lasts >= timedelta() else None


def _uid(event: Event) -> str:
    """Return the event's own UID. Some programs write none: then title and start are all there is to know it by."""
    return str(event.get("UID", "")).strip() or f"{_title(event)} {event['DTSTART'].to_ical().decode()}"


def _sequence(event: Event) -> int:
    try:
        return int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        return 0


def _title(event: Event) -> str:
    return clean_line(_text(event, "SUMMARY"))[:_LONGEST_TITLE].strip() or gettext("Meeting without a title")


def _text(event: Event, name: str) -> str:
    """Return a property's text; of several with the same name, the first."""
    value = event.get(name, "")
    return str(value[0] if isinstance(value, list) else value)


def _categories(event: Event) -> list[str]:
    found = event.get("CATEGORIES", [])
    return [clean_line(str(name)) for part in (found if isinstance(found, list) else [found]) for name in part.cats]
