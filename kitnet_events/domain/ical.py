"""Calendar components and headers as text, every line written by ``icalendar`` (RFC 5545, RFC 7986).

Pure functions: facts in, text out. What is written here is kept in the ledger and joined when a feed is read.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote
from uuid import UUID

from django.utils.encoding import iri_to_uri
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText
from icalendar.prop import vCategory

from kitnet_events.timespan import ZONE, ZONE_NAME, TimeSpan

from .plaintext import clean_line, clean_text

PRODID = "-//KIT-net//kitnet_events//DA"
CONFIRMED = "CONFIRMED"
TENTATIVE = "TENTATIVE"
CANCELLED = "CANCELLED"

_SIGNIFICANT = ("DTSTART", "DTEND", "LOCATION", "STATUS")
_SEQUENCE = re.compile(r"^SEQUENCE:(\d+)\r$", re.MULTILINE)
_COLOUR_NAME = re.compile(r"[a-z]+")
_END = "END:VCALENDAR\r\n"
_LAST_SUNDAY = "-1SU"
_MARCH, _OCTOBER = 3, 10


@dataclass(frozen=True)
class EventFacts:
    """What a calendar is told of one meeting. ``categories`` are the group's and the topics' names.

    An attendee stands in an invitation only, and has said yes already.
    """

    uid: UUID
    status: str
    title: str
    when: TimeSpan
    created: datetime
    url: str
    organizer_name: str
    organizer_email: str
    location: str = ""
    description: str = ""
    html: str = ""
    categories: tuple[str, ...] = ()
    attendee_name: str = ""
    attendee_email: str = ""


@dataclass(frozen=True)
class FeedFacts:
    """What a calendar is told of a feed itself. ``refresh`` is a time span; ``colour`` a CSS colour name."""

    name: str
    description: str
    url: str
    source: str
    refresh: timedelta
    colour: str = ""
    image: str = ""


class _Text(vText):
    r"""TEXT, escaped as RFC 5545, section 3.3.11 has it.

    ``icalendar`` takes a typed ``\N`` for a line break: "C:\Net" would come out as two lines.
    """

    def to_ical(self) -> bytes:
        """Return the value as it stands in a line."""
        text = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()


def vevent(facts: EventFacts, *, sequence: int, changed_at: datetime) -> str:
    """Return the VEVENT of a meeting. ``changed_at`` (UTC) is DTSTAMP and LAST-MODIFIED (RFC 5545, 3.8.7)."""
    event = Event()
    event.add("uid", str(facts.uid))
    event.add("dtstamp", changed_at)
    event.add("created", facts.created)
    event.add("last-modified", changed_at)
    event.add("sequence", sequence)
    event.add("status", facts.status)
    if facts.when.date_only:
        event.add("dtstart", facts.when.first_day)
        event.add("dtend", facts.when.last_day + timedelta(days=1))
    else:
        event.add("dtstart", facts.when.start.astimezone(ZONE))
        event.add("dtend", facts.when.end.astimezone(ZONE))
    event.add("summary", _line(facts.title))
    if facts.location:
        event.add("location", _line(facts.location))
    if facts.description:
        event.add("description", _text(facts.description))
    if facts.html:
        # Outlook shows this in place of DESCRIPTION. TEXT, so that it can start no property of its own.
        event.add("x-alt-desc", _text(facts.html), parameters={"FMTTYPE": "text/html"})
    if facts.categories:
        event.add("categories", _categories(facts.categories))
    event.add("url", _uri(facts.url))
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT" if facts.status == CANCELLED else "OPAQUE")
    event.add("organizer", _person(facts.organizer_name, facts.organizer_email))
    if facts.attendee_email:
        attendee = _person(facts.attendee_name, facts.attendee_email)
        attendee.params |= {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
        event.add("attendee", attendee)
    return event.to_ical().decode()


def sequence_of(component: str) -> int:
    """Return the SEQUENCE that a VEVENT tells; 0 when it tells none."""
    found = _SEQUENCE.search(component)
    return int(found[1]) if found else 0


def significant_lines(component: str) -> list[str]:
    """Return the lines of a VEVENT whose change is a revision: time, place and status (RFC 5546, section 2.1.4)."""
    lines = component.replace("\r\n ", "").split("\r\n")
    return [line for line in lines if line.startswith(_SIGNIFICANT)]


def feed_header(facts: FeedFacts) -> str:
    """Return everything of a feed that stands before its components."""
    calendar = _calendar()
    for names, value in ((("name", "x-wr-calname"), facts.name), (("description", "x-wr-caldesc"), facts.description)):
        for name in names:
            calendar.add(name, _line(value))
    calendar.add("x-wr-timezone", ZONE_NAME)
    calendar.add("refresh-interval", facts.refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _duration(facts.refresh))
    calendar.add("source", _uri(facts.source), parameters={"VALUE": "URI"})
    calendar.add("url", _uri(facts.url))
    if _COLOUR_NAME.fullmatch(facts.colour):
        calendar.add("color", facts.colour)
    if facts.image:
        calendar.add(
            "image", _uri(facts.image), parameters={"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/png"}
        )
    return _opening(calendar)


def file_header(method: str = "PUBLISH") -> str:
    """Return what stands before the component of a single meeting's file, or of an invitation with its ``method``."""
    return _opening(_calendar(method))


def calendar_text(header: str, components: Iterable[str]) -> str:
    """Join a calendar from what the ledger keeps: header, time zone, components, end."""
    return "".join([header, VTIMEZONE, *components, _END])


def _text(value: str) -> vText:
    return _Text(clean_text(value))


def _line(value: str) -> vText:
    return _Text(clean_line(value))


def _categories(names: Iterable[str]) -> vCategory:
    category = vCategory([])
    category.cats = [_line(name) for name in names]
    return category


def _uri(address: str) -> str:
    return iri_to_uri(clean_line(address))


def _person(name: str, email: str) -> vCalAddress:
    person = vCalAddress("mailto:" + quote(clean_line(email), safe="@!$'*+-/._~"))
    if cleaned := clean_line(name):
        person.params["CN"] = cleaned
    return person


def _calendar(method: str = "PUBLISH") -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    # RFC 5546, section 3.2.1: PUBLISH has an ORGANIZER and no ATTENDEE.
    calendar.add("method", method)
    return calendar


def _opening(calendar: Calendar) -> str:
    return calendar.to_ical().decode().removesuffix(_END)


def _duration(span: timedelta) -> str:
    return f"PT{int(span.total_seconds()) // 60}M"


def _timezone() -> str:
    """Return Danish time from 1996-10-27 on, by rules that have no last year (RFC 5545, section 3.6.5)."""
    daylight = TimezoneDaylight()
    daylight.add("dtstart", datetime(1981, 3, 29, 2))  # noqa: DTZ001 - the rule is in local time
    daylight.add("rrule", vRecur(freq="YEARLY", bymonth=_MARCH, byday=_LAST_SUNDAY))
    daylight.add("tzname", "CEST")
    daylight.add("tzoffsetfrom", timedelta(hours=1))
    daylight.add("tzoffsetto", timedelta(hours=2))
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1996, 10, 27, 3))  # noqa: DTZ001 - likewise
    standard.add("rrule", vRecur(freq="YEARLY", bymonth=_OCTOBER, byday=_LAST_SUNDAY))
    standard.add("tzname", "CET")
    standard.add("tzoffsetfrom", timedelta(hours=2))
    standard.add("tzoffsetto", timedelta(hours=1))
    zone = Timezone()
    zone.add("tzid", ZONE_NAME)
    zone.add_component(daylight)
    zone.add_component(standard)
    return zone.to_ical().decode()


VTIMEZONE = _timezone()
FILE_HEADER = file_header()
# Part of every feed's validator: what a release changes here changes the bytes of all feeds.
FORMAT = hashlib.sha256((PRODID + VTIMEZONE).encode()).hexdigest()[:8]
