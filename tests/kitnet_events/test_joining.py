"""The pages of joining and leaving, and the lists of members in the admin."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from kitnet_events import guarded_forms
from kitnet_events.domain import joining
from kitnet_events.domain.own_page import take_new_address
from kitnet_events.domain.tokens import Purpose, make_token, void_links
from kitnet_events.models import Enrolment, OptOut, OutboxMail, Participant
from kitnet_pages.cookies import all_cookies
from tests import factories
from tests.kitnet_events.joiners import ask, join, link_of, seat
from tests.queries import number_of_queries

JOIN = "/deltag/"


def typed(**changes):
    stamp = signing.dumps(int(timezone.now().timestamp()) - 10, salt=guarded_forms._STAMP_SALT)
    return {"name": "Ida Eksempel", "email": "ida@koege.example", "workplace": "Køge", "stamp": stamp, **changes}


def errors_of(response):
    return set(response.context_data["form"].errors)


# ── The form ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_form_is_filled_in_and_the_answer_names_the_address(client, koege):
    topic = factories.TopicFactory(name="Integration")
    response = client.post(JOIN, typed(topics=[topic.pk], wishes="Byggesag", title="It-arkitekt"))
    assert response.url == reverse("kitnet_events:join_sent")
    mine = Enrolment.objects.get()
    assert (mine.name, mine.title, mine.municipality, mine.wishes) == ("Ida Eksempel", "It-arkitekt", koege, "Byggesag")
    assert list(mine.topics.all()) == [topic]
    assert "ida@koege.example" in client.get(response.url).content.decode()
    assert 'value="Ida Eksempel"' in client.get(JOIN).content.decode()


def test_answer_is_the_same_whoever_is_a_member(client, koege):
    join(koege, email="ida@koege.example")
    known = client.post(JOIN, typed())
    unknown = client.post(JOIN, typed(email="bo@koege.example"))
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert known.cookies.keys() == unknown.cookies.keys()


def test_map_leads_to_a_form_that_knows_the_municipality(client, koege, faxe):
    inside, outside = client.get(JOIN, {"kommune": "0259"}), client.get(JOIN, {"kommune": "320"})
    assert (inside.context_data["municipality"], inside.context_data["takes_part"]) == (koege, True)
    assert (outside.context_data["municipality"], outside.context_data["takes_part"]) == (faxe, False)
    page = outside.content.decode()
    assert 'value="Faxe"' in page
    assert "Sjælland</option>" in page


@pytest.mark.parametrize("code", ["", "x", "0000", "-1", "²", "99999", "\0", "0259 "])
def test_a_code_that_is_none_shows_the_plain_form(client, koege, code):
    response = client.get(JOIN, {"kommune": code})
    assert (response.status_code, response.context_data["municipality"]) == (200, None)


def test_who_works_elsewhere_chooses_a_group(client, koege, group):
    response = client.post(JOIN, typed(workplace="KOMBIT"))
    assert (response.status_code, errors_of(response)) == (400, {"group"})
    client.post(JOIN, typed(workplace="KOMBIT", group=group.pk))
    assert Enrolment.objects.get().network_group == group


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"email": "ida"}, "email"),
        ({"workplace": "", "email": "ida@ukendt.example"}, "workplace"),
        ({"group": "x"}, "group"),
        ({"topics": ["x"]}, "topics"),
        ({"wishes": "x" * 1001}, "wishes"),
        ({"website": "http://spam.example"}, "__all__"),
        ({"stamp": ""}, "__all__"),
    ],
)
def test_a_mistake_loses_nothing_typed(client, koege, changes, field):
    factories.TopicFactory()
    response = client.post(JOIN, typed(title="It-arkitekt", **changes))
    assert (response.status_code, errors_of(response)) == (400, {field})
    assert 'value="It-arkitekt"' in response.content.decode()
    assert not Enrolment.objects.exists()


def test_too_many_forms_about_one_address_are_refused_kindly(client, koege, settings):
    settings.KITNET_EVENTS = {"FORMS_PER_ADDRESS": 2}
    assert [client.post(JOIN, typed()).status_code for _ in range(3)] == [302, 302, 429]


def test_page_about_the_mail_without_a_form_leads_back(client, koege):
    assert client.get(reverse("kitnet_events:join_sent")).url == JOIN


def test_reading_the_form_costs_the_same_for_few_and_many_municipalities(client, koege, group):
    few = number_of_queries(lambda: client.get(JOIN, {"kommune": "0259"}))
    factories.MunicipalityFactory.create_batch(20, group=group)
    factories.TopicFactory.create_batch(5)
    assert number_of_queries(lambda: client.get(JOIN, {"kommune": "0259"})) == few


# ── The link ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_link_shows_and_only_a_post_acts(client, koege):
    mine = ask(koege)
    response = client.get(link_of(mine))
    mine.refresh_from_db()
    assert (response.status_code, mine.state) == (200, "asked")
    assert response["Referrer-Policy"] == "strict-origin"
    assert "no-store" in response["Cache-Control"]
    client.post(link_of(mine), {"action": "prove"})
    mine.refresh_from_db()
    assert mine.state == "active"


def test_members_page_has_group_meeting_calendar_and_seats(client, koege, group):
    meeting = factories.make_meeting(group, title="Netværksmøde i Køge")
    mine = join(koege)
    page = client.get(link_of(mine)).content.decode()
    for words in ("Netværksmøde i Køge", "/netvaerksgrupper/sjaelland/", "/kalender/"):
        assert words in page
    seat(mine.participant, meeting)
    assert client.get(link_of(mine)).context_data["seats"] == [(meeting, meeting.get_url())]
    client.post(link_of(mine), {"action": "leave"})
    mine.refresh_from_db()
    assert mine.state == "ended"
    assert client.get(link_of(mine)).status_code == 200


@pytest.mark.parametrize("state", ["pending", "active", "declined", "ended"])
def test_page_says_where_one_stands(client, faxe, state):
    mine = join(faxe)
    Enrolment.objects.update(state=state, first_day=date(2026, 1, 1), expires_at=timezone.now())
    assert client.get(link_of(mine)).status_code == 200
    assert client.post(link_of(mine), {"action": "drop table"}).status_code == 404


def test_lapsed_request_is_refused_in_words(client, koege):
    mine = ask(koege)
    Enrolment.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    response = client.post(link_of(mine), {"action": "prove"})
    assert (response.status_code, bool(response.context_data["refusal"])) == (400, True)


def test_bad_voided_and_foreign_links_say_so(client, koege):
    mine = ask(koege)
    good = link_of(mine)
    for bad in ("x", good.split("/")[2][:-1], make_token(Purpose.OWN_PAGE, mine.participant, mine.pk)):
        assert client.get(f"{JOIN}{bad}/").status_code == 404
    void_links(mine.participant)
    assert client.get(good).status_code == 404


def test_leaving_is_asked_for_by_mail_with_the_same_answer_for_all(client, koege):
    join(koege, email="ida@koege.example")
    answers = [client.post(f"{JOIN}forlad/", typed(email=f"{name}@koege.example")) for name in ("ida", "bo")]
    strip = re.compile(r"csrfmiddlewaretoken[^>]*>|nonce=\S+")
    first, second = (strip.sub("", answer.content.decode()) for answer in answers)
    assert first == second
    assert OutboxMail.objects.filter(key="leave_link").count() == 1
    assert client.post(f"{JOIN}forlad/", typed(email="ida")).status_code == 400


def test_every_cookie_that_joining_sets_stands_on_the_privacy_page(client, koege):
    assert client.post(JOIN, typed()).status_code == 302
    assert set(client.cookies) <= {cookie.name for cookie in all_cookies()}


# ── The own page ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("state", ["active", "pending", None])
def test_own_page_leads_to_the_membership_or_to_the_form(client, faxe, state):
    mine = join(faxe)
    if state == "active":
        joining.approve_enrolment(mine.pk)
    if state is None:
        Enrolment.objects.all().delete()
    client.post(f"/mine/{make_token(Purpose.OWN_PAGE, mine.participant)}/")
    page = client.get("/mine/").content.decode()
    assert (f'href="{JOIN}"' in page) is (state is None)
    found = re.search(rf'href="({JOIN}[^"]{{20,}}/)"', page)
    assert (found is not None) is (state is not None)
    assert found is None or client.get(found[1]).status_code == 200


def test_a_no_to_invitations_goes_along_to_a_new_address(db):
    person = Participant.objects.create(email="gammel@kommune.example", proved_at=timezone.now())
    OptOut.objects.add_address(person.email)
    assert take_new_address(person, "ny@kommune.example")
    assert OptOut.objects.has_address("ny@kommune.example")
