"""Mails for tests: one of each kind, as rows and as what arrives."""

import email
import email.policy
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
from django.conf import settings
from django.core import mail as django_mail
from django.utils import timezone, translation

from kitnet_events.domain.letters import Letter, compose
from kitnet_events.domain.mail_values import Stationery
from kitnet_events.domain.mailing import (
    queue_mail,
    write_mail,
    write_mail_to_address,
    write_mail_to_participant,
    write_mail_to_user,
)
from kitnet_events.domain.messages import message_of
from kitnet_events.domain.sending import send_due
from kitnet_events.enums import ItipMethod, MailKey, SignUpState
from kitnet_events.models import Enrolment, Meeting, OutboxMail, Participant, Renewal, RenewalYear, SignUp
from kitnet_pages.domain.membership import begin_membership
from kitnet_pages.models import Municipality
from tests import factories

STATES = {
    MailKey.PROVE: SignUpState.HELD,
    MailKey.WAITING: SignUpState.WAITING,
    MailKey.OFFERED: SignUpState.OFFERED,
    MailKey.OFFER_LAPSED: SignUpState.CANCELLED,
    MailKey.CANCELLED: SignUpState.CANCELLED,
    MailKey.HANDED_OVER: SignUpState.CANCELLED,
}
METHODS = {
    MailKey.CONFIRMED: ItipMethod.REQUEST,
    MailKey.PROMOTED: ItipMethod.REQUEST,
    MailKey.MEETING_MOVED: ItipMethod.REQUEST,
    MailKey.MEETING_REVIVED: ItipMethod.REQUEST,
    MailKey.CANCELLED: ItipMethod.CANCEL,
    MailKey.HANDED_OVER: ItipMethod.CANCEL,
    MailKey.MERGED: ItipMethod.CANCEL,
    MailKey.MEETING_CANCELLED: ItipMethod.CANCEL,
}
CONTEXTS = {
    MailKey.HANDED_OVER: {"to_name": "Jens Åge Ærøskøbing"},
    MailKey.MEETING_MOVED: {
        "old_when": "3. marts 2027, 9.30–15.00",
        "old_place": "Køge Rådhus",
        "added_line": "Vi ses!",
    },
    MailKey.MEETING_CANCELLED: {"reason": "Værten er blevet syg.", "added_line": "Vi finder en ny dag."},
    MailKey.MEETING_REVIVED: {"added_line": "Vi har fundet en anden vært."},
    MailKey.STEP_UP: {"what": "erase", "email": ""},
    MailKey.OWN_WORDS: {"subject": "Frokosten til {moede}", "body": "Hej {navn}\n\nSig til, hvis I er flere."},
}
# About a person's place in the network, with the state in which it is then.
ENROLMENTS = {
    MailKey.JOIN_PROVE: "asked",
    MailKey.JOIN_ALREADY: "active",
    MailKey.JOIN_WAITING: "pending",
    MailKey.JOIN_TO_APPROVE: "pending",
    MailKey.JOIN_DECLINED: "declined",
    MailKey.WELCOME: "active",
    MailKey.LEAVE_LINK: "active",
    MailKey.LEFT: "ended",
}
NEEDS_SEAT_FIRST = {MailKey.CANCELLED, MailKey.HANDED_OVER, MailKey.MERGED, MailKey.MEETING_CANCELLED}


def make_sign_up(meeting: Meeting, state: str = SignUpState.CONFIRMED, number: int = 1, **fields: Any) -> SignUp:
    """Put a person into a state, without any mail."""
    address = fields.pop("email", f"deltager-{number}@kommune.example")
    name = fields.setdefault("name", "Søren Kærgaard")
    now = timezone.now()
    unproved = state == SignUpState.HELD
    person, _born = Participant.objects.get_or_create(
        email=address, defaults={"name": name, "proved_at": None if unproved else now}
    )
    return SignUp.objects.create(
        meeting=meeting,
        participant=person,
        state=state,
        queued_at=now,
        proved_at=None if unproved else now,
        expires_at=now + timedelta(hours=6) if state in {SignUpState.HELD, SignUpState.OFFERED} else None,
        **fields,
    )


def make_mail(key: str, meeting: Meeting, **fields: Any) -> OutboxMail:
    """Write a mail of a kind into the outbox, to somebody in the state that goes with it."""
    if key in {MailKey.SIGN_UP_OPENS, MailKey.MEMBERS_ONLY}:
        write_mail_to_address(key, "nysgerrig@kommune.example", meeting)
        return OutboxMail.objects.latest("pk")
    if make := _OTHERS.get(key):
        return make(key, meeting)
    if key == MailKey.DIGEST:
        user = factories.UserFactory(first_name="Rie")
        write_mail_to_user(key, user, {"user": user.pk, "day": timezone.localdate().isoformat()})
        return OutboxMail.objects.latest("pk")
    sign_up = make_sign_up(meeting, STATES.get(key, SignUpState.CONFIRMED), **fields)
    context = CONTEXTS.get(key, {})
    if key in {MailKey.OWN_PAGE, MailKey.STEP_UP, MailKey.NEW_ADDRESS}:
        write_mail_to_participant(key, sign_up.participant, context)
        return OutboxMail.objects.latest("pk")
    if key in NEEDS_SEAT_FIRST:
        write_mail(MailKey.CONFIRMED, sign_up, method=ItipMethod.REQUEST).delete()
    return write_mail(key, sign_up, context=context, method=METHODS.get(key, ""))


def make_enrolment_mail(key: str, meeting: Meeting) -> OutboxMail:
    """Write a mail about a person's place in the network."""
    now = timezone.now()
    number = Participant.objects.count() + 1
    person = Participant.objects.create(email=f"ny-{number}@kommune.example", name="Åse Ærlig", proved_at=now)
    mine = Enrolment.objects.create(
        participant=person,
        state=ENROLMENTS[key],
        name=person.name,
        organisation="Kommunen",
        group=meeting.group,
        expires_at=now + timedelta(days=7),
        first_day=now.date(),
    )
    context = {"enrolment": mine.pk, "reason": "Vi er fyldt op.", "seats": 2}
    write_mail_to_participant(key, person, context)
    return OutboxMail.objects.latest("pk")


def make_renewal_mail(key: str, meeting: Meeting) -> OutboxMail:
    """Write a mail to a municipality's contact."""
    number = Municipality.objects.count()
    municipality = Municipality.objects.create(
        name=f"Faxe {number}", code=f"{number:04d}", region="Sjælland", group=meeting.group, hex_col=1, hex_row=1
    )
    membership = begin_membership(municipality, contact_email="digi@faxe.example")
    year, _born = RenewalYear.objects.get_or_create(year=timezone.localdate().year + 1)
    renewal = Renewal.objects.create(
        year=year, membership=membership, email=membership.contact_email, asked_at=timezone.now()
    )
    return queue_mail(OutboxMail(key=key, to=renewal.email, context={"renewal": renewal.pk}))


def make_invite_mail(key: str, meeting: Meeting) -> OutboxMail:
    """Write an invitation to a meeting."""
    number = OutboxMail.objects.count()
    context = {"added_line": "Kom og vær med!", "municipality": "Faxe"}
    return queue_mail(OutboxMail(key=key, to=f"indbudt-{number}@kommune.example", meeting=meeting, context=context))


_OTHERS = {
    **dict.fromkeys(ENROLMENTS, make_enrolment_mail),
    **dict.fromkeys((MailKey.RENEWAL, MailKey.RENEWAL_REMINDER), make_renewal_mail),
    **dict.fromkeys((MailKey.INVITE, MailKey.INVITE_OUTSIDE), make_invite_mail),
}


def letter_of(mail: OutboxMail) -> Letter:
    """Return what a mail says, in the site's language."""
    with translation.override(settings.LANGUAGE_CODE):
        return compose(mail, Stationery.read())


@dataclass
class Received:
    """A message as a mail program reads it."""

    raw: bytes

    def __post_init__(self) -> None:
        self.message: EmailMessage = email.message_from_bytes(self.raw, policy=email.policy.default)
        self.parts = [part for part in self.message.walk() if not part.is_multipart()]

    def content(self, kind: str) -> str:
        """Return the text of the part of a content type."""
        (part,) = [part for part in self.parts if part.get_content_type() == kind]
        return part.get_payload(decode=True).decode()

    @property
    def calendar_part(self) -> EmailMessage:
        (part,) = [part for part in self.parts if part.get_content_type() == "text/calendar"]
        return part

    @property
    def calendar(self) -> icalendar.Calendar:
        return icalendar.Calendar.from_ical(self.content("text/calendar"))

    @property
    def event(self) -> icalendar.Event:
        (event,) = self.calendar.walk("VEVENT")
        return event


def receive(mail: OutboxMail) -> Received:
    """Return a mail as it would arrive now, without sending it."""
    with translation.override(settings.LANGUAGE_CODE):
        message = message_of(compose(mail, Stationery.read()), mail.message_id)
        return Received(message.message().as_bytes())


def deliver() -> list[Received]:
    """Send what is due through Django's test backend and return what arrived by it."""
    before = len(django_mail.outbox)
    send_due()
    return [Received(message.message().as_bytes()) for message in django_mail.outbox[before:]]
