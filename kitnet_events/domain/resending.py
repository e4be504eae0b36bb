"""An editor's second try for mails that failed."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from kitnet_events.enums import MailState
from kitnet_events.models import OutboxMail

from .kick import kick_outbox


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
