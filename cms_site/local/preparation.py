"""Brings the demo's database, static files and content to where the code expects them; does nothing that is done."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Site

from kitnet_events.domain.rebuild import rebuild_calendar

Say = Callable[[str], object]


def migrate(say: Say) -> None:
    """Run the migrations that the database does not have yet."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)


def collect_static(say: Say) -> None:
    """Collect and compress the static files, unless none has changed since the last time."""
    stamp = settings.VAR_DIR / "static.stamp"
    current = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == current and Path(settings.STATIC_ROOT).exists():
        return
    say("Collecting the static files …")
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(current)


def load_content(say: Say) -> None:
    """Make the demo content, once for each database.

    It runs in a process of its own in which background tasks run at once, so that the search index and the mails are
    there when the site opens, worker or not.
    """
    mark = settings.VAR_DIR / f"content-{_database_name()}.stamp"
    if mark.exists() and not _is_empty():
        return
    say("Making the demo content …")
    command = [sys.executable, "manage.py", "demo", "--content-only"]
    subprocess.run(command, cwd=settings.BASE_DIR, env=os.environ | {"TASKS_IMMEDIATE": "1"}, check=True)
    mark.write_text("")


def point_site(hostname: str, port: int) -> None:
    """Tell Wagtail's default site where it answers, so that full addresses (feeds, mails) are right."""
    site = Site.objects.filter(is_default_site=True).first()
    if site and (site.hostname, site.port) != (hostname, port):
        site.hostname, site.port = hostname, port
        site.save()
        # Calendars name their meetings' pages in full; those of the past, too.
        rebuild_calendar()


def _is_empty() -> bool:
    """Say whether the default site still has no page of ours: the database was made anew under the old mark."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return (
        site is None
        or site.root_page.specific_class is None
        or site.root_page.specific_class._meta.model_name == "page"
    )


def _database_name() -> str:
    """Name the database in few letters, so that each has a mark of its own."""
    parameters = connection.settings_dict
    words = "|".join(str(parameters[key]) for key in ("ENGINE", "HOST", "PORT", "NAME"))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _static_fingerprint() -> str:
    """Name all static files as they are now, by path, size and time of change."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name}|{facts.st_size}|{facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()
