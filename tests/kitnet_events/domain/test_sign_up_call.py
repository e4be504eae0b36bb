"""What a meeting's page says of its sign-up."""

from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from kitnet_events.domain.sign_up_call import SignUpCall, call_on_card, sign_up_call
from kitnet_events.enums import MeetingStatus, SignUpPhase, SignUpRole, SignUpState
from kitnet_events.models import Meeting, Participant, SignUp
from tests import factories
from tests.kitnet_events.signup.people import sign_up
from tests.planting import shared

SOON = timedelta(days=30)
_SAID = {"Rådhuset": "da", "Ja": "da", "Who is coming": "en", "For the host": "en"}


@shared
def page(network):
    return factories.MeetingPageFactory(parent=network.meeting_index, start_date=timezone.localdate() + SOON)


@shared
def meeting(page):
    return Meeting.objects.get(page=page)


@pytest.mark.parametrize(
    ("capacity", "taken", "state", "left", "percent"),
    [
        (40, 11, "open", 29, 28),
        (40, 36, "open", 4, 90),
        (40, 37, "few", 3, 92),
        (40, 40, "full", 0, 100),
        (40, 42, "full", 0, 100),
        (0, 0, "full", 0, 100),
        (None, 12, "open", None, 100),
    ],
)
def test_call_tells_seats_in_a_word_a_number_and_a_bar(capacity, taken, state, left, percent):
    call = SignUpCall(phase=SignUpPhase.OPEN, capacity=capacity, taken=taken)
    assert (call.state, call.left, call.percent) == (state, left, percent)


def test_full_meeting_tells_how_many_wait(client, page, meeting):
    meeting.capacity = 1
    meeting.save()
    for number in range(3):
        sign_up(meeting, number)
    call = sign_up_call(meeting)
    assert (call.state, call.taken, call.waiting) == ("full", 1, 2)
    # And beforehand, what holds shortly before the meeting.
    html = client.get(f"{page.get_url()}tilmelding/").content.decode()
    assert "I de sidste 2\N{NO-BREAK SPACE}dage før mødet" in html
    assert "så har du 6\N{NO-BREAK SPACE}timer til at svare" in html


def test_nothing_is_said_of_a_meeting_without_sign_up(meeting):
    assert sign_up_call(None) is None
    meeting.status = MeetingStatus.CANCELLED
    assert sign_up_call(meeting) is None
    meeting.status, meeting.takes_sign_ups = MeetingStatus.PLANNED, False
    assert sign_up_call(meeting) is None


def test_page_offers_no_sign_up_once_it_is_closed(client, page, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    html = client.get(page.get_url()).content.decode()
    assert 'class="kn-signup" data-state="closed"' in html
    assert "tilmelding/" not in html.split('class="kn-signup"')[1].split("</section>")[0]


def test_page_leads_to_the_sign_up_and_both_say_what_holds_before_anything_is_typed(client, page, meeting):
    url = f"{page.get_url()}tilmelding/"
    assert "Du kan tilmelde dig, helt til mødet begynder." in client.get(url).content.decode()
    closes_at = datetime(2090, 1, 3, 12, tzinfo=UTC)
    terms = {"closes_at": closes_at, "audience": "members", "municipality_max": 2}
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=closes_at + SOON, ends_at=closes_at + 2 * SOON, **terms)
    assert f'href="{url}"' in client.get(page.get_url()).content.decode()
    for address in (page.get_url(), url):
        html = client.get(address).content.decode()
        assert "Kun for medlemmer af netværket." in html
        assert "Højst 2 fra hver kommune." in html
        assert "Tilmeld dig senest den 3.\N{NO-BREAK SPACE}januar 2090 kl.\N{NO-BREAK SPACE}13.00." in html


def test_what_editors_wrote_is_in_their_language_on_the_form_too(client, page, meeting, settings):
    settings.LANGUAGE_CODE = "en"
    meeting.questions.create(label="Spiser du med?", kind="choice", choices="Ja\nNej")
    Meeting.objects.filter(pk=meeting.pk).update(venue="Rådhuset")
    soup = BeautifulSoup(client.get(f"{page.get_url()}tilmelding/").content, "html.parser")
    spoken = {text: next(one["lang"] for one in soup.find(string=text).parents if one.get("lang")) for text in _SAID}
    assert spoken == _SAID


# ── In lists ─────────────────────────────────────────────────────────────────────────────────────────────────────
def on_card(meeting) -> SignUpCall | None:
    return call_on_card(Meeting.objects.for_cards().get(pk=meeting.pk))


@pytest.mark.parametrize(
    ("capacity", "state", "words"),
    [(None, "open", "Åben for tilmelding"), (5, "few", "Kun 3 pladser tilbage"), (2, "full", "Fuldt – venteliste")],
)
def test_card_tells_the_seats_in_words(client, meeting, network, capacity, state, words):
    Meeting.objects.filter(pk=meeting.pk).update(capacity=capacity)
    # The third one waits where two have seats; a speaker takes none.
    for number in range(3 if capacity == 2 else 2):
        sign_up(meeting, number)
    SignUp.objects.create(**speaker_at(meeting))
    meeting.refresh_from_db()
    call = on_card(meeting)
    assert call.state == sign_up_call(meeting).state == state
    assert call.taken == (0 if capacity is None else 2)
    assert words in client.get(network.meeting_index.get_url()).content.decode()


def speaker_at(meeting) -> dict:
    person = Participant.objects.create(email="oplaeg@kommune.example", name="Oplæg")
    return {
        "meeting": meeting,
        "participant": person,
        "state": SignUpState.CONFIRMED,
        "role": SignUpRole.SPEAKER,
        "name": person.name,
        "queued_at": timezone.now(),
    }


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        ({"closes_at": timezone.now() - SOON}, "Tilmeldingen er lukket"),
        ({"opens_at": datetime(2090, 1, 3, 12, tzinfo=UTC)}, "Tilmeldingen åbner 3. januar 2090"),
    ],
)
def test_card_tells_when_nobody_can_sign_up(client, meeting, network, terms, words):
    Meeting.objects.filter(pk=meeting.pk).update(**terms)
    assert words in client.get(network.meeting_index.get_url()).content.decode()


@pytest.mark.parametrize("change", [{"status": "cancelled"}, {"status": "announced"}, {"takes_sign_ups": False}])
def test_card_says_nothing_where_there_is_nothing_to_say(meeting, change):
    Meeting.objects.filter(pk=meeting.pk).update(**change)
    assert on_card(meeting) is None
