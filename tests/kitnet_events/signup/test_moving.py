"""Moving a seat to another group's meeting of the same round."""

import pytest

from kitnet_events.domain import moving, signup
from kitnet_events.domain.seats import seats_left
from kitnet_events.domain.terms import set_terms
from kitnet_events.enums import SignUpRole
from kitnet_events.exceptions import MeetingFullError, NotSameRoundError
from kitnet_events.models import Meeting, OutboxMail, SignUp
from tests import factories
from tests.planting import shared

from .people import details, sign_up, states

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


def test_moving_gives_the_old_seat_to_the_next_once_the_new_one_is_had(two_meetings):
    meeting, other = two_meetings
    mine, _second, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    moved = moving.move_sign_up(mine.pk, other.pk)
    waiting.refresh_from_db()
    assert (moved.meeting_id, moved.state, waiting.state) == (other.pk, "confirmed", "confirmed")
    assert states(meeting) == ["cancelled", "confirmed", "confirmed"]


def test_moving_to_a_full_meeting_leaves_everything_as_it_was(two_meetings):
    meeting, other = two_meetings
    sign_up(other, 9)
    mine = sign_up(meeting, 1)
    mails = OutboxMail.objects.count()
    with pytest.raises(MeetingFullError):
        moving.move_sign_up(mine.pk, other.pk)
    assert (SignUp.objects.get(pk=mine.pk).state, OutboxMail.objects.count()) == ("confirmed", mails)
    assert seats_left(other) == 0


def test_only_meetings_of_the_same_round_can_be_moved_to(two_meetings):
    meeting, _other = two_meetings
    elsewhere = factories.make_meeting(meeting.group)
    mine = sign_up(meeting, 1)
    with pytest.raises(NotSameRoundError):
        moving.move_sign_up(mine.pk, elsewhere.pk)


def test_nobody_is_offered_a_joint_meeting_or_one_of_members_and_a_full_one_is_named_as_full(two_meetings):
    meeting, other = two_meetings
    index = meeting.round.get_parent().specific
    joint = factories.make_meeting(index, round=meeting.round)
    closed = factories.make_meeting(other.group, round=meeting.round)
    Meeting.objects.filter(pk=closed.pk).update(audience="members")
    mine = sign_up(meeting, 1)
    assert [(each.meeting, each.has_room) for each in moving.alternatives(mine)] == [(other, True)]
    sign_up(other, 9)
    assert [each.has_room for each in moving.alternatives(mine)] == [False]
    with pytest.raises(NotSameRoundError):
        moving.move_sign_up(mine.pk, joint.pk)
    assert moving.move_sign_up(mine.pk, joint.pk, by_editor=True).state == "confirmed"


def test_answers_go_along_where_the_question_is_the_same(two_meetings):
    meeting, other = two_meetings
    for asked in (meeting, other):
        asked.questions.create(label="Frokost?")
        asked.questions.create(label="Hold?", kind="choice", choices="A\nB" if asked is meeting else "A\nC")
    meeting.questions.create(label="Bus?", kind="tick")
    other.questions.create(label="Bus?", kind="text")
    mine = sign_up(meeting, 1, answers={"Frokost?": "Ja", "Hold?": "B", "Bus?": True})
    assert moving.answers_carried(mine, other) == {"Frokost?": "Ja"}
    assert moving.move_sign_up(mine.pk, other.pk).answers == {"Frokost?": "Ja"}


def test_what_somebody_else_typed_for_the_person_there_does_not_count(two_meetings):
    meeting, other = two_meetings
    mine = sign_up(meeting, 1, note="Min egen")
    signup.sign_up(other.pk, details(1, name="En anden", note="Ikke min"))
    moved = moving.move_sign_up(mine.pk, other.pk)
    assert (moved.name, moved.note, moved.state) == ("Deltager 1", "Min egen", "confirmed")


def test_a_seat_held_in_the_name_of_another_municipality_gives_no_share(two_meetings):
    meeting, other = two_meetings
    full, free = factories.MunicipalityFactory(), factories.MunicipalityFactory()
    set_terms(other.pk, capacity=9, municipality_max=1)
    sign_up(other, 9, municipality_id=full.pk, organisation="")
    mine = sign_up(meeting, 1, municipality_id=full.pk, organisation="")
    signup.sign_up(other.pk, details(1, municipality_id=free.pk, organisation=""))
    with pytest.raises(MeetingFullError):
        moving.move_sign_up(mine.pk, other.pk)


def test_a_speaker_who_waits_there_comes_beyond_the_capacity(two_meetings):
    meeting, other = two_meetings
    sign_up(other, 9)
    waiting = sign_up(other, 1)
    speaker = signup.add_by_hand(meeting.pk, details(1), role=SignUpRole.SPEAKER)
    moved = moving.move_sign_up(speaker.pk, other.pk)
    assert (moved.pk, moved.role, moved.state) == (waiting.pk, "speaker", "confirmed")
    assert SignUp.objects.filter(meeting=other).seated().count() == 1
