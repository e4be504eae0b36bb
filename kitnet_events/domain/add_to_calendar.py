"""Links that write one meeting into a calendar: a copy of today, which no later change reaches."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode

from django.utils.translation import gettext

from kitnet_events.models import Meeting
from kitnet_events.timespan import ZONE, ZONE_NAME, TimeSpan

GOOGLE_ADDRESS = "https://calendar.google.com/calendar/render?"
OFFICE_ADDRESS = "https://outlook.office.com/calendar/0/deeplink/compose?"
OUTLOOK_COM_ADDRESS = "https://outlook.live.com/calendar/0/deeplink/compose?"


@dataclass(frozen=True)
class CalendarLinks:
    """Where one meeting is added: Google Calendar, Outlook at work, Outlook.com, and a file for all others."""

    google: str
    office: str
    outlook_com: str
    file: str


def calendar_links(meeting: Meeting, root: str) -> CalendarLinks | None:
    """Return the links of a meeting; None when it has no date. ``root`` is the site's scheme and host."""
    if meeting.when is None:
        return None
    address = root + meeting.permanent_path
    place = ", ".join(part for part in (meeting.venue, meeting.address) if part)
    words = gettext("Programme and sign-up: %(url)s") % {"url": address}
    outlook = urlencode(
        {
            "path": "/calendar/action/compose",
            "rru": "addevent",
            "subject": meeting.title,
            **_outlook_times(meeting.when),
            "location": place,
            "body": words,
        },
        quote_via=quote,
    )
    google = {
        "action": "TEMPLATE",
        "text": meeting.title,
        "dates": _google_dates(meeting.when),
        "ctz": ZONE_NAME,
        "location": place,
        "details": words,
    }
    return CalendarLinks(
        google=GOOGLE_ADDRESS + urlencode(google, quote_via=quote),
        office=OFFICE_ADDRESS + outlook,
        outlook_com=OUTLOOK_COM_ADDRESS + outlook,
        file=meeting.calendar_path,
    )


def _google_dates(when: TimeSpan) -> str:
    """Return first and last moment; of whole days, the first and the one after the last."""
    if when.date_only:
        return f"{when.start.astimezone(ZONE):%Y%m%d}/{when.end.astimezone(ZONE):%Y%m%d}"
    return f"{when.start.astimezone(UTC):%Y%m%dT%H%M%SZ}/{when.end.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _outlook_times(when: TimeSpan) -> dict[str, str]:
    if when.date_only:
        days = {"startdt": f"{when.start.astimezone(ZONE):%Y-%m-%d}", "enddt": f"{when.end.astimezone(ZONE):%Y-%m-%d}"}
        return {**days, "allday": "true"}
    return {"startdt": _moment(when.start), "enddt": _moment(when.end)}


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
