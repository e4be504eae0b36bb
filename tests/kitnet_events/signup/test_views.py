"""Signing up over HTTP."""

import secrets
from datetime import timedelta
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext

from kitnet_events.models import OpeningNotice, OutboxMail, Participant, SignUp
from tests import factories

from .people import sign_up, stamp

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(meeting):
    return meeting.page.url + "tilmelding/"


def typed(**more):
    fields = {
        "name": "Ida Eksempel",
        "email": "ida@faxe.example",
        "workplace": "Konsulenthuset",
        "stamp": stamp(),
    }
    return {**fields, **more}


def errors_of(response):
    return response.context_data["form"].errors


def test_a_person_signs_up_and_is_told_to_look_at_the_mail(client, meeting, url):
    assert client.get(url).status_code == 200
    response = client.post(url, typed(), follow=True)
    assert response.redirect_chain == [(meeting.page.url + "tilmelding/se-din-mail/", 302)]
    assert "ida@faxe.example" in response.content.decode()
    mine = SignUp.objects.get()
    assert (mine.name, mine.workplace, mine.state) == ("Ida Eksempel", "Konsulenthuset", "held")


def test_a_reader_gets_no_cookie_and_the_form_only_its_csrf_cookie(client, meeting, url):
    assert client.get(meeting.page.url).cookies == {}
    assert set(client.get(url).cookies) == {"csrftoken"}


def test_a_municipality_is_found_however_it_is_written(client, meeting, url):
    municipality = factories.MunicipalityFactory(name="Aabenraa")
    client.post(url, typed(workplace=" åbenrå kommune"))
    assert SignUp.objects.get().municipality == municipality


def test_a_known_domain_suggests_the_municipality_and_loses_nothing(client, meeting, url):
    factories.MunicipalityFactory(name="Næstved")
    response = client.post(url, typed(email="ida@naestved.dk", workplace="", note="Kommer senere"))
    assert response.status_code == 400
    html = response.content.decode()
    assert 'value="Næstved"' in html
    assert "Kommer senere" in html
    assert "workplace" in errors_of(response)


def test_workplace_is_asked_for_and_the_title_is_not(client, meeting, url):
    page = BeautifulSoup(client.get(url).content, "html.parser")
    labels = {label["for"]: label.get_text() for label in page.select("form label[for]")}
    optional = gettext("optional")
    assert optional not in labels["id_workplace"]
    assert page.select_one("#id_workplace")["aria-required"] == "true"
    assert optional in labels["id_title"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "\u200b\u200b\u2060"),
        ("name", "Ida\x00"),
        ("name", "x" * 121),
        ("email", "ida"),
        ("email", "i" * 300 + "@faxe.example"),
        ("email", "ida@faxe.example\nBcc: alle@faxe.example"),
        ("workplace", ""),
        ("note", "\x07"),
    ],
)
def test_bad_input_gets_an_error_by_its_field_and_keeps_the_rest(client, meeting, url, field, value):
    response = client.post(url, typed(**{"title": "Arkitekt i it", field: value}))
    assert response.status_code == 400
    assert field in errors_of(response)
    assert "Arkitekt i it" in response.content.decode()
    assert SignUp.objects.count() == 0


def test_needs_want_a_consent_of_their_own(client, meeting, url):
    response = client.post(url, typed(needs="Nøddeallergi"))
    assert "needs_consent" in errors_of(response)
    client.post(url, typed(needs="Nøddeallergi", needs_consent="on"))
    assert SignUp.objects.get().needs == "Nøddeallergi"


def test_what_only_a_colleague_can_say_is_not_taken_from_somebody_else(client, meeting, url):
    more = {"needs": "Nøddeallergi", "needs_consent": "on", "listed": "on"}
    response = client.post(url, typed(signed_up_by="Bo Eksempel", **more))
    assert (response.status_code, set(errors_of(response))) == (400, {"needs", "listed"})
    client.post(url, typed(signed_up_by="ida eksempel", **more))
    assert (SignUp.objects.get().signed_up_by, SignUp.objects.get().listed) == ("", True)


@pytest.mark.parametrize("more", [{"website": "http://spam.example"}, {"stamp": ""}, {"stamp": "x"}])
def test_a_machine_is_refused_and_a_fast_person_can_send_again(client, meeting, url, more):
    response = client.post(url, typed(**more))
    assert response.status_code == 400
    assert SignUp.objects.count() == 0


def test_a_form_sent_within_a_second_is_refused(client, meeting, url):
    assert client.post(url, typed(stamp=stamp(1))).status_code == 400
    assert client.post(url, typed(stamp=stamp(4))).status_code == 302


def test_the_answer_is_the_same_whoever_is_signed_up(client, meeting, url):
    sign_up(meeting, 1, email="ida@faxe.example")
    known = client.post(url, typed())
    client.cookies.clear()
    unknown = client.post(url, typed(email="bo@faxe.example"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert list(OutboxMail.objects.order_by("-pk").values_list("key", flat=True)[:2]) == ["prove", "already"]


def test_extra_questions_are_asked_and_answered(client, meeting, url):
    question = meeting.questions.create(label="Frokost?", kind="choice", choices="Ja\nNej", required=True)
    response = client.post(url, typed())
    assert f"question_{question.pk}" in errors_of(response)
    client.post(url, typed(**{f"question_{question.pk}": "Nej"}))
    assert SignUp.objects.get().answers == {"Frokost?": "Nej"}


def test_a_mistyped_address_is_corrected_without_typing_all_again(client, meeting, url):
    client.post(url, typed(email="ida@faxx.example"))
    html = client.get(url).content.decode()
    assert 'value="ida@faxx.example"' in html
    assert 'value="Ida Eksempel"' in html
    client.post(url, typed())
    assert dict(SignUp.objects.values_list("participant__email", "state")) == {
        "ida@faxx.example": "cancelled",
        "ida@faxe.example": "held",
    }


def test_the_right_address_is_given_where_the_mail_is_awaited_and_nothing_is_lost(client, meeting, url):
    question = meeting.questions.create(label="Frokost?")
    more = {"note": "Kommer senere", "needs": "Nødder", "needs_consent": "on", "listed": "on"}
    client.post(url, typed(email="ida@faxx.example", **more, **{f"question_{question.pk}": "Ja"}))
    sent = url + "se-din-mail/"
    assert client.post(sent, {"action": "correct", "email": "ida"}).status_code == 400
    assert client.post(sent, {"action": "correct", "email": "Ida@Faxe.example"}, follow=True).status_code == 200
    wrong, right = SignUp.objects.order_by("pk")
    assert (wrong.state, right.state, right.participant.email) == ("cancelled", "held", "ida@faxe.example")
    assert (right.name, right.note, right.needs, right.listed) == ("Ida Eksempel", "Kommer senere", "Nødder", True)
    assert right.answers == {"Frokost?": "Ja"}


def test_a_colleague_signed_up_in_the_same_browser_leaves_ones_own_sign_up_alone(client, meeting, url):
    page = BeautifulSoup(client.post(url, typed(), follow=True).content, "html.parser")
    form = client.get(urljoin(url + "se-din-mail/", page.select_one("a[href*=kollega]")["href"])).context_data["form"]
    autocomplete = form.fields["name"].widget.attrs["autocomplete"]
    assert (form["signed_up_by"].value(), form["name"].value(), autocomplete) == ("Ida Eksempel", None, "off")
    assert "needs" not in {field.name for group in form.groups for field in group.fields}
    colleague = typed(name="Bo Eksempel", email="bo@faxe.example", signed_up_by="Ida Eksempel")
    assert client.post(url, colleague, follow=True).context_data["colleague"] == "Ida Eksempel"
    states = dict(SignUp.objects.values_list("participant__email", "state"))
    assert states == {"ida@faxe.example": "held", "bo@faxe.example": "held"}


def test_what_a_browser_keeps_does_not_tell_whether_an_address_is_signed_up(client, meeting, url):
    def kept():
        cookie = client.cookies["kitnet_typed"].value
        payload = signing.loads(cookie, salt="kitnet_events.typed")
        client.cookies.clear()
        return {name: len(str(value)) for name, value in payload.items()}

    sign_up(meeting, 1, email="ida@faxe.example")
    client.post(url, typed())
    known = kept()
    client.post(url, typed(email="bob@faxe.example"))
    assert kept() == known


def test_what_a_browser_keeps_travels_encrypted_and_no_script_reads_it(client, meeting, url):
    kept = client.post(url, typed(), secure=True).cookies["kitnet_typed"]
    assert (kept["secure"], kept["httponly"], kept["path"]) == (True, True, url)


def test_nobody_ends_the_sign_up_that_another_browser_began(client, meeting, url):
    client.post(url, typed())
    client.cookies.clear()
    client.post(url, typed())
    client.post(url + "se-din-mail/", {"action": "correct", "email": "anden@faxe.example"})
    assert SignUp.objects.get(participant__email="ida@faxe.example").state == "held"


def test_an_address_is_corrected_at_a_meeting_for_members_too(client, meeting, url):
    meeting.audience = "members"
    meeting.save()
    Participant.objects.create(email="ida@faxe.example", is_member=True)
    client.post(url, typed(email="ida@faxx.example", note="Kommer senere"))
    client.post(url + "se-din-mail/", {"action": "correct", "email": "ida@faxe.example"})
    mine = SignUp.objects.get()
    assert (mine.participant.email, mine.note) == ("ida@faxe.example", "Kommer senere")


FRESH = {"note": "Kommer senere", "needs": "Nødder", "needs_consent": "on", "listed": "on", "title": "Arkitekt"}


@pytest.mark.parametrize("reason", ["somebody else has that address", "only members can sign up"])
def test_nothing_is_lost_either_where_no_sign_up_came_of_the_wrong_address(client, meeting, url, reason):
    if "members" in reason:
        type(meeting).objects.update(audience="members")
        Participant.objects.create(email="ida@faxe.example", is_member=True)
    else:
        sign_up(meeting, 1, email="ida@faxx.example")
    question = meeting.questions.create(label="Frokost?", required=True)
    client.post(url, typed(email="ida@faxx.example", **FRESH, **{f"question_{question.pk}": "Ja"}))
    assert client.post(url + "se-din-mail/", {"action": "correct", "email": "ida@faxe.example"}).status_code == 302
    mine = SignUp.objects.get(participant__email="ida@faxe.example")
    assert (mine.note, mine.needs, mine.listed, mine.title) == ("Kommer senere", "Nødder", True, "Arkitekt")
    assert mine.answers == {"Frokost?": "Ja"}


def test_what_a_cookie_cannot_hold_is_asked_for_again(client, meeting, url):
    sign_up(meeting, 1, email="ida@faxx.example")
    long = {name: secrets.token_urlsafe(740) for name in ("note", "needs")}
    asked = [meeting.questions.create(label=f"Hvorfor {number}?") for number in range(5)]
    more = long | {f"question_{question.pk}": secrets.token_urlsafe(370) for question in asked}
    client.post(url, typed(email="ida@faxx.example", **(FRESH | more)))
    response = client.post(url + "se-din-mail/", {"action": "correct", "email": "ida@faxe.example"}, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert not SignUp.objects.filter(participant__email="ida@faxe.example").exists()
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("#id_email")["value"] == "ida@faxe.example"
    assert page.select_one("#id_title")["value"] == "Arkitekt"
    assert response.context_data["left_out"]
    assert page.select_one(".kn-notice")


def test_what_was_typed_goes_to_the_meetings_own_form_alone(client, meeting, url):
    assert client.post(url, typed()).cookies["kitnet_typed"]["path"] == url


def test_who_is_no_member_gets_the_same_mail_again_on_request(client, meeting, url):
    type(meeting).objects.update(audience="members")
    client.post(url, typed())
    assert client.post(url + "se-din-mail/").context_data["again"]
    assert list(OutboxMail.objects.values_list("key", "to")) == [("members_only", "ida@faxe.example")] * 2


def test_the_mail_is_sent_again_on_request(client, meeting, url):
    client.post(url, typed())
    assert client.post(url + "se-din-mail/").status_code == 200
    assert OutboxMail.objects.filter(key="prove").count() == 2


def test_too_many_forms_about_one_address_are_refused_kindly(client, meeting, url, settings):
    settings.KITNET_EVENTS = {"FORMS_PER_ADDRESS": 2}
    statuses = [client.post(url, typed()).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]


@pytest.mark.parametrize("phase", ["not_yet", "closed", "cancelled", "past"])
def test_without_an_open_sign_up_the_page_says_why_and_refuses_politely(client, meeting, url, phase):
    now = timezone.now()
    changes = {
        "not_yet": {"opens_at": now + timedelta(days=2)},
        "closed": {"closes_at": now - timedelta(days=1)},
        "cancelled": {"status": "cancelled", "cancellation_reason": "Værten er syg"},
        "past": {"starts_at": now - timedelta(hours=5), "ends_at": now + timedelta(hours=1)},
    }[phase]
    type(meeting).objects.filter(pk=meeting.pk).update(**changes)
    response = client.get(url)
    assert response.status_code == 200
    assert response.context_data["phase"] == phase
    assert 'name="name"' not in response.content.decode()
    assert client.post(url, typed(email="")).status_code == 400
    assert SignUp.objects.count() == 0


def test_who_comes_too_early_is_told_once_and_forgotten(client, meeting, url):
    meeting.opens_at = timezone.now() + timedelta(days=2)
    meeting.save()
    for _ in range(2):
        assert client.post(url, {"email": "Ida@Faxe.example", "stamp": stamp()}).status_code == 200
    assert list(OpeningNotice.objects.values_list("email", flat=True)) == ["ida@faxe.example"]
