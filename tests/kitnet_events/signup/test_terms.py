"""The terms of a meeting's sign-up: the rule, and the page where an editor sets them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from kitnet_events.domain import signup
from kitnet_events.domain.effects import foresee_publishing
from kitnet_events.domain.terms import set_questions, set_terms
from kitnet_events.models import SignUpQuestion
from tests import factories, roles

from .people import details, sign_up, states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def url(meeting):
    return reverse("kitnet_meetings:terms", args=[meeting.uid])


def form(meeting, **changes):
    data = {
        "takes_sign_ups": "on",
        "capacity": "2",
        "audience": "all",
        "questions-TOTAL_FORMS": "5",
        "questions-INITIAL_FORMS": str(meeting.questions.count()),
    }
    for number in range(5):
        data |= {f"questions-{number}-label": "", f"questions-{number}-kind": "text"}
    return data | changes


def test_more_seats_go_to_those_who_wait_and_the_number_is_told(meeting):
    for number in range(1, 5):
        sign_up(meeting, number)
    assert set_terms(meeting.pk, capacity=3) == 1
    assert states(meeting) == ["confirmed", "confirmed", "confirmed", "waiting"]
    assert set_terms(meeting.pk, capacity=3) == 0


def test_a_wider_share_of_one_municipality_lets_its_next_in(meeting):
    koege = factories.MunicipalityFactory()
    set_terms(meeting.pk, municipality_max=1)
    mine = [sign_up(meeting, number, municipality_id=koege.pk) for number in (1, 2)]
    assert [one.state for one in mine] == ["confirmed", "waiting"]
    assert set_terms(meeting.pk, municipality_max=2) == 1


def test_closing_earlier_ends_the_seats_held_for_unproved_addresses_then(meeting):
    now = timezone.now()
    held = signup.sign_up(meeting.pk, details())
    set_terms(meeting.pk, closes_at=now + timedelta(hours=1))
    held.refresh_from_db()
    assert held.expires_at == now + timedelta(hours=1)


def test_sign_up_follows_a_meeting_that_moves_and_what_has_come_to_pass_stays(meeting):
    now = timezone.now()
    opened, closes = now - timedelta(days=1), now + timedelta(days=20)
    set_terms(meeting.pk, opens_at=opened, closes_at=closes)
    held = signup.sign_up(meeting.pk, details())
    page = meeting.page

    def moved_to(days):
        page.start_date = factories.in_days(days)
        effect = foresee_publishing(page)
        factories.publish(page)
        meeting.refresh_from_db()
        return [each.label for each in effect.differences], meeting.opens_at, timezone.localtime(meeting.closes_at)

    day, local = timezone.localdate(meeting.starts_at), timezone.localtime(closes)
    for days in (200, 12):
        distance = factories.in_days(days) - day
        assert moved_to(days) == (["When", "Sign-up closes"], opened, local + distance)
    held.refresh_from_db()
    assert held.expires_at == meeting.closes_at
    page.start_date = factories.in_days(9)
    assert foresee_publishing(page).leaves_closed


def test_an_unknown_term_is_refused(meeting):
    with pytest.raises(TypeError):
        set_terms(meeting.pk, title="Andet")


def test_more_than_five_questions_are_refused(meeting):
    with pytest.raises(ValueError, match="5"):
        set_questions(meeting.pk, [SignUpQuestion(label=str(number)) for number in range(6)])


def test_an_editor_sets_the_terms_outside_every_revision(meeting, url):
    client = roles.editor()
    starts = timezone.localtime(meeting.starts_at)
    closes = (starts - timedelta(days=7)).strftime("%Y-%m-%d 12:00")
    changes = {
        "capacity": "40",
        "municipality_max": "3",
        "closes_at": closes,
        "audience": "members",
        "confirmation_text": "Parkering i gården.",
        "questions-0-label": "Frokost?",
        "questions-0-kind": "choice",
        "questions-0-choices": "Ja\nNej",
        "questions-0-required": "on",
        "questions-2-label": "Jeg kører selv",
        "questions-2-kind": "tick",
    }
    response = client.post(url, form(meeting, **changes))
    assert response.status_code == 302, response.context["form"].errors
    before = meeting.page.latest_revision_id
    meeting.refresh_from_db()
    assert (meeting.capacity, meeting.municipality_max, meeting.audience) == (40, 3, "members")
    assert meeting.confirmation_text == "Parkering i gården."
    assert timezone.localtime(meeting.closes_at).strftime("%Y-%m-%d 12:00") == closes
    assert [(q.label, q.kind, q.required, q.choice_list) for q in meeting.questions.all()] == [
        ("Frokost?", "choice", True, ["Ja", "Nej"]),
        ("Jeg kører selv", "tick", False, []),
    ]
    assert meeting.page.latest_revision_id == before
    assert PageLogEntry.objects.filter(action="kitnet_events.sign_up_terms", user=client.user).count() == 1


def test_a_question_is_taken_away_and_its_answers_stay(meeting, url):
    question = meeting.questions.create(label="Frokost?")
    mine = signup.sign_up(meeting.pk, details(answers={"Frokost?": "Ja"}))
    changes = {"questions-0-id": question.pk, "questions-0-label": "Frokost?", "questions-0-DELETE": "on"}
    assert roles.editor().post(url, form(meeting, **changes)).status_code == 302
    mine.refresh_from_db()
    assert (meeting.questions.count(), mine.answers) == (0, {"Frokost?": "Ja"})


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-3"}, "capacity"),
        ({"capacity": "99999999999"}, "capacity"),
        ({"municipality_max": "0"}, "municipality_max"),
        ({"opens_at": "2120-02-01 12:00"}, "opens_at"),
        ({"closes_at": "2120-02-01 12:00"}, "closes_at"),
        ({"opens_at": "2020-02-02 12:00", "closes_at": "2020-02-01 12:00"}, "closes_at"),
        ({"reminder_days": "snart"}, "reminder_days"),
    ],
)
def test_terms_that_make_no_sense_are_refused_by_field_and_nothing_is_saved(meeting, url, changes, field):
    response = roles.editor().post(url, form(meeting, confirmation_text="Parkering", **changes))
    assert response.status_code == 400
    assert list(response.context["form"].errors) == [field]
    assert "Parkering" in response.content.decode()
    meeting.refresh_from_db()
    assert (meeting.capacity, meeting.confirmation_text) == (2, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"questions-0-label": "Frokost?", "questions-0-kind": "choice", "questions-0-choices": "Ja"},
        {"questions-0-label": "Frokost?", "questions-0-kind": "choice", "questions-0-choices": "Ja\nJa\nNej"},
        {"questions-0-label": "Frokost?", "questions-1-label": "Frokost?"},
        {"questions-0-choices": "Ja\nNej"},
    ],
)
def test_a_question_that_cannot_be_answered_is_refused(meeting, url, changes):
    assert roles.editor().post(url, form(meeting, **changes)).status_code == 400
    assert meeting.questions.count() == 0


def test_only_who_may_publish_the_meeting_sets_its_terms(meeting, url):
    other = factories.GroupPageFactory(parent=meeting.group.get_parent())
    answers = {
        "administrator": roles.administrator().get(url).status_code,
        "editor": roles.editor().get(url).status_code,
        "own": roles.facilitator(meeting.group).get(url).status_code,
        "other": roles.facilitator(other).get(url).status_code,
        "writer": roles.writer().get(url).status_code,
    }
    assert answers == {"administrator": 200, "editor": 200, "own": 200, "other": 302, "writer": 302}


def test_the_pages_header_and_its_list_lead_to_the_terms(meeting, url):
    client = roles.editor()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[meeting.page_id])).content.decode()
    listing = client.get(reverse("wagtailadmin_explore", args=[meeting.group_id])).content.decode()
    assert url in edit
    assert url in listing
