"""``manage.py setup_roles``."""

from typing import Any

from django.core.management.base import BaseCommand

from kitnet_pages.domain.roles import setup_roles


class Command(BaseCommand):
    """Give the site its roles."""

    help = "Set up the roles, their rights and the writers' workflow. May be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up, and say what changed."""
        result = setup_roles()
        for name in result.created:
            self.stdout.write(f"New role: {name}")
        self.stdout.write(f"{result.granted} rights given.")
