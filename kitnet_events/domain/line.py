"""Writers stand in line before what lets one write at a time: SQLite, or a row that all of them lock."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from django.core.files import locks
from django.db import connection

# More than threads of a process.
_gates = [threading.Lock() for _number in range(64)]


@contextmanager
def in_line(row: int) -> Iterator[None]:
    """Let whoever begins a transaction that locks ``row`` do so one after the other. Use it as the outermost.

    SQLite has one writer, whatever the row, and whoever waits for it sleeps and looks again; the more wait, the longer
    they sleep, and others slip in before them. A lock wakes the next at once: one for the threads of this process, one,
    in a file beside the database, for the processes of this machine. Elsewhere rows are locked by the database; threads
    of a process that wait for the same row wait here, where they hold up nobody whose turn it is. Inside a transaction
    it is too late: then this does nothing.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with _gates[0], _among_processes():
            yield
    else:
        with _gates[row % len(_gates)]:
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
