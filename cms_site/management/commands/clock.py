"""``manage.py clock``: the demo's clock. A server has a timer that calls ``tick`` itself."""

import logging
import signal
import threading
import time
from typing import Any

from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

logger = logging.getLogger("cms_site.clock")


class Command(BaseCommand):
    """Calls ``tick`` again and again until it is told to stop."""

    help = "Run what is due (scheduled publishing, mail, reminders), again and again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seconds between two beginnings."""
        parser.add_argument("--every", type=float, default=60, help="Seconds between two runs; 60 by default.")

    def handle(self, *, every: float, **options: Any) -> None:
        """Run ``tick`` at once and then each ``every`` seconds; a run that fails is logged, and the next one comes."""
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        due = "tick" if "tick" in get_commands() else "publish_scheduled"
        while not stopping.is_set():
            begun = time.monotonic()
            close_old_connections()
            try:
                call_command(due, verbosity=0)
            except Exception:
                logger.exception("%s failed; it runs again in %g s.", due, every)
            close_old_connections()
            stopping.wait(max(0, every - (time.monotonic() - begun)))
