"""What a participant does on their own page."""

from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kitnet_events import conf
from kitnet_events.enums import MailKey, MailState, SignUpState
from kitnet_events.models import Invitation, OptOut, OutboxMail, Participant, SignUp
from kitnet_events.typed_text import normalise_email
from kitnet_pages.dates import duration_in_words

from .mailing import invite, write_mail, write_mail_to_participant
from .tokens import void_links

EXPORT = "export"
ERASE = "erase"
NEW_ADDRESS = "address"

_NOT_SENT = (MailState.QUEUED, MailState.ON_HOLD, MailState.FAILED)
_KEYS = {SignUpState.WAITING: MailKey.WAITING, SignUpState.OFFERED: MailKey.OFFERED}


@transaction.atomic
def send_link(email: str) -> None:
    """Mail the link to the own page to whoever is known by the address; to nobody else."""
    person = Participant.objects.with_email(email).first()
    if person is not None:
        write_mail_to_participant(MailKey.OWN_PAGE, person)


def link_life() -> str:
    """Return in words how long a link to the own page, or to what wants a fresh proof, works: ``1 time``."""
    return duration_in_words(conf.get("OWN_PAGE_LINK_SECONDS"))


@transaction.atomic
def ask_proof(person: Participant, what: str, email: str = "") -> None:
    """Mail a link that does what wants a fresh proof. A new address proves itself: there the mail goes."""
    write_mail_to_participant(MailKey.STEP_UP, person, {"what": what, "email": email}, to=normalise_email(email))


@transaction.atomic
def save_details(person: Participant, changes: dict[str, Any]) -> None:
    """Take over what a person says about themselves, of what they came to say and nothing else."""
    for name, value in changes.items():
        setattr(person, name, value)
    person.save(update_fields=list(changes))


def take_new_address(person: Participant, email: str) -> bool:
    """Give a person another address. Return False when somebody has it already, or it is none.

    Links in older mails are void afterwards, so that whoever reads the old mailbox can do nothing; the person's
    calendar keeps its address. The new mailbox hears of every coming meeting, with a link and an invitation; the old
    one hears that there is another one, not which, so that nobody is robbed of their sign-ups unawares.
    """
    email = normalise_email(email)
    if not email or Participant.objects.with_email(email).exclude(pk=person.pk).exists():
        return False
    try:
        with transaction.atomic():
            person = Participant.objects.select_for_update().get(pk=person.pk)
            _take(person, email)
    except IntegrityError:
        # Somebody signed up with the address at this very moment.
        return False
    return True


def _take(person: Participant, email: str) -> None:
    old = person.email
    person.email, person.proved_at = email, timezone.now()
    person.save(update_fields=["email", "proved_at"])
    void_links(person)
    if email == old:
        return
    if OptOut.objects.has_address(old):
        OptOut.objects.add_address(email)
    for told in Invitation.objects.select_for_update().filter(email=old):
        # What the old calendar was told goes on counting in the new one.
        Invitation.objects.filter(meeting_id=told.meeting_id, email=email).delete()
        told.email = email
        told.save(update_fields=["email"])
    # Mails that go out from now on have links that work.
    OutboxMail.objects.filter(participant=person, to=old, state__in=_NOT_SENT).update(to=email)
    write_mail_to_participant(MailKey.NEW_ADDRESS, person, to=old)
    _tell_anew(person)


@transaction.atomic
def renew_links(person: Participant) -> None:
    """Void the links in all mails that a person has got, and mail them new ones about every coming meeting.

    The person's calendar keeps its address.
    """
    void_links(person)
    _tell_anew(person)


def _tell_anew(person: Participant) -> None:
    """Mail a person about each coming meeting that they have said yes to, as it stands."""
    coming = SignUp.objects.filter(participant=person, proved_at__isnull=False, meeting__starts_at__gt=timezone.now())
    for mine in coming.living().select_related("meeting").order_by("meeting__starts_at"):
        mine.participant = person
        if mine.meeting.is_cancelled:
            continue
        if mine.state == SignUpState.CONFIRMED:
            invite(mine, MailKey.CONFIRMED)
        elif mine.state in _KEYS:
            write_mail(_KEYS[mine.state], mine)
