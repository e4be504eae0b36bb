"""What editors and facilitators do by hand about sign-ups. The rules hold for them, too: never over the capacity."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kitnet_events.enums import MailKey, SignUpRole, SignUpState
from kitnet_events.exceptions import NoFreeSeatError, SignUpOverError
from kitnet_events.models import Meeting, SignUp

from .mailing import invite
from .seats import Seats
from .signup import SignUpDetails, add_by_hand, cancel_sign_up, lock_sign_up
from .signup_states import change_state

LOG_DESK = "kitnet_events.sign_up_desk"


@transaction.atomic
def give_seat(sign_up_id: int, *, user: Any = None, now: datetime | None = None) -> SignUp:
    """Give somebody a seat who waits, has an offer, or has not proved the address: the editor vouches for them.

    Whoever waits is given a seat only while there is one; the waiting list's order and a municipality's share are the
    editor's to overrule. Doing it again changes nothing. Raises NoFreeSeatError, SignUpOverError.
    """
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.state == SignUpState.CONFIRMED:
        return mine
    if not mine.is_living or is_over(meeting, now):
        raise SignUpOverError
    if mine.state == SignUpState.WAITING and Seats.read(meeting).left == 0:
        raise NoFreeSeatError
    # The editor vouches for the address.
    mine.proved_at = mine.proved_at or now
    promoted = mine.state != SignUpState.HELD
    change_state(mine, SignUpState.CONFIRMED, now=now)
    invite(mine, MailKey.PROMOTED if promoted else MailKey.CONFIRMED)
    _log(meeting, "give_seat", mine, user)
    return mine


@transaction.atomic
def put_first(sign_up_id: int, *, user: Any = None, now: datetime | None = None) -> SignUp:
    """Let somebody who waits be the first in line. Raises SignUpOverError for somebody who does not wait."""
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.state != SignUpState.WAITING or is_over(meeting, now):
        raise SignUpOverError
    first = SignUp.objects.filter(meeting=meeting).waiting().first()
    if first.pk != mine.pk:
        mine.queued_at = first.queued_at - timedelta(milliseconds=1)
        mine.save(update_fields=["queued_at"])
        _log(meeting, "put_first", mine, user)
    return mine


def cancel_by_hand(sign_up_id: int, *, user: Any = None, now: datetime | None = None) -> SignUp:
    """Cancel a sign-up for the person, who is told. Cancelling again changes nothing."""
    with transaction.atomic():
        before = SignUp.objects.values_list("state", flat=True).get(pk=sign_up_id)
        mine = cancel_sign_up(sign_up_id, now=now)
        if before != SignUpState.CANCELLED:
            _log(mine.meeting, "cancel", mine, user)
    return mine


def add_at_desk(
    meeting_id: int,
    details: SignUpDetails,
    *,
    role: SignUpRole = SignUpRole.PARTICIPANT,
    internal_note: str = "",
    user: Any = None,
    now: datetime | None = None,
) -> SignUp:
    """Sign somebody up who phoned, speaks or helps, with a note for editors. Raises SignUpOverError."""
    with transaction.atomic():
        mine = add_by_hand(meeting_id, details, role=role, now=now)
        if internal_note:
            mine.internal_note = internal_note
            mine.save(update_fields=["internal_note"])
        _log(mine.meeting, "add", mine, user)
    return mine


def set_note(sign_up_id: int, note: str) -> None:
    """Write editors' note about a sign-up."""
    SignUp.objects.filter(pk=sign_up_id).update(internal_note=note)


def set_attendance(sign_up_ids: list[int], *, attended: bool | None) -> int:
    """Note who was there (None: not known). Saying it twice is saying it once. Return how many have a seat."""
    seated = SignUp.objects.filter(pk__in=sign_up_ids, state=SignUpState.CONFIRMED)
    return seated.update(attended=attended)


def is_over(meeting: Meeting, now: datetime) -> bool:
    """Say whether nobody can be given a seat any more: cancelled, without a date, or ended."""
    return meeting.is_cancelled or meeting.ends_at is None or meeting.ends_at <= now


def _log(meeting: Meeting, deed: str, mine: SignUp, user: Any) -> None:
    """Note in the history of the meeting's page what was done; of the person nothing but the number of the row."""
    if meeting.page_id:
        log(meeting.page, LOG_DESK, user=user, data={"deed": deed, "sign_up": mine.pk})
