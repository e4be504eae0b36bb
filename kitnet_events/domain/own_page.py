"""What a participant does on their own page."""

from typing import Any

from django.db import transaction

from kitnet_events.enums import MailKey
from kitnet_events.models import Participant

from .mailing import write_mail_to_participant

EXPORT = "export"
ERASE = "erase"
NEW_ADDRESS = "address"


@transaction.atomic
def send_link(email: str) -> None:
    """Mail the link to the own page to whoever is known by the address; to nobody else."""
    person = Participant.objects.with_email(email).first()
    if person is not None:
        write_mail_to_participant(MailKey.OWN_PAGE, person)


@transaction.atomic
def ask_proof(person: Participant, what: str, email: str = "") -> None:
    """Mail a link that does what wants a fresh proof. A new address proves itself: there the mail goes."""
    write_mail_to_participant(MailKey.STEP_UP, person, {"what": what, "email": email}, to=email)


@transaction.atomic
def save_details(person: Participant, changes: dict[str, Any]) -> None:
    """Take over what a person says about themselves."""
    for name, value in changes.items():
        setattr(person, name, value)
    person.save()


@transaction.atomic
def take_new_address(person: Participant, email: str) -> bool:
    """Give a person another address, and void the links to the old one. Return False when somebody has it already."""
    if not email or Participant.objects.with_email(email).exclude(pk=person.pk).exists():
        return False
    person.email = email
    person.token_version += 1
    person.save()
    return True
