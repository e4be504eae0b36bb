"""The register of sign-ups, the pages around it, and who may see whose."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from kitnet_events.domain import signup
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.enums import MailState
from kitnet_events.models import Meeting, OutboxMail, SignUp
from tests import factories, roles
from tests.planting import shared
from tests.queries import number_of_queries

from .people import details, sign_up, states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def register():
    return reverse("meetings_signups_modeladmin_index")


@shared
def other(meeting):
    group = factories.GroupPageFactory(parent=meeting.group.get_parent())
    return factories.make_meeting(group)


def inspect(mine):
    return reverse("meetings_signups_modeladmin_inspect", args=[mine.pk])


def at(name, meeting):
    return reverse(f"kitnet_signups:{name}", args=[meeting.uid])


def act(client, mine, deed, **more):
    return client.post(reverse("kitnet_signups:act", args=[mine.pk]), {"deed": deed, **more})


def bulk(client, chosen, deed, **more):
    picks = ",".join(str(one.pk) for one in chosen)
    return client.post(reverse("kitnet_signups:bulk"), {"which": "all", "everything": picks, "deed": deed, **more})


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def names(response):
    return [one.name for one in response.context["object_list"]]


# ── Who may see what ─────────────────────────────────────────────────────────────────────────────────────────────
def test_facilitators_see_and_touch_their_own_groups_alone(meeting, other, register):
    mine, theirs = sign_up(meeting, 1), sign_up(other, 2)
    client = roles.facilitator(meeting.group)
    assert names(client.get(register)) == ["Deltager 1"]
    assert client.get(f"{register}?meeting={other.pk}").status_code == 400
    assert (client.get(inspect(mine)).status_code, client.get(inspect(theirs)).status_code) == (200, 404)
    for name in ("add", "door", "print"):
        assert (client.get(at(name, meeting)).status_code, client.get(at(name, other)).status_code) == (200, 404)
    for deed in ("give", "cancel", "note", "present"):
        assert act(client, theirs, deed, attended="yes", note="x").status_code == 404
    bulk(client, [mine, theirs], "cancel", confirm="yes")
    assert (states(meeting), states(other)) == (["cancelled"], ["confirmed"])
    assert client.post(at("door", other), {"sign_up": theirs.pk, "attended": "yes"}).status_code == 404
    assert client.post(at("door", meeting), {"sign_up": theirs.pk, "attended": "yes"}).status_code == 404


def test_nobody_is_moved_to_a_meeting_of_another_group_by_its_number(meeting, other):
    mine = sign_up(meeting)
    assert act(roles.facilitator(meeting.group), mine, "move", target=other.pk).status_code == 404


@pytest.mark.parametrize("who", ["writer", "outsider"])
def test_others_see_nothing(meeting, register, who):
    mine = sign_up(meeting)
    client = getattr(roles, who)()
    urls = [register, inspect(mine), *(at(name, meeting) for name in ("add", "door", "print"))]
    assert {client.get(url).status_code for url in urls} == {302}
    assert {act(client, mine, "cancel").status_code, bulk(client, [mine], "cancel").status_code} == {302}
    assert states(meeting) == ["confirmed"]


def test_the_meetings_page_leads_to_its_sign_ups(meeting, register):
    html = roles.editor().get(reverse("wagtailadmin_pages:edit", args=[meeting.page_id])).content.decode()
    assert f"{register}?meeting={meeting.pk}" in html


# ── The list ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_counts_stand_above_the_list(meeting, register):
    for number in (1, 2, 3):
        sign_up(meeting, number)
    signup.sign_up(meeting.pk, details(4))
    signup.add_by_hand(meeting.pk, details(5), role="speaker")
    response = roles.editor().get(f"{register}?meeting={meeting.pk}")
    counts = {one["state"]: one["number"] for one in response.context["counts"]}
    assert counts == {"held": 0, "confirmed": 2, "waiting": 2, "offered": 0, "cancelled": 0, "helpers": 1}
    html = response.content.decode()
    assert "number 1 on the waiting list" in html
    assert "number 2 on the waiting list, address not proved" in html


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=deltager-2", ["Deltager 2"]),
        ("q=deltager 1", ["Deltager 1"]),
        ("state__exact=waiting", ["Deltager 3"]),
        ("role__exact=speaker", []),
    ],
)
def test_the_list_is_searched_and_filtered(meeting, register, query, found):
    for number in (1, 2, 3):
        sign_up(meeting, number)
    assert names(roles.editor().get(f"{register}?{query}")) == found


def test_the_list_is_narrowed_to_what_comes_or_is_past(meeting, register):
    sign_up(meeting, 1)
    past = factories.make_meeting(meeting.group)
    sign_up(past, 2)
    Meeting.objects.filter(pk=past.pk).update(
        starts_at=past.starts_at - timedelta(days=90), ends_at=past.ends_at - timedelta(days=90)
    )
    client = roles.editor()
    assert names(client.get(f"{register}?when=coming")) == ["Deltager 1"]
    assert names(client.get(f"{register}?when=past")) == ["Deltager 2"]


@pytest.mark.parametrize("query", ["when=x", "state__x=y", "meeting=abc", "participant__email__contains=a"])
def test_a_filter_that_is_none_is_answered_with_400(meeting, register, query):
    assert roles.editor().get(f"{register}?{query}").status_code == 400


def test_the_list_costs_the_same_for_1_and_30(meeting, register):
    signup.change_capacity(meeting.pk, 10)
    client = roles.editor()
    sign_up(meeting, 1)
    few = number_of_queries(lambda: client.get(register))
    for number in range(2, 31):
        sign_up(meeting, number)
    assert number_of_queries(lambda: client.get(register)) == few


def test_a_mail_that_failed_shows_on_the_sign_up(meeting, register):
    mine = sign_up(meeting)
    OutboxMail.objects.filter(sign_up=mine, key="confirmed").update(
        state=MailState.FAILED, last_error="Ukendt postkasse"
    )
    client = roles.editor()
    assert "mail failed" in client.get(register).content.decode()
    assert "Ukendt postkasse" in client.get(inspect(mine)).content.decode()


def test_a_meeting_without_sign_ups_has_an_empty_list(meeting, other, register):
    sign_up(other)
    response = roles.editor().get(f"{register}?meeting={meeting.pk}")
    assert (response.status_code, names(response)) == (200, [])


# ── One and several ──────────────────────────────────────────────────────────────────────────────────────────────
def test_an_editor_acts_on_one(meeting):
    mine = signup.sign_up(meeting.pk, details(1))
    client = roles.editor()
    assert "has a seat" in told(act(client, mine, "give"))
    act(client, mine, "note", note="Ringede i går")
    act(client, mine, "present", attended="yes")
    mine.refresh_from_db()
    assert (mine.state, mine.internal_note, mine.attended) == ("confirmed", "Ringede i går", True)
    assert act(client, mine, "drop table").status_code == 404
    assert client.get(reverse("kitnet_signups:act", args=[mine.pk])).status_code == 405


def test_what_the_rules_refuse_is_told_in_words(meeting):
    waiting = [sign_up(meeting, number) for number in (1, 2, 3)][2]
    client = roles.editor()
    assert "There is no free seat" in told(act(client, waiting, "give"))
    cancel_meeting(meeting.pk, "Værten er syg")
    assert "no longer possible" in told(act(client, waiting, "first"))


def test_an_editor_adds_by_hand(meeting):
    client = roles.editor()
    data = {"name": "Ole Opringer", "email": "Ole@Faxe.example", "workplace": "Konsulenthuset", "role": "speaker"}
    assert client.post(at("add", meeting), {**data, "role": "boss"}).status_code == 400
    assert client.post(at("add", meeting), data).status_code == 302
    mine = SignUp.objects.get()
    assert (mine.name, mine.role, mine.state, mine.participant.email) == (
        "Ole Opringer",
        "speaker",
        "confirmed",
        "ole@faxe.example",
    )


@pytest.mark.parametrize("deed", ["cancel", "give", "present", "absent"])
def test_several_are_asked_about_first_and_touched_after_a_yes(meeting, deed):
    chosen = [signup.sign_up(meeting.pk, details(1)), sign_up(meeting, 2)]
    client = roles.editor()
    before = list(SignUp.objects.order_by("pk").values_list("state", "attended"))
    response = bulk(client, chosen, deed)
    assert (response.status_code, list(SignUp.objects.order_by("pk").values_list("state", "attended"))) == (200, before)
    assert "Deltager 1" in response.content.decode()
    assert bulk(client, chosen, deed, confirm="yes").status_code == 302
    after = list(SignUp.objects.order_by("pk").values_list("state", "attended"))
    assert (
        after
        == {
            "cancel": [("cancelled", None), ("cancelled", None)],
            "give": [("confirmed", None), ("confirmed", None)],
            "present": [("held", None), ("confirmed", True)],
            "absent": [("held", None), ("confirmed", False)],
        }[deed]
    )


def test_ticked_rows_alone_are_chosen_and_nobody_is_told_so(meeting):
    first, second = sign_up(meeting, 1), sign_up(meeting, 2)
    client = roles.editor()
    url = reverse("kitnet_signups:bulk")
    data = {"which": "picked", "everything": f"{first.pk},{second.pk}", "deed": "cancel", "confirm": "yes"}
    assert "Nobody is chosen" in told(client.post(url, data))
    client.post(url, {**data, "pick": [second.pk]})
    assert states(meeting) == ["confirmed", "cancelled"]
    assert client.post(url, {**data, "deed": "x"}).status_code == 404


def test_a_mail_to_a_selection_is_written_looked_at_and_sent_once(meeting):
    chosen = [sign_up(meeting, 1), sign_up(meeting, 2), signup.sign_up(meeting.pk, details(3))]
    client = roles.editor()
    form = bulk(client, chosen, "mail").context["form"]
    words = {
        "subject": "Husk madpakke",
        "body": "Kære {navn}\n\nTag en madpakke med.",
        "form_id": form["form_id"].value(),
    }
    shown = bulk(client, chosen, "mail", step="preview", **words)
    assert (shown.status_code, OutboxMail.objects.filter(key="own_words").count()) == (200, 0)
    assert "Send to 2 persons" in shown.content.decode()
    for _twice in range(2):
        assert bulk(client, chosen, "mail", step="send", **words).status_code == 302
    assert OutboxMail.objects.filter(key="own_words").count() == 2


def test_a_mail_with_a_broken_placeholder_is_caught_and_nothing_typed_is_lost(meeting):
    chosen = [sign_up(meeting, 1)]
    form_id = "5f3f9f8e-6d6c-4a43-8f54-0a2f4b6f6a11"
    words = {"subject": "Husk", "body": "Kære {fornavn}", "form_id": form_id}
    response = bulk(roles.editor(), chosen, "mail", step="send", **words)
    assert response.status_code == 400
    assert list(response.context["form"].errors) == ["body"]
    assert "Kære {fornavn}" in response.content.decode()
    assert OutboxMail.objects.filter(key="own_words").count() == 0
