"""Passing a seat on."""

import pytest

from kitnet_events.domain import passing_on, signup
from kitnet_events.domain.seats import seats_left
from kitnet_events.exceptions import MeetingFullError, NotSameRoundError, SignUpOverError
from kitnet_events.models import OutboxMail, SignUp
from tests import factories
from tests.planting import shared

from .people import details, mails_to, sign_up, states

pytestmark = pytest.mark.django_db


@shared
def round_page(meeting):
    return factories.RoundPageFactory(
        parent=factories.MeetingIndexPageFactory(parent=meeting.group.get_parent().get_parent())
    )


@shared
def two_meetings(meeting, round_page):
    page = meeting.page
    page.round = round_page
    factories.publish(page)
    other_group = factories.GroupPageFactory(parent=meeting.group.get_parent())
    other = factories.make_meeting(other_group, round=round_page)
    other.capacity = 1
    other.save()
    meeting.refresh_from_db()
    return meeting, other


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
    with pytest.raises(SignUpOverError):
        passing_on.hand_over(mine.pk, details(1))
    signup.cancel_sign_up(mine.pk)
    with pytest.raises(SignUpOverError):
        passing_on.hand_over(mine.pk, details(2))


def test_moving_gives_the_old_seat_to_the_next_once_the_new_one_is_had(two_meetings):
    meeting, other = two_meetings
    mine, _second, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    moved = passing_on.move_sign_up(mine.pk, other.pk)
    waiting.refresh_from_db()
    assert (moved.meeting_id, moved.state, waiting.state) == (other.pk, "confirmed", "confirmed")
    assert states(meeting) == ["cancelled", "confirmed", "confirmed"]


def test_moving_to_a_full_meeting_leaves_everything_as_it_was(two_meetings):
    meeting, other = two_meetings
    sign_up(other, 9)
    mine = sign_up(meeting, 1)
    mails = OutboxMail.objects.count()
    with pytest.raises(MeetingFullError):
        passing_on.move_sign_up(mine.pk, other.pk)
    assert (SignUp.objects.get(pk=mine.pk).state, OutboxMail.objects.count()) == ("confirmed", mails)
    assert seats_left(other) == 0


def test_only_meetings_of_the_same_round_can_be_moved_to(two_meetings):
    meeting, _other = two_meetings
    elsewhere = factories.make_meeting(meeting.group)
    mine = sign_up(meeting, 1)
    with pytest.raises(NotSameRoundError):
        passing_on.move_sign_up(mine.pk, elsewhere.pk)
