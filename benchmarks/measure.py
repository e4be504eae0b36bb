"""Measures on the database that DATABASE_URL names, prints a list of findings as JSON. Started by ``benchmarks``."""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import quantiles

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from icalendar import Calendar  # noqa: E402

from benchmarks import fixture, pages, server, signups  # noqa: E402
from benchmarks.finding import Finding  # noqa: E402
from kitnet_events.domain import ical  # noqa: E402
from kitnet_events.models import MeetingPage  # noqa: E402

ALL, THOUSAND, HUNDRED = "/kalender/all.ics", "/kalender/group/g1000.ics", "/kalender/group/g100.ics"
PUBLICATIONS = 30


def main() -> None:
    """Measure everything once, several times each."""
    call_command("migrate", interactive=False, verbosity=0)
    groups = fixture.plant()
    page = fixture.add_meetings(groups[10], 10)
    sign_ups = signups.measure(groups[10])
    small = _publishing(page)
    fixture.fill(groups)
    large = _publishing(page)
    findings = [*sign_ups, *_feeds(), *_queries()]
    pages.plant(groups)
    findings += pages.measure(_in_turn)
    fixture.empty(groups)
    small_again = _publishing(page)

    before = (small.seconds + small_again.seconds) / 2
    note = f"{_ms(large.seconds)} of CPU; with 10: {_ms(small.seconds)} before, {_ms(small_again.seconds)} after"
    findings += [
        Finding("publishing with 10,000, against with 10", large.seconds / before, 1.25, note=note),
        Finding("more queries than with 10", large.queries - small.queries, 0, "", f"{large.queries} in all"),
    ]
    json.dump([asdict(finding) for finding in findings], sys.stdout)


# ── Feeds, under gunicorn ────────────────────────────────────────────────────────────────────────────────────────
def _feeds() -> list[Finding]:
    connection.close()
    with server.gunicorn() as port:

        def asking(path: str, status: int = 200, **headers: str) -> Callable[[], float]:
            def ask() -> float:
                seconds, answered, _, _ = server.fetch(port, path, **headers)
                assert answered == status, (path, answered)
                return seconds

            return ask

        known = {path: server.etag(server.fetch(port, path)[2]) for path in (ALL, HUNDRED)}
        full = _in_turn(
            11,
            reference=lambda: _reference(1_000),
            thousand=asking(THOUSAND),
            packed=asking(THOUSAND, Accept_Encoding="gzip"),
            all=asking(ALL),
        )
        empty = _in_turn(
            300,
            hello=asking("/hello/"),
            all=asking(ALL, 304, If_None_Match=known[ALL]),
            hundred=asking(HUNDRED, 304, If_None_Match=known[HUNDRED]),
        )
    reference, hello = full["reference"], empty["hello"]
    return [
        Finding(
            "full feed of 1,000, against R", full["thousand"] / reference, 0.10, note=_ms(full["thousand"], reference)
        ),
        Finding("the same, sent as gzip", full["packed"] / reference, 0.10, note=_ms(full["packed"], reference)),
        Finding("full feed of 10,000, against 1,000", full["all"] / full["thousand"], 11, note=_ms(full["all"])),
        Finding("304 of 10,000, against hello", empty["all"] / hello, 1.5, note=_ms(empty["all"], hello)),
        Finding("304 of 100, against hello", empty["hundred"] / hello, 1.5, note=_ms(empty["hundred"], hello)),
        Finding("304 of 10,000, against 304 of 100", empty["all"] / empty["hundred"], 1.1),
    ]


def _reference(number: int) -> float:
    """Return R: the seconds that ``icalendar`` takes to build and serialise a feed of so many meetings."""
    told = [fixture.facts(step) for step in range(number)]
    changed_at = datetime(2026, 1, 1, tzinfo=UTC)
    begun = time.perf_counter()
    ical.calendar_text(ical.FILE_HEADER, (ical.vevent(one, sequence=0, changed_at=changed_at) for one in told))
    return time.perf_counter() - begun


def _in_turn(rounds: int, **measures: Callable[[], float]) -> dict[str, float]:
    """Return what each measure takes undisturbed. They take turns: what the machine does hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(rounds):
        for name, measure in measures.items():
            taken[name].append(measure())
    return {name: _undisturbed(seconds) for name, seconds in taken.items()}


def _queries() -> list[Finding]:
    def count(path: str, status: int, **headers: str) -> int:
        with CaptureQueriesContext(connection) as context:
            answer = client.get(path, headers=headers)
        assert answer.status_code == status
        return len(context)

    client = Client(SERVER_NAME="127.0.0.1")
    answer = client.get(ALL)
    assert len(Calendar.from_ical(client.get(THOUSAND).content).events) == 1_000
    large, small = count(ALL, 200), count(THOUSAND, 200)
    return [
        Finding("queries for a feed of 10,000", large, 3, ""),
        Finding("more queries than for 1,000", large - small, 0, ""),
        Finding("queries for a 304", count(ALL, 304, if_none_match=answer["ETag"]), 1, ""),
    ]


# ── Publishing ───────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Cost:
    """What one publication costs: CPU seconds, the database's own among them, and queries."""

    seconds: float
    queries: int


def _publishing(page: MeetingPage) -> Cost:
    """Publish a meeting again and again, with another time each, as the editor does.

    CPU time, since what waits for the disk or for other programs would drown the difference that is looked for.
    """
    _publish_moved(page)
    with CaptureQueriesContext(connection) as context:
        _publish_moved(page)
    begun = _cpu()
    for _ in range(PUBLICATIONS):
        _publish_moved(page)
    return Cost((_cpu() - begun) / PUBLICATIONS, len(context))


def _publish_moved(page: MeetingPage) -> None:
    page = MeetingPage.objects.get(pk=page.pk)
    page.start_date += timedelta(days=1)
    page.save_revision().publish()


def _cpu() -> float:
    """Return the CPU seconds used by this process and, on this machine's Linux, by PostgreSQL's process for it."""
    if connection.vendor == "sqlite":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (server,) = cursor.fetchone()
    status = Path(f"/proc/{server}/stat")
    # User and system time (proc_pid_stat(5)), behind the program's name, which may hold anything.
    ticks = map(int, status.read_text().rpartition(")")[2].split()[11:13]) if status.exists() else ()
    return time.process_time() + sum(ticks) / os.sysconf("SC_CLK_TCK")


def _undisturbed(seconds: list[float]) -> float:
    """Return the lower quartile: whatever else a machine does only ever adds."""
    return quantiles(seconds, n=4)[0]


def _ms(*seconds: float) -> str:
    return " against ".join(f"{one * 1000:.1f} ms" for one in seconds)


if __name__ == "__main__":
    main()
