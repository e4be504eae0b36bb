"""The rules of leaving the network: as easy as joining. Seats at coming meetings go to the next in line."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kitnet_events.enums import EnrolmentState, MailKey
from kitnet_events.models import Enrolment, Participant, SignUp
from kitnet_events.typed_text import normalise_email

from .joining import lock_enrolment
from .mailing import write_mail_to_participant
from .seats import lock_meetings
from .signup import cancel_sign_up


@transaction.atomic
def send_leave_link(email: str) -> None:
    """Mail the link to leave to whoever is a member under an address; to nobody else."""
    mine = Enrolment.objects.active().filter(participant__email=normalise_email(email)).first()
    if mine is not None:
        write_mail_to_participant(MailKey.LEAVE_LINK, mine.participant, {"enrolment": mine.pk})


def coming_seats(person: Participant, now: datetime | None = None) -> QuerySet[SignUp]:
    """Return the person's seats and waiting places at coming meetings, the next one first."""
    coming = SignUp.objects.filter(participant=person, meeting__starts_at__gt=now or timezone.now()).living()
    related = coming.select_related("meeting__page", "meeting__group").defer("meeting__vevent", "meeting__page__body")
    return related.order_by("meeting__starts_at", "pk")


@transaction.atomic
def leave_network(enrolment_id: int, *, now: datetime | None = None) -> int:
    """End a membership today, and give the seats at coming meetings back. Return how many seats and places.

    Leaving again changes nothing. The municipality goes on taking part: that is for its contact to say.
    """
    now = now or timezone.now()
    person_id = Enrolment.objects.values_list("participant_id", flat=True).get(pk=enrolment_id)
    seats = coming_seats(Participant(pk=person_id), now)
    # Meetings are locked before people, as in signing up.
    lock_meetings(*seats.values_list("meeting_id", flat=True))
    mine = lock_enrolment(enrolment_id)
    if mine.state != EnrolmentState.ACTIVE:
        return 0
    given_back = [cancel_sign_up(pk, now=now) for pk in list(seats.values_list("pk", flat=True))]
    end_enrolment(mine, now)
    write_mail_to_participant(MailKey.LEFT, mine.participant, {"enrolment": mine.pk, "seats": len(given_back)})
    return len(given_back)


def end_enrolment(mine: Enrolment, now: datetime) -> None:
    """Let a membership have its last day today. Runs in the transaction of what ends it."""
    mine.state, mine.last_day = EnrolmentState.ENDED, timezone.localdate(now)
    mine.save()
    mine.participant.is_member = False
    mine.participant.save(update_fields=["is_member"])
