"""Calendars as others write them, and what is read in them."""

from datetime import UTC, datetime
from typing import Any

from kitnet_events.domain.foreign_meetings import ForeignCalendar, ForeignMeeting, read_foreign
from kitnet_events.timespan import ZONE

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)


def calendar(*events: str, zone: str = "", name: str = "") -> bytes:
    """Return a calendar file with ``events`` (texts of ``event``) and, before them, a VTIMEZONE's text."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Andre//DA", *([f"X-WR-CALNAME:{name}"] if name else [])]
    return "\r\n".join([*head, *([zone.strip()] if zone else []), *events, "END:VCALENDAR", ""]).encode()


def event(*lines: str, uid: str = "1@andre.example", **properties: str) -> str:
    """Return an event's text: title, start and end unless told otherwise; ``lines`` are added as they are."""
    told = {"SUMMARY": "Temadag", "DTSTART": "20270309T080000Z", "DTEND": "20270309T140000Z", "UID": uid}
    told |= {name.upper().replace("_", "-"): value for name, value in properties.items()}
    # A property whose name comes with parameters replaces the plain one.
    given = {line.split(":", 1)[0].split(";")[0] for line in lines}
    own = [f"{name}:{value}" for name, value in told.items() if value and name not in given]
    return "\r\n".join(["BEGIN:VEVENT", *own, *lines, "END:VEVENT"])


# What Outlook writes: a zone under a name of its own, with rules since 1601.
OUTLOOK_ZONE = """
BEGIN:VTIMEZONE
TZID:Customized Time Zone
BEGIN:STANDARD
DTSTART:16011104T020000
RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010311T020000
RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
END:VTIMEZONE
""".replace("\n", "\r\n")


def read(*events: str, zone: str = "", **options: Any) -> ForeignCalendar:
    """Read a calendar of ``events`` at ``NOW``."""
    return read_foreign(calendar(*events, zone=zone), NOW, **options)


def one(*events: str, zone: str = "") -> ForeignMeeting:
    """Return the one meeting that a calendar of ``events`` holds."""
    found = read(*events, zone=zone)
    assert not found.left_out
    (meeting,) = found.meetings
    return meeting


def when(meeting: ForeignMeeting) -> str:
    """Return a meeting's span in Danish local time, short."""
    span = meeting.when
    if span.date_only:
        return f"{span.first_day} - {span.last_day}"
    return f"{span.start.astimezone(ZONE):%Y-%m-%d %H.%M} - {span.end.astimezone(ZONE):%Y-%m-%d %H.%M}"


def starts(*events: str, **options: Any) -> list[str]:
    """Return when the meetings of a calendar start, in Danish local time, short."""
    return [f"{found.when.start.astimezone(ZONE):%m-%d %H.%M}" for found in read(*events, **options).meetings]


def left_out(*events: str, **options: Any) -> list[tuple[str, str]]:
    """Return title and reason of what a calendar holds and what becomes no meeting."""
    return [(found.title, found.reason) for found in read(*events, **options).left_out]
