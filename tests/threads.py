"""Doing things at once, in real threads with database connections of their own."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections


def at_once(*things: Callable[[], Any]) -> list[Any]:
    """Start all of ``things`` at the same moment; return what each returned. Raises the first error of any."""
    gate = threading.Barrier(len(things))
    answers: list[Any] = [None] * len(things)
    errors: list[BaseException] = []

    def run(number: int, thing: Callable[[], Any]) -> None:
        gate.wait(20)
        answers[number] = thing()

    threads = [_thread(errors, run, number, thing) for number, thing in enumerate(things)]
    for thread in threads:
        thread.join(60)
    _raise(threads, errors)
    return answers


@contextmanager
def meanwhile(thing: Callable[[], Any]) -> Iterator[list[Any]]:
    """Do ``thing`` again and again while the block runs; yield the list of what it returns, which grows meanwhile."""
    stop, errors, answers = threading.Event(), [], []

    def run() -> None:
        while True:
            answers.append(thing())
            if stop.is_set():
                return

    thread = _thread(errors, run)
    try:
        yield answers
    finally:
        stop.set()
        thread.join(60)
    _raise([thread], errors)


def _thread(errors: list[BaseException], run: Callable[..., None], *args: Any) -> threading.Thread:
    def guarded() -> None:
        try:
            run(*args)
        except BaseException as error:  # noqa: BLE001 - raised again where the threads were started
            errors.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=guarded, daemon=True)
    thread.start()
    return thread


def _raise(threads: list[threading.Thread], errors: list[BaseException]) -> None:
    if errors:
        raise errors[0]
    assert not any(thread.is_alive() for thread in threads), "A thread hangs."
