"""People who ask to join the network, for tests; and what they were told."""

from typing import Any

from django.utils import timezone

from kitnet_events.domain import joining
from kitnet_events.domain.joining import JoinDetails
from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.models import Enrolment, Meeting, OutboxMail, Participant, SignUp


def ask(municipality: Any = None, number: int = 1, **fields: Any) -> Enrolment:
    """Ask to join, from a municipality or from elsewhere, as the person of a number."""
    details = {
        "name": f"Ida Eksempel {number}",
        "email": f"ida-{number}@kommune.example",
        "municipality_id": municipality.pk if municipality else None,
        "organisation": "" if municipality else "KOMBIT",
    }
    return joining.ask_to_join(JoinDetails(**{**details, **fields}))


def join(municipality: Any = None, number: int = 1, **fields: Any) -> Enrolment:
    """Ask to join, and prove the address."""
    return joining.prove_enrolment(ask(municipality, number, **fields).pk)


def link_of(mine: Enrolment) -> str:
    """Return the address of the page that a member's mail links to."""
    return f"/deltag/{make_token(Purpose.ENROLMENT, mine.participant, mine.pk)}/"


def mails(address: str = "ida-1@kommune.example") -> list[str]:
    """Return which mails an address got, in their order."""
    return list(OutboxMail.objects.filter(to=address).order_by("pk").values_list("key", flat=True))


def seat(participant: Participant, meeting: Meeting) -> SignUp:
    """Give a participant a seat, without any mail."""
    now = timezone.now()
    return SignUp.objects.create(
        participant=participant,
        meeting=meeting,
        name=participant.name,
        state="confirmed",
        queued_at=now,
        proved_at=now,
    )
