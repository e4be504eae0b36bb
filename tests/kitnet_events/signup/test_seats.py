"""Who gets a seat, who waits, and who comes next."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext

from kitnet_events.domain import signup
from kitnet_events.domain.seats import seats_left, waiting_place, why_waiting
from kitnet_events.enums import SignUpRole
from kitnet_events.exceptions import SignUpOverError
from kitnet_events.models import SignUp
from tests import factories
from tests.kitnet_events.mail.mails import letter_of

from .people import details, mails_to, sign_up, states


def test_beyond_the_capacity_people_wait_in_order(meeting):
    waiting = [sign_up(meeting, number) for number in range(1, 6)][2:]
    assert states(meeting) == ["confirmed", "confirmed", "waiting", "waiting", "waiting"]
    assert [waiting_place(mine) for mine in waiting] == [1, 2, 3]
    assert why_waiting(waiting[0]) == "full"
    assert mails_to(waiting[0]) == ["prove", "waiting"]


def test_a_freed_seat_goes_to_the_first_waiting_at_once(meeting):
    first, _second, third, fourth = [sign_up(meeting, number) for number in range(1, 5)]
    signup.cancel_sign_up(first.pk)
    third.refresh_from_db()
    assert (third.state, waiting_place(fourth)) == ("confirmed", 1)
    assert mails_to(third) == ["prove", "waiting", "promoted"]


def test_who_has_not_proved_the_address_is_passed_over(meeting):
    first = sign_up(meeting, 1)
    sign_up(meeting, 2)
    signup.sign_up(meeting.pk, details(3))
    fourth = sign_up(meeting, 4)
    signup.cancel_sign_up(first.pk)
    fourth.refresh_from_db()
    assert fourth.state == "confirmed"


def test_shortly_before_the_meeting_a_seat_is_offered_and_lapses_to_the_next(meeting):
    first, _second, third, fourth = [sign_up(meeting, number) for number in range(1, 5)]
    soon = meeting.starts_at - timedelta(hours=40)
    signup.cancel_sign_up(first.pk, now=soon)
    third.refresh_from_db()
    assert (third.state, third.expires_at) == ("offered", soon + timedelta(hours=6))
    assert signup.end_lapsed(meeting.pk, now=soon + timedelta(hours=7)) == 1
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert (third.state, fourth.state) == ("cancelled", "offered")
    assert mails_to(third)[-2:] == ["offered", "offer_lapsed"]


@pytest.mark.parametrize(("seconds", "state"), [(1, "confirmed"), (0, "offered")])
def test_more_than_48_hours_before_a_seat_is_given_and_at_48_hours_it_is_offered(meeting, seconds, state):
    first, _second, third = [sign_up(meeting, number) for number in range(1, 4)]
    signup.cancel_sign_up(first.pk, now=meeting.starts_at - timedelta(hours=48, seconds=seconds))
    third.refresh_from_db()
    assert third.state == state


def test_an_offered_seat_is_taken_in_time_or_not_at_all(meeting):
    first, _second, third = [sign_up(meeting, number) for number in range(1, 4)]
    soon = meeting.starts_at - timedelta(hours=40)
    signup.cancel_sign_up(first.pk, now=soon)
    with pytest.raises(SignUpOverError):
        signup.accept_offer(third.pk, now=soon + timedelta(hours=6))
    assert signup.accept_offer(third.pk, now=soon + timedelta(hours=5)).state == "confirmed"


def test_a_hold_ends_after_two_days_and_the_seat_goes_on(meeting):
    sign_up(meeting, 1)
    held = signup.sign_up(meeting.pk, details(2))
    third = sign_up(meeting, 3)
    later = timezone.now() + timedelta(hours=49)
    assert third.state == "waiting"
    signup.end_lapsed(meeting.pk, now=later)
    third.refresh_from_db()
    held.refresh_from_db()
    assert (held.state, third.state, mails_to(held)) == ("cancelled", "confirmed", ["prove"])
    with pytest.raises(SignUpOverError):
        signup.prove(held.pk, now=later)


def test_a_hold_does_not_outlast_the_close_of_sign_up(meeting):
    meeting.closes_at = timezone.now() + timedelta(hours=1)
    meeting.save()
    assert signup.sign_up(meeting.pk, details()).expires_at == meeting.closes_at


def test_raising_the_capacity_promotes_and_lowering_throws_nobody_out(meeting):
    for number in range(1, 5):
        sign_up(meeting, number)
    signup.change_capacity(meeting.pk, 3)
    assert states(meeting) == ["confirmed", "confirmed", "confirmed", "waiting"]
    signup.change_capacity(meeting.pk, 1)
    assert states(meeting) == ["confirmed", "confirmed", "confirmed", "waiting"]
    signup.cancel_sign_up(SignUp.objects.first().pk)
    assert states(meeting) == ["cancelled", "confirmed", "confirmed", "waiting"]


def test_without_a_capacity_everybody_gets_a_seat(meeting):
    signup.change_capacity(meeting.pk, None)
    assert {sign_up(meeting, number).state for number in range(1, 6)} == {"confirmed"}


def test_one_municipality_cannot_take_all_seats(meeting):
    signup.change_capacity(meeting.pk, 5)
    meeting.refresh_from_db()
    meeting.municipality_max = 1
    meeting.save()
    koege, faxe = factories.MunicipalityFactory(), factories.MunicipalityFactory()
    first = sign_up(meeting, 1, municipality_id=koege.pk)
    second = sign_up(meeting, 2, municipality_id=koege.pk)
    third = sign_up(meeting, 3, municipality_id=faxe.pk)
    assert (first.state, second.state, third.state) == ("confirmed", "waiting", "confirmed")
    assert (why_waiting(first), why_waiting(second)) == (None, "share")
    assert gettext("your municipality has all the seats that it may have") in letter_of(second.mails.latest("pk")).body
    signup.cancel_sign_up(first.pk)
    second.refresh_from_db()
    assert second.state == "confirmed"


def test_speakers_count_outside_the_capacity(meeting):
    for number in (1, 2):
        sign_up(meeting, number)
    speaker = signup.add_by_hand(meeting.pk, details(9), role=SignUpRole.SPEAKER)
    assert (speaker.state, seats_left(meeting)) == ("confirmed", 0)
    assert signup.add_by_hand(meeting.pk, details(8)).state == "waiting"
