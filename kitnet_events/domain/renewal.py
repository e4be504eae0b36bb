"""The yearly renewal: each municipality's contact is asked whether it goes on.

Silence ends nothing, nor does a no: both are listed for the editors, who end a membership themselves.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kitnet_events import conf
from kitnet_events.enums import MailKey, RenewalAnswer
from kitnet_events.exceptions import RenewalOverError
from kitnet_events.models import OutboxMail, Renewal, RenewalYear
from kitnet_pages.models import Membership

from .mailing import queue_mail


@dataclass(frozen=True)
class Opened:
    """What opening did: how many municipalities are asked, and how many have no contact who could be."""

    asked: int
    without_contact: int


def memberships_of(year: int) -> Any:
    """Return the memberships that will hold on the first day of a year: those whose contacts are asked."""
    return Membership.objects.on(date(year, 1, 1)).select_related("municipality").order_by("municipality__sort_key")


@transaction.atomic
def open_year(year: int, *, by: Any = None, now: datetime | None = None) -> Opened:
    """Open a year for renewal, and mail the question to each contact.

    Opening it again asks only municipalities that have come in since, or have got a contact since.
    """
    now = now or timezone.now()
    RenewalYear.objects.get_or_create(year=year, defaults={"opened_by": by, "opened_at": now})
    opened = RenewalYear.objects.select_for_update().get(year=year)
    known = {each.membership_id: each for each in opened.renewals.all()}
    asked = missing = 0
    for membership in memberships_of(year):
        renewal = known.get(membership.pk) or Renewal(year=opened, membership=membership)
        renewal.membership = membership
        if renewal.asked_at is not None or renewal.answer:
            continue
        renewal.save()
        if membership.contact_email:
            _ask(renewal, now)
            asked += 1
        else:
            missing += 1
    return Opened(asked, missing)


@transaction.atomic
def ask_again(renewal_id: int, *, now: datetime | None = None) -> bool:
    """Ask a municipality's contact once more, who may be another one by now. Return False when there is none.

    The days to the reminders begin anew. A link that went to another address before no longer works. Raises
    RenewalOverError when the year is over or the municipality has left.
    """
    now = now or timezone.now()
    renewal = _locked(renewal_id)
    if not renewal.is_open(timezone.localdate(now)):
        raise RenewalOverError
    if not renewal.membership.contact_email:
        return False
    _ask(renewal, now, again=True)
    return True


@transaction.atomic
def answer_renewal(renewal_id: int, answer: RenewalAnswer, *, now: datetime | None = None) -> Renewal:
    """Take a contact's answer. It may be changed until the year is over. Raises RenewalOverError."""
    now = now or timezone.now()
    renewal = _locked(renewal_id)
    if not renewal.is_open(timezone.localdate(now)):
        raise RenewalOverError
    renewal.answer, renewal.answered_at = answer, now
    renewal.save()
    return renewal


def remind_contacts(now: datetime | None = None) -> int:
    """Remind contacts that have not answered, after so many days. Part of the clock's work. Return how many mails.

    What the clock missed is not made up for: of several reminders that are due, one is written.
    """
    now = now or timezone.now()
    days = sorted(conf.get("RENEWAL_REMINDER_DAYS"))
    if not days:
        return 0
    first = now - timedelta(days=days[0])
    silent = Renewal.objects.silent().filter(asked_at__lte=first, reminders__lt=len(days), year__year__gte=now.year)
    return sum(_remind(pk, days, now) for pk in list(silent.values_list("pk", flat=True)))


@transaction.atomic
def _remind(renewal_id: int, days: list[int], now: datetime) -> bool:
    renewal = _locked(renewal_id)
    due = sum(renewal.asked_at + timedelta(days=number) <= now for number in days) if renewal.asked_at else 0
    contact = renewal.membership.contact_email
    if renewal.answer or due <= renewal.reminders or not contact or not renewal.is_open(timezone.localdate(now)):
        return False
    renewal.reminders, renewal.email = due, contact
    renewal.save()
    return _write(renewal, MailKey.RENEWAL_REMINDER, f"renewal/{renewal.pk}/{renewal.asked_at:%Y%m%d}/{due}")


def _ask(renewal: Renewal, now: datetime, *, again: bool = False) -> None:
    renewal.email, renewal.asked_at, renewal.reminders = renewal.membership.contact_email, now, 0
    renewal.save()
    name = f"renewal/{renewal.pk}/{now:%Y%m%d%H%M%S%f}" if again else f"renewal/{renewal.pk}/first"
    _write(renewal, MailKey.RENEWAL, name)


def _write(renewal: Renewal, key: MailKey, once: str) -> bool:
    try:
        with transaction.atomic():
            queue_mail(OutboxMail(key=key, to=renewal.email, context={"renewal": renewal.pk}, once=once))
    except IntegrityError:
        # Another clock was quicker.
        return False
    return True


def _locked(renewal_id: int) -> Renewal:
    Renewal.objects.select_for_update().get(pk=renewal_id)
    return Renewal.objects.for_listing().get(pk=renewal_id)
