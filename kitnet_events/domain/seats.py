"""Seats at a meeting: counted from the sign-ups themselves, under the lock of the meeting's row."""

from datetime import datetime, timedelta

from django.db.models import Count, Q

from kitnet_events import conf
from kitnet_events.enums import MailKey, SignUpRole, SignUpState
from kitnet_events.models import Meeting, SignUp

from .mailing import invite, write_mail
from .signup_states import change_state


def lock_meeting(meeting_id: int) -> Meeting:
    """Return a meeting with its row locked until the transaction ends: every change of seats begins here.

    SQLite has no row locks; there the transaction is immediate, so writers already stand in line.
    """
    return Meeting.objects.select_for_update().get(pk=meeting_id)


def lock_meetings(*meeting_ids: int) -> dict[int, Meeting]:
    """Lock several meetings, in one order, so that two movers never wait for each other."""
    locked = Meeting.objects.select_for_update().filter(pk__in=meeting_ids).order_by("pk")
    return {meeting.pk: meeting for meeting in locked}


def seats_taken(meeting: Meeting) -> int:
    """Return how many of the capacity's seats are confirmed, held or offered."""
    return SignUp.objects.filter(meeting=meeting).seated().count()


def seats_left(meeting: Meeting) -> int | None:
    """Return how many seats are free; None when the meeting has no limit. Never negative."""
    return None if meeting.capacity is None else max(0, meeting.capacity - seats_taken(meeting))


def has_room_for(meeting: Meeting, municipality_id: int | None) -> bool:
    """Say whether a participant from a municipality can have a seat now."""
    seated = SignUp.objects.filter(meeting=meeting).seated()
    counts = seated.aggregate(all=Count("pk"), own=Count("pk", filter=Q(municipality_id=municipality_id)))
    if meeting.capacity is not None and counts["all"] >= meeting.capacity:
        return False
    limited = meeting.municipality_max is not None and municipality_id is not None
    return not (limited and counts["own"] >= meeting.municipality_max)


def queue_is_empty(meeting: Meeting, municipality_id: int | None) -> bool:
    """Say whether nobody waits who could take the seat that a newcomer asks for: the line is not jumped."""
    waiting = SignUp.objects.filter(meeting=meeting, proved_at__isnull=False).waiting()
    if meeting.municipality_max is None:
        return not waiting.exists()
    return not any(has_room_for(meeting, other) for other in set(waiting.values_list("municipality_id", flat=True)))


def waiting_place(sign_up: SignUp) -> int | None:
    """Return the place on the waiting list, from 1; None when the sign-up does not wait. Computed, never stored."""
    if sign_up.state != SignUpState.WAITING:
        return None
    return SignUp.objects.ahead_of(sign_up).count() + 1


def fill_seats(meeting: Meeting, now: datetime) -> None:
    """Give free seats to those who wait, the first one first. The meeting's row must be locked.

    Well before the meeting a seat is given at once; later it is offered, for nobody should be expected to come who
    does not know. Who has not proved the address yet cannot be given a seat; neither can one whose municipality has
    all that it may have.
    """
    if meeting.is_cancelled or meeting.starts_at is None or meeting.starts_at <= now:
        return
    left = seats_left(meeting)
    waiting = list(SignUp.objects.filter(meeting=meeting, proved_at__isnull=False).waiting()) if left != 0 else []
    at_once = meeting.starts_at - now > timedelta(seconds=conf.get("PROMOTE_AT_ONCE_SECONDS"))
    for sign_up in waiting:
        if left == 0:
            return
        if not has_room_for(meeting, sign_up.municipality_id):
            continue
        left = None if left is None else left - 1
        if at_once:
            change_state(sign_up, SignUpState.CONFIRMED, now=now)
            invite(sign_up, MailKey.PROMOTED)
        else:
            until = min(now + timedelta(seconds=conf.get("OFFER_SECONDS")), meeting.starts_at)
            change_state(sign_up, SignUpState.OFFERED, now=now, expires_at=until)
            write_mail(MailKey.OFFERED, sign_up)


def counts_within_capacity(sign_up: SignUp) -> bool:
    """Say whether a sign-up needs one of the capacity's seats: speakers and staff do not."""
    return sign_up.role == SignUpRole.PARTICIPANT
