"""Keeps a handful of processes running, and ends all of them together.

One thread, no libraries: `Supervisor.run()` starts every service, starts again what dies (waiting longer each time it
dies young), and returns when it is told to stop by SIGINT, SIGTERM or SIGHUP, with nothing left behind.
"""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1  # Linux: "send me this signal when my parent dies"


@dataclass(frozen=True)
class Service:
    """A process that should always run: a name for people, and its command line."""

    name: str
    command: Sequence[str]


@dataclass(frozen=True)
class Patience:
    """How the supervisor waits, in seconds."""

    # Before a restart, each time longer; the last one repeats.
    pauses: tuple[float, ...] = (1, 2, 4, 8, 15, 30)
    # A process that lived this long has not died young.
    steady: float = 60
    # What a process gets to end by itself before it is killed.
    farewell: float = 10
    # Between two looks at the processes.
    look: float = 0.2


@dataclass
class _Child:
    """A service, and the process that it is at the moment."""

    service: Service
    process: subprocess.Popen[bytes] | None = None
    started: float = 0
    deaths: int = 0
    due: float = 0


class Supervisor:
    """Runs services until it is told to stop."""

    def __init__(
        self,
        services: Sequence[Service],
        *,
        say: Callable[[str], object],
        environment: Mapping[str, str] | None = None,
        patience: Patience | None = None,
    ) -> None:
        """Take the services, a function for what people should read, and the processes' environment."""
        self._children = [_Child(service) for service in services]
        self._say = say
        self._environment = dict(os.environ if environment is None else environment)
        self._patience = patience or Patience()
        # Not an Event: that has a lock, and a second signal may come while the first one holds it.
        self._stopping = False

    def run(self, *, ready: Callable[[], bool], announce: Callable[[], object]) -> None:
        """Keep the services running until a signal comes; call ``announce`` once, as soon as ``ready()`` is true."""
        before = {number: signal.signal(number, self._on_signal) for number in STOP_SIGNALS}
        announced = False
        try:
            while not self._stopping:
                for child in self._children:
                    self._look_after(child)
                if not announced and ready():
                    announced = True
                    announce()
                time.sleep(self._patience.look)
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Let `run` come to its end."""
        self._stopping = True

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()

    def _look_after(self, child: _Child) -> None:
        """Start ``child`` when it is due, and notice when it has died."""
        now = time.monotonic()
        if child.process is None:
            if now >= child.due:
                self._start(child, now)
            return
        status = child.process.poll()
        if status is None:
            return
        # Whatever the process itself had started goes with it.
        _kill_group(child.process)
        child.process = None
        child.deaths = 1 if now - child.started >= self._patience.steady else child.deaths + 1
        pauses = self._patience.pauses
        pause = pauses[min(child.deaths, len(pauses)) - 1]
        child.due = now + pause
        self._say(f"{child.service.name} ended ({_cause(status)}); it starts again in {pause:g} s.")

    def _start(self, child: _Child, now: float) -> None:
        child.started = now
        child.process = subprocess.Popen(
            child.service.command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            # A group of its own: Ctrl-C in the terminal reaches the supervisor alone, which then ends all in order.
            start_new_session=True,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - there is one thread
        )

    def _end_all(self) -> None:
        """Ask every process to end, and kill what does not."""
        living = [child.process for child in self._children if child.process and child.process.poll() is None]
        for process in living:
            process.terminate()
        deadline = time.monotonic() + self._patience.farewell
        for process in living:
            try:
                process.wait(max(0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                pass
            _kill_group(process)
            process.wait()


def _end_with_parent() -> None:
    """Ask Linux to end this process when the supervisor is killed outright; runs in the child before it starts."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def _cause(status: int) -> str:
    """Say how a process ended: its exit status, or the signal that killed it."""
    return f"exit {status}" if status >= 0 else signal.Signals(-status).name
