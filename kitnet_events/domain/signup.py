"""The rules of signing up: plain functions, each one transaction, each under the lock of the meeting's row."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from kitnet_events import conf
from kitnet_events.enums import MailKey, SignUpAudience, SignUpPhase, SignUpRole, SignUpState
from kitnet_events.exceptions import SignUpNotOpenError, SignUpOverError
from kitnet_events.models import Meeting, OpeningNotice, Participant, SignUp
from kitnet_events.models.quick_reads import lock_terms
from kitnet_events.typed_text import normalise_email

from .line import in_line
from .mailing import invite, withdraw_invitation, write_mail, write_mail_to_address
from .seats import Seats, fill_seats, lock_meeting
from .signup_details import SignUpDetails
from .signup_states import change_state
from .terms import set_terms


def sign_up(
    meeting_id: int,
    details: SignUpDetails,
    *,
    proved: Participant | None = None,
    replaces: int | None = None,
    now: datetime | None = None,
) -> SignUp | None:
    """Sign somebody up, and write the mail that follows.

    ``proved`` is the person whose own link this browser came through: only for that address is the proof skipped. For
    every other address a seat is held (or a waiting place kept) until the mail is answered. Whoever is signed up
    already stays as they are, and gets a mail that says so. ``replaces`` is a sign-up that the same browser began under
    a mistyped address: it ends, if nobody has proved it. Where only members may sign up, everybody
    else gets a mail that says so: the answer on screen is the same for all, and here None. Raises SignUpNotOpenError.
    """
    now = now or timezone.now()
    with in_line(meeting_id), transaction.atomic():
        meeting = lock_terms(meeting_id)
        if meeting.sign_up_phase(now) != SignUpPhase.OPEN:
            raise SignUpNotOpenError
        email = normalise_email(details.email)
        if not _is_let_in(meeting, email):
            write_mail_to_address(MailKey.MEMBERS_ONLY, email, meeting)
            return None
        participant = Participant.objects.take(email, details.name)
        _drop_mistyped(meeting, replaces, participant, now)
        is_own = proved is not None and proved.pk == participant.pk
        mine = None
        if not participant.is_new:
            mine = SignUp.objects.select_for_update().filter(meeting=meeting, participant=participant).first()
        if mine is not None and mine.is_living and mine.proved_at is not None:
            write_mail(MailKey.ALREADY, mine)
            return mine
        if mine is not None and mine.is_living:
            details.put_on(mine)
            mine.save()
        else:
            mine = _begin(meeting, participant, details, mine, now)
        if is_own:
            _take_proof(mine, meeting, now)
        else:
            write_mail(MailKey.PROVE, mine)
        return mine


@transaction.atomic
def send_again(meeting_id: int, email: str) -> bool:
    """Send the mail that a sign-up had for an answer once more. Return True, whoever's address it is."""
    email = normalise_email(email)
    mine = SignUp.objects.filter(meeting_id=meeting_id, participant__email=email)
    mine = mine.living().select_related("participant", "meeting").first()
    if mine is not None:
        write_mail(MailKey.PROVE if mine.proved_at is None else MailKey.ALREADY, mine)
        return True
    meeting = Meeting.objects.defer("vevent").get(pk=meeting_id)
    if meeting.sign_up_phase() == SignUpPhase.OPEN and not _is_let_in(meeting, email):
        write_mail_to_address(MailKey.MEMBERS_ONLY, email, meeting)
    return True


def note_opening(meeting_id: int, email: str) -> None:
    """Remember, until then, an address that wants to hear that sign-up is open."""
    OpeningNotice.objects.get_or_create(meeting_id=meeting_id, email=normalise_email(email))


@transaction.atomic
def prove(sign_up_id: int, *, now: datetime | None = None) -> SignUp:
    """Take the proof of an address: the held seat becomes the person's own, or the waiting place counts.

    Proving again changes nothing. Raises SignUpOverError when the hold has ended.
    """
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.is_living and mine.proved_at is not None:
        return mine
    if not mine.is_living or meeting.is_cancelled or (meeting.starts_at and meeting.starts_at <= now):
        raise SignUpOverError
    if mine.expires_at and mine.expires_at <= now:
        _end(mine, meeting, MailKey.CANCELLED, now, tell=False)
        fill_seats(meeting, now)
    else:
        _take_proof(mine, meeting, now)
    return mine


@transaction.atomic
def cancel_sign_up(sign_up_id: int, *, now: datetime | None = None, tell: bool = True) -> SignUp:
    """Give a seat or a waiting place back. The seat goes to the next. Cancelling again changes nothing.

    ``tell`` is False only for somebody who is being erased: there is nobody left to write to.
    """
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.is_living:
        _end(mine, meeting, MailKey.CANCELLED, now, tell=tell)
        fill_seats(meeting, now)
    return mine


@transaction.atomic
def accept_offer(sign_up_id: int, *, now: datetime | None = None) -> SignUp:
    """Take an offered seat. Raises SignUpOverError when it has lapsed. Accepting again changes nothing."""
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.state == SignUpState.CONFIRMED:
        return mine
    over = meeting.is_cancelled or meeting.starts_at is None or meeting.starts_at <= now
    if mine.state != SignUpState.OFFERED or mine.expires_at <= now or over:
        raise SignUpOverError
    change_state(mine, SignUpState.CONFIRMED, now=now)
    invite(mine, MailKey.PROMOTED)
    return mine


@transaction.atomic
def add_by_hand(
    meeting_id: int, details: SignUpDetails, *, role: SignUpRole = SignUpRole.PARTICIPANT, now: datetime | None = None
) -> SignUp:
    """Sign somebody up for whom an editor vouches: a phone call, a speaker, staff. No proof is asked.

    Speakers and staff always get a place; a participant waits when there is no seat. At the door, once the meeting has
    begun, no mail follows. Raises SignUpOverError for a meeting that is cancelled or has ended.
    """
    now = now or timezone.now()
    meeting = lock_meeting(meeting_id)
    if meeting.is_cancelled or meeting.ends_at is None or meeting.ends_at <= now:
        raise SignUpOverError
    participant = Participant.objects.take(details.email, details.name)
    mine = SignUp.objects.select_for_update().filter(meeting=meeting, participant=participant).first()
    if mine is None or not mine.is_living:
        mine = _begin(meeting, participant, details, mine, now, role=role)
    if mine.proved_at is None:
        _take_proof(mine, meeting, now, by_person=False)
    return mine


def change_capacity(meeting_id: int, capacity: int | None, *, now: datetime | None = None) -> None:
    """Set how many seats there are. More seats go to those who wait; fewer throw nobody out."""
    set_terms(meeting_id, capacity=capacity, now=now)


@transaction.atomic
def end_lapsed(meeting_id: int, *, now: datetime | None = None) -> int:
    """End the holds and offers of a meeting whose time is over, and give the seats on. Return how many ended."""
    now = now or timezone.now()
    meeting = lock_meeting(meeting_id)
    lapsed = list(SignUp.objects.filter(meeting=meeting).lapsed(now).select_related("participant"))
    for mine in lapsed:
        offered = mine.state == SignUpState.OFFERED
        _end(mine, meeting, MailKey.OFFER_LAPSED, now, tell=offered)
    if lapsed:
        fill_seats(meeting, now)
    return len(lapsed)


def lock_sign_up(sign_up_id: int) -> tuple[SignUp, Meeting]:
    """Return a sign-up and its meeting, whose row is locked until the transaction ends."""
    meeting_id = SignUp.objects.values_list("meeting_id", flat=True).get(pk=sign_up_id)
    meeting = lock_meeting(meeting_id)
    mine = SignUp.objects.select_related("participant").get(pk=sign_up_id)
    mine.meeting = meeting
    return mine, meeting


def _is_let_in(meeting: Meeting, email: str) -> bool:
    """Say whether the sign-up is for everybody, or the address a member's."""
    return meeting.audience == SignUpAudience.ALL or Participant.objects.filter(email=email, is_member=True).exists()


def _drop_mistyped(meeting: Meeting, sign_up_id: int | None, participant: Participant, now: datetime) -> None:
    if sign_up_id is None:
        return
    unproved = SignUp.objects.filter(pk=sign_up_id, meeting=meeting, proved_at__isnull=True).living()
    for mistyped in unproved.exclude(participant=participant).select_related("participant"):
        _end(mistyped, meeting, MailKey.CANCELLED, now, tell=False)


def _begin(
    meeting: Meeting,
    participant: Participant,
    details: SignUpDetails,
    earlier: SignUp | None,
    now: datetime,
    *,
    role: SignUpRole = SignUpRole.PARTICIPANT,
) -> SignUp:
    """Begin a sign-up, or begin a cancelled one anew: at the end of the line, with its address to be proved again."""
    mine = earlier or SignUp(meeting=meeting, participant=participant)
    mine.meeting, mine.participant = meeting, participant
    details.put_on(mine)
    room = role != SignUpRole.PARTICIPANT or Seats.read(meeting).lets_in(details.municipality_id)
    mine.role = role
    mine.state = SignUpState.HELD if room else SignUpState.WAITING
    mine.queued_at = now
    mine.expires_at = hold_end(meeting, now)
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


def _take_proof(mine: SignUp, meeting: Meeting, now: datetime, *, by_person: bool = True) -> None:
    mine.proved_at = now
    if by_person:
        _learn(mine, now)
    elif mine.participant.proved_at is None and not mine.participant.workplace:
        # An editor vouches for somebody of whom nothing is known yet: so their group's facilitators find them.
        _write_down(mine)
    if mine.state == SignUpState.WAITING:
        mine.expires_at = None
        mine.save()
        fill_seats(meeting, now)
        mine.refresh_from_db()
        mine.meeting = meeting
        if mine.state == SignUpState.WAITING:
            write_mail(MailKey.WAITING, mine)
        return
    change_state(mine, SignUpState.CONFIRMED, now=now)
    if meeting.starts_at > now:
        invite(mine, MailKey.CONFIRMED)


def _learn(mine: SignUp, now: datetime) -> None:
    """Take over what a person wrote about themselves, now that it is proved that they wrote it."""
    mine.participant.proved_at = mine.participant.proved_at or now
    _write_down(mine)


def _write_down(mine: SignUp) -> None:
    person = mine.participant
    for name in ("name", "title", "municipality_id", "organisation"):
        setattr(person, name, getattr(mine, name))
    person.save()


def _end(mine: SignUp, meeting: Meeting, key: MailKey, now: datetime, *, tell: bool = True) -> None:
    """Cancel a sign-up, and say so to whoever proved to be the person."""
    was_proved = mine.proved_at is not None
    mine.meeting = meeting
    change_state(mine, SignUpState.CANCELLED, now=now)
    if tell and was_proved:
        withdraw_invitation(mine, key)
