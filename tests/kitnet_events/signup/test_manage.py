"""What can be done about a sign-up at the page that a mail's link opens."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import gettext

from kitnet_events.domain import signup as rules
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.domain.tokens import sign_up_token
from kitnet_events.models import Meeting, OutboxMail, SignUp
from tests import factories

from .people import details, mails_to, sign_up
from .test_moving import round_page, two_meetings

__all__ = ["round_page", "two_meetings"]

pytestmark = pytest.mark.django_db

COLLEAGUE = {
    "action": "hand_over",
    "colleague-name": "Bo Eksempel",
    "colleague-email": "bo@faxe.example",
    "colleague-workplace": "Konsulenthuset",
}
UNTOLD = (
    "Until you say yes, we write to you no more, not even if the meeting is moved or cancelled: this page shows it."
)


def link(mine):
    return f"/tilmelding/{sign_up_token(mine)}/"


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def actions(response):
    return {button["value"] for button in soup(response).select("button[name=action]")}


def heading(response):
    return soup(response).h1.get_text(strip=True)


def begun(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())


# ── Handing over ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_ones_own_address_is_refused_at_its_field_and_the_fold_stands_open(client, meeting):
    mine = sign_up(meeting)
    response = client.post(link(mine), {**COLLEAGUE, "colleague-email": "Deltager-1@kommune.example"})
    assert response.status_code == 400
    field = soup(response).select_one("[name=colleague-email]")
    assert (field["aria-invalid"], field["value"]) == ("true", "Deltager-1@kommune.example")
    assert field.find_parent("details").has_attr("open")
    name = soup(response).select_one("[name=colleague-name]")
    # A browser would fill in whoever sits before it.
    assert (name["value"], name["autocomplete"]) == ("Bo Eksempel", "off")


def test_a_colleague_is_asked_what_only_they_can_say_and_nothing_typed_is_lost(client, meeting):
    question = meeting.questions.create(label="Frokost?", required=True)
    mine = sign_up(meeting, 1, needs="Nødder", answers={"Frokost?": "Ja"})
    client.post(link(mine), COLLEAGUE)
    theirs = SignUp.objects.get(participant__email="bo@faxe.example")
    page = client.get(link(theirs))
    assert {"needs", "needs_consent", "listed", f"question_{question.pk}"} <= {
        field.get("name") for field in soup(page).select("input, textarea")
    }
    assert "Nødder" not in page.content.decode()
    asked = {"action": "prove", "needs": "Kørestol", "listed": "on"}
    response = client.post(link(theirs), asked)
    assert response.status_code == 400
    assert set(response.context_data["host"].errors) == {"needs_consent", f"question_{question.pk}"}
    assert "Kørestol" in response.content.decode()
    client.post(link(theirs), {**asked, "needs_consent": "on", f"question_{question.pk}": "Nej"})
    theirs.refresh_from_db()
    assert (theirs.state, theirs.needs, theirs.listed, theirs.answers) == (
        "confirmed",
        "Kørestol",
        True,
        {"Frokost?": "Nej"},
    )


def test_whoever_signed_up_alone_is_asked_nothing_more(client, meeting):
    meeting.questions.create(label="Frokost?", required=True)
    mine = rules.sign_up(meeting.pk, details(answers={"Frokost?": "Ja"}, needs="Nødder", note="Kommer <b>senere</b>"))
    page = soup(client.get(link(mine)))
    assert not page.select("[name=needs]")
    # Anybody may have typed it: so it is said to what one says yes.
    assert [dd.get_text() for dd in page.select(".kn-told dd")] == ["Ja", "Kommer <b>senere</b>", "Nødder"]
    client.post(link(mine), {"action": "prove"})
    mine.refresh_from_db()
    assert (mine.state, mine.needs, mine.answers) == ("confirmed", "Nødder", {"Frokost?": "Ja"})


# ── What the host should know ────────────────────────────────────────────────────────────────────────────────────
def test_needs_are_not_shown_but_kept_replaced_or_taken_back_with_the_consent(client, meeting):
    mine = sign_up(meeting, needs="Nødder", listed=True, answers={"Bus?": "Ja"})
    meeting.questions.create(label="Frokost?", required=True)
    page = client.get(link(mine))
    assert "Nødder" not in page.content.decode()
    assert soup(page).select_one("[name=needs_consent]").has_attr("checked")
    assert soup(page).select_one("[name=listed]").has_attr("checked")

    def told(**more):
        assert client.post(link(mine), {"action": "tell", "note": "Kommer senere", **more}).status_code == 302
        mine.refresh_from_db()
        return mine.needs, mine.listed, mine.note, mine.answers

    assert told(needs_consent="on") == ("Nødder", False, "Kommer senere", {"Bus?": "Ja"})
    assert told(needs_consent="on", needs="Kørestol", listed="on")[:2] == ("Kørestol", True)
    assert told()[0] == ""
    assert client.post(link(mine), {"action": "tell", "needs": "Mælk"}).status_code == 400
    begun(meeting)
    assert client.post(link(mine), {"action": "tell"}).status_code == 400


# ── Moving ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_move_says_what_it_does_and_asks_what_the_other_meeting_asks(client, two_meetings):
    meeting, other = two_meetings
    for asked in two_meetings:
        asked.questions.create(label="Frokost?")
    question = other.questions.create(label="Hold?", required=True)
    mine = sign_up(meeting, answers={"Frokost?": "Ja"})
    assert soup(client.get(link(mine))).select_one(f"a[href='?flyt={other.pk}']")
    page = client.get(f"{link(mine)}?flyt={other.pk}")
    assert "Ja" in {field.get("value") for field in soup(page).select("main input")}
    data = {"action": "move", "target": other.pk, f"question_{other.questions.first().pk}": "Nej tak"}
    response = client.post(link(mine), data)
    assert (response.status_code, set(response.context_data["questions"].errors)) == (400, {f"question_{question.pk}"})
    assert "Nej tak" in response.content.decode()
    response = client.post(link(mine), {**data, f"question_{question.pk}": "A"}, follow=True)
    assert heading(response) == gettext("Your seat is moved")
    moved = SignUp.objects.get(meeting=other)
    assert (moved.state, moved.answers) == ("confirmed", {"Frokost?": "Nej tak", "Hold?": "A"})


def test_a_move_that_comes_too_late_keeps_what_was_typed(client, two_meetings):
    meeting, other = two_meetings
    question = other.questions.create(label="Hold?")
    mine = sign_up(meeting)
    sign_up(other, 9)
    data = {"action": "move", "target": other.pk, f"question_{question.pk}": "Blåt"}
    response = client.post(link(mine), data)
    assert (response.status_code, bool(response.context_data["refusal"])) == (400, True)
    assert "Blåt" in response.content.decode()
    assert "?flyt=" not in client.get(link(mine)).content.decode()


# ── When it is too late, and afterwards ──────────────────────────────────────────────────────────────────────────
def test_once_the_meeting_has_begun_nothing_is_offered_and_what_is_asked_anyway_is_refused(client, meeting):
    mine = sign_up(meeting)
    begun(meeting)
    page = client.get(link(mine))
    assert (heading(page), actions(page)) == (gettext("The meeting has begun"), set())
    for deed in ({"action": "cancel"}, COLLEAGUE):
        assert client.post(link(mine), deed).status_code == 400
    mine.refresh_from_db()
    assert mine.state == "confirmed"


def test_who_never_said_yes_is_told_nothing_and_the_page_says_so(client, meeting):
    mine = rules.sign_up(meeting.pk, details())
    page = meeting.page
    page.start_date = factories.in_days(40)
    factories.publish(page)
    html = client.get(link(mine)).content.decode()
    assert gettext(UNTOLD) in html
    assert response_says_moved(html)
    cancel_meeting(meeting.pk, "Værten er syg")
    shown = client.get(link(mine))
    assert (heading(shown), actions(shown)) == (gettext("The meeting is cancelled"), set())
    assert "Værten er syg" in shown.content.decode()
    assert mails_to(mine) == ["prove"]


def response_says_moved(html):
    return gettext("The meeting is moved. It was to be %(was)s.").split("%", maxsplit=1)[0] in html


@pytest.mark.parametrize("is_proved", [True, False])
def test_a_mail_is_promised_only_where_one_is_written(client, meeting, is_proved):
    mine = sign_up(meeting) if is_proved else rules.sign_up(meeting.pk, details())
    count = OutboxMail.objects.count()
    response = client.post(link(mine), {"action": "cancel"}, follow=True)
    notice = soup(response).select_one("[role=status]").get_text(strip=True)
    assert (notice == gettext("Done. A mail confirms it."), OutboxMail.objects.count() - count) == (
        is_proved,
        int(is_proved),
    )


def test_a_seat_that_is_handed_over_is_not_called_cancelled_and_a_closed_sign_up_is_not_offered(client, meeting):
    mine = sign_up(meeting)
    response = client.post(link(mine), COLLEAGUE, follow=True)
    assert heading(response) == gettext("Your seat is handed over")
    assert gettext("Sign up again") not in response.content.decode()
    assert gettext("Sign up again") in client.get(link(mine)).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(closes_at=timezone.now())
    assert gettext("Sign up again") not in client.get(link(mine)).content.decode()
