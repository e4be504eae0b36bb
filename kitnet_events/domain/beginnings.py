"""How a sign-up begins: who is let in, with a seat or a place in line, and until when it waits for its proof."""

from datetime import datetime, timedelta

from kitnet_events import conf
from kitnet_events.enums import SignUpAudience, SignUpRole, SignUpState
from kitnet_events.models import Meeting, Participant, SignUp

from .seats import Seats
from .signup_details import SignUpDetails


def is_let_in(meeting: Meeting, email: str) -> bool:
    """Say whether the sign-up is for everybody, or the address a member's."""
    return meeting.audience == SignUpAudience.ALL or Participant.objects.filter(email=email, is_member=True).exists()


def begin(
    meeting: Meeting,
    participant: Participant,
    details: SignUpDetails,
    earlier: SignUp | None,
    now: datetime,
    *,
    role: SignUpRole = SignUpRole.PARTICIPANT,
    instead_of: SignUp | None = None,
) -> SignUp:
    """Begin a sign-up, or begin a cancelled one anew: at the end of the line, with its address to be proved again.

    ``instead_of`` is a sign-up that has just ended for it, as it was: its seat or place in line is taken over, until it
    would have ended.
    """
    mine = earlier or SignUp(meeting=meeting, participant=participant)
    mine.meeting, mine.participant = meeting, participant
    details.put_on(mine)
    if role != SignUpRole.PARTICIPANT:
        room = True
    elif instead_of is not None and instead_of.has_seat:
        room = Seats.read(meeting).has_share(details.municipality_id)
    else:
        room = Seats.read(meeting).lets_in(details.municipality_id)
    mine.role = role
    mine.state = SignUpState.HELD if room else SignUpState.WAITING
    mine.queued_at, mine.expires_at, mine.is_begun = now, hold_end(meeting, now), True
    if instead_of is not None:
        mine.queued_at, mine.expires_at = instead_of.queued_at, min(mine.expires_at, instead_of.expires_at)
    mine.proved_at = mine.cancelled_at = mine.attended = None
    mine.save()
    return mine


def hold_end(meeting: Meeting, now: datetime) -> datetime:
    """Return until when an address must be proved: two days, but not beyond the close of sign-up.

    Once sign-up is closed, a colleague to whom a seat is handed has until the meeting.
    """
    ends = [now + timedelta(seconds=conf.get("HOLD_SECONDS")), meeting.starts_at]
    if meeting.closes_at is not None and meeting.closes_at > now:
        ends.append(meeting.closes_at)
    return min(ends)


def is_void(mine: SignUp, meeting: Meeting, details: SignUpDetails, now: datetime) -> bool:
    """Say whether an unproved sign-up must begin anew: it has lapsed, or its seat is not one that can be had so.

    Of a municipality that has its share, nobody gets a seat by first asking for it as somebody else's.
    """
    if mine.expires_at is not None and mine.expires_at <= now:
        return True
    if meeting.municipality_max is None or mine.state != SignUpState.HELD or mine.role != SignUpRole.PARTICIPANT:
        return False
    is_elsewhere = details.municipality_id != mine.municipality_id
    return is_elsewhere and not Seats.read(meeting).has_share(details.municipality_id)
