"""``manage.py publish_scheduled``: Wagtail's own, after meetings with sign-ups are kept from expiring."""

from typing import Any

from wagtail.management.commands.publish_scheduled import Command as WagtailCommand

from kitnet_events.domain.expiry import keep_protected


class Command(WagtailCommand):
    """Publishes and expires what is scheduled."""

    help = "Publishes and expires what is scheduled. Meetings to which people have signed up stay."

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep the protected meetings, then let Wagtail do its work."""
        if not options.get("dryrun"):
            keep_protected()
        super().handle(*args, **options)
