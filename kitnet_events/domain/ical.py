"""Calendar components and headers as text, every line written by ``icalendar`` (RFC 5545, RFC 7986).

Pure functions: facts in, text out. What is written here is kept in the ledger and joined when a feed is read.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vRecur, vText

from kitnet_events.timespan import ZONE, ZONE_NAME, TimeSpan

PRODID = "-//KIT-net//kitnet_events//DA"
CONFIRMED = "CONFIRMED"
TENTATIVE = "TENTATIVE"
CANCELLED = "CANCELLED"

_SIGNIFICANT = ("DTSTART", "DTEND", "LOCATION", "STATUS")
_END = "END:VCALENDAR\r\n"
_LAST_SUNDAY = "-1SU"
_MARCH, _OCTOBER = 3, 10


@dataclass(frozen=True)
class EventFacts:
    """What a calendar is told of one meeting. ``categories`` are the group's and the topics' names."""

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
    event.add("summary", facts.title)
    if facts.location:
        event.add("location", facts.location)
    if facts.description:
        event.add("description", facts.description)
    if facts.html:
        # Outlook shows this in place of DESCRIPTION. TEXT, so that it can start no property of its own.
        event.add("x-alt-desc", vText(facts.html), parameters={"FMTTYPE": "text/html"})
    if facts.categories:
        event.add("categories", list(facts.categories))
    event.add("url", facts.url)
    event.add("class", "PUBLIC")
    event.add("transp", "TRANSPARENT" if facts.status == CANCELLED else "OPAQUE")
    organizer = vCalAddress(f"mailto:{facts.organizer_email}")
    organizer.params["CN"] = facts.organizer_name
    event.add("organizer", organizer)
    return event.to_ical().decode()


def significant_lines(component: str) -> list[str]:
    """Return the lines of a VEVENT whose change is a revision: time, place and status (RFC 5546, section 2.1.4)."""
    lines = component.replace("\r\n ", "").split("\r\n")
    return [line for line in lines if line.startswith(_SIGNIFICANT)]


def feed_header(facts: FeedFacts) -> str:
    """Return everything of a feed that stands before its components."""
    calendar = _calendar()
    for names, value in ((("name", "x-wr-calname"), facts.name), (("description", "x-wr-caldesc"), facts.description)):
        for name in names:
            calendar.add(name, vText(value))
    calendar.add("x-wr-timezone", ZONE_NAME)
    calendar.add("refresh-interval", facts.refresh, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", _duration(facts.refresh))
    calendar.add("source", facts.source, parameters={"VALUE": "URI"})
    calendar.add("url", facts.url)
    if facts.colour:
        calendar.add("color", facts.colour)
    if facts.image:
        calendar.add("image", facts.image, parameters={"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/png"})
    return _opening(calendar)


def file_header() -> str:
    """Return what stands before the component of a single meeting's file."""
    return _opening(_calendar())


def calendar_text(header: str, components: Iterable[str]) -> str:
    """Join a calendar from what the ledger keeps: header, time zone, components, end."""
    return "".join([header, VTIMEZONE, *components, _END])


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", PRODID)
    calendar.add("calscale", "GREGORIAN")
    # RFC 5546, section 3.2.1: PUBLISH has an ORGANIZER and no ATTENDEE.
    calendar.add("method", "PUBLISH")
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
