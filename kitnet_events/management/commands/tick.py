"""``manage.py tick``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kitnet_events.domain.clock import tick


class Command(BaseCommand):
    """Do what is due: scheduled publishing, the feeds' moving window, the nightly proof of the ledger."""

    help = "Do what is due now. Run it each minute; it may run at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every step. Raises CommandError when one failed."""
        failed = tick()
        if failed:
            raise CommandError(f"Failed, see the log: {', '.join(failed)}.")
