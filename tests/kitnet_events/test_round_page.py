"""A round: its meetings as an overview, group by group."""

import re

import pytest
from wagtail.models import Page

from tests import factories


@pytest.fixture
def round_page(planted):
    return factories.RoundPageFactory(
        parent=planted.meeting_index, year=2016, number=2, theme="Rammearkitekturen i brug"
    )


def shown(client, page) -> list[str]:
    """Return the addresses of the meetings that a page links to, in order."""
    html = client.get(page.url).content.decode()
    return list(dict.fromkeys(re.findall(r'href="(?:http://host\.example)?(/[^"]*/m-[^"]*/)"', html)))


def test_round_shows_its_meetings_in_the_order_of_the_groups_and_the_joint_one_last(planted, round_page, client):
    first, second = (factories.GroupPageFactory(parent=planted.group_index, slug=slug) for slug in ("a", "b"))
    factories.MeetingPageFactory(parent=planted.meeting_index, slug="m-faelles", round=round_page)
    factories.MeetingPageFactory(parent=second, slug="m-b", round=round_page, start_date=factories.in_days(1))
    factories.MeetingPageFactory(parent=first, slug="m-a2", round=round_page, start_date=factories.in_days(40))
    factories.MeetingPageFactory(parent=first, slug="m-a1", round=round_page, start_date=factories.in_days(20))
    factories.MeetingPageFactory(parent=first, slug="m-uden", start_date=factories.in_days(20))
    factories.MeetingPageFactory(parent=first, slug="m-kladde", round=round_page, live=False)
    base = "/netvaerksgrupper"
    assert shown(client, round_page) == [f"{base}/a/m-a1/", f"{base}/a/m-a2/", f"{base}/b/m-b/", "/moeder/m-faelles/"]


def test_round_shows_past_meetings_too(planted, round_page, client):
    factories.MeetingPageFactory(
        parent=planted.meeting_index, slug="m-gammel", round=round_page, start_date=factories.in_days(-400)
    )
    assert shown(client, round_page) == ["/moeder/m-gammel/"]


def test_round_without_meetings_looks_fine(round_page, client):
    answer = client.get(round_page.url)
    assert answer.status_code == 200
    assert "Rammearkitekturen i brug" in answer.content.decode()
    assert "kn-agenda" not in answer.content.decode()


def test_round_of_a_name_alone_looks_fine(planted, client):
    page = factories.RoundPageFactory(parent=planted.meeting_index, year=2026, number=3)
    assert "3. runde 2026" in client.get(page.url).content.decode()


def test_meeting_stays_when_its_round_goes(planted, round_page, client):
    meeting = factories.make_meeting(planted.meeting_index, slug="m-1", round=round_page)
    assert round_page.url in client.get(meeting.get_url()).content.decode()
    Page.objects.get(pk=round_page.pk).delete()
    assert client.get(meeting.get_url()).status_code == 200


def test_meeting_does_not_lead_to_a_round_that_is_not_published(planted, round_page, client):
    meeting = factories.make_meeting(planted.meeting_index, slug="m-1", round=round_page)
    address = round_page.url
    round_page.unpublish()
    assert address not in client.get(meeting.get_url()).content.decode()
