"""What editors do by hand about sign-ups: the rules."""

from datetime import timedelta

import pytest
from wagtail.models import PageLogEntry

from kitnet_events.domain import desk, moving, signup
from kitnet_events.domain.seats import seats_left, waiting_place
from kitnet_events.enums import SignUpRole
from kitnet_events.exceptions import MeetingFullError, NoFreeSeatError, SignUpOverError
from tests import factories

from .people import details, mails_to, sign_up, states

pytestmark = pytest.mark.django_db


def test_an_editor_vouches_for_a_held_seat(meeting):
    held = signup.sign_up(meeting.pk, details(1))
    assert desk.give_seat(held.pk).state == "confirmed"
    assert mails_to(held) == ["prove", "confirmed"]
    desk.give_seat(held.pk)
    assert mails_to(held) == ["prove", "confirmed"]


def test_no_seat_is_given_where_there_is_none(meeting):
    waiting = [sign_up(meeting, number) for number in (1, 2, 3)][2]
    with pytest.raises(NoFreeSeatError):
        desk.give_seat(waiting.pk)
    assert states(meeting) == ["confirmed", "confirmed", "waiting"]


def test_an_editor_overrules_a_municipalitys_share_but_not_the_capacity(meeting):
    koege = factories.MunicipalityFactory()
    meeting.municipality_max = 1
    meeting.save()
    mine = [sign_up(meeting, number, municipality_id=koege.pk) for number in (1, 2, 3)]
    assert desk.give_seat(mine[1].pk).state == "confirmed"
    with pytest.raises(NoFreeSeatError):
        desk.give_seat(mine[2].pk)


def test_an_offer_is_taken_for_somebody_who_phones(meeting):
    first, _second, third = [sign_up(meeting, number) for number in (1, 2, 3)]
    soon = meeting.starts_at - timedelta(hours=40)
    signup.cancel_sign_up(first.pk, now=soon)
    assert desk.give_seat(third.pk, now=soon).state == "confirmed"
    assert mails_to(third)[-1] == "promoted"


def test_who_is_put_first_gets_the_next_seat(meeting):
    first, _second, third, fourth = [sign_up(meeting, number) for number in (1, 2, 3, 4)]
    assert waiting_place(desk.put_first(fourth.pk)) == 1
    third.refresh_from_db()
    assert waiting_place(third) == 2
    signup.cancel_sign_up(first.pk)
    fourth.refresh_from_db()
    assert fourth.state == "confirmed"
    with pytest.raises(SignUpOverError):
        desk.put_first(fourth.pk)


def test_at_the_door_somebody_is_added_without_a_mail(meeting):
    begun = meeting.starts_at + timedelta(minutes=10)
    mine = desk.add_at_desk(meeting.pk, details(1), now=begun)
    assert (mine.state, mails_to(mine)) == ("confirmed", [])
    with pytest.raises(SignUpOverError):
        desk.add_at_desk(meeting.pk, details(2), now=meeting.ends_at)


def test_a_speaker_gets_a_place_beyond_the_capacity_and_a_note(meeting):
    for number in (1, 2):
        sign_up(meeting, number)
    mine = desk.add_at_desk(meeting.pk, details(3), role=SignUpRole.SPEAKER, internal_note="Kommer med tog")
    assert (mine.state, mine.internal_note, seats_left(meeting)) == ("confirmed", "Kommer med tog", 0)


def test_attendance_is_noted_for_seats_alone_and_twice_is_once(meeting):
    mine = [sign_up(meeting, number) for number in (1, 2, 3)]
    pks = [one.pk for one in mine]
    assert [desk.set_attendance(pks, attended=True), desk.set_attendance(pks, attended=True)] == [2, 2]
    for one in mine:
        one.refresh_from_db()
    assert [one.attended for one in mine] == [True, True, None]


def test_the_history_says_what_was_done_and_names_nobody(meeting):
    user = factories.make_administrator()
    mine = sign_up(meeting)
    desk.cancel_by_hand(mine.pk, user=user)
    desk.cancel_by_hand(mine.pk, user=user)
    (entry,) = PageLogEntry.objects.filter(page=meeting.page_id, action=desk.LOG_DESK)
    assert (entry.user, entry.data) == (user, {"deed": "cancel", "sign_up": mine.pk})
    assert mails_to(mine)[-1] == "cancelled"


def test_an_editor_moves_somebody_who_waits_to_a_meeting_with_room(meeting):
    index = factories.MeetingIndexPageFactory(parent=meeting.group.get_parent().get_parent())
    round_page = factories.RoundPageFactory(parent=index)
    page = meeting.page
    page.round = round_page
    factories.publish(page)
    other = factories.make_meeting(factories.GroupPageFactory(parent=meeting.group.get_parent()), round=round_page)
    other.capacity, other.closes_at = 1, meeting.starts_at - timedelta(days=29, hours=23)
    other.save()
    waiting = [sign_up(meeting, number) for number in (1, 2, 3)][2]
    moved = moving.move_sign_up(waiting.pk, other.pk, by_editor=True)
    waiting.refresh_from_db()
    assert (moved.state, moved.meeting_id, waiting.state) == ("confirmed", other.pk, "cancelled")
    with pytest.raises(MeetingFullError):
        moving.move_sign_up(sign_up(meeting, 4).pk, other.pk, by_editor=True)
