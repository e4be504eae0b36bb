"""Passing a seat on: to a colleague, or to oneself at another group's meeting of the same round."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kitnet_events.enums import MailKey, SignUpPhase, SignUpRole, SignUpState
from kitnet_events.exceptions import (
    MeetingFullError,
    MembersOnlyError,
    MunicipalityFullError,
    NotSameRoundError,
    SignUpNotOpenError,
    SignUpOverError,
)
from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_events.typed_text import normalise_email

from .beginnings import hold_end, is_let_in
from .mailing import invite, withdraw_invitation, write_mail
from .seats import Seats, fill_seats, is_too_late, lock_meeting, lock_meetings
from .signup_details import SignUpDetails
from .signup_states import change_state

_EDITORS_PHASES = {SignUpPhase.OPEN, SignUpPhase.CLOSED, SignUpPhase.NOT_YET}
_QUEUED = (SignUpState.WAITING, SignUpState.OFFERED)


@transaction.atomic
def hand_over(sign_up_id: int, colleague: SignUpDetails, *, now: datetime | None = None) -> SignUp | None:
    """Hand a confirmed seat to a colleague: a CANCEL to one, and a seat held for the other until they say yes.

    Nobody is signed up by another's hand, so the colleague proves the address. A colleague who waits, or is offered a
    seat, gets this one at once; one who has a seat keeps that, and this one goes to the next in line. Who speaks or
    helps hands that part over. Return the colleague's sign-up, None if they had a seat. Raises SignUpOverError when
    there is no seat to hand over, MembersOnlyError where the colleague may not sign up, and MunicipalityFullError; then
    nothing has changed.
    """
    now = now or timezone.now()
    meeting = lock_meeting(SignUp.objects.values_list("meeting_id", flat=True).get(pk=sign_up_id))
    mine = SignUp.objects.select_related("participant").get(pk=sign_up_id)
    mine.meeting = meeting
    email, is_participant = normalise_email(colleague.email), mine.role == SignUpRole.PARTICIPANT
    if mine.state != SignUpState.CONFIRMED or is_too_late(meeting, now) or email == mine.participant.email:
        raise SignUpOverError
    person = Participant.objects.take(colleague.email, colleague.name)
    theirs = SignUp.objects.select_related("participant").filter(meeting=meeting, participant=person).first()
    if is_participant:
        _check_receiver(meeting, theirs, colleague, mine)
    change_state(mine, SignUpState.CANCELLED, now=now)
    withdraw_invitation(mine, MailKey.HANDED_OVER, context={"to_name": colleague.name})
    taken = _receive(meeting, person, theirs, colleague, mine, now)
    fill_seats(meeting, now)
    return taken


def _is_queued(theirs: SignUp | None) -> bool:
    """Say whether somebody of their own accord waits for a seat, or is offered one."""
    return theirs is not None and theirs.state in _QUEUED and theirs.proved_at is not None


def _check_receiver(meeting: Meeting, theirs: SignUp | None, colleague: SignUpDetails, mine: SignUp) -> None:
    """Check that a colleague can have a participant's seat. Raises MembersOnlyError and MunicipalityFullError.

    Whoever waits comes from where they said themselves, whatever is typed of them now. A seat that somebody has, or is
    offered, counts already.
    """
    is_queued = _is_queued(theirs)
    if not is_queued and not is_let_in(meeting, normalise_email(colleague.email)):
        raise MembersOnlyError
    if theirs is not None and theirs.has_seat:
        return
    municipality_id = theirs.municipality_id if is_queued else colleague.municipality_id
    if municipality_id != mine.municipality_id and not Seats.read(meeting).has_share(municipality_id):
        raise MunicipalityFullError


def _receive(meeting, person, theirs, details, mine, now):  # noqa: ANN001, ANN202 - see hand_over
    if theirs is not None:
        theirs.meeting = meeting
    if _is_queued(theirs):
        theirs.role = mine.role
        change_state(theirs, SignUpState.CONFIRMED, now=now)
        invite(theirs, MailKey.PROMOTED)
        return theirs
    if theirs is not None and theirs.has_seat:
        write_mail(MailKey.ALREADY if theirs.proved_at else MailKey.PROVE, theirs)
        return None
    theirs = theirs or SignUp(meeting=meeting, participant=person)
    theirs.meeting, theirs.participant = meeting, person
    details.put_on(theirs)
    theirs.state, theirs.role = SignUpState.HELD, mine.role
    theirs.queued_at, theirs.expires_at = now, hold_end(meeting, now)
    theirs.proved_at = theirs.cancelled_at = theirs.attended = None
    theirs.save()
    write_mail(MailKey.PROVE, theirs)
    return theirs


def other_meetings(sign_up: SignUp, *, by_editor: bool = False) -> list[Meeting]:
    """Return the meetings of the same round to which a sign-up could be moved now (see ``move_sign_up``)."""
    meeting = sign_up.meeting
    phases = _EDITORS_PHASES if by_editor else {SignUpPhase.OPEN}
    movable = {SignUpState.CONFIRMED, SignUpState.WAITING} if by_editor else {SignUpState.CONFIRMED}
    if sign_up.state not in movable or sign_up.proved_at is None or meeting.round_id is None:
        return []
    coming = Meeting.objects.public().upcoming().filter(round_id=meeting.round_id).exclude(pk=meeting.pk)
    return [each for each in coming.for_listing() if each.sign_up_phase() in phases]


@transaction.atomic
def move_sign_up(
    sign_up_id: int, target_meeting_id: int, *, by_editor: bool = False, now: datetime | None = None
) -> SignUp:
    """Move a confirmed seat to another group's meeting of the same round.

    Both meetings are locked: the old seat goes only when the new one is had. An editor also moves those who wait, and
    to meetings whose sign-up is not open, or open to members alone. Raises NotSameRoundError, SignUpNotOpenError,
    MembersOnlyError, MeetingFullError, SignUpOverError; then nothing has changed.
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
    phase = target.sign_up_phase(now)
    if phase not in (_EDITORS_PHASES if by_editor else {SignUpPhase.OPEN}):
        raise SignUpNotOpenError
    is_participant = mine.role == SignUpRole.PARTICIPANT
    if is_participant and not by_editor and not is_let_in(target, mine.participant.email):
        raise MembersOnlyError
    theirs = SignUp.objects.filter(meeting=target, participant=mine.participant).first()
    if theirs is not None and theirs.has_seat:
        moved = _take_own(theirs, target, mine, now)
    else:
        if is_participant and not Seats.read(target).lets_in(mine.municipality_id):
            raise MeetingFullError
        moved = _copy_to(target, mine, theirs, now)
        invite(moved, MailKey.CONFIRMED)
    change_state(mine, SignUpState.CANCELLED, now=now)
    withdraw_invitation(mine, MailKey.CANCELLED)
    fill_seats(source, now)
    return moved


def _take_own(theirs, target, mine, now):  # noqa: ANN001, ANN202 - see move_sign_up
    """Make a seat that was held or offered the person's own: it is they who move, and their address is proved."""
    theirs.meeting = target
    if theirs.state != SignUpState.CONFIRMED:
        theirs.proved_at = theirs.proved_at or mine.proved_at
        change_state(theirs, SignUpState.CONFIRMED, now=now)
        invite(theirs, MailKey.CONFIRMED)
    return theirs


def _copy_to(target, mine, theirs, now):  # noqa: ANN001, ANN202 - see move_sign_up
    moved = theirs or SignUp(meeting=target, participant=mine.participant)
    moved.meeting, moved.participant = target, mine.participant
    for name in ("name", "title", "municipality_id", "organisation", "signed_up_by", "note", "needs", "listed", "role"):
        setattr(moved, name, getattr(mine, name))
    moved.state, moved.queued_at, moved.proved_at = SignUpState.CONFIRMED, now, mine.proved_at
    moved.expires_at = moved.cancelled_at = moved.attended = None
    moved.answers = {}
    moved.save()
    return moved
