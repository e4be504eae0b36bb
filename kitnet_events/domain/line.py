"""Writers stand in line before a database that lets one write at a time."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.core.files import locks
from django.db import connection

_gate = threading.Lock()


@contextmanager
def in_line() -> Iterator[None]:
    """Let whoever begins a writing transaction do so one after the other. Use it as the outermost.

    SQLite has one writer, and whoever waits for it sleeps and looks again; the more wait, the longer they sleep, and
    others slip in before them. A lock wakes the next at once: one for the threads of this process, one, in a file
    beside the database, for the processes of this machine. Elsewhere rows are locked, and inside a transaction it is
    too late: then this does nothing.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _gate, _among_processes():
        yield


@contextmanager
def _among_processes() -> Iterator[None]:
    """Wait until no other process is in line. Where the file cannot be written, SQLite's own waiting must do."""
    if connection.is_in_memory_db():
        yield
        return
    with ExitStack() as held:
        with suppress(OSError):
            # Closing it gives the lock back.
            file = held.enter_context(Path(f"{connection.settings_dict['NAME']}-line").open("ab"))
            locks.lock(file, locks.LOCK_EX)
        yield
