"""Looking at a calendar that somebody else wrote, before any parser may: size, form, and rules that never end."""

import re
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from icalendar import Calendar

from kitnet_events import conf
from kitnet_events.exceptions import CalendarRefusedError

# Under this name stands what was the parameter TZID. The parser takes zones for its own, looks for files of their name,
# and keeps those that one calendar brought along for the next. Here each calendar has its own.
ZONE_PARAMETER = "X-KITNET-ZONE"
_ZONE = re.compile(r"^((?:DTSTART|DTEND|RECURRENCE-ID|EXDATE|RDATE)\b[^:]*?;)TZID=", re.IGNORECASE | re.MULTILINE)
_DEEPEST = 4
_LONGEST_RULE = 500
_FOLD = re.compile(rb"\r?\n[ \t]")
_RULE = re.compile(r"^(?:RRULE|EXRULE)[^:]*:(.*)$", re.IGNORECASE)
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
# A meeting is not held several times a day; and a rule that says so may have millions of answers.
_CLOCK_PARTS = ("BYHOUR", "BYMINUTE", "BYSECOND")


@dataclass
class _Place:
    """Where in the file the scan stands."""

    depth: int = 0
    events: int = 0
    in_zone: bool = False


def parse_foreign(data: bytes) -> Calendar:
    """Return the calendar in ``data``. Raises CalendarRefusedError, with a reason in words.

    Nothing in it may take long: not the parser, not the rules of its series and time zones.
    """
    limit = conf.get("IMPORT_BYTES")
    if len(data) > limit:
        raise CalendarRefusedError(
            gettext("The file is too large: at most %(size)s. Export a shorter period.")
            % {"size": filesizeformat(limit)}
        )
    text = _decoded(data)
    if not text.lstrip().upper().startswith("BEGIN:VCALENDAR"):
        raise CalendarRefusedError(gettext("This is not a calendar file (.ics)."))
    place = _Place()
    for line in text.split("\n"):
        _check_line(line, place)
    if not place.events:
        raise CalendarRefusedError(gettext("There is no event in this calendar."))
    try:
        found = Calendar.from_ical(_ZONE.sub(rf"\1{ZONE_PARAMETER}=", text), multiple=True)
    except Exception as error:
        # Whatever a parser stumbles over: the file is at fault.
        raise CalendarRefusedError(
            gettext("The calendar cannot be read: it is damaged, or cut off. Export it again.")
        ) from error
    if len(found) != 1 or not isinstance(found[0], Calendar):
        raise CalendarRefusedError(gettext("The file must hold one calendar, from beginning to end."))
    return found[0]


def _decoded(data: bytes) -> str:
    """Return the unfolded text. Folds may go through a character, so they are taken out first."""
    try:
        return _FOLD.sub(b"", data).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CalendarRefusedError(gettext("The calendar is not written in UTF-8. Export it again.")) from error


def _check_line(line: str, place: _Place) -> None:
    name = line.strip().upper()
    if name.startswith("BEGIN:"):
        place.depth += 1
        place.in_zone = place.in_zone or name == "BEGIN:VTIMEZONE"
        if name == "BEGIN:VEVENT":
            place.events += 1
            _check_number(place.events)
        if place.depth > _DEEPEST:
            raise CalendarRefusedError(
                gettext("The calendar cannot be read: it is damaged, or cut off. Export it again.")
            )
    elif name.startswith("END:"):
        place.depth -= 1
        place.in_zone = place.in_zone and name != "END:VTIMEZONE"
    elif found := _RULE.match(line.strip()):
        _check_rule(found[1].upper(), in_zone=place.in_zone)


def _check_number(events: int) -> None:
    limit = conf.get("IMPORT_EVENTS")
    if events > limit:
        raise CalendarRefusedError(
            gettext("The calendar holds more than %(number)s events. Export a shorter period.") % {"number": limit}
        )


def _check_rule(rule: str, *, in_zone: bool) -> None:
    """Refuse a rule that could keep a program busy: RFC 5545, section 3.3.10 allows a meeting each second, for ever."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    frequencies = {"YEARLY"} if in_zone else _FREQUENCIES
    endless = (
        len(rule) > _LONGEST_RULE
        or parts.get("FREQ") not in frequencies
        or not re.fullmatch(r"0*[1-9]\d{0,3}", parts.get("INTERVAL", "1"))
        or any("," in parts.get(name, "") for name in _CLOCK_PARTS)
    )
    if endless:
        raise CalendarRefusedError(
            gettext("The calendar repeats something in a way that no meeting does: %(rule)s") % {"rule": rule[:80]}
        )
