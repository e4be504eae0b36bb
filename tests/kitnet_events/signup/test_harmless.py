"""What somebody typed does no harm where it comes out again: pages, mails, calendars, exports."""

import csv
import io

import icalendar
import openpyxl
import pytest

from kitnet_events.domain import signup as rules
from kitnet_events.domain.tokens import Purpose, make_token, sign_up_token
from kitnet_events.enums import MailKey
from kitnet_events.models import OutboxMail, SignUp
from tests import roles
from tests.kitnet_events.mail import mails
from tests.kitnet_events.signup.test_own_page import own_client

from .people import details

pytestmark = pytest.mark.django_db

NAMES = {
    "formula": '=HYPERLINK("http://spam.example")',
    "plus": "+45 70 10 20 16",
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% debug %}",
    "calendar": "Ida;CN=Bo,Eksempel\\nDTSTART:20260101",
    "quote": 'Ida "Bo" <alle@spam.example>',
    "placeholder": "{navn} {moede}",
}


@pytest.fixture(params=NAMES)
def mine(request, meeting):
    """Somebody with such a name, note and workplace, who has a seat and stands on the list."""
    text = NAMES[request.param]
    held = rules.sign_up(meeting.pk, details(1, name=text, note=text, organisation=text, title=text, listed=True))
    return rules.prove(held.pk)


def test_pages_show_it_as_text(client, meeting, mine):
    own = own_client(mine.participant)
    pages = [
        client.get(f"/tilmelding/{sign_up_token(mine)}/"),
        own.get("/mine/"),
        own.get(f"{meeting.page.url}deltagere/"),
        roles.editor().get(f"/admin/meetings/signups/inspect/{mine.pk}/"),
        roles.editor().get("/admin/meetings/signups/"),
    ]
    for page in pages:
        html = page.content.decode()
        assert page.status_code == 200
        assert "<script>alert(1)" not in html
        assert ">49<" not in html


def test_mails_keep_it_in_its_place(meeting, mine):
    received = mails.receive(OutboxMail.objects.get(sign_up=mine, key=MailKey.CONFIRMED))
    assert received.message["To"].addresses[0].addr_spec == mine.participant.email
    assert len(received.message["To"].addresses) == 1
    assert received.message["Bcc"] is None
    assert "<script>" not in received.content("text/html")
    (attendee,) = [value for value in [received.event["ATTENDEE"]] if not isinstance(value, list)]
    assert str(attendee) == f"mailto:{mine.participant.email}"
    assert received.event.decoded("DTSTART") == meeting.starts_at
    assert len(received.calendar.walk("VEVENT")) == 1


def test_personal_calendar_is_read_as_one_meeting(client, meeting, mine):
    feed = client.get(f"/kalender/personal/{make_token(Purpose.FEED, mine.participant)}.ics").content
    (event,) = icalendar.Calendar.from_ical(feed).walk("VEVENT")
    assert event.decoded("DTSTART") == meeting.starts_at


def test_exports_hold_no_formula(mine):
    client = roles.editor()
    answer = client.get("/admin/meetings/signups/", {"export": "csv"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    cells = [cell for row in rows[1:] for cell in row]
    assert any(mine.name in cell for cell in cells)
    assert not [cell for cell in cells if len(cell) > 1 and cell[0] in "=+-@\t\r"]
    answer = client.get("/admin/meetings/signups/", {"export": "xlsx"})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert SignUp.objects.get().name == mine.name
