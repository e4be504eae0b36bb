"""The participant's own page: opened by a link of its own, and what wants a fresh proof."""

import json
import re
from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date

from kitnet_events.domain import own_page as page_rules
from kitnet_events.domain import signup as rules
from kitnet_events.domain.letters import compose
from kitnet_events.domain.mail_values import Stationery
from kitnet_events.domain.mailing import invite
from kitnet_events.domain.tokens import BadTokenError, Purpose, make_token, read_token, renew_feed, sign_up_token
from kitnet_events.enums import MailKey
from kitnet_events.models import Invitation, Meeting, OutboxMail, Participant, SignUp
from tests import factories
from tests.queries import number_of_queries

from .people import details, sign_up

pytestmark = pytest.mark.django_db


def own_client(person):
    client = Client(HTTP_HOST="host.example")
    client.post(f"/mine/{make_token(Purpose.OWN_PAGE, person)}/")
    return client


def html_of(client, url="/mine/"):
    return client.get(url).content.decode()


def step_up(person, what, email=""):
    return f"/mine/bekraeft/{make_token(Purpose.STEP_UP, person, what=what, email=email)}/"


def later(monkeypatch, **span):
    now = timezone.now().timestamp() + timedelta(**span).total_seconds()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now)


# ── The link and the browser ─────────────────────────────────────────────────────────────────────────────────────
def test_link_of_the_own_page_ages_and_says_so(client, meeting, monkeypatch):
    link = f"/mine/{make_token(Purpose.OWN_PAGE, sign_up(meeting).participant)}/"
    assert client.get(link).status_code == 200
    later(monkeypatch, hours=1, minutes=1)
    response = client.get(link)
    assert response.status_code == 404
    assert "/mine/" in response.content.decode()
    assert client.post(link).status_code == 404


def test_link_that_is_only_looked_at_opens_nothing(client, meeting):
    link = f"/mine/{make_token(Purpose.OWN_PAGE, sign_up(meeting).participant)}/"
    client.get(link)
    client.head(link)
    assert set(client.cookies) == {"csrftoken"}
    assert meeting.title not in html_of(client)


def test_browser_is_forgotten_after_some_hours_and_on_request(meeting, monkeypatch):
    client = own_client(sign_up(meeting).participant)
    cookie = client.cookies["kitnet_person"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 12 * 3600)
    assert meeting.title in html_of(client)
    client.post("/mine/", {"action": "leave"})
    assert meeting.title not in html_of(client)
    client = own_client(Participant.objects.get())
    later(monkeypatch, hours=12, minutes=1)
    assert meeting.title not in html_of(client)


@pytest.mark.parametrize("purpose", Purpose)
def test_token_of_one_purpose_opens_no_other(meeting, purpose):
    mine = sign_up(meeting)
    token = make_token(purpose, mine.participant, mine.pk)
    for other in Purpose:
        if other == purpose:
            assert read_token(other, token)[0] == mine.participant
        else:
            with pytest.raises(BadTokenError):
                read_token(other, token)


# ── What stands there ────────────────────────────────────────────────────────────────────────────────────────────
def test_page_shows_coming_meetings_waiting_places_and_past_ones(meeting, group):
    meeting.capacity = 1
    meeting.save()
    sign_up(meeting, 9)
    person = sign_up(meeting, 1).participant
    been, absent, left, unproved = (factories.make_meeting(group, title=f"Møde {word}") for word in "ABCD")
    sign_up(been, 1)
    SignUp.objects.filter(pk=sign_up(absent, 1).pk).update(attended=False)
    rules.cancel_sign_up(sign_up(left, 1).pk)
    rules.sign_up(unproved.pk, details(1))
    ago = timezone.now() - timedelta(days=3)
    Meeting.objects.filter(pk__in=[been.pk, absent.pk, left.pk]).update(starts_at=ago, ends_at=ago + timedelta(hours=5))
    html = html_of(own_client(person))
    assert "Du er nummer 1 på ventelisten" in html
    assert "Møde A" in html
    assert "Møde D" in html
    assert "Møde B" not in html
    assert "Møde C" not in html


def test_page_costs_the_same_for_one_and_thirty_meetings_waiting_places_included(meeting, group):
    def wait_at(meeting):
        meeting.capacity = 1
        meeting.save()
        sign_up(meeting, 9)
        return sign_up(meeting, 1)

    client = own_client(wait_at(meeting).participant)
    feed = (
        f"/kalender/personal/{make_token(Purpose.FEED, Participant.objects.get(email__startswith='deltager-1@'))}.ics"
    )
    few = [number_of_queries(lambda url=url: client.get(url)) for url in ("/mine/", feed)]
    for _ in range(6):
        wait_at(factories.make_meeting(group))
    assert [number_of_queries(lambda url=url: client.get(url)) for url in ("/mine/", feed)] == few


def test_new_links_void_those_in_older_mails_and_leave_the_browser_alone(meeting):
    mine = sign_up(meeting)
    client, old = own_client(mine.participant), sign_up_token(mine)
    OutboxMail.objects.all().delete()
    assert client.post("/mine/", {"action": "links"}).url == "/mine/?besked=links"
    assert Client().get(f"/tilmelding/{old}/").status_code == 404
    assert [mail.key for mail in OutboxMail.objects.all()] == [MailKey.CONFIRMED]
    assert meeting.title in html_of(client)


# ── The calendar ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_calendar_has_one_address_until_the_person_asks_for_another(meeting):
    person = sign_up(meeting).participant
    client = own_client(person)
    address = re.search(r'value="[^"]*(/kalender/personal/[^"]+)"', html_of(client)).group(1)
    assert address in html_of(client)
    assert Client().get(address).status_code == 200
    assert client.post("/mine/", {"action": "feed"}).url == "/mine/?besked=kalender"
    assert Client().get(address).status_code == 404
    assert address not in html_of(client)


def test_new_calendar_address_leaves_the_links_in_mails_alone(client, meeting):
    mine = sign_up(meeting)
    token = sign_up_token(mine)
    renew_feed(mine.participant)
    assert client.get(f"/tilmelding/{token}/").status_code == 200


def test_waiting_place_in_the_calendars_title_moves_up(client, meeting):
    meeting.capacity = 1
    meeting.save()
    first, second, third = (sign_up(meeting, number) for number in (1, 2, 3))
    feed = f"/kalender/personal/{make_token(Purpose.FEED, third.participant)}.ics"
    assert "Venteliste\\, nummer 2: " in client.get(feed).content.decode().replace("\r\n ", "")
    rules.cancel_sign_up(second.pk)
    assert "Venteliste\\, nummer 1: " in client.get(feed).content.decode().replace("\r\n ", "")
    rules.cancel_sign_up(first.pk)
    later_than_all = {"If-Modified-Since": http_date(timezone.now().timestamp() + 60)}
    text = client.get(feed, headers=later_than_all).content.decode()
    assert "Venteliste" not in text
    assert f"SUMMARY:{meeting.title}" in text


def test_who_changed_to_the_feed_hears_in_the_calendar_of_what_was_invited_before(meeting, group):
    """An invitation stands in the calendar: it would show the old time for ever."""
    mine = sign_up(meeting)
    own_client(mine.participant).post(
        "/mine/",
        {"action": "details", "name": "Ida", "workplace": "Faxe", "title": "", "invitations_by_mail": "feed"},
    )
    mine.refresh_from_db()
    assert invite(mine, MailKey.MEETING_MOVED).method == "REQUEST"
    other = sign_up(factories.make_meeting(group))
    assert OutboxMail.objects.get(sign_up=other, key="confirmed").method == ""


# ── Fresh proofs ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("action", ["export", "erase", "address"])
def test_export_erasure_and_new_address_do_nothing_before_a_fresh_proof(meeting, action):
    person = sign_up(meeting).participant
    client = own_client(person)
    response = client.post("/mine/", {"action": action, "new-email": "ny@kommune.example"})
    assert response.url == "/mine/?besked=mail"
    mail = OutboxMail.objects.get(key="step_up")
    assert mail.to == ("ny@kommune.example" if action == "address" else person.email)
    person.refresh_from_db()
    assert person.email == "deltager-1@kommune.example"


def test_proof_grows_old_and_looking_at_it_does_nothing(client, meeting, monkeypatch):
    person = sign_up(meeting).participant
    link = step_up(person, "erase")
    client.get(link)
    assert Participant.objects.exists()
    later(monkeypatch, hours=1, minutes=1)
    assert client.post(link).status_code == 404
    assert Participant.objects.exists()


def test_file_holds_what_is_stored_as_json(client, meeting):
    person = sign_up(meeting, 1, note="Æbler & pærer").participant
    response = client.post(step_up(person, "export"))
    assert response["Content-Type"] == "application/json"
    assert "attachment" in response["Content-Disposition"]
    got = json.loads(response.content)
    assert got["sign_ups"][0]["note"] == "Æbler & pærer"
    assert "Æbler" in response.content.decode()


def test_proofs_are_asked_for_only_so_often(meeting, settings):
    settings.KITNET_EVENTS = {"FORMS_PER_ADDRESS": 2}
    client = own_client(sign_up(meeting).participant)
    data = {"action": "address", "new-email": "offer@faxe.example"}
    assert [client.post("/mine/", data).status_code for _ in range(3)] == [302, 302, 429]
    assert OutboxMail.objects.filter(key="step_up").count() == 2


def test_mistyped_new_address_is_refused_at_its_field_and_kept(meeting):
    response = own_client(sign_up(meeting).participant).post("/mine/", {"action": "address", "new-email": "ida@@faxe"})
    assert response.status_code == 400
    html = response.content.decode()
    assert 'value="ida@@faxe"' in html
    assert 'aria-invalid="true"' in html
    assert not OutboxMail.objects.filter(key="step_up").exists()


def test_mail_to_an_unproved_address_carries_nobodys_advertisement(meeting):
    person = sign_up(meeting).participant
    Participant.objects.filter(pk=person.pk).update(name="Køb på spam.example")
    person.refresh_from_db()
    page_rules.ask_proof(person, page_rules.NEW_ADDRESS, "offer@faxe.example")
    assert "spam" not in compose(OutboxMail.objects.get(key="step_up"), Stationery.read()).body


# ── A new address ────────────────────────────────────────────────────────────────────────────────────────────────
def test_new_address_hears_of_coming_meetings_and_the_old_mailbox_can_do_nothing_more(client, meeting):
    mine = sign_up(meeting)
    person, old = mine.participant, sign_up_token(mine)
    feed = make_token(Purpose.FEED, person)
    OutboxMail.objects.update(state="sent")
    queued = invite(mine, MailKey.REMINDER)
    response = client.post(step_up(person, "address", "NY@kommune.example"))
    assert response.status_code == 200
    person.refresh_from_db()
    assert person.email == "ny@kommune.example"
    assert client.get(f"/tilmelding/{old}/").status_code == 404
    assert client.get(f"/kalender/personal/{feed}.ics").status_code == 200
    queued.refresh_from_db()
    assert queued.to == "ny@kommune.example"
    told = OutboxMail.objects.latest("pk")
    assert (told.key, told.to, told.method) == ("confirmed", "ny@kommune.example", "REQUEST")
    assert told.sequence > queued.sequence
    assert list(Invitation.objects.values_list("email", flat=True)) == ["ny@kommune.example"]
    warned = OutboxMail.objects.get(key="new_address")
    assert warned.to == "deltager-1@kommune.example"
    assert "ny@kommune.example" not in compose(warned, Stationery.read()).body


def test_address_that_is_somebodys_is_refused_in_words(client, meeting):
    person = sign_up(meeting).participant
    sign_up(meeting, 2)
    response = client.post(step_up(person, "address", "deltager-2@kommune.example"))
    assert response.status_code == 409
    assert "er allerede i brug" in response.content.decode()
    person.refresh_from_db()
    assert person.email == "deltager-1@kommune.example"


def test_address_that_somebody_takes_at_this_moment_is_refused(meeting, monkeypatch):
    person = sign_up(meeting).participant

    def clash(*_args):
        raise IntegrityError

    monkeypatch.setattr(page_rules, "_take", clash)
    assert page_rules.take_new_address(person, "ny@kommune.example") is False


def test_own_address_once_more_voids_old_links_and_writes_nothing(meeting):
    mine = sign_up(meeting)
    count = OutboxMail.objects.count()
    assert page_rules.take_new_address(mine.participant, mine.participant.email)
    assert OutboxMail.objects.count() == count
    with pytest.raises(BadTokenError):
        read_token(Purpose.SIGN_UP, sign_up_token(mine))
