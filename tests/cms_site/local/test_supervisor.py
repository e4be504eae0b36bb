"""The supervisor, with small real processes."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from cms_site.local.supervisor import Patience, Service, Supervisor

ROOT = Path(__file__).resolve().parents[3]
SHORT = Patience(pauses=(0.05, 0.1), steady=60, farewell=2, look=0.02)


def script(text: str) -> list[str]:
    """Return a command that runs ``text`` as Python."""
    return [sys.executable, "-c", textwrap.dedent(text)]


def wait_for(condition, seconds: float = 20.0):
    """Return the first true value of ``condition()``; fail when none comes."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        value = condition()
        if value:
            return value
        time.sleep(0.02)
    pytest.fail("It did not happen in time.")
    return None


def is_running(pid: int) -> bool:
    """Say whether a process exists; one that has ended but is not yet collected does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def log(tmp_path):
    """Return a file into which the small processes write their ids, a line each."""
    path = tmp_path / "pids"
    path.touch()
    return path


def pids(log) -> list[int]:
    return [int(line) for line in log.read_text().split()]


def living(log) -> str:
    """Return a script that notes its id and stays."""
    return f"import os, time; open({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n'); time.sleep(600)"


def test_supervisor_starts_again_what_dies_and_waits_longer_each_time(log):
    said = []
    dying = script(f"import os, sys; open({str(log)!r}, 'a').write(f'{{os.getpid()}}\\n'); sys.exit(3)")
    supervisor = Supervisor([Service("The clock", dying)], say=said.append, patience=SHORT)
    supervisor.run(ready=lambda: len(pids(log)) >= 3, announce=supervisor.stop)
    assert said[:2] == [
        "The clock ended (exit 3); it starts again in 0.05 s.",
        "The clock ended (exit 3); it starts again in 0.1 s.",
    ]


def test_supervisor_starts_again_what_is_killed_and_leaves_the_others_alone(log, tmp_path):
    other = tmp_path / "other"
    other.touch()
    said = []
    services = [Service("The worker", script(living(log))), Service("The web server", script(living(other)))]
    supervisor = Supervisor(services, say=said.append, patience=SHORT)
    killed = []

    def kill_once_then_wait_for_another() -> bool:
        if pids(log) and pids(other) and not killed:
            os.kill(pids(log)[0], signal.SIGKILL)
            killed.append(pids(log)[0])
        return len(pids(log)) == 2

    supervisor.run(ready=kill_once_then_wait_for_another, announce=supervisor.stop)
    assert said == ["The worker ended (SIGKILL); it starts again in 0.05 s."]
    assert len(pids(other)) == 1


def test_supervisor_announces_once_and_only_when_ready(log):
    answers = iter([False, False, True, True, True])
    announced = []
    supervisor = Supervisor([Service("It", script(living(log)))], say=print, patience=SHORT)

    def announce() -> None:
        announced.append(next(answers))
        supervisor.stop()

    supervisor.run(ready=lambda: next(answers), announce=announce)
    assert announced == [True]


def test_supervisor_ends_a_process_that_will_not_end_and_its_children(log):
    stubborn = script(
        f"""
        import os, signal, subprocess, sys, time
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        open({str(log)!r}, "a").write(f"{{os.getpid()}}\\n{{child.pid}}\\n")
        time.sleep(600)
        """
    )
    patience = Patience(pauses=(1,), farewell=0.3, look=0.02)
    supervisor = Supervisor([Service("It", stubborn)], say=print, patience=patience)
    supervisor.run(ready=lambda: len(pids(log)) == 2, announce=supervisor.stop)
    wait_for(lambda: not any(is_running(pid) for pid in pids(log)))


PARENT = """
import sys
sys.path.insert(0, {root!r})
from cms_site.local.supervisor import Service, Supervisor
services = [Service("one", [sys.executable, "-c", {child!r}]), Service("two", [sys.executable, "-c", {child!r}])]
Supervisor(services, say=print).run(ready=lambda: False, announce=lambda: None)
print("ended in order")
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_signal_ends_everything_in_order(log, number):
    parent = PARENT.format(root=str(ROOT), child=living(log))
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        wait_for(lambda: len(pids(log)) == 2)
        process.send_signal(number)
        output, _ = process.communicate(timeout=30)
    assert output.splitlines()[-1] == "ended in order"
    assert process.returncode == 0
    assert [pid for pid in pids(log) if is_running(pid)] == []


def test_many_signals_at_once_end_everything_in_order(log):
    # What comes when it has ended must not kill it.
    harmless = "import signal; signal.signal(signal.SIGTERM, lambda *_: None)"
    parent = harmless + PARENT.format(root=str(ROOT), child=living(log))
    with subprocess.Popen([sys.executable, "-c", parent], stdout=subprocess.PIPE, text=True) as process:
        wait_for(lambda: len(pids(log)) == 2)
        deadline = time.monotonic() + 10
        while process.poll() is None and time.monotonic() < deadline:
            process.send_signal(signal.SIGTERM)
        process.kill()
        output, _ = process.communicate()
    assert output.splitlines()[-1] == "ended in order"
    assert [pid for pid in pids(log) if is_running(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells a process that its parent has died.")
def test_nothing_is_left_when_the_supervisor_is_killed_outright(log):
    parent = PARENT.format(root=str(ROOT), child=living(log))
    with subprocess.Popen([sys.executable, "-c", parent]) as process:
        wait_for(lambda: len(pids(log)) == 2)
        process.kill()
    wait_for(lambda: not any(is_running(pid) for pid in pids(log)))
