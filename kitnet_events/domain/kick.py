"""A nudge for the outbox: the rows are the queue, a task only makes it quick."""

import logging

from django_tasks import task

from .sending import send_due

logger = logging.getLogger("kitnet_events")


@task()
def send_due_mails() -> int:
    """Send what is due now. Return how many mails went out."""
    return send_due()


def kick_outbox() -> None:
    """Ask a worker to look into the outbox. If that fails, the clock does so within a minute."""
    try:
        send_due_mails.enqueue()
    except Exception:  # whatever the queue's trouble is, the mail is safe in its row
        logger.warning("No worker could be asked to send mail; the clock will.", exc_info=True)
