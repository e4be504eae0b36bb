"""The list of participants: who said yes, for who has a seat."""

import pytest
from django.test import Client

from kitnet_events.domain import signup as rules
from kitnet_events.domain.tokens import sign_up_token
from kitnet_events.enums import SignUpRole
from kitnet_events.models import Meeting
from tests.queries import number_of_queries

from .people import details, sign_up
from .test_own_page import own_client

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(capacity=9)
    return meeting.page.url + "deltagere/"


def names(client, url):
    response = client.get(url)
    assert response.status_code == 200
    return [one.name for one in response.context_data["list"].named]


def test_list_names_who_said_yes_in_danish_order_and_counts_the_rest(meeting, url):
    mine = sign_up(meeting, 1, name="Ida", listed=False)
    for number, name in enumerate(("Åse", "Bo", "Æ. Holm"), start=2):
        sign_up(meeting, number, name=name, listed=True, title="Arkitekt")
    rules.cancel_sign_up(sign_up(meeting, 7, name="Sagde fra", listed=True).pk)
    rules.sign_up(meeting.pk, details(8, name="Ubekræftet", listed=True))
    client = own_client(mine.participant)
    assert names(client, url) == ["Bo", "Æ. Holm", "Åse"]
    html = client.get(url).content.decode()
    assert "En mere kommer" in html
    assert "kommune.example" not in html


def test_list_is_shown_to_participants_only(client, meeting, url):
    sign_up(meeting, 1, name="Bo Vist", listed=True)
    meeting.refresh_from_db()
    Meeting.objects.filter(pk=meeting.pk).update(capacity=1)
    waiting = sign_up(meeting, 2)
    gone = rules.cancel_sign_up(sign_up(meeting, 3).pk)
    for visitor in (client, own_client(waiting.participant), own_client(gone.participant)):
        response = visitor.get(url)
        assert response.status_code == 403
        assert "Bo Vist" not in response.content.decode()
        assert "no-store" in response["Cache-Control"]


def test_link_of_a_mail_that_was_passed_on_does_not_open_it(meeting, url):
    mine = sign_up(meeting, 1, name="Bo Vist", listed=True)
    sign_up(meeting, 2, name="En Anden", listed=True)
    stranger = Client(HTTP_HOST="host.example")
    assert "En Anden" not in stranger.get(f"/tilmelding/{sign_up_token(mine)}/").content.decode()
    assert stranger.get(url).status_code == 403


def test_speakers_see_it_and_stand_on_it_with_their_part(meeting, url):
    speaker = rules.add_by_hand(meeting.pk, details(5, name="Oplægsholder", listed=True), role=SignUpRole.SPEAKER)
    client = own_client(speaker.participant)
    assert names(client, url) == ["Oplægsholder"]


def test_list_is_read_only(meeting, url):
    client = own_client(sign_up(meeting).participant)
    assert client.post(url).status_code == 405


def test_meeting_without_sign_up_has_no_list(client, meeting, url):
    Meeting.objects.filter(pk=meeting.pk).update(takes_sign_ups=False)
    assert client.get(url).status_code == 404


def test_list_costs_the_same_for_1_and_30(meeting, url):
    Meeting.objects.filter(pk=meeting.pk).update(capacity=99)
    client = own_client(sign_up(meeting, 1, listed=True).participant)
    client.get(url)
    few = number_of_queries(lambda: client.get(url))
    for number in range(2, 31):
        sign_up(meeting, number, listed=True)
    assert number_of_queries(lambda: client.get(url)) == few
