"""``manage.py personal_data FILE``: brings the table of personal data in a document up to the models."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kitnet_events.domain.personal_table import APPS, personal_table, with_table
from kitnet_pages.personal_data import problems


class Command(BaseCommand):
    """Writes the table of personal data, or prints it."""

    help = "Write the table of personal data into a document, between its two marks; print it when none is given."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the document."""
        parser.add_argument("file", nargs="?", type=Path, help="For example docs/databeskyttelse.md")

    def handle(self, *, file: Path | None, **options: Any) -> None:
        """Write or print. Raises CommandError while a field is not declared."""
        found = problems(*APPS)
        if found:
            raise CommandError("\n".join(found))
        if file is None:
            self.stdout.write(personal_table())
            return
        try:
            file.write_text(with_table(file.read_text(encoding="utf-8")), encoding="utf-8")
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
