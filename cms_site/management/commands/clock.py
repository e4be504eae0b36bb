"""``manage.py clock``: the demo's clock. A server has a timer that calls ``tick`` itself."""

import logging
import math
import signal
import time
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend

# Seconds.
DAY = 24 * 60 * 60
_LOOK = 0.5

logger = logging.getLogger("cms_site.clock")


class Command(BaseCommand):
    """Calls ``tick`` again and again until it is told to stop."""

    # Not an Event: that has a lock, and a second signal may come while the first one holds it.
    _stopping = False

    help = "Run what is due (scheduled publishing, mail, reminders), again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seconds between two beginnings."""
        parser.add_argument("--every", type=float, default=60, help="Seconds between two runs; 60 by default.")

    def handle(self, *, every: float, **options: Any) -> None:
        """Run ``tick`` at once and then each ``every`` seconds; a run that fails is logged, and the next one comes."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        swept = -math.inf
        while not self._stopping:
            begun = time.monotonic()
            _call("tick")
            # The task backend keeps what it has done until somebody throws it away.
            if begun - swept >= DAY:
                swept = begun
                if _keeps_results():
                    _call("prune_db_task_results")
            while not self._stopping and (left := begun + every - time.monotonic()) > 0:
                time.sleep(min(left, _LOOK))

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _keeps_results() -> bool:
    """Say whether tasks are kept in the database; those that run at once leave nothing."""
    return isinstance(task_backends["default"], DatabaseBackend)


def _call(command: str) -> None:
    """Run a command; whatever it raises is logged, so that the clock goes on."""
    close_old_connections()
    try:
        call_command(command, verbosity=0)
    except Exception:
        logger.exception("%s failed; its next turn comes.", command)
    close_old_connections()
