"""The demo's meetings: written as pages, then moved and cancelled as people do it."""

from cms_site.demo.content import meetings_history, meetings_last, meetings_next
from cms_site.demo.days import Days
from cms_site.demo.kinds import Meeting
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.models import MeetingContact, MeetingMaterial, MeetingPage, ProgrammeItem

from .history import History
from .resolving import Known


def meetings(days: Days) -> tuple[Meeting, ...]:
    """Return every meeting, the oldest first."""
    return (*meetings_history.MEETINGS, *meetings_last.meetings(days), *meetings_next.meetings(days))


def plant_meetings(days: Days, known: Known, history: History) -> None:
    """Make the meetings, as drafts: below their group, joint ones below the overview."""
    for meeting in meetings(days):
        page = MeetingPage(
            title=meeting.title,
            slug=meeting.slug,
            lead=meeting.lead,
            start_date=meeting.moved_from or meeting.day,
            start_time=meeting.start,
            end_time=meeting.end,
            venue=meeting.venue,
            address=meeting.address,
            host=known.municipality[meeting.host] if meeting.host else None,
            online_url=meeting.online_url,
            round=known.page[f"round:{meeting.round}"] if meeting.round else None,
            minutes=meeting.minutes,
            internal_note=meeting.note,
        )
        page.topics = [known.topic[key] for key in meeting.topics]
        _add_programme(page, meeting)
        page.contact_links = [
            MeetingContact(contact=known.contact[key], sort_order=place) for place, key in enumerate(meeting.contacts)
        ]
        page.materials = [
            MeetingMaterial(
                kind=material.kind,
                title=material.title,
                document=known.document[material.document] if material.document else None,
                url=material.url,
                sort_order=place,
            )
            for place, material in enumerate(meeting.materials)
        ]
        parent = known.page[f"group:{meeting.group}"] if meeting.group else known.page["meetings"]
        key = f"meeting:{meeting.key}"
        known.page[key] = history.born(page, parent, key, meeting.published)


def _add_programme(page: MeetingPage, meeting: Meeting) -> None:
    page.programme_items = [
        ProgrammeItem(
            start_time=item.start,
            end_time=item.end,
            duration=item.minutes,
            kind=item.kind,
            title=item.title,
            speaker=item.speaker,
            speaker_title=item.speaker_title,
            description=item.description,
            sort_order=place,
        )
        for place, item in enumerate(meeting.programme)
    ]


def publish_meetings(days: Days, known: Known, history: History) -> None:
    """Publish the meetings; then publish the new date of the one that is moved."""
    for meeting in meetings(days):
        page = known.page[f"meeting:{meeting.key}"]
        if meeting.body:
            page.body = known.stream(meeting.body)
        history.publish(page, meeting.published)
        if meeting.moved_from:
            page = MeetingPage.objects.get(pk=page.pk)
            page.start_date = meeting.day
            history.publish(page, meeting.moved_on or meeting.published)
            known.page[f"meeting:{meeting.key}"] = page


def cancel_meetings(days: Days, known: Known, history: History) -> None:
    """Cancel what is cancelled, with its public reason."""
    for meeting in meetings(days):
        if meeting.cancelled_because:
            page = known.page[f"meeting:{meeting.key}"]
            cancel_meeting(page.meeting.pk, meeting.cancelled_because, history.user)
