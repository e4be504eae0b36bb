"""Passing a seat on to a colleague."""

import pytest

from kitnet_events.domain import passing_on, signup
from kitnet_events.exceptions import OwnAddressError, SignUpOverError
from kitnet_events.models import OutboxMail

from .people import details, mails_to, sign_up, states

pytestmark = pytest.mark.django_db


def test_a_hand_over_cancels_one_and_holds_the_seat_for_the_other(meeting):
    mine = sign_up(meeting, 1)
    sign_up(meeting, 2)
    waiting = sign_up(meeting, 3)
    theirs = passing_on.hand_over(mine.pk, details(4))
    waiting.refresh_from_db()
    assert (theirs.state, waiting.state, states(meeting)[0]) == ("held", "waiting", "cancelled")
    assert (mails_to(mine)[-1], mails_to(theirs)) == ("handed_over", ["prove"])
    assert signup.prove(theirs.pk).state == "confirmed"
    words = OutboxMail.objects.exclude(method="").filter(sign_up__in=[mine, theirs]).order_by("pk")
    assert list(words.values_list("method", flat=True)) == ["REQUEST", "CANCEL", "REQUEST"]


def test_a_colleague_who_has_a_seat_keeps_it_and_the_other_goes_to_the_next(meeting):
    mine, theirs, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    assert passing_on.hand_over(mine.pk, details(2)) is None
    waiting.refresh_from_db()
    theirs.refresh_from_db()
    assert (theirs.state, waiting.state, mails_to(theirs)[-1]) == ("confirmed", "confirmed", "already")


def test_a_colleague_who_waits_gets_the_seat_at_once(meeting):
    mine, _second, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    passing_on.hand_over(mine.pk, details(3))
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


def test_nobody_hands_over_to_themselves_or_without_a_seat(meeting):
    mine = sign_up(meeting, 1)
    with pytest.raises(OwnAddressError):
        passing_on.hand_over(mine.pk, details(1, email="DELTAGER-1@Kommune.example "))
    signup.cancel_sign_up(mine.pk)
    with pytest.raises(SignUpOverError):
        passing_on.hand_over(mine.pk, details(2))
