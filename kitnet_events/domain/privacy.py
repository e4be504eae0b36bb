"""Personal data has an end: what a person asks for (GDPR, articles 15, 17 and 20), and what a daily task forgets.

Two clocks. Access and food needs end a week after the meeting; notes, answers and mails 180 days after it. Names and
attendance stay while the person is a member of the network; then only numbers by municipality do.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kitnet_events import conf
from kitnet_events.enums import MailState, SignUpState
from kitnet_events.models import (
    ClockMark,
    Enrolment,
    Invitation,
    OpeningNotice,
    OptOut,
    OutboxMail,
    Participant,
    Renewal,
    SignUp,
)
from kitnet_events.models.enrolments import LIVING as ENROLMENTS_LIVING
from kitnet_events.models.opt_outs import digest_of
from kitnet_events.models.signups import LIVING
from kitnet_pages.domain.exports import forget_old_exports
from kitnet_pages.models import Membership

from .attendance import count_forgotten
from .community import exit_of, forget_exits
from .personal_stores import STORES, as_plain_data, log_entries
from .seats import lock_meetings
from .signup import cancel_sign_up

# What was never proved to be somebody's is kept only so long that a click which comes late is told why.
_UNPROVED = timedelta(hours=24)
_STORED = frozenset(store.model for store in STORES)


@dataclass(frozen=True)
class Forgotten:
    """What a day's erasure ended: rows with needs; rows with notes, mails and the like; people."""

    needs: int
    data: int
    people: int


def forget_personal_data() -> Forgotten | None:
    """End what is due, once a day; None when it was done today. When it fails, it is tried again."""
    with transaction.atomic():
        return forget_due() if ClockMark.objects.claim("privacy", timedelta(days=1)) else None


@transaction.atomic
def forget_due(now: datetime | None = None) -> Forgotten:
    """End the personal data whose time is over. Running it again changes nothing."""
    now = now or timezone.now()
    needs_before = now - timedelta(days=conf.get("NEEDS_DAYS"))
    data_before = now - timedelta(days=conf.get("DATA_DAYS"))
    needs = SignUp.objects.filter(meeting__ends_at__lt=needs_before).exclude(needs="").update(needs="")
    data = _forget_writing(data_before) + _forget_unproved(now) + forget_exits(now)
    forget_old_exports(now)
    return Forgotten(needs, data, _forget_people(now, data_before))


@transaction.atomic
def erase_person(person: Participant) -> None:
    """Erase a person: their seats go to the next in line; of past meetings only numbers by municipality stay.

    Whoever is in the online community is still to be let out of it: name and address are kept for that, and not longer.
    Erasing again changes nothing.
    """
    living = SignUp.objects.filter(participant=person, state__in=LIVING, meeting__starts_at__gt=timezone.now())
    lock_meetings(*living.values_list("meeting_id", flat=True))
    for sign_up_id in list(living.values_list("pk", flat=True)):
        cancel_sign_up(sign_up_id, tell=False)
    still_inside = exit_of(person)
    if _erase(person) and still_inside is not None:
        still_inside.save()


def export_person(person: Participant) -> dict[str, list[dict[str, Any]]]:
    """Return all that is stored about a person, as plain data: a list of rows for each kind of thing.

    That somebody wants no invitations outlives the erasure, so it is in none of the stores.
    """
    told = {store.key: [as_plain_data(row) for row in store.rows(person)] for store in reversed(STORES)}
    opt_outs = OptOut.objects.filter(digest=digest_of(person.email))
    return told | {"no_invitations": [as_plain_data(row) for row in opt_outs]}


def _forget_writing(before: datetime) -> int:
    """Forget what was written about meetings that ended before a moment, and what was written to nobody's meeting."""
    over = Q(meeting__ends_at__lt=before)
    undated = Q(meeting__isnull=True) | Q(meeting__ends_at__isnull=True)
    sign_ups = SignUp.objects.filter(over).exclude(note="", answers={}, internal_note="", signed_up_by="")
    count = sign_ups.update(note="", answers={}, internal_note="", signed_up_by="")
    count += OutboxMail.objects.filter(over | (undated & Q(created_at__lt=before))).delete()[0]
    count += Invitation.objects.filter(over).delete()[0]
    count += OpeningNotice.objects.filter(over | (undated & Q(created_at__lt=before))).delete()[0]
    for store in STORES:
        count += log_entries(store.model).filter(timestamp__lt=before).delete()[0]
    ended = Membership.objects.filter(last_day__lt=timezone.localdate(before))
    count += Renewal.objects.filter(membership__in=ended).exclude(email="").update(email="")
    return count + ended.exclude(contact_name="", contact_email="").update(contact_name="", contact_email="")


def _forget_unproved(now: datetime) -> int:
    """Forget sign-ups that nobody said yes to: anybody may have typed them."""
    lapsed = SignUp.objects.filter(
        proved_at__isnull=True, state=SignUpState.CANCELLED, cancelled_at__lt=now - _UNPROVED
    )
    log_entries(SignUp, lapsed).delete()
    return lapsed.delete()[0]


def _forget_people(now: datetime, data_before: datetime) -> int:
    """Forget those who are no members and were at no meeting for as long as data is kept; and who never said yes."""
    own = SignUp.objects.filter(participant=OuterRef("pk"))
    recent = own.filter(Q(meeting__ends_at__gte=data_before) | Q(meeting__ends_at__isnull=True))
    left = Q(created_at__lt=data_before) & ~Exists(recent)
    queued = OutboxMail.objects.filter(participant=OuterRef("pk"), state=MailState.QUEUED)
    never = Q(proved_at__isnull=True, created_at__lt=now - _UNPROVED) & ~Exists(own) & ~Exists(queued)
    for relation in Participant._meta.related_objects:
        if relation.related_model not in _STORED:
            # Something else waits for the person's answer.
            never &= ~Exists(relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")}))
    due = Participant.objects.filter(left | never, is_member=False).exclude(Exists(_open_enrolments(data_before)))
    people = list(due.select_for_update())
    for person in people:
        _erase(person)
    return len(people)


def _open_enrolments(data_before: datetime) -> QuerySet[Enrolment]:
    """Return enrolments for which somebody is still kept: asked for, waiting, or ended not long ago."""
    lately = Q(last_day__gte=timezone.localdate(data_before)) | Q(decided_at__gte=data_before)
    return Enrolment.objects.filter(Q(state__in=ENROLMENTS_LIVING) | lately, participant=OuterRef("pk"))


def _erase(person: Participant) -> bool:
    """Delete a person and all that is kept of them. The numbers of the meetings stay. Return False for who is gone."""
    found = Participant.objects.select_for_update().filter(pk=person.pk).first()
    if found is None:
        return False
    person = found
    sign_ups = SignUp.objects.filter(participant=person)
    count_forgotten(sign_ups.filter(meeting__starts_at__lte=timezone.now()))
    _forget_named(person, sign_ups)
    for store in STORES:
        rows = store.rows(person)
        log_entries(store.model, rows).delete()
        rows.delete()
    return True


def _forget_named(person: Participant, sign_ups: QuerySet[SignUp]) -> None:
    """Take the person's name off what is about colleagues, at the same meetings: who signed whom up, who got a seat."""
    names = {person.name, *sign_ups.values_list("name", flat=True)} - {""}
    meetings = sign_ups.values("meeting_id")
    SignUp.objects.filter(signed_up_by__in=names, meeting__in=meetings).update(signed_up_by="")
    for mail in OutboxMail.objects.filter(context__to_name__in=names, meeting__in=meetings):
        del mail.context["to_name"]
        mail.save(update_fields=["context"])
