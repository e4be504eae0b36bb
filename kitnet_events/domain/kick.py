"""A nudge for the outbox: the rows are the queue, a task only makes it quick."""

import logging

from django.core.cache import cache
from django_tasks import task

from .sending import send_due

logger = logging.getLogger("kitnet_events")

# That a worker is asked; forgotten soon, for caches that the worker does not share.
_ASKED, _SECONDS = "kitnet.outbox.asked", 5


@task()
def send_due_mails() -> int:
    """Send what is due now. Return how many mails went out."""
    # First: a row that is written from here on asks again.
    cache.delete(_ASKED)
    return send_due()


def kick_outbox() -> None:
    """Ask a worker to look into the outbox, unless one is asked and has not begun yet: it will see these rows, too.

    If that fails, the clock does so within a minute.
    """
    try:
        if cache.add(_ASKED, 1, _SECONDS):
            send_due_mails.enqueue()
    except Exception:  # whatever the queue's trouble is, the mail is safe in its row
        cache.delete(_ASKED)
        logger.warning("No worker could be asked to send mail; the clock will.", exc_info=True)
