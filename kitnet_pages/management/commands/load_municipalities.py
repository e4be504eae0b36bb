"""``manage.py load_municipalities``."""

from typing import Any

from django.core.management.base import BaseCommand

from kitnet_pages.domain.municipalities import load_municipalities


class Command(BaseCommand):
    """Bring the register of municipalities up to date."""

    help = "Load the municipalities that ship with the app. May be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what changed."""
        result = load_municipalities()
        self.stdout.write(f"{result.total} municipalities: {result.created} new, {result.updated} changed.")
