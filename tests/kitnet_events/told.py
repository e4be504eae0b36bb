"""What calendars were told of a meeting, and a body of a page to tell of."""

from kitnet_events.domain import ical
from kitnet_events.models import Meeting
from tests.kitnet_events import calendars


def told(meeting: Meeting) -> calendars.Component:
    """Return the event as it stands in the ledger."""
    vevent = Meeting.objects.values_list("vevent", flat=True).get(pk=meeting.pk)
    return calendars.parse(ical.calendar_text(ical.FILE_HEADER, [vevent]).encode()).events[0]


def body(*blocks: tuple[str, object]) -> list[dict[str, object]]:
    """Return stream data of blocks, each a type and a value."""
    return [{"type": kind, "value": value} for kind, value in blocks]


FULL_BODY = body(
    (
        "paragraph",
        '<p data-block-key="a">Vi ses <b>alle</b> &amp; hører om <a href="https://x.example/?a=1&amp;b=2">API\'er</a>.</p>',
    ),
    ("heading", {"text": "Det tager du med <hjem>", "level": "h2"}),
    ("paragraph", "<ul><li>Eksempler</li><li>Værktøjer</li></ul>"),
    ("quote", {"text": "Godt; meget, godt", "person": "Kim", "title": "Arkitekt", "organisation": ""}),
    ("fact_box", {"heading": "Fakta", "text": "<p>74 kommuner</p>"}),
)
