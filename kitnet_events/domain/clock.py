"""What happens because time goes by. Nothing else owns the clock."""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.core.management import call_command

from kitnet_events.models import ClockMark, SignUp

from .digest import write_digests
from .fetches import forget_old_fetches, write_fetches
from .joining import end_lapsed_requests
from .privacy import forget_personal_data
from .rebuild import move_window, rebuild_calendar
from .reminders import tell_openings, write_reminders
from .renewal import remind_contacts
from .sending import send_due
from .signup import end_lapsed

logger = logging.getLogger("kitnet_events")


def publish_scheduled() -> None:
    """Publish and expire what editors have scheduled, by Wagtail's own command."""
    call_command("publish_scheduled")


def end_holds() -> None:
    """End held and offered seats whose time is over, a meeting at a time, and give them on."""
    for meeting_id in SignUp.objects.lapsed().order_by().values_list("meeting_id", flat=True).distinct():
        end_lapsed(meeting_id)


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


STEPS: tuple[Callable[[], object], ...] = (
    publish_scheduled,
    end_holds,
    end_lapsed_requests,
    write_reminders,
    remind_contacts,
    tell_openings,
    write_digests,
    send_due,
    move_window,
    write_fetches,
    forget_personal_data,
    nightly,
)


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
