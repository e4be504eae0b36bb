"""Where one rule of signing up meets another."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kitnet_events.domain import meetings, moving, passing_on, signup
from kitnet_events.domain.terms import set_terms
from kitnet_events.enums import SignUpRole
from kitnet_events.exceptions import MembersOnlyError, MunicipalityFullError, SignUpOverError
from kitnet_events.models import Meeting, OutboxMail, Participant, SignUp
from tests import factories

from .people import details, mails_to, sign_up, states
from .test_moving import round_page, two_meetings

__all__ = ["round_page", "two_meetings"]

pytestmark = pytest.mark.django_db


def members_only(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(audience="members")
    meeting.refresh_from_db()


def test_a_mended_address_takes_over_the_place_and_its_end(meeting):
    now = timezone.now()
    first = signup.sign_up(meeting.pk, details(1), now=now - timedelta(hours=1))
    sign_up(meeting, 2)
    waiting = sign_up(meeting, 3)
    right = signup.sign_up(meeting.pk, details(4), replaces=first.pk, now=now)
    waiting.refresh_from_db()
    assert (right.state, waiting.state) == ("held", "waiting")
    assert (right.queued_at, right.expires_at) == (first.queued_at, first.expires_at)


def test_a_mended_address_that_has_a_seat_already_lets_the_next_in(meeting):
    sign_up(meeting, 1)
    first = signup.sign_up(meeting.pk, details(2))
    waiting = sign_up(meeting, 3)
    signup.sign_up(meeting.pk, details(1), replaces=first.pk)
    waiting.refresh_from_db()
    assert (states(meeting)[1], waiting.state) == ("cancelled", "confirmed")


def too_late(meeting):
    """Return a sign-up at a full meeting whose hold has ended, and one that waits."""
    late = signup.sign_up(meeting.pk, details(1))
    sign_up(meeting, 2)
    waiting = sign_up(meeting, 3)
    SignUp.objects.filter(pk=late.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    return late, waiting


def test_who_proves_too_late_has_no_seat_and_it_goes_on(meeting):
    late, waiting = too_late(meeting)
    with pytest.raises(SignUpOverError):
        signup.prove(late.pk)
    waiting.refresh_from_db()
    assert (states(meeting)[0], waiting.state) == ("cancelled", "confirmed")


def test_a_lapsed_sign_up_begins_at_the_end_of_the_line(meeting):
    late, waiting = too_late(meeting)
    again = signup.sign_up(meeting.pk, details(1))
    waiting.refresh_from_db()
    assert (again.pk, again.state, waiting.state) == (late.pk, "waiting", "confirmed")


def test_nobody_gets_round_a_municipalitys_share_by_naming_another_first(meeting):
    full, free = factories.MunicipalityFactory(), factories.MunicipalityFactory()
    set_terms(meeting.pk, capacity=9, municipality_max=1)
    sign_up(meeting, 1, municipality_id=full.pk, organisation="")
    held = signup.sign_up(meeting.pk, details(2, municipality_id=free.pk, organisation=""))
    again = signup.sign_up(meeting.pk, details(2, municipality_id=full.pk, organisation=""))
    assert (held.state, again.pk, again.state) == ("held", held.pk, "waiting")


def test_a_participant_who_is_to_speak_leaves_the_seat_to_the_next(meeting):
    speaker, _second, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    signup.add_by_hand(meeting.pk, details(1), role=SignUpRole.SPEAKER)
    speaker.refresh_from_db()
    waiting.refresh_from_db()
    assert (speaker.role, speaker.state, waiting.state) == ("speaker", "confirmed", "confirmed")


def test_who_waits_and_is_to_speak_gets_a_seat_at_once(meeting):
    speaker = [sign_up(meeting, number) for number in (1, 2, 3)][-1]
    signup.add_by_hand(meeting.pk, details(3), role=SignUpRole.SPEAKER)
    speaker.refresh_from_db()
    assert (speaker.state, mails_to(speaker)[-1]) == ("confirmed", "promoted")


def test_an_offer_that_ends_with_the_meeting_tells_of_no_next(meeting):
    mine = [sign_up(meeting, number) for number in (1, 2, 3)][-1]
    begins = meeting.starts_at
    SignUp.objects.filter(pk=mine.pk).update(state="offered", expires_at=begins)
    signup.end_lapsed(meeting.pk, now=begins)
    mine.refresh_from_db()
    assert (mine.state, "offer_lapsed" in mails_to(mine)) == ("cancelled", False)


def test_seats_that_became_free_while_a_meeting_was_off_are_given_when_it_is_on_again(meeting):
    first, _second, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    meetings.cancel_meeting(meeting.pk, "Sygdom")
    signup.cancel_sign_up(first.pk)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    meetings.revive_meeting(meeting.pk)
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_closing_now_ends_what_is_held_and_leaves_what_is_handed_over_later(meeting):
    now = timezone.now()
    held, mine = signup.sign_up(meeting.pk, details(1)), sign_up(meeting, 2)
    set_terms(meeting.pk, closes_at=now, now=now)
    held.refresh_from_db()
    assert held.expires_at == now
    theirs = passing_on.hand_over(mine.pk, details(3))
    until = theirs.expires_at
    set_terms(meeting.pk, closes_at=now - timedelta(hours=1))
    theirs.refresh_from_db()
    assert theirs.expires_at == until > now


def test_a_members_meeting_is_handed_to_members_alone(meeting):
    members_only(meeting)
    for number in (1, 2):
        Participant.objects.create(email=details(number).email, name="Medlem", is_member=True)
    mine = sign_up(meeting, 1)
    mails = OutboxMail.objects.count()
    with pytest.raises(MembersOnlyError):
        passing_on.hand_over(mine.pk, details(3))
    mine.refresh_from_db()
    assert (mine.state, OutboxMail.objects.count()) == ("confirmed", mails)
    assert passing_on.hand_over(mine.pk, details(2)).state == "held"


def test_a_members_meeting_is_moved_to_by_members_alone_or_by_an_editor(two_meetings):
    meeting, other = two_meetings
    members_only(other)
    mine = sign_up(meeting, 1)
    with pytest.raises(MembersOnlyError):
        moving.move_sign_up(mine.pk, other.pk)
    assert moving.move_sign_up(mine.pk, other.pk, by_editor=True).state == "confirmed"


def test_moving_to_a_seat_that_is_only_held_makes_it_ones_own(two_meetings):
    meeting, other = two_meetings
    mine = sign_up(meeting, 1)
    held = signup.sign_up(other.pk, details(1))
    moved = moving.move_sign_up(mine.pk, other.pk)
    assert (moved.pk, moved.state, moved.proved_at is not None) == (held.pk, "confirmed", True)
    assert OutboxMail.objects.filter(sign_up=moved, key="confirmed", method="REQUEST").count() == 1


def test_a_speaker_moves_to_a_meeting_that_is_full(two_meetings):
    meeting, other = two_meetings
    sign_up(other, 9)
    mine = signup.add_by_hand(meeting.pk, details(1), role=SignUpRole.SPEAKER)
    assert moving.move_sign_up(mine.pk, other.pk).state == "confirmed"


def test_a_colleague_whose_seat_is_only_held_is_asked_for_the_proof_again(meeting):
    mine, theirs = sign_up(meeting, 1), signup.sign_up(meeting.pk, details(2))
    assert passing_on.hand_over(mine.pk, details(2)) is None
    assert mails_to(theirs) == ["prove", "prove"]


def test_a_speaker_hands_the_part_to_a_colleague_who_waits_and_no_seat_is_over(meeting):
    for number in (1, 2):
        sign_up(meeting, number)
    waiting = sign_up(meeting, 3)
    speaker = signup.add_by_hand(meeting.pk, details(4), role=SignUpRole.SPEAKER)
    theirs = passing_on.hand_over(speaker.pk, details(3))
    assert (theirs.pk, theirs.role, theirs.state) == (waiting.pk, "speaker", "confirmed")
    assert SignUp.objects.filter(meeting=meeting).seated().count() == 2


def test_a_colleague_with_an_offer_takes_this_seat_and_the_offered_one_goes_on(meeting):
    first, second, third, fourth = [sign_up(meeting, number) for number in (1, 2, 3, 4)]
    soon = meeting.starts_at - timedelta(hours=40)
    signup.cancel_sign_up(first.pk, now=soon)
    passing_on.hand_over(second.pk, details(3), now=soon)
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert (third.state, fourth.state) == ("confirmed", "offered")


def test_whoever_waits_has_the_share_of_their_own_municipality_whatever_is_typed_of_them(meeting):
    full, other = factories.MunicipalityFactory(), factories.MunicipalityFactory()
    set_terms(meeting.pk, capacity=9, municipality_max=1)
    sign_up(meeting, 1, municipality_id=full.pk, organisation="")
    waiting = sign_up(meeting, 2, municipality_id=full.pk, organisation="")
    mine = sign_up(meeting, 3, municipality_id=other.pk, organisation="")
    assert waiting.state == "waiting"
    with pytest.raises(MunicipalityFullError):
        passing_on.hand_over(mine.pk, details(2, municipality_id=other.pk, organisation=""))
    mine.refresh_from_db()
    assert mine.state == "confirmed"
