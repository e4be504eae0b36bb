"""The rules of signing up."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from kitnet_events.domain import signup
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.domain.passing_on import hand_over
from kitnet_events.domain.seats import seats_left
from kitnet_events.domain.signup_states import CHANGES, StateChangeError, change_state
from kitnet_events.enums import ItipMethod, SignUpAudience, SignUpState
from kitnet_events.exceptions import MunicipalityFullError, SignUpNotOpenError, SignUpOverError
from kitnet_events.models import Invitation, OutboxMail, Participant, SignUp
from tests import factories

from .people import details, mails_to, sign_up

pytestmark = pytest.mark.django_db


def test_a_seat_is_held_until_the_address_is_proved(meeting):
    mine = signup.sign_up(meeting.pk, details())
    assert (mine.state, seats_left(meeting), mails_to(mine)) == ("held", 1, ["prove"])
    proved = signup.prove(mine.pk)
    assert (proved.state, seats_left(meeting), mails_to(mine)) == ("confirmed", 1, ["prove", "confirmed"])


def test_proving_twice_changes_and_mails_nothing_more(meeting):
    mine = sign_up(meeting)
    signup.prove(mine.pk)
    assert mails_to(mine) == ["prove", "confirmed"]


def test_what_an_editor_writes_of_a_newcomer_becomes_the_person_and_changes_nobody_who_is_known(meeting):
    koege = factories.MunicipalityFactory(group=meeting.group)
    newcomer = signup.add_by_hand(meeting.pk, details(1, organisation="", municipality_id=koege.pk)).participant
    assert Participant.objects.of_groups([meeting.group_id]).get() == newcomer
    known = sign_up(factories.make_meeting(meeting.group), 2, name="Ida Rigtig").participant
    signup.add_by_hand(meeting.pk, details(2, name="Ida Forkert", organisation="", municipality_id=koege.pk))
    known.refresh_from_db()
    assert (known.name, known.municipality, known.organisation) == ("Ida Rigtig", None, "Kommunen")


def test_what_is_typed_becomes_the_person_only_by_proof(meeting):
    first = sign_up(meeting, name="Ida Rigtig")
    other = factories.make_meeting(meeting.group)
    stranger = signup.sign_up(other.pk, details(name="Uden Bevis"))
    assert Participant.objects.get(pk=first.participant_id).name == "Ida Rigtig"
    signup.prove(stranger.pk)
    assert Participant.objects.get(pk=first.participant_id).name == "Uden Bevis"


@pytest.mark.parametrize(
    "email", ["DELTAGER-1@KOMMUNE.EXAMPLE", "  deltager-1@kommune.example ", "Deltager-1@Kommune.example"]
)
def test_an_address_is_recognised_however_it_is_written(meeting, email):
    mine = sign_up(meeting)
    again = signup.sign_up(meeting.pk, details(email=email))
    assert again.pk == mine.pk
    assert mails_to(mine) == ["prove", "confirmed", "already"]
    assert SignUp.objects.count() == 1


def test_a_person_who_is_signed_up_is_not_changed_by_another_hand(meeting):
    mine = sign_up(meeting)
    signup.sign_up(meeting.pk, details(name="En Anden", note="Lagt i munden"))
    mine.refresh_from_db()
    assert (mine.name, mine.note, mine.state) == ("Deltager 1", "", "confirmed")


def test_a_cancelled_person_can_come_back_and_proves_again(meeting):
    mine = sign_up(meeting)
    signup.cancel_sign_up(mine.pk)
    again = signup.sign_up(meeting.pk, details())
    assert (again.pk, again.state, again.proved_at) == (mine.pk, "held", None)


def test_the_proof_is_skipped_only_for_the_browsers_own_person(meeting):
    person = sign_up(meeting).participant
    other = factories.make_meeting(meeting.group)
    assert signup.sign_up(other.pk, details(), proved=person).state == "confirmed"
    assert signup.sign_up(other.pk, details(2), proved=person).state == "held"


def test_members_only_answers_everybody_alike(meeting):
    meeting.audience = SignUpAudience.MEMBERS
    meeting.save()
    Participant.objects.create(email="deltager-2@kommune.example", is_member=True)
    assert signup.sign_up(meeting.pk, details(1)) is None
    assert signup.sign_up(meeting.pk, details(2)).state == "held"
    assert list(OutboxMail.objects.order_by("pk").values_list("to", "key")) == [
        ("deltager-1@kommune.example", "members_only"),
        ("deltager-2@kommune.example", "prove"),
    ]


@pytest.mark.parametrize("change", ["closed", "not_yet", "cancelled", "past", "none"])
def test_sign_up_is_refused_unless_it_is_open(meeting, change):
    now = timezone.now()
    if change == "closed":
        meeting.closes_at = now - timedelta(minutes=1)
    elif change == "not_yet":
        meeting.opens_at = now + timedelta(days=1)
    elif change == "none":
        meeting.takes_sign_ups = False
    meeting.save()
    if change == "cancelled":
        cancel_meeting(meeting.pk, "Værten er syg")
        meeting.refresh_from_db()
    at = meeting.starts_at if change == "past" else now
    assert meeting.sign_up_phase(at) == change
    with pytest.raises(SignUpNotOpenError):
        signup.sign_up(meeting.pk, details(), now=at)
    assert SignUp.objects.count() == 0


def test_a_mistyped_address_is_replaced_and_holds_no_seat(meeting):
    wrong = signup.sign_up(meeting.pk, details(1, email="deltager-1@komune.example"))
    right = signup.sign_up(meeting.pk, details(1), replaces=wrong.pk)
    wrong.refresh_from_db()
    assert (wrong.state, right.state, seats_left(meeting)) == ("cancelled", "held", 1)


def test_a_proved_sign_up_cannot_be_replaced(meeting):
    mine = sign_up(meeting, 1)
    signup.sign_up(meeting.pk, details(2), replaces=mine.pk)
    mine.refresh_from_db()
    assert mine.state == "confirmed"


def test_the_sequence_rises_with_each_word_to_an_address(meeting):
    mine = sign_up(meeting)
    signup.cancel_sign_up(mine.pk)
    signup.sign_up(meeting.pk, details())
    signup.prove(mine.pk)
    words = OutboxMail.objects.exclude(method="").order_by("pk").values_list("method", "sequence")
    assert list(words) == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2)]
    assert Invitation.objects.get().last_sequence == 2


def test_nobody_who_waits_gets_an_invitation(meeting):
    third = [sign_up(meeting, number) for number in range(1, 4)][2]
    signup.cancel_sign_up(third.pk)
    assert not OutboxMail.objects.filter(sign_up=third).exclude(method="").exists()


def test_a_moved_meeting_is_told_on_hold_and_released_with_the_old_time(meeting):
    mine = sign_up(meeting)
    page = meeting.page
    page.start_date = factories.in_days(31)
    factories.publish(page)
    mail = OutboxMail.objects.get(key="meeting_moved")
    assert (mail.state, mail.sequence, mail.to) == ("on_hold", None, mine.participant.email)
    from kitnet_events.domain.announcing import release

    meeting.refresh_from_db()
    assert release(meeting, "Vi ses!") == 1
    mail.refresh_from_db()
    assert (mail.state, mail.method, mail.sequence) == ("queued", ItipMethod.REQUEST, 1)
    assert mail.context["added_line"] == "Vi ses!"


def test_a_mended_typo_tells_nobody(meeting):
    sign_up(meeting)
    page = meeting.page
    page.lead = "En bedre indledning."
    factories.publish(page)
    assert not OutboxMail.objects.filter(key="meeting_moved").exists()


def test_a_cancelled_meeting_is_told_to_all_who_are_signed_up(meeting):
    for number in range(1, 4):
        sign_up(meeting, number)
    cancel_meeting(meeting.pk, "Værten er syg")
    assert list(OutboxMail.objects.filter(key="meeting_cancelled").order_by("pk").values_list("method", flat=True)) == [
        "CANCEL",
        "CANCEL",
        "",
    ]


@pytest.mark.parametrize("state", SignUpState.values)
def test_each_change_of_state_is_allowed_by_the_table_or_refused(meeting, state):
    mine = sign_up(meeting)
    for target in SignUpState.values:
        SignUp.objects.filter(pk=mine.pk).update(state=state, expires_at=timezone.now() + timedelta(hours=1))
        mine.refresh_from_db()
        ends = timezone.now() + timedelta(hours=1)
        if target in CHANGES[state]:
            change_state(mine, SignUpState(target), now=timezone.now(), expires_at=ends)
            assert SignUp.objects.get(pk=mine.pk).state == target
        else:
            with pytest.raises(StateChangeError):
                change_state(mine, SignUpState(target), now=timezone.now(), expires_at=ends)
            assert SignUp.objects.get(pk=mine.pk).state == state


def test_the_documents_table_of_changes_is_the_one_in_code():
    text = (Path(__file__).resolve().parents[3] / "docs" / "signup.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| ([\w, ]+) \|$", text, flags=re.M)
    drawn = {before: set(after.split(", ")) for before, after in rows if before != "from"}
    assert drawn == {str(before): {str(state) for state in after} for before, after in CHANGES.items()}


def test_a_change_of_state_that_is_not_drawn_is_refused_however_it_is_made(meeting):
    mine = sign_up(meeting)
    mine.state, mine.expires_at = SignUpState.HELD, timezone.now()
    with pytest.raises(StateChangeError):
        mine.save()
    mine.refresh_from_db()
    assert mine.state == "confirmed"


def test_a_seat_handed_over_after_sign_up_closed_is_held_until_the_meeting(meeting):
    mine = sign_up(meeting)
    meeting.closes_at = timezone.now() - timedelta(minutes=1)
    meeting.save()
    theirs = hand_over(mine.pk, details(2))
    assert theirs.expires_at > timezone.now() + timedelta(hours=47)
    assert signup.prove(theirs.pk).state == "confirmed"


def test_a_seat_is_not_handed_to_a_municipality_that_has_its_share(meeting):
    koege, faxe = factories.MunicipalityFactory(), factories.MunicipalityFactory()
    meeting.municipality_max = 1
    meeting.save()
    mine = sign_up(meeting, 1, municipality_id=koege.pk)
    sign_up(meeting, 2, municipality_id=faxe.pk)
    with pytest.raises(MunicipalityFullError):
        hand_over(mine.pk, details(3, municipality_id=faxe.pk))
    mine.refresh_from_db()
    assert mine.state == "confirmed"
    assert hand_over(mine.pk, details(3, municipality_id=koege.pk)).state == "held"


def test_an_offer_ends_when_the_meeting_begins(meeting):
    first, _second, third = [sign_up(meeting, number) for number in (1, 2, 3)]
    signup.cancel_sign_up(first.pk, now=meeting.starts_at - timedelta(hours=1))
    with pytest.raises(SignUpOverError):
        signup.accept_offer(third.pk, now=meeting.starts_at)
