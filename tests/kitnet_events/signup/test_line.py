"""Threads of one process begin to write one after the other, where only one can."""

import threading
from pathlib import Path

import pytest
from django.core.files import locks
from django.db import connection, transaction

from kitnet_events.domain.line import in_line

ROW = 7


def other_thread_gets_in(row=ROW):
    entered = threading.Event()

    def enter():
        with in_line(row):
            entered.set()
        connection.close()

    thread = threading.Thread(target=enter)
    thread.start()
    got_in = entered.wait(0.2)
    return got_in, thread


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("row", [ROW, ROW + 1])
def test_a_second_thread_waits_for_the_same_row_and_on_sqlite_for_any(row):
    with in_line(ROW):
        got_in, thread = other_thread_gets_in(row)
    thread.join(10)
    assert got_in == (connection.vendor != "sqlite" and row != ROW)
    assert not thread.is_alive()


@pytest.mark.django_db(transaction=True)
def test_nobody_is_kept_waiting_from_inside_a_transaction():
    with transaction.atomic(), in_line(ROW):
        got_in, thread = other_thread_gets_in()
    thread.join(10)
    assert got_in


@pytest.mark.django_db(transaction=True)
def test_another_process_waits_its_turn_on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL locks rows itself")
    # What another process does: a file of its own, not the same one handed on.
    with Path(f"{connection.settings_dict['NAME']}-line").open("ab") as file:
        locks.lock(file, locks.LOCK_EX)
        got_in, thread = other_thread_gets_in()
    thread.join(10)
    assert not got_in
    assert not thread.is_alive()
