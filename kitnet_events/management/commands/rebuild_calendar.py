"""``manage.py rebuild_calendar``."""

from typing import Any

from django.core.management.base import BaseCommand

from kitnet_events.domain.rebuild import rebuild_calendar


class Command(BaseCommand):
    """Prove, and where need be mend, that calendars and pages agree."""

    help = "Prove that the calendar ledger and the pages agree, and mend what does not. Changes nothing when they do."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say what was mended."""
        result = rebuild_calendar()
        if result.was_sound:
            self.stdout.write(f"{result.meetings} meetings: all is as the pages say.")
        else:
            self.stdout.write(
                f"{result.meetings} meetings: mended {result.meetings_mended}, and {result.feeds_mended} feeds."
            )
