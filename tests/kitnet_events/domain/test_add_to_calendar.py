"""Links that write one meeting into a calendar."""

from datetime import date, time
from urllib.parse import parse_qs, urlsplit

import pytest

from kitnet_events.domain.add_to_calendar import calendar_links
from kitnet_events.models import Meeting
from tests import factories

ROOT = "https://net.example"


def links_of(network, **fields):
    page = factories.MeetingPageFactory(parent=network.meeting_index, **fields)
    meeting = Meeting.objects.get(page=page)
    return meeting, calendar_links(meeting, ROOT)


def asked(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@pytest.fixture
def timed(network):
    return links_of(
        network,
        title="Data & begreber + mere",
        start_date=date(2027, 7, 1),
        start_time=time(9, 30),
        end_time=time(15),
        venue="Rådhuset",
        address="Torvet 1, 4000 Roskilde",
    )


def test_google_gets_title_times_and_place(timed):
    meeting, links = timed
    told = asked(links.google)
    assert told["text"] == "Data & begreber + mere"
    assert told["dates"] == "20270701T073000Z/20270701T130000Z"
    assert told["location"] == "Rådhuset, Torvet 1, 4000 Roskilde"
    assert f"{ROOT}{meeting.permanent_path}" in told["details"]


def test_both_outlooks_get_the_same_in_their_own_place(timed):
    _meeting, links = timed
    assert urlsplit(links.office).netloc == "outlook.office.com"
    assert urlsplit(links.outlook_com).netloc == "outlook.live.com"
    assert asked(links.office) == asked(links.outlook_com)
    told = asked(links.office)
    assert (told["subject"], told["startdt"], told["enddt"]) == (
        "Data & begreber + mere",
        "2027-07-01T07:30:00Z",
        "2027-07-01T13:00:00Z",
    )
    # Outlook shows a plus as a plus.
    assert "+" not in links.office


def test_file_is_the_meetings_own(timed):
    meeting, links = timed
    assert links.file == meeting.calendar_path


def test_meeting_of_whole_days_is_added_as_such(network):
    _meeting, links = links_of(
        network, start_date=date(2027, 7, 1), start_time=None, end_time=None, end_date=date(2027, 7, 2)
    )
    assert asked(links.google)["dates"] == "20270701/20270703"
    told = asked(links.office)
    assert (told["allday"], told["startdt"], told["enddt"]) == ("true", "2027-07-01", "2027-07-03")


def test_meeting_without_a_date_has_no_links(network):
    assert calendar_links(Meeting(title="Uden dato"), ROOT) is None
