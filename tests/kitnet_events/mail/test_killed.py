"""A hundred workers killed while they send: the mail server's log and the outbox are compared."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone

from kitnet_events.enums import ItipMethod, MailKey, MailState, SignUpState
from kitnet_events.models import Invitation, OutboxMail, Participant, SignUp

from . import mortal

ROOT = Path(__file__).resolve().parents[3]
KILLS = 100
MAILS = 60

pytestmark = [pytest.mark.slow, pytest.mark.race, pytest.mark.django_db(transaction=True)]


class Log:
    """A mail server that notes each message that it said 250 to."""

    def __init__(self) -> None:
        self.accepted: list[tuple[str, str]] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        message = message_from_bytes(envelope.content)
        (recipient,) = envelope.rcpt_tos
        self.accepted.append((message["Message-ID"].strip("<>").partition("@")[0], recipient))
        return "250 OK"


class AnyPort(Controller):
    """A mail server on whichever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def server() -> Iterator[tuple[Log, int]]:
    log = Log()
    controller = AnyPort(log, hostname="127.0.0.1", port=0)
    controller.start()
    yield log, controller.port
    controller.stop()


@contextmanager
def workers(port: int) -> Iterator[Any]:
    """Start the parent of the mortals."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.host.settings",
        "PYTHONPATH": str(ROOT),
        "MORTAL_SMTP_PORT": str(port),
        "MORTAL_DATABASE": str(connection.settings_dict["NAME"]),
    }
    command = [sys.executable, "-m", mortal.__name__]
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as parent:
        assert parent.stdout.readline() == "ready\n"
        yield parent
        parent.stdin.close()


def ask(parent: Any, line: str) -> str:
    parent.stdin.write(line + "\n")
    parent.stdin.flush()
    return parent.stdout.readline().strip()


def write_mails(meeting: Any) -> None:
    """Write mails with invitations to as many people."""
    now = timezone.now()
    people = Participant.objects.bulk_create(
        Participant(email=f"deltager-{number}@kommune.example", name=f"Deltager {number}", proved_at=now)
        for number in range(MAILS)
    )
    sign_ups = SignUp.objects.bulk_create(
        SignUp(
            meeting=meeting,
            participant=person,
            name=person.name,
            state=SignUpState.CONFIRMED,
            queued_at=now,
            proved_at=now,
        )
        for person in people
    )
    Invitation.objects.bulk_create(
        Invitation(meeting=meeting, email=person.email, last_sequence=0, standing=True) for person in people
    )
    OutboxMail.objects.bulk_create(
        OutboxMail(
            key=MailKey.CONFIRMED,
            to=one.participant.email,
            participant=one.participant,
            meeting=meeting,
            sign_up=one,
            method=ItipMethod.REQUEST,
            sequence=0,
        )
        for one in sign_ups
    )


def let_leases_run_out() -> None:
    OutboxMail.objects.filter(state=MailState.QUEUED).update(leased_until=None, next_attempt_at=timezone.now())


def test_a_hundred_killed_workers_lose_no_mail_and_repeat_only_the_one_in_flight(meeting, server):
    log, port = server
    write_mails(meeting)
    in_flight: Counter[str] = Counter()
    with workers(port) as parent:
        for number in range(KILLS):
            point = mortal.POINTS[number % len(mortal.POINTS)]
            # The first or the second mail of this worker's round.
            word, pid, what = ask(parent, f"{point} {number // 3 % 2 + 1}").split(maxsplit=2)
            assert word == "at"
            os.kill(int(pid), signal.SIGKILL)
            assert parent.stdout.readline() == f"ended {-signal.SIGKILL}\n"
            if point == "after":
                in_flight[what] += 1
            let_leases_run_out()
        assert ask(parent, "none 1") == "ended 0"
    rows = {str(pk): (to, state) for pk, to, state in OutboxMail.objects.values_list("message_id", "to", "state")}
    times = Counter(message_id for message_id, _to in log.accepted)
    assert {state for _to, state in rows.values()} == {MailState.SENT}
    assert set(times) == set(rows)
    assert in_flight.total() == KILLS // 3
    assert {message_id: count - 1 for message_id, count in times.items() if count > 1} == in_flight
    assert all(rows[message_id][0] == to for message_id, to in log.accepted)
