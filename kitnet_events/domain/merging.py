"""Two participants who are one person become one: both histories are kept, one sign-up for each meeting."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kitnet_events.enums import EnrolmentState, ItipMethod, MailKey, MailState, SignUpRole, SignUpState
from kitnet_events.models import Enrolment, Invitation, Meeting, OptOut, OutboxMail, Participant, SignUp

from .mailing import invite, queue_mail, write_mail
from .seats import fill_seats, lock_meetings

LOG_MERGE = "kitnet_events.merge_participants"

# Of two sign-ups to one meeting the higher stays.
_RANK = {
    SignUpState.CONFIRMED: 4,
    SignUpState.OFFERED: 3,
    SignUpState.HELD: 2,
    SignUpState.WAITING: 1,
    SignUpState.CANCELLED: 0,
}
_ENROLMENT_RANK = {EnrolmentState.ACTIVE: 2, EnrolmentState.PENDING: 1, EnrolmentState.ASKED: 0}
# What is written to the address that stays, about a sign-up that was the other's: links to the other are void.
_FRESH_LINK = {
    SignUpState.CONFIRMED: MailKey.CONFIRMED,
    SignUpState.OFFERED: MailKey.OFFERED,
    SignUpState.HELD: MailKey.PROVE,
    SignUpState.WAITING: MailKey.WAITING,
}


class MergeRefusedError(Exception):
    """These two cannot be merged so. ``str(error)`` is the sentence for the editor."""


@dataclass(frozen=True)
class Merged:
    """What a merge did: the person, sign-ups taken over, sign-ups that were one with another."""

    person: Participant
    taken: int
    doubled: int


@dataclass(frozen=True)
class Plan:
    """What a merge would do, for who decides: meetings of each alone, meetings of both."""

    only_kept: int
    only_other: int
    both: int


def plan_merge(kept: Participant, other: Participant) -> Plan:
    """Return what merging ``other`` into ``kept`` would do to their sign-ups. Raises MergeRefusedError."""
    _check(kept, other)
    mine = set(SignUp.objects.filter(participant=kept).values_list("meeting_id", flat=True))
    theirs = set(SignUp.objects.filter(participant=other).values_list("meeting_id", flat=True))
    return Plan(len(mine - theirs), len(theirs - mine), len(mine & theirs))


def likely_doubles(person: Participant, among: QuerySet[Participant]) -> QuerySet[Participant]:
    """Return those of ``among`` who may be the same person: the same name, or the same mailbox name elsewhere."""
    mailbox = person.email.partition("@")[0]
    others = among.exclude(pk=person.pk)
    alike = others.filter(email__startswith=f"{mailbox}@")
    return alike | others.filter(name__iexact=person.name) if person.name else alike


@transaction.atomic
def merge_participants(kept_id: int, other_id: int, *, user: Any = None, now: datetime | None = None) -> Merged:
    """Merge the participant ``other_id`` into ``kept_id``, whose address, name and links stay.

    At a meeting to which both are signed up, the better place stays and the other goes to the next in line; whoever was
    there was there. The other address is told that it is no longer used, and its calendar entries are taken back;
    the address that stays is invited under a higher SEQUENCE, since both may lie in the same calendar. Links to
    the other are void: somebody else may read that mailbox. ``user`` stands in the log. Raises MergeRefusedError and
    Participant.DoesNotExist.
    """
    now = now or timezone.now()
    meetings, kept, other = _lock(kept_id, other_id)
    _check(kept, other)
    mine = {each.meeting_id: each for each in SignUp.objects.filter(participant=kept)}
    theirs = list(SignUp.objects.filter(participant=other).order_by("pk"))
    taken, freed = [], []
    for sign_up in theirs:
        double = mine.get(sign_up.meeting_id)
        if double is None:
            taken.append(sign_up)
            _give(sign_up, kept)
            continue
        stays, goes = _better(double, sign_up)
        if goes.is_living and goes.meeting_id not in freed:
            freed.append(goes.meeting_id)
        _unite(stays, goes, kept)
        if stays.pk == sign_up.pk:
            taken.append(stays)
    _move_mails(kept, other, now)
    again = _move_invitations(kept, other, meetings, now)
    _tell(kept, [each.pk for each in taken], again, meetings, now)
    for meeting_id in freed:
        fill_seats(meetings[meeting_id], now)
    _take_over(kept, other)
    _move_enrolments(kept, other)
    if OptOut.objects.has_address(other.email):
        OptOut.objects.add_address(kept.email)
    other.delete()
    log(instance=kept, action=LOG_MERGE, user=user, data={"sign_ups": len(theirs)})
    return Merged(kept, len(theirs), len({each.meeting_id for each in theirs} & set(mine)))


def _lock(kept_id: int, other_id: int) -> tuple[dict[int, Meeting], Participant, Participant]:
    """Lock meetings, then people: in the order in which signing up does. Raises MergeRefusedError when both moved."""
    both = SignUp.objects.filter(participant__in=[kept_id, other_id])
    meetings = lock_meetings(*both.values_list("meeting_id", flat=True))
    people = {each.pk: each for each in Participant.objects.select_for_update().filter(pk__in=[kept_id, other_id])}
    if set(both.values_list("meeting_id", flat=True)) - set(meetings):
        raise MergeRefusedError(_("One of the two is signing up at this very moment. Please try again."))
    if missing := {kept_id, other_id} - set(people):
        raise Participant.DoesNotExist(missing)
    return meetings, people[kept_id], people[other_id]


def _check(kept: Participant, other: Participant) -> None:
    if kept.pk == other.pk:
        raise MergeRefusedError(_("This is one and the same participant."))
    if kept.proved_at is None and other.proved_at is not None:
        raise MergeRefusedError(_("Keep the address that is proved: nobody knows yet whose the other one is."))


def _better(mine: SignUp, theirs: SignUp) -> tuple[SignUp, SignUp]:
    def worth(sign_up: SignUp) -> tuple[bool, int]:
        return (sign_up.is_living and sign_up.proved_at is not None, _RANK[SignUpState(sign_up.state)])

    return (theirs, mine) if worth(theirs) > worth(mine) else (mine, theirs)


def _give(sign_up: SignUp, person: Participant) -> None:
    sign_up.participant = person
    sign_up.save(update_fields=["participant"])


def _unite(stays: SignUp, goes: SignUp, person: Participant) -> None:
    """Make one sign-up of two: what only one of them knows is kept."""
    for name in ("title", "municipality_id", "organisation", "note", "needs", "internal_note", "signed_up_by"):
        setattr(stays, name, getattr(stays, name) or getattr(goes, name))
    if goes.attended is not None:
        stays.attended = bool(stays.attended) or goes.attended
    if stays.role == SignUpRole.PARTICIPANT:
        stays.role = goes.role
    if stays.state == goes.state == SignUpState.WAITING:
        stays.queued_at = min(stays.queued_at, goes.queued_at)
    stays.answers = {**goes.answers, **stays.answers}
    stays.participant = person
    OutboxMail.objects.filter(sign_up=goes).update(sign_up=stays)
    goes.delete()
    stays.save()
    SignUp.objects.filter(pk=stays.pk).update(created_at=min(stays.created_at, goes.created_at))


def _move_mails(kept: Participant, other: Participant, now: datetime) -> None:
    """Let mails stand under the person, and see to it that none with a link goes to the other address any more.

    What is in the queue about a coming meeting is written afresh (``_tell``); only what takes a meeting out of the
    other calendar still goes there.
    """
    queued = OutboxMail.objects.filter(participant=other, to=other.email, state=MailState.QUEUED)
    queued = queued.exclude(method=ItipMethod.CANCEL)
    queued.filter(sign_up__isnull=False, meeting__ends_at__gt=now).update(state=MailState.DROPPED)
    queued.update(to=kept.email)
    OutboxMail.objects.filter(participant=other, to=other.email, state=MailState.ON_HOLD).update(to=kept.email)
    OutboxMail.objects.filter(participant=other).update(participant=kept)


def _move_invitations(kept: Participant, other: Participant, meetings: dict[int, Meeting], now: datetime) -> set[int]:
    """Take back what the other address's calendar was told of coming meetings. Return those meetings' ids.

    The address that stays remembers the higher SEQUENCE: its next word is above all that either was told.
    """
    taken_back = set()
    for theirs in Invitation.objects.filter(email=other.email).select_related("meeting"):
        meeting = meetings.get(theirs.meeting_id, theirs.meeting)
        mine, _born = Invitation.objects.select_for_update().get_or_create(meeting=meeting, email=kept.email)
        highest = max(mine.last_sequence, theirs.last_sequence)
        if theirs.standing and not meeting.is_cancelled and meeting.ends_at and meeting.ends_at > now:
            highest = max(highest + 1, meeting.sequence)
            queue_mail(
                OutboxMail(
                    key=MailKey.MERGED,
                    to=other.email,
                    participant=kept,
                    meeting=meeting,
                    method=ItipMethod.CANCEL,
                    sequence=highest,
                )
            )
            taken_back.add(meeting.pk)
        mine.last_sequence = highest
        mine.save(update_fields=["last_sequence"])
        theirs.delete()
    return taken_back


def _tell(
    kept: Participant, taken_ids: list[int], again: set[int], meetings: dict[int, Meeting], now: datetime
) -> None:
    """Write to the address that stays: a fresh invitation, or at least a link that works."""
    coming = SignUp.objects.filter(participant=kept, meeting__ends_at__gt=now).living().order_by("pk")
    for sign_up in coming:
        sign_up.meeting, sign_up.participant = meetings[sign_up.meeting_id], kept
        if sign_up.meeting.is_cancelled:
            continue
        if sign_up.state == SignUpState.CONFIRMED and sign_up.meeting_id in again:
            invite(sign_up, MailKey.CONFIRMED)
        elif sign_up.pk in taken_ids:
            write_mail(_FRESH_LINK[SignUpState(sign_up.state)], sign_up)


def _move_enrolments(kept: Participant, other: Participant) -> None:
    """Let memberships stand under the person. Of two living ones, the further stays."""
    living = {each.participant_id: each for each in Enrolment.objects.living().filter(participant__in=[kept, other])}
    if len(living) == 2:
        stays, goes = sorted(living.values(), key=lambda one: _ENROLMENT_RANK[one.state], reverse=True)
        if stays.first_day and goes.first_day:
            stays.first_day = min(stays.first_day, goes.first_day)
        stays.let_in_at = stays.let_in_at or goes.let_in_at
        stays.wishes = stays.wishes or goes.wishes
        stays.topics.add(*goes.topics.all())
        goes.delete()
        stays.save()
    Enrolment.objects.filter(participant=other).update(participant=kept)


def _take_over(kept: Participant, other: Participant) -> None:
    """Fill in what only the other knew."""
    kept.name = kept.name or other.name
    kept.title = kept.title or other.title
    if not kept.workplace:
        kept.municipality_id, kept.organisation = other.municipality_id, other.organisation
    kept.is_member = kept.is_member or other.is_member
    kept.save()
    Participant.objects.filter(pk=kept.pk).update(created_at=min(kept.created_at, other.created_at))
