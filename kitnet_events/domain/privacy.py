"""Personal data: what there is, why, and when it ends (GDPR, articles 5, 15 and 17)."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events import conf
from kitnet_events.models import Invitation, OpeningNotice, OutboxMail, Participant, SignUp
from kitnet_events.models.participants import ERASED_DOMAIN
from kitnet_events.models.signups import LIVING

from .seats import lock_meetings
from .signup import cancel_sign_up

_CONTACT = _("To hold a seat for the right person, and to write to them")
_MEETING = _("To prepare and hold the meeting")
_NETWORK = _("While the person is a member of the network; else 180 days after the last meeting")
_DATA = _("180 days after the meeting")
_NEEDS = _("A week after the meeting")

# Each field with personal data: why it is there, when it ends. docs/databeskyttelse.md is made from this table.
PERSONAL_FIELDS: dict[str, tuple[Any, Any]] = {
    "participant.email": (_CONTACT, _NETWORK),
    "participant.name": (_CONTACT, _NETWORK),
    "participant.title": (_CONTACT, _NETWORK),
    "participant.municipality": (_CONTACT, _NETWORK),
    "participant.organisation": (_CONTACT, _NETWORK),
    "participant.proved_at": (_CONTACT, _NETWORK),
    "participant.is_member": (_CONTACT, _NETWORK),
    "participant.invitations_by_mail": (_CONTACT, _NETWORK),
    "participant.created_at": (_CONTACT, _NETWORK),
    "signup.name": (_MEETING, _NETWORK),
    "signup.title": (_MEETING, _NETWORK),
    "signup.organisation": (_MEETING, _NETWORK),
    "signup.attended": (_MEETING, _NETWORK),
    "signup.signed_up_by": (_MEETING, _DATA),
    "signup.note": (_MEETING, _DATA),
    "signup.answers": (_MEETING, _DATA),
    "signup.internal_note": (_MEETING, _DATA),
    "signup.needs": (_("So that the host can make room and food fit"), _NEEDS),
    "signup.listed": (_("To show the name to the other participants"), _NETWORK),
    "outboxmail.to": (_CONTACT, _DATA),
    "outboxmail.context": (_CONTACT, _DATA),
    "outboxmail.last_error": (_("To find out why a mail did not arrive"), _DATA),
    "invitation.email": (_("So that calendars take back what they were told"), _DATA),
    "openingnotice.email": (_("One mail when sign-up opens"), _("When that mail is sent")),
}
# Fields of the same models that tell nothing of a person.
OTHER_FIELDS = {
    "participant": {"id", "token_version"},
    "signup": {
        *("id", "meeting", "participant", "state", "role", "municipality"),
        *("proved_at", "queued_at", "expires_at", "cancelled_at", "created_at"),
    },
    "outboxmail": {
        *("id", "key", "participant", "meeting", "sign_up", "method", "sequence", "message_id", "state", "attempts"),
        *("next_attempt_at", "leased_until", "created_at", "sent_at"),
    },
    "invitation": {"id", "meeting", "last_sequence", "standing"},
    "openingnotice": {"id", "meeting", "created_at"},
}


@dataclass(frozen=True)
class Forgotten:
    """What a day's erasure ended: rows with needs, rows with notes and mails, people."""

    needs: int
    data: int
    people: int


@transaction.atomic
def forget_due(now: datetime | None = None) -> Forgotten:
    """End the personal data whose time is over. Part of the clock's daily work; running it again changes nothing."""
    now = now or timezone.now()
    needs_before = now - timedelta(days=conf.get("NEEDS_DAYS"))
    data_before = now - timedelta(days=conf.get("DATA_DAYS"))
    needs = SignUp.objects.filter(meeting__ends_at__lt=needs_before).exclude(needs="").update(needs="")
    old = SignUp.objects.filter(meeting__ends_at__lt=data_before)
    written = old.exclude(note="", answers={}, internal_note="", signed_up_by="")
    data = written.update(note="", answers={}, internal_note="", signed_up_by="")
    mails = OutboxMail.objects.filter(created_at__lt=data_before).exclude(meeting__ends_at__gte=data_before)
    data += mails.delete()[0]
    Invitation.objects.filter(meeting__ends_at__lt=data_before).delete()
    return Forgotten(needs, data, _forget_strangers(data_before))


@transaction.atomic
def erase_person(person: Participant) -> None:
    """Erase a person: their seats go to the next in line; of past meetings only counts by municipality stay."""
    living = SignUp.objects.filter(participant=person, state__in=LIVING, meeting__starts_at__gt=timezone.now())
    lock_meetings(*living.values_list("meeting_id", flat=True))
    for sign_up_id in list(living.values_list("pk", flat=True)):
        cancel_sign_up(sign_up_id, tell=False)
    _make_nameless(person)


def export_person(person: Participant) -> dict[str, Any]:
    """Return all that is stored about a person, as plain data (GDPR, article 15 and 20)."""
    sign_ups = SignUp.objects.filter(participant=person).select_related("meeting", "municipality")
    return {
        "person": _plain(person, ("email", "name", "title", "organisation", "is_member", "invitations_by_mail"))
        | {"municipality": person.municipality.name if person.municipality else "", "since": person.created_at},
        "sign_ups": [
            _plain(each, ("name", "title", "organisation", "signed_up_by", "note", "needs", "answers", "listed"))
            | {"meeting": each.meeting.title, "starts_at": each.meeting.starts_at, "state": each.state}
            | {"attended": each.attended, "signed_up_at": each.created_at}
            for each in sign_ups
        ],
        "mails": list(
            OutboxMail.objects.filter(participant=person).values("key", "to", "state", "created_at", "sent_at")
        ),
    }


def _plain(thing: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(thing, name) for name in names}


def _forget_strangers(data_before: datetime) -> int:
    """Make those nameless who are no members and were at no meeting for as long as data is kept."""
    strangers = Participant.objects.filter(is_member=False, created_at__lt=data_before)
    strangers = strangers.exclude(email__endswith=f"@{ERASED_DOMAIN}")
    strangers = strangers.exclude(sign_ups__meeting__ends_at__gte=data_before)
    people = list(strangers)
    for person in people:
        _make_nameless(person)
    return len(people)


def _make_nameless(person: Participant) -> None:
    email = person.email
    OutboxMail.objects.filter(to=email).delete()
    OutboxMail.objects.filter(participant=person).delete()
    Invitation.objects.filter(email=email).delete()
    OpeningNotice.objects.filter(email=email).delete()
    SignUp.objects.filter(participant=person).update(
        name="",
        title="",
        organisation="",
        signed_up_by="",
        note="",
        needs="",
        answers={},
        internal_note="",
        listed=False,
    )
    person.email = f"{uuid.uuid4().hex}@{ERASED_DOMAIN}"
    person.name = person.title = person.organisation = ""
    person.municipality, person.is_member, person.proved_at = None, False, None
    person.token_version += 1
    person.save()
