"""The rules of joining the network: a person asks, proves the address, and is in.

The first from a municipality waits for a facilitator, and so does everybody from another organisation. Each function
is one transaction, under the lock of the participant's row.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events import conf
from kitnet_events.enums import EnrolmentState, MailKey
from kitnet_events.exceptions import EnrolmentOverError
from kitnet_events.models import Enrolment, Participant
from kitnet_events.models.enrolments import LIVING
from kitnet_pages.domain.membership import begin_membership, membership_on
from kitnet_pages.models import Municipality

from .community import take_back_exit
from .mailing import write_mail_to_participant
from .welcoming import ask_facilitators, welcome


@dataclass(frozen=True)
class JoinDetails:
    """What the form gives. ``group_id`` is None for the municipality's own group."""

    name: str
    email: str
    title: str = ""
    municipality_id: int | None = None
    organisation: str = ""
    group_id: int | None = None
    topic_ids: tuple[int, ...] = field(default_factory=tuple)
    wishes: str = ""


@transaction.atomic
def ask_to_join(details: JoinDetails, *, now: datetime | None = None) -> Enrolment:
    """Take a request to join, and mail the address a link that proves it.

    Nothing is believed before: who knows the address is asked whether it was them. Whoever is a member already, or
    waits for approval, stays as they are and gets a mail that says so. Return the person's living enrolment; the answer
    on screen must not depend on it.
    """
    now = now or timezone.now()
    person = Participant.objects.take(details.email, details.name)
    mine = Enrolment.objects.living().filter(participant=person).first()
    if mine is not None and mine.state != EnrolmentState.ASKED:
        key = MailKey.JOIN_ALREADY if mine.state == EnrolmentState.ACTIVE else MailKey.JOIN_WAITING
        write_mail_to_participant(key, person, {"enrolment": mine.pk})
        return mine
    mine = mine or Enrolment(participant=person, asked_at=now)
    mine.participant = person
    for name in ("name", "title", "municipality_id", "organisation", "group_id", "wishes"):
        setattr(mine, name, getattr(details, name))
    mine.group_id = own_choice(details.municipality_id, details.group_id)
    mine.expires_at = now + timedelta(seconds=conf.get("JOIN_SECONDS"))
    mine.save()
    mine.topics.set(details.topic_ids)
    write_mail_to_participant(MailKey.JOIN_PROVE, person, {"enrolment": mine.pk})
    return mine


def own_choice(municipality_id: int | None, group_id: int | None) -> int | None:
    """Return the group to be stored: none for the municipality's own, so that the person follows it if it changes."""
    own = Municipality.objects.filter(pk=municipality_id).values_list("group_id", flat=True).first()
    return None if group_id is None or group_id == own else group_id


@transaction.atomic
def prove_enrolment(enrolment_id: int, *, now: datetime | None = None) -> Enrolment:
    """Take the proof of an address: the person is in, or waits for a facilitator.

    Who comes from a municipality that takes part is in at once; everybody else waits. Proving again changes nothing.
    Raises EnrolmentOverError when the request has lapsed.
    """
    now = now or timezone.now()
    mine = lock_enrolment(enrolment_id)
    if mine.state in {EnrolmentState.PENDING, EnrolmentState.ACTIVE}:
        return mine
    if mine.state != EnrolmentState.ASKED or mine.expires_at <= now:
        raise EnrolmentOverError
    mine.proved_at, mine.expires_at = now, None
    person = mine.participant
    person.proved_at = person.proved_at or now
    for name in ("name", "title", "municipality_id", "organisation"):
        setattr(person, name, getattr(mine, name))
    person.own_group_id = mine.group_id
    person.save()
    if mine.municipality is not None and membership_on(mine.municipality, _day(now)) is not None:
        _begin(mine, now)
        return mine
    mine.state = EnrolmentState.PENDING
    mine.save()
    write_mail_to_participant(MailKey.JOIN_WAITING, person, {"enrolment": mine.pk})
    ask_facilitators(mine)
    return mine


@transaction.atomic
def approve_enrolment(
    enrolment_id: int,
    *,
    by: Any = None,
    contact_name: str = "",
    contact_email: str = "",
    now: datetime | None = None,
) -> Enrolment:
    """Let somebody in who waits; the municipality's membership begins today, with this contact, unless it holds.

    Others from the same municipality who wait are in, too. Approving again changes nothing. Raises EnrolmentOverError
    when there is nothing to approve any more, ValidationError on a contact's address that is none.
    """
    now = now or timezone.now()
    mine = lock_enrolment(enrolment_id)
    if mine.state == EnrolmentState.ACTIVE:
        return mine
    if mine.state != EnrolmentState.PENDING:
        raise EnrolmentOverError
    if mine.municipality is not None and membership_on(mine.municipality, _day(now)) is None:
        begin_membership(mine.municipality, _day(now), contact_name=contact_name, contact_email=contact_email, by=by)
    _begin(mine, now, by)
    if mine.municipality is not None:
        for other in Enrolment.objects.pending().filter(municipality=mine.municipality):
            _begin(lock_enrolment(other.pk), now, by)
    return mine


@transaction.atomic
def decline_enrolment(enrolment_id: int, reason: str, *, by: Any = None, now: datetime | None = None) -> Enrolment:
    """Turn somebody down who waits, with a reason that they are told. Raises EnrolmentOverError, ValidationError."""
    mine = lock_enrolment(enrolment_id)
    if mine.state != EnrolmentState.PENDING:
        raise EnrolmentOverError
    if not reason.strip():
        raise ValidationError({"reason": ValidationError(_("Say why: the person reads it."), code="required")})
    mine.state, mine.decided_at, mine.decided_by = EnrolmentState.DECLINED, now or timezone.now(), by
    mine.save()
    write_mail_to_participant(
        MailKey.JOIN_DECLINED, mine.participant, {"enrolment": mine.pk, "reason": " ".join(reason.split())}
    )
    return mine


def end_lapsed_requests(now: datetime | None = None) -> int:
    """Forget requests whose address nobody proved in time: anybody may have typed them. Return how many."""
    return Enrolment.objects.lapsed(now).delete()[1].get("kitnet_events.Enrolment", 0)


def lock_enrolment(enrolment_id: int) -> Enrolment:
    """Return an enrolment with the rows of its municipality and person locked until the transaction ends.

    The municipality comes first: so nobody starts to wait for what is approved for all at that moment. Raises
    Enrolment.DoesNotExist.
    """
    person_id, place_id = Enrolment.objects.values_list("participant_id", "municipality_id").get(pk=enrolment_id)
    list(Municipality.objects.select_for_update().filter(pk=place_id))
    person = Participant.objects.select_for_update().get(pk=person_id)
    mine = Enrolment.objects.for_listing().get(pk=enrolment_id)
    mine.participant = person
    return mine


def enrolment_of(person: Participant) -> Enrolment | None:
    """Return the person's living enrolment, or None."""
    return Enrolment.objects.filter(participant=person, state__in=LIVING).for_listing().first()


def _begin(mine: Enrolment, now: datetime, by: Any = None) -> None:
    """Make somebody a member from today on, and say welcome."""
    mine.state, mine.first_day = EnrolmentState.ACTIVE, _day(now)
    mine.decided_at, mine.decided_by = now, by
    inside = Enrolment.objects.filter(
        participant=mine.participant, state=EnrolmentState.ENDED, let_in_at__isnull=False, let_out_at__isnull=True
    )
    if take_back_exit(mine.participant) or inside.exists():
        # Came back before anybody let them out of the online community.
        mine.let_in_at = now
    mine.save()
    mine.participant.is_member = True
    mine.participant.save(update_fields=["is_member"])
    welcome(mine, now)


def _day(now: datetime) -> Any:
    return timezone.localdate(now)
