"""The rules of signing up: plain functions, each one transaction, each under the lock of the meeting's row."""

from copy import copy
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from kitnet_events.enums import MailKey, SignUpPhase, SignUpRole, SignUpState
from kitnet_events.exceptions import SignUpNotOpenError, SignUpOverError
from kitnet_events.models import Meeting, OpeningNotice, Participant, SignUp
from kitnet_events.models.quick_reads import lock_terms
from kitnet_events.typed_text import normalise_email

from .beginnings import begin, hold_end, is_let_in, is_void
from .line import in_line
from .mailing import invite, withdraw_invitation, write_mail, write_mail_to_address
from .seats import fill_seats, is_too_late, lock_meeting
from .signup_details import HostDetails, SignUpDetails
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
    a mistyped address: it ends, if nobody has proved it, and leaves its place to the right address. Where only members
    may sign up, everybody else gets a mail that says so: the answer on screen is the same for all, and here None.
    Raises SignUpNotOpenError.
    """
    now = now or timezone.now()
    with in_line(meeting_id), transaction.atomic():
        meeting = lock_terms(meeting_id)
        if meeting.sign_up_phase(now) != SignUpPhase.OPEN:
            raise SignUpNotOpenError
        email = normalise_email(details.email)
        if not is_let_in(meeting, email):
            write_mail_to_address(MailKey.MEMBERS_ONLY, email, meeting)
            return None
        participant = Participant.objects.take(email, details.name)
        mistyped = _drop_mistyped(meeting, replaces, participant, now)
        is_own = proved is not None and proved.pk == participant.pk
        mine = None
        if not participant.is_new:
            mine = SignUp.objects.select_for_update().filter(meeting=meeting, participant=participant).first()
        is_known = mine is not None and mine.is_living
        if is_known and mine.proved_at is not None:
            write_mail(MailKey.ALREADY, mine)
            if mistyped is not None:
                fill_seats(meeting, now)
            return mine
        begins_anew = is_known and is_void(mine, meeting, details, now)
        if begins_anew:
            _end(mine, meeting, MailKey.CANCELLED, now, tell=False)
        if is_known and not begins_anew:
            details.put_on(mine)
            mine.save()
        else:
            mine = begin(meeting, participant, details, mine, now, instead_of=mistyped)
        if is_own:
            _take_proof(mine, meeting, now)
        else:
            write_mail(MailKey.PROVE, mine)
        if mistyped is not None or begins_anew:
            fill_seats(meeting, now)
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
    if meeting.sign_up_phase() == SignUpPhase.OPEN and not is_let_in(meeting, email):
        write_mail_to_address(MailKey.MEMBERS_ONLY, email, meeting)
    return True


def note_opening(meeting_id: int, email: str) -> None:
    """Remember, until then, an address that wants to hear that sign-up is open."""
    OpeningNotice.objects.get_or_create(meeting_id=meeting_id, email=normalise_email(email))


def prove(sign_up_id: int, *, told: HostDetails | None = None, now: datetime | None = None) -> SignUp:
    """Take the proof of an address: the held seat becomes the person's own, or the waiting place counts.

    ``told`` is what somebody whom a colleague signed up tells the host themselves. Proving again changes nothing.
    Raises SignUpOverError when the hold has ended: then the seat goes on.
    """
    now = now or timezone.now()
    with transaction.atomic():
        mine, meeting = lock_sign_up(sign_up_id)
        if mine.is_living and mine.proved_at is not None:
            return mine
        if not mine.is_living or is_too_late(meeting, now):
            raise SignUpOverError
        if mine.expires_at is None or mine.expires_at > now:
            if told is not None:
                told.put_on(mine)
            _take_proof(mine, meeting, now)
            return mine
        _end(mine, meeting, MailKey.CANCELLED, now, tell=False)
        fill_seats(meeting, now)
    raise SignUpOverError


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
def step_back(sign_up_id: int, *, now: datetime | None = None) -> SignUp:
    """Give a seat or a waiting place back, as the person's own deed. Raises SignUpOverError once the meeting has begun.

    Stepping back again changes nothing.
    """
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.is_living and meeting.starts_at is not None and meeting.starts_at <= now:
        raise SignUpOverError
    return cancel_sign_up(sign_up_id, now=now)


@transaction.atomic
def tell_host(sign_up_id: int, told: HostDetails, *, now: datetime | None = None) -> SignUp:
    """Take over what somebody who comes, or waits, tells the host now. Raises SignUpOverError once it is too late."""
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if not mine.is_living or mine.proved_at is None or is_too_late(meeting, now):
        raise SignUpOverError
    told.put_on(mine)
    mine.save(update_fields=["note", "needs", "listed", "answers"])
    return mine


@transaction.atomic
def accept_offer(sign_up_id: int, *, now: datetime | None = None) -> SignUp:
    """Take an offered seat. Raises SignUpOverError when it has lapsed. Accepting again changes nothing."""
    now = now or timezone.now()
    mine, meeting = lock_sign_up(sign_up_id)
    if mine.state == SignUpState.CONFIRMED:
        return mine
    if mine.state != SignUpState.OFFERED or mine.expires_at <= now or is_too_late(meeting, now):
        raise SignUpOverError
    change_state(mine, SignUpState.CONFIRMED, now=now)
    invite(mine, MailKey.PROMOTED)
    return mine


@transaction.atomic
def add_by_hand(
    meeting_id: int, details: SignUpDetails, *, role: SignUpRole = SignUpRole.PARTICIPANT, now: datetime | None = None
) -> SignUp:
    """Sign somebody up for whom an editor vouches: a phone call, a speaker, staff. No proof is asked.

    Speakers and staff always get a place; a participant waits when there is no seat. Whoever is signed up already and
    is to speak or help comes as that from now on. At the door, once the meeting has begun, no mail follows. Raises
    SignUpOverError for a meeting that is cancelled or has ended.
    """
    now = now or timezone.now()
    meeting = lock_meeting(meeting_id)
    if meeting.is_cancelled or meeting.ends_at is None or meeting.ends_at <= now:
        raise SignUpOverError
    participant = Participant.objects.take(details.email, details.name)
    mine = SignUp.objects.select_for_update().filter(meeting=meeting, participant=participant).first()
    if mine is None or not mine.is_living:
        mine = begin(meeting, participant, details, mine, now, role=role)
    elif role != SignUpRole.PARTICIPANT and mine.role == SignUpRole.PARTICIPANT:
        _let_come_as(role, mine, meeting, now)
    if mine.proved_at is None:
        _take_proof(mine, meeting, now, by_person=False)
    return mine


def change_capacity(meeting_id: int, capacity: int | None, *, now: datetime | None = None) -> None:
    """Set how many seats there are. More seats go to those who wait; fewer throw nobody out."""
    set_terms(meeting_id, capacity=capacity, now=now)


@transaction.atomic
def end_lapsed(meeting_id: int, *, now: datetime | None = None) -> int:
    """End the holds and offers of a meeting whose time is over, and give the seats on. Return how many ended.

    Who let an offer lapse is told that it went on, unless the meeting is off or has begun: then it goes nowhere.
    """
    now = now or timezone.now()
    meeting = lock_meeting(meeting_id)
    lapsed = list(SignUp.objects.filter(meeting=meeting).lapsed(now).select_related("participant"))
    for mine in lapsed:
        goes_on = mine.state == SignUpState.OFFERED and not is_too_late(meeting, now)
        _end(mine, meeting, MailKey.OFFER_LAPSED, now, tell=goes_on)
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


def _drop_mistyped(meeting: Meeting, sign_up_id: int | None, participant: Participant, now: datetime) -> SignUp | None:
    """End a sign-up under a mistyped address; return it as it was, None if there was none."""
    if sign_up_id is None:
        return None
    unproved = SignUp.objects.filter(pk=sign_up_id, meeting=meeting, proved_at__isnull=True, expires_at__gt=now)
    mistyped = unproved.living().exclude(participant=participant).select_related("participant").first()
    before = copy(mistyped)
    if mistyped is not None:
        _end(mistyped, meeting, MailKey.CANCELLED, now, tell=False)
    return before


def _let_come_as(role: SignUpRole, mine: SignUp, meeting: Meeting, now: datetime) -> None:
    """Let a participant come as a speaker or staff: beyond the capacity, so that a seat they had goes to the next."""
    mine.role = role
    mine.save()
    if mine.state == SignUpState.WAITING and mine.proved_at is None:
        change_state(mine, SignUpState.HELD, now=now, expires_at=hold_end(meeting, now))
    elif mine.state in {SignUpState.WAITING, SignUpState.OFFERED}:
        change_state(mine, SignUpState.CONFIRMED, now=now)
        if meeting.starts_at > now:
            invite(mine, MailKey.PROMOTED)
    fill_seats(meeting, now)


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
