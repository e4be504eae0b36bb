"""The participant's own page in the browser: asked for by mail, read, changed, erased."""

import re

import pytest
from django.utils.translation import gettext

from kitnet_events.enums import SignUpState
from kitnet_events.models import MeetingIndexPage, OutboxMail, Participant, SignUp
from tests import factories

from .people import sign_up, stamp
from .test_own_page import own_client


def test_the_own_page_is_asked_for_by_mail_with_the_same_answer_for_all(client, meeting):
    sign_up(meeting)
    known = client.post("/mine/", {"email": "DELTAGER-1@kommune.example", "stamp": stamp()})
    unknown = client.post("/mine/", {"email": "ukendt@kommune.example", "stamp": stamp()})
    strip = re.compile(r"csrfmiddlewaretoken[^>]*>|nonce=\S+")
    assert known.status_code == unknown.status_code == 200
    assert strip.sub("", known.content.decode()) == strip.sub("", unknown.content.decode())
    assert list(OutboxMail.objects.filter(key="own_page").values_list("to", flat=True)) == [
        "deltager-1@kommune.example"
    ]


@pytest.fixture
def own_browser(client, meeting):
    from kitnet_events.domain.tokens import Purpose, make_token

    person = sign_up(meeting).participant
    link = f"/mine/{make_token(Purpose.OWN_PAGE, person)}/"
    assert "kitnet_person" not in client.get(link).cookies
    assert client.post(link).url == "/mine/"
    return client


def test_the_own_page_shows_the_persons_meetings(own_browser, meeting):
    html = own_browser.get("/mine/").content.decode()
    assert meeting.title in html
    assert "webcal://" in html
    SignUp.objects.update(state=SignUpState.CANCELLED)
    html = own_browser.get("/mine/").content.decode()
    assert f'href="{MeetingIndexPage.objects.get().url}">{gettext("See the next meetings")}</a>' in html


def test_the_own_page_costs_the_same_for_one_and_many_meetings(own_browser, meeting, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    own_browser.get("/mine/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        own_browser.get("/mine/")
    for _ in range(5):
        sign_up(factories.make_meeting(meeting.group))
    with CaptureQueriesContext(connection) as many:
        own_browser.get("/mine/")
    assert len(many) == len(few)


def test_a_person_changes_their_details(own_browser):
    data = {"action": "details", "name": "Nyt Navn", "workplace": "Faxe", "title": "", "invitations_by_mail": "feed"}
    assert own_browser.post("/mine/", data).status_code == 302
    person = Participant.objects.get()
    assert (person.name, person.organisation, person.invitations_by_mail) == ("Nyt Navn", "Faxe", False)


def test_erasure_wants_a_fresh_proof_and_gives_the_seat_on(own_browser, meeting):
    from kitnet_events.domain.tokens import Purpose, make_token

    sign_up(meeting, 2)
    waiting = sign_up(meeting, 3)
    own_browser.post("/mine/", {"action": "erase"})
    mail = OutboxMail.objects.get(key="step_up")
    token = make_token(Purpose.STEP_UP, mail.participant, what=mail.context["what"], email="")
    assert own_browser.get(f"/mine/bekraeft/{token}/").status_code == 200
    assert Participant.objects.filter(email="deltager-1@kommune.example").exists()
    own_browser.post(f"/mine/bekraeft/{token}/")
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    left = [str(row) for model in (Participant, SignUp, OutboxMail) for row in model.objects.values()]
    assert not any("deltager-1@" in row or "Deltager 1" in row for row in left)


def test_the_personal_feed_says_what_became_of_the_seat(client, meeting):
    from kitnet_events.domain.tokens import Purpose, make_token

    page = meeting.page
    page.online_url = "https://video.example/moede"
    factories.publish(page)
    mine, _other, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    feeds = {
        each: client.get(f"/kalender/personal/{make_token(Purpose.FEED, each.participant)}.ics").content.decode()
        for each in (mine, waiting)
    }
    assert "https://video.example/moede" in feeds[mine].replace("\r\n ", "")
    assert "video.example" not in feeds[waiting]
    assert re.search(r"SUMMARY:[^\r\n]*1", feeds[waiting])
    assert str(meeting.uid) in feeds[mine]


def test_browser_that_came_through_the_link_has_nothing_to_prove_and_is_told_so(meeting, group):
    person = sign_up(meeting).participant
    client, other = own_client(person), factories.make_meeting(group)
    typed = {"name": person.name, "workplace": "Kommunen", "stamp": stamp()}
    known = client.post(f"{other.page.url}tilmelding/", {**typed, "email": person.email}, follow=True)
    assert SignUp.objects.get(meeting=other).state == "confirmed"
    colleague = client.post(f"{other.page.url}tilmelding/", {**typed, "email": "bo@kommune.example"}, follow=True)
    assert SignUp.objects.get(participant__email="bo@kommune.example").state == "held"
    assert (known.context_data["is_known"], colleague.context_data["is_known"]) == (True, False)
