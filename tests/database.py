"""The suite's databases: migrated once, then copied.

Running every migration costs half a minute, copying its result a fraction of a second. So the first run makes a
template (named after everything that it was made from), each worker gets a copy, and a test that commits for real
gets its copy replaced afterwards instead of having 150 tables emptied.
"""

import fcntl
import hashlib
import itertools
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import wagtail
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections

from kitnet_events.domain.mail_kinds import mail_kinds

LOCK_ID = 20_161_024  # any number that only this suite uses


def is_sqlite() -> bool:
    """Say whether the suite runs on SQLite (else on PostgreSQL)."""
    return connection.vendor == "sqlite"


def prepare(worker: str) -> None:
    """Give ``worker`` ("main", "gw0", ...) a migrated database of its own and let Django use it."""
    key = _fingerprint()
    if is_sqlite():
        template = settings.VAR_DIR / f"template-{key}.sqlite3"
        with _file_lock(settings.VAR_DIR / "template.lock"):
            if not template.exists():
                _migrate_sqlite(template)
        databases = Sqlite(template, f"test-{worker}-{os.getpid()}")
    else:
        server = connection.settings_dict["NAME"]
        databases = Postgres(f"kitnet_template_{key}", f"kitnet_test_{worker}_{os.getpid()}", server)
        databases.migrate_template()
    databases.renew()
    _Current.databases = databases


def renew() -> None:
    """Replace the worker's database by a fresh copy; whatever was connected to it is cut off."""
    _Current.databases.renew()


def remove() -> None:
    """Clear the worker's database away."""
    _Current.databases.remove()


class _Current:
    """The worker's own database."""

    databases: "Sqlite | Postgres"


class Sqlite:
    """A template and a copy of it, as files.

    Each copy has a name of its own: a live server's last thread may still hold the one before, and what it writes
    into a log of the same name would be taken for the new copy's.
    """

    def __init__(self, template: Path, stem: str) -> None:
        self.template = template
        self.stem = stem
        self.numbers = itertools.count()
        self.copy: Path | None = None

    def renew(self) -> None:
        """Put a fresh copy in place and use it."""
        old, self.copy = self.copy, self.template.with_name(f"{self.stem}-{next(self.numbers)}.sqlite3")
        shutil.copyfile(self.template, self.copy)
        _use(str(self.copy))
        self._delete(old)

    def remove(self) -> None:
        """Delete the copy."""
        connections.close_all()
        self._delete(self.copy)

    @staticmethod
    def _delete(copy: Path | None) -> None:
        for suffix in ("", "-wal", "-shm") if copy else ():
            Path(f"{copy}{suffix}").unlink(missing_ok=True)


class Postgres:
    """A template and a copy of it, as databases of one server."""

    def __init__(self, template: str, copy: str, maintenance: str) -> None:
        self.template = template
        self.copy = copy
        self.maintenance = maintenance

    def migrate_template(self) -> None:
        """Make the template unless it stands. Workers that come at the same time wait for the first."""
        with self._server() as execute:
            execute("SELECT pg_advisory_lock(%s)", [LOCK_ID])
            if not execute("SELECT 1 FROM pg_database WHERE datname = %s", [self.template]):
                unfinished = f"{self.template}_unfinished"
                execute(f"DROP DATABASE IF EXISTS {unfinished} WITH (FORCE)")
                execute(f"CREATE DATABASE {unfinished}")
                _use(unfinished)
                _migrate()
                connections.close_all()
                execute(f"ALTER DATABASE {unfinished} RENAME TO {self.template}")

    def renew(self) -> None:
        """Put a fresh copy in place and use it."""
        with self._server() as execute:
            execute(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")
            for attempt in range(20):
                try:
                    execute(f"CREATE DATABASE {self.copy} TEMPLATE {self.template}")
                    break
                except Exception:
                    # Another worker is copying at this moment.
                    if attempt == 19:
                        raise
                    time.sleep(0.2)
        _use(self.copy)

    def remove(self) -> None:
        """Drop the copy."""
        with self._server() as execute:
            execute(f"DROP DATABASE IF EXISTS {self.copy} WITH (FORCE)")

    @contextmanager
    def _server(self) -> Iterator:
        """Yield a function that runs one statement outside any transaction and returns its rows."""
        connections.close_all()
        template = connections[DEFAULT_DB_ALIAS]
        own = type(template)({**template.settings_dict, "NAME": self.maintenance}, alias="maintenance")

        def execute(sql: str, parameters: list | None = None) -> list:
            with own.cursor() as cursor:
                cursor.execute(sql, parameters)
                return cursor.fetchall() if cursor.description else []

        try:
            yield execute
        finally:
            own.close()


def _use(name: str) -> None:
    """Point Django at the database ``name``."""
    connections.close_all()
    settings.DATABASES[DEFAULT_DB_ALIAS]["NAME"] = name
    connections[DEFAULT_DB_ALIAS].settings_dict["NAME"] = name


def _migrate() -> None:
    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)


def _migrate_sqlite(template: Path) -> None:
    """Write the template under another name first: a run that is killed must leave no half of one."""
    unfinished = template.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    _use(str(unfinished))
    _migrate()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections.close_all()
    unfinished.rename(template)


def _fingerprint() -> str:
    """Name everything that the template is made from: versions, migrations, the apps' data, the host's models.

    Each migration ends with a row for each kind of mail whose words an editor may replace.
    """
    keys = sorted(kind.key for kind in mail_kinds())
    digest = hashlib.sha256(f"{django.VERSION}{wagtail.VERSION}{connection.vendor}{keys}".encode())
    for config in apps.get_app_configs():
        folder = Path(config.path)
        patterns = ("migrations/*.py", "data/*") if config.label != "host" else ("*.py",)
        for file in sorted(file for pattern in patterns for file in folder.glob(pattern) if file.is_file()):
            digest.update(f"{config.label}/{file.name}".encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
