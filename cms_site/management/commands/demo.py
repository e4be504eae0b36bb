"""``manage.py demo``: the whole site on this machine. `make demo` calls it once the environment stands."""

import fcntl
import os
import sys
import urllib.error
import urllib.request
from argparse import SUPPRESS
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from cms_site import demo
from cms_site.local import greeting, port, preparation
from cms_site.local.supervisor import Service, Supervisor

HOST = "127.0.0.1"


class Command(BaseCommand):
    """Prepares the demo and keeps its processes running."""

    help = (
        "Prepare the demo (database, static files, content) and run it: web server, worker and clock. Ctrl-C stops it."
    )
    # The checks come with `migrate`; a second start should take seconds.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the port, and what to leave out."""
        parser.add_argument("--port", default="8000", help="Where the site answers; 8000 by default.")
        parser.add_argument("--no-worker", action="store_true", help="Do background work at once, in the web server.")
        parser.add_argument("--prepare-only", action="store_true", help="Prepare everything, start nothing.")
        parser.add_argument("--content-only", action="store_true", help=SUPPRESS)

    def handle(self, **options: Any) -> None:
        """Run until Ctrl-C. Raises CommandError, one sentence, when the port is taken or a demo runs here already."""
        if options["content_only"]:
            demo.load()
            return
        number = options["port"]
        problem = None if options["prepare_only"] else port.problem(HOST, number)
        if problem:
            raise CommandError(problem)
        with _alone():
            preparation.migrate(self._say)
            preparation.collect_static(self._say)
            preparation.load_content(self._say)
            preparation.point_site(HOST, int(number))
            if not options["prepare_only"]:
                self._run(number, no_worker=options["no_worker"])

    def _run(self, number: str, *, no_worker: bool) -> None:
        """Start the processes, greet when the site answers, and stay until a signal comes."""
        address = f"http://{HOST}:{number}"
        environment = os.environ | {"BASE_URL": address, "TASKS_IMMEDIATE": "1" if no_worker else ""}
        # The processes open connections of their own.
        connections.close_all()
        supervisor = Supervisor(_services(number, no_worker=no_worker), say=self._say, environment=environment)
        supervisor.run(
            ready=lambda: _answers(f"{address}/healthz"),
            announce=lambda: self._say(greeting.text(address, settings.VAR_DIR)),
        )
        self._say("Stopped. The next `make demo` goes on where you left.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _services(number: str, *, no_worker: bool) -> list[Service]:
    """Return the processes that the site consists of."""
    root = str(settings.BASE_DIR)
    manage = [sys.executable, f"{root}/manage.py"]
    web = [sys.executable, "-m", "gunicorn", "--config", "python:cms_site.gunicorn", "cms_site.wsgi"]
    web += ["--chdir", root, "--bind", f"{HOST}:{number}", "--preload", "--log-level", "warning"]
    web += ["--graceful-timeout", "5", "--no-control-socket"]
    worker = [*manage, "db_worker", "--queue-name", "*", "--no-startup-delay", "--no-reload", "--verbosity", "0"]
    services = [Service("The web server", web), Service("The clock", [*manage, "clock"])]
    return services if no_worker else [*services, Service("The worker", worker)]


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:  # noqa: S310 - our own address
            return answer.status == 200
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False


@contextmanager
def _alone() -> Iterator[None]:
    """Keep a second demo off the same data; raises CommandError when one runs."""
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR_DIR / "demo.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            message = "The demo runs already from this folder; stop it with Ctrl-C first."
            raise CommandError(message) from None
        yield
