"""Threads of one process begin writing one after the other, where the database lets one write at a time."""

import threading
from pathlib import Path

import pytest
from django.core.files import locks
from django.db import connection, transaction

from kitnet_events.domain.line import in_line


def other_thread_gets_in():
    entered = threading.Event()

    def enter():
        with in_line():
            entered.set()
        connection.close()

    thread = threading.Thread(target=enter)
    thread.start()
    got_in = entered.wait(0.2)
    return got_in, thread


@pytest.mark.django_db(transaction=True)
def test_a_second_thread_waits_its_turn_on_sqlite_alone():
    with in_line():
        got_in, thread = other_thread_gets_in()
    thread.join(10)
    assert got_in == (connection.vendor != "sqlite")
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_nobody_is_kept_waiting_from_inside_a_transaction():
    with transaction.atomic(), in_line():
        got_in, thread = other_thread_gets_in()
    thread.join(10)
    assert got_in


@pytest.mark.django_db(transaction=True)
def test_another_process_waits_its_turn_on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows")
    # What another process does: a file of its own, not the same one handed on.
    with Path(f"{connection.settings_dict['NAME']}-line").open("ab") as file:
        locks.lock(file, locks.LOCK_EX)
        got_in, thread = other_thread_gets_in()
    thread.join(10)
    assert not got_in
    assert not thread.is_alive()
