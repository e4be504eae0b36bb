"""What an editor does with mails in the outbox: a second try, a release, a drop."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from kitnet_events.enums import MailState
from kitnet_events.models import OutboxMail

from .kick import kick_outbox
from .mailing import send_held


@transaction.atomic
def send_again(mail_ids: Iterable[int]) -> int:
    """Put failed mails into the queue once more, with all their tries before them. Return how many.

    They never arrived, so they keep their Message-ID. What is in the queue, sent, or dropped stays as it is.
    """
    failed = OutboxMail.objects.filter(pk__in=list(mail_ids), state=MailState.FAILED)
    count = failed.update(state=MailState.QUEUED, attempts=0, next_attempt_at=timezone.now(), leased_until=None)
    if count:
        transaction.on_commit(kick_outbox)
    return count


@transaction.atomic
def release_mails(mail_ids: Iterable[int]) -> int:
    """Send mails that are on hold, as they are. Return how many go out. Those with nothing to tell are dropped."""
    held = OutboxMail.objects.filter(pk__in=list(mail_ids), state=MailState.ON_HOLD)
    held = held.select_for_update(of=("self",)).select_related("meeting", "sign_up").order_by("pk")
    return sum(send_held(mail, {}) for mail in held)


@transaction.atomic
def drop_mails(mail_ids: Iterable[int]) -> int:
    """Drop mails that are on hold, or have failed. Return how many. What is in the queue may be on its way already."""
    waiting = OutboxMail.objects.filter(pk__in=list(mail_ids), state__in=[MailState.ON_HOLD, MailState.FAILED])
    return waiting.update(state=MailState.DROPPED)
