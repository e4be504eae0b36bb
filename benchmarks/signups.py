"""Sign-ups a second: eight clients against the site's own view, and against the least that Django can do."""

import itertools
import os
import re
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from statistics import median, quantiles
from urllib.parse import urlencode

from django.db import connection

from benchmarks import fixture, server
from benchmarks.finding import Finding
from kitnet_events.models import Meeting, OpeningNotice, OutboxMail, SignUp

CLIENTS, WORKERS, THREADS = 8, 2, 4
ROUNDS, EACH = int(os.environ.get("BENCH_ROUNDS", "6")), 30
MEETINGS = 40
_numbers = itertools.count(1)


@dataclass
class Run:
    """What the clients met: the rate of each round (sign-ups a second), each request's seconds, and bad answers."""

    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    bad: list[int] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """The rate of a round, as a rule."""
        return median(self.rates)

    @property
    def p99(self) -> float:
        """Ninety-nine of a hundred requests are quicker."""
        return quantiles(self.seconds, n=100)[98]


class Browser:
    """A client with its CSRF cookie and the form that it has seen."""

    def __init__(self, port: int, path: str) -> None:
        self.port = port
        _seconds, _status, head, body = server.fetch(port, path)
        self.cookie = re.search(rb"(?i)set-cookie: (csrftoken=[^;]+)", head)[1].decode()
        names = ("csrfmiddlewaretoken", "stamp")
        found = {name: re.search(rb'name="%b" value="([^"]+)"' % name.encode(), body) for name in names}
        self.hidden = {name: match[1].decode() for name, match in found.items() if match}

    def sign_up(self, path: str) -> tuple[float, int]:
        """Sign a new person up; return the seconds it took, and the status."""
        number = next(_numbers)
        data = {"name": f"Deltager {number}", "email": f"d{number}@kommune.example", "workplace": "Konsulenthuset"}
        return post(self.port, path, self.cookie, data | self.hidden)


def measure(group) -> list[Finding]:
    """Measure one hot meeting and many, ours and the plain view in turn."""
    fixture.add_meetings(group, MEETINGS)
    Meeting.objects.update(capacity=1_000_000)
    meetings = list(Meeting.objects.filter(group=group).select_related("page").order_by("-pk")[:MEETINGS])
    ours = [meeting.page.get_url() + "tilmelding/" for meeting in meetings]
    plain = [f"/plain/{meeting.pk}/" for meeting in meetings]
    connection.close()
    with server.gunicorn(workers=WORKERS, threads=THREADS) as port:
        browsers = {
            "ours": [Browser(port, ours[0]) for _ in range(CLIENTS)],
            "plain": [Browser(port, plain[0]) for _ in range(CLIENTS)],
        }
        _round(browsers["ours"], ours, Run())
        _round(browsers["plain"], plain, Run())
        hot, many = _compare(browsers, ours[:1], plain[:1]), _compare(browsers, ours, plain)
    for model in (OutboxMail, SignUp, OpeningNotice):
        model.objects.all().delete()
    return [*_findings("one hot meeting", *hot), *_findings("many meetings", *many)]


def _compare(browsers: dict[str, list[Browser]], ours: list[str], plain: list[str]) -> tuple[Run, Run]:
    """Let both take turns, so that what else the machine does hits both alike."""
    runs = Run(), Run()
    for _ in range(ROUNDS):
        _round(browsers["ours"], ours, runs[0])
        _round(browsers["plain"], plain, runs[1])
    return runs


def _round(browsers: list[Browser], paths: list[str], run: Run) -> None:
    def visit(browser: Browser, first: int) -> list[tuple[float, int]]:
        return [browser.sign_up(paths[(first + step) % len(paths)]) for step in range(EACH)]

    begun = time.perf_counter()
    with ThreadPoolExecutor(len(browsers)) as threads:
        waiting = [threads.submit(visit, browser, at * 5) for at, browser in enumerate(browsers)]
        answers = [answer for one in waiting for answer in one.result()]
    run.rates.append(len(answers) / (time.perf_counter() - begun))
    run.seconds += [seconds for seconds, _status in answers]
    run.bad += [status for _seconds, status in answers if status != 302]


def _findings(where: str, ours: Run, plain: Run) -> list[Finding]:
    rates = f"{ours.rate:.0f} a second against {plain.rate:.0f}: {ours.rate / plain.rate:.2f}"
    times = f"{ours.p99 * 1000:.0f} ms against {plain.p99 * 1000:.0f} ms"
    found = [
        Finding(
            f"sign-ups at {where}: the plain view's rate, against ours", plain.rate / ours.rate, 1 / 0.7, note=rates
        ),
        Finding(f"sign-ups at {where}: p99, against the plain view's", ours.p99 / plain.p99, 2, note=times),
        Finding(
            f"sign-ups at {where} that did not succeed", len(ours.bad), 0, "", note=str(sorted(set(ours.bad)) or "")
        ),
    ]
    if connection.vendor == "sqlite":
        found.append(Finding(f"sign-ups at {where}: the longest request", max(ours.seconds), 5, " s"))
    return found


def post(port: int, path: str, cookie: str, data: dict[str, str]) -> tuple[float, int]:
    """Send a form on a connection of its own; return the seconds it took, and the status."""
    body = urlencode(data)
    lines = [
        f"POST {path} HTTP/1.1",
        f"Host: {server.HOST}",
        f"Cookie: {cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close",
    ]
    question = ("\r\n".join(lines) + "\r\n\r\n" + body).encode()
    begun = time.perf_counter()
    with socket.create_connection((server.HOST, port), timeout=60) as link:
        link.sendall(question)
        pieces = []
        while piece := link.recv(1 << 16):
            pieces.append(piece)
    return time.perf_counter() - begun, int(b"".join(pieces).split(b" ", 2)[1])
