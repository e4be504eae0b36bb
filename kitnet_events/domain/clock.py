"""What happens because time goes by. Nothing else owns the clock."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command

from kitnet_events.models import ClockMark

from .fetches import forget_old_fetches, write_fetches
from .rebuild import move_window, rebuild_calendar

logger = logging.getLogger("kitnet_events")


def publish_scheduled() -> None:
    """Publish and expire what editors have scheduled, by Wagtail's own command."""
    call_command("publish_scheduled")


def nightly() -> None:
    """Prove once a day that ledger and pages agree, and say so in the log when they did not. Forget what is old."""
    if not ClockMark.objects.claim("nightly", timedelta(days=1)):
        return
    forget_old_fetches()
    result = rebuild_calendar()
    if not result.was_sound:
        logger.warning(
            "The calendar ledger was mended: %s meetings, %s feeds.", result.meetings_mended, result.feeds_mended
        )


STEPS: tuple[Callable[[], object], ...] = (publish_scheduled, move_window, write_fetches, nightly)


def tick() -> list[str]:
    """Do all that is due now. May run at any time, any number of times. Return the names of steps that failed.

    A step that fails is logged and does not keep the others from running.
    """
    failed = []
    for step in STEPS:
        try:
            step()
        except Exception:
            logger.exception("The clock's step %s failed.", step.__name__)
            failed.append(step.__name__)
    return failed
