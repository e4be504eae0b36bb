"""What calendars are told of a meeting, read from the database as it is now."""

from collections.abc import Iterable

from django.utils.translation import gettext

from kitnet_events.models import Meeting, MeetingPage

from . import ical
from .description import description_of
from .plaintext import clean_line
from .surroundings import Surroundings, organiser_address


def location_of(meeting: Meeting) -> str:
    """Return the place in one line: venue and address, else the host municipality."""
    parts = [clean_line(part) for part in (meeting.venue, meeting.address)]
    return ", ".join(part for part in parts if part) or (meeting.host.name if meeting.host else "")


def calendar_status(meeting: Meeting) -> str:
    """Return STATUS (RFC 5545, section 3.8.1.11). What is withdrawn from the web is cancelled in calendars."""
    if not meeting.published or meeting.is_cancelled:
        return ical.CANCELLED
    return ical.TENTATIVE if meeting.is_announced else ical.CONFIRMED


def event_facts(
    meeting: Meeting, page: MeetingPage | None, surroundings: Surroundings, categories: Iterable[str] = ()
) -> ical.EventFacts:
    """Return what calendars are told of a meeting.

    ``page`` is its public page, or None when it is withdrawn: calendars then keep title, time and place, as last
    published, and nothing that could be written later. ``categories`` are public names of group and topics.
    """
    site = (surroundings.site_of(page.path) if page else None) or surroundings.default_site
    network = surroundings.settings_of(site)
    url = (site.root_url if site else "") + meeting.permanent_path
    status = calendar_status(meeting)
    title = clean_line(meeting.title)
    if status == ical.CANCELLED:
        title = gettext("CANCELLED: %(title)s") % {"title": title}
    description, html = description_of(meeting, page, url) if page else ("", "")
    return ical.EventFacts(
        uid=meeting.uid,
        status=status,
        title=title,
        when=meeting.when,
        created=meeting.first_published_at,
        url=url,
        organizer_name=clean_line(network.name),
        organizer_email=organiser_address(network),
        location=location_of(meeting),
        description=description,
        html=html,
        categories=tuple(clean_line(name) for name in categories) if page else (),
    )
