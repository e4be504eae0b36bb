"""Moving a seat to another group's meeting of the same round."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from kitnet_events.enums import MailKey, QuestionKind, SignUpPhase, SignUpRole, SignUpState
from kitnet_events.exceptions import (
    MeetingFullError,
    MembersOnlyError,
    NotSameRoundError,
    SignUpNotOpenError,
    SignUpOverError,
)
from kitnet_events.models import Meeting, SignUp

from .beginnings import is_let_in
from .mailing import invite, withdraw_invitation
from .seats import Seats, fill_seats, lock_meetings
from .signup_states import change_state

_EDITORS_PHASES = {SignUpPhase.OPEN, SignUpPhase.CLOSED, SignUpPhase.NOT_YET}
_COPIED = ("name", "title", "municipality_id", "organisation", "signed_up_by", "note", "needs", "listed", "role")


class Alternative(NamedTuple):
    """Another meeting that somebody could go to instead, and whether there is a seat for a newcomer like them."""

    meeting: Meeting
    has_room: bool


def other_meetings(sign_up: SignUp, *, by_editor: bool = False) -> list[Meeting]:
    """Return the meetings of the same round to which a sign-up could be moved now (see ``move_sign_up``)."""
    meeting = sign_up.meeting
    phases = _EDITORS_PHASES if by_editor else {SignUpPhase.OPEN}
    movable = {SignUpState.CONFIRMED, SignUpState.WAITING} if by_editor else {SignUpState.CONFIRMED}
    if sign_up.state not in movable or sign_up.proved_at is None or meeting.round_id is None:
        return []
    coming = Meeting.objects.public().upcoming().filter(round_id=meeting.round_id).exclude(pk=meeting.pk)
    choices = [each for each in coming.for_listing() if each.sign_up_phase() in phases]
    return choices if by_editor else [each for each in choices if _stands_in(meeting, each) and _lets_in(each, sign_up)]


def alternatives(sign_up: SignUp) -> list[Alternative]:
    """Return the meetings to which a person can move, and whether there is a seat.

    Nothing is told of what else the person has signed up to: the page that shows it is opened by one sign-up's link.
    """
    is_beyond = sign_up.role != SignUpRole.PARTICIPANT
    return [
        Alternative(other, is_beyond or Seats.read(other).lets_in(sign_up.municipality_id))
        for other in other_meetings(sign_up)
    ]


def answers_carried(sign_up: SignUp, target: Meeting) -> dict[str, Any]:
    """Return the answers that somebody gave to what another meeting asks, too: in the same words, of the same kind."""
    kinds = dict(sign_up.meeting.questions.values_list("label", "kind"))
    carried = {}
    for question in target.questions.all():
        answer = sign_up.answers.get(question.label)
        is_there = question.kind != QuestionKind.CHOICE or answer in question.choice_list
        if answer and is_there and kinds.get(question.label) == question.kind:
            carried[question.label] = answer
    return carried


@transaction.atomic
def move_sign_up(
    sign_up_id: int,
    target_meeting_id: int,
    *,
    answers: Mapping[str, Any] | None = None,
    by_editor: bool = False,
    now: datetime | None = None,
) -> SignUp:
    """Move a confirmed seat to another group's meeting of the same round.

    Both meetings are locked: the old seat goes only when the new one is had. A seat that is held for the person there,
    or offered to them, is theirs then. ``answers`` are those to the questions there; None: those that were given here
    to the same questions. An editor also moves those who wait, and to meetings that are joint, or whose sign-up is not
    open, or open to members alone. Raises NotSameRoundError, SignUpNotOpenError, MembersOnlyError, MeetingFullError,
    SignUpOverError; then nothing has changed.
    """
    now = now or timezone.now()
    source_id = SignUp.objects.values_list("meeting_id", flat=True).get(pk=sign_up_id)
    meetings = lock_meetings(source_id, target_meeting_id)
    source, target = meetings[source_id], meetings[target_meeting_id]
    mine = SignUp.objects.select_related("participant").get(pk=sign_up_id)
    mine.meeting = source
    movable = {SignUpState.CONFIRMED, SignUpState.WAITING} if by_editor else {SignUpState.CONFIRMED}
    if mine.state not in movable or mine.proved_at is None or (source.starts_at and source.starts_at <= now):
        raise SignUpOverError
    if source.round_id is None or source.round_id != target.round_id or source.pk == target.pk:
        raise NotSameRoundError
    if not by_editor and not _stands_in(source, target):
        raise NotSameRoundError
    if target.sign_up_phase(now) not in (_EDITORS_PHASES if by_editor else {SignUpPhase.OPEN}):
        raise SignUpNotOpenError
    if not by_editor and not _lets_in(target, mine):
        raise MembersOnlyError
    moved = _take_there(target, mine, answers_carried(mine, target) if answers is None else answers, now)
    change_state(mine, SignUpState.CANCELLED, now=now)
    withdraw_invitation(mine, MailKey.CANCELLED)
    fill_seats(source, now)
    return moved


def _stands_in(source: Meeting, target: Meeting) -> bool:
    """Say whether one meeting can be gone to instead of another: a joint one is everybody's, beside their own."""
    return not source.joint and not target.joint


def _lets_in(target: Meeting, mine: SignUp) -> bool:
    return mine.role != SignUpRole.PARTICIPANT or is_let_in(target, mine.participant.email)


def _take_there(target: Meeting, mine: SignUp, answers: Mapping[str, Any], now: datetime) -> SignUp:
    """Return a person's confirmed seat at another meeting. Raises MeetingFullError.

    What they wrote there themselves stays; what somebody else may have typed there does not.
    """
    theirs = SignUp.objects.filter(meeting=target, participant=mine.participant_id).first()
    is_own = theirs is not None and theirs.is_living and theirs.proved_at is not None
    if mine.role == SignUpRole.PARTICIPANT and not _has_room(target, theirs if is_own else mine, theirs):
        raise MeetingFullError
    moved = theirs or SignUp()
    moved.meeting, moved.participant = target, mine.participant
    if not is_own:
        for name in _COPIED:
            setattr(moved, name, getattr(mine, name))
        moved.queued_at, moved.proved_at, moved.answers, moved.attended = now, mine.proved_at, {}, None
    moved.answers = {**moved.answers, **answers}
    if moved.state == SignUpState.CONFIRMED:
        moved.save()
        return moved
    moved.role, moved.state = mine.role, SignUpState.CONFIRMED
    moved.expires_at = moved.cancelled_at = None
    moved.save()
    invite(moved, MailKey.CONFIRMED)
    # A speaker needs no seat of those that were counted.
    fill_seats(target, now)
    return moved


def _has_room(target: Meeting, who: SignUp, theirs: SignUp | None) -> bool:
    """Say whether there is a seat: for ``who``, by their municipality. ``theirs`` is the sign-up they have there.

    A seat that is only held counts for the municipality that was typed with it, whoever typed that.
    """
    seats = Seats.read(target)
    if theirs is None or not theirs.has_seat:
        return seats.lets_in(who.municipality_id)
    return theirs.municipality_id == who.municipality_id or seats.has_share(who.municipality_id)
