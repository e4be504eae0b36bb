"""Meetings in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from kitnet_events.models import Meeting, MeetingPage
from kitnet_events.timespan import ZONE, TimeSpan
from kitnet_pages.domain.rich_data import description_of, logo, network
from kitnet_pages.extension_points import register_structured_data

STATUS = "https://schema.org/Event"


def events(page: Any, request: HttpRequest) -> Iterable[dict[str, Any]]:
    """Yield the event of a meeting's page: when, where, and whether it was moved or cancelled."""
    meeting = getattr(page, "meeting", None) if isinstance(page, MeetingPage) else None
    if meeting is not None and meeting.published and meeting.when is not None:
        yield _event(meeting, page, request)


def _event(meeting: Meeting, page: MeetingPage, request: HttpRequest) -> dict[str, Any]:
    begin, end = _times(meeting.when)
    told: dict[str, Any] = {
        "@type": "Event",
        "name": meeting.title,
        "startDate": begin,
        "endDate": end,
        "eventStatus": f"{STATUS}{_status(meeting)}",
        "url": page.get_full_url(request),
        "image": [logo(request)],
        "organizer": network(request),
    }
    if description := description_of(page):
        told["description"] = description
    if meeting.moved_from is not None:
        told["previousStartDate"] = _times(meeting.moved_from)[0]
    if place := meeting.place or meeting.address:
        told["eventAttendanceMode"] = "https://schema.org/OfflineEventAttendanceMode"
        # An address must stand there (of a meeting that is only announced, the host is all that is known).
        told["location"] = {"@type": "Place", "name": place, "address": meeting.address or place}
    return told


def _status(meeting: Meeting) -> str:
    if meeting.is_cancelled:
        return "Cancelled"
    return "Rescheduled" if meeting.moved_from is not None else "Scheduled"


def _times(when: TimeSpan) -> tuple[str, str]:
    if when.date_only:
        return when.first_day.isoformat(), when.last_day.isoformat()
    begin, end = (moment.astimezone(ZONE) for moment in (when.start, when.end))
    return begin.isoformat(timespec="minutes"), end.isoformat(timespec="minutes")


def register() -> None:
    """Tell machines of meetings."""
    register_structured_data(events)
