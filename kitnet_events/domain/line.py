"""Writers of one process stand in line before a database that lets one write at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_gate = threading.Lock()


@contextmanager
def in_line() -> Iterator[None]:
    """Let the threads of this process begin a writing transaction one after the other. Use it as the outermost.

    SQLite has one writer, and whoever waits for it sleeps and looks again; the more wait, the longer they sleep. A lock
    wakes the next at once. Elsewhere rows are locked, and inside a transaction it is too late: then this does nothing.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _gate:
        yield
