"""Threads of one process begin writing one after the other, where the database lets one write at a time."""

import threading

import pytest
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
