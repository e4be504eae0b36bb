"""Passing a seat on to a colleague."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kitnet_events.enums import MailKey, SignUpRole, SignUpState
from kitnet_events.exceptions import MembersOnlyError, MunicipalityFullError, OwnAddressError, SignUpOverError
from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_events.typed_text import normalise_email

from .beginnings import hold_end, is_let_in
from .mailing import invite, withdraw_invitation, write_mail
from .seats import Seats, fill_seats, is_too_late
from .signup import lock_sign_up
from .signup_details import SignUpDetails
from .signup_states import change_state

_QUEUED = (SignUpState.WAITING, SignUpState.OFFERED)


@transaction.atomic
def hand_over(sign_up_id: int, colleague: SignUpDetails, *, now: datetime | None = None) -> SignUp | None:
    """Hand a confirmed seat to a colleague: a CANCEL to one, and a seat held for the other until they say yes.

    Nobody is signed up by another's hand, so the colleague proves the address. A colleague who waits, or is offered a
    seat, gets this one at once; one who has a seat keeps that, and this one goes to the next in line. Who speaks or
    helps hands that part over. Return the colleague's sign-up, None if they had a seat. Raises SignUpOverError when
    there is no seat to hand over, OwnAddressError, MembersOnlyError where the colleague may not sign up, and
    MunicipalityFullError; then nothing has changed.
    """
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.state != SignUpState.CONFIRMED or is_too_late(meeting, now):
        raise SignUpOverError
    if normalise_email(colleague.email) == mine.participant.email:
        raise OwnAddressError
    person = Participant.objects.take(colleague.email, colleague.name)
    theirs = SignUp.objects.select_related("participant").filter(meeting=meeting, participant=person).first()
    if mine.role == SignUpRole.PARTICIPANT:
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
