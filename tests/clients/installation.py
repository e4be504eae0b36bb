"""Calendar clients that this project did not write, each in an environment of its own, made when first asked for.

What cannot be had here is skipped with the reason; in CI it fails.
"""

import ctypes.util
import fcntl
import functools
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
READERS = Path(__file__).resolve().parent / "readers"
# The version of libical that readers/libical.py knows the structures of; Debian's package is called libical3.
LIBICAL = ("libical.so.3", "libical.3.dylib")


class MissingError(Exception):
    """A client cannot be installed here; the message says why."""


def or_skip(install: Callable[[], list[str]]) -> list[str]:
    """Return the command that ``install`` makes ready. Without it the test is skipped; in CI it fails."""
    try:
        return install()
    except MissingError as error:
        missing = pytest.fail if os.environ.get("CI") else pytest.skip
        return missing(str(error))


@functools.cache
def khal() -> list[str]:
    """Return the folder that ``vdirsyncer`` and ``khal`` are in, as a list of one."""
    return [str(_python_environment("khal").parent)]


@functools.cache
def recurring_ical_events() -> list[str]:
    """Return the command that reads a calendar with recurring-ical-events."""
    return [str(_python_environment("recurring")), str(READERS / "recurring.py")]


@functools.cache
def ical_js() -> list[str]:
    """Return the command that reads a calendar with ical.js."""
    folder = node_packages("ical.js", READERS.parent)
    # Node looks for packages beside the program that asks for them.
    shutil.copyfile(READERS / "ical.mjs", folder / "ical.mjs")
    return [shutil.which("node"), str(folder / "ical.mjs")]


def node_packages(name: str, source: Path) -> Path:
    """Install what the package-lock.json in ``source`` lists, once; return the folder that ``node_modules`` is in."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        raise MissingError(f"{name} needs Node.js with npm, which are not on the PATH.")
    folder = ROOT / "var" / "clients" / name
    folder.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(name):
        lock = (source / "package-lock.json").read_text()
        stamp = folder / ".clients"
        if not (stamp.exists() and stamp.read_text() == lock):
            for file in ("package.json", "package-lock.json"):
                shutil.copyfile(source / file, folder / file)
            _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, name)
            stamp.write_text(lock)
    return folder


@functools.cache
def libical() -> list[str]:
    """Return the command that reads and validates a calendar with libical."""
    for name in (*LIBICAL, ctypes.util.find_library("ical") or LIBICAL[0]):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return [sys.executable, str(READERS / "libical.py"), name]
    raise MissingError("libical 3 is not installed (on Debian: apt install libical3).")


def _python_environment(name: str) -> Path:
    """Return the interpreter of an environment with what ``requirements/clients-<name>.txt`` lists."""
    folder, lock = ROOT / f".venv-clients-{name}", ROOT / "requirements" / f"clients-{name}.txt"
    stamp, wanted = folder / ".clients", f"{sys.version}\n{lock.read_text()}"
    interpreter = folder / "bin" / "python"
    with _one_at_a_time(name):
        if not (stamp.exists() and stamp.read_text() == wanted):
            uv = [sys.executable, "-m", "uv", "--quiet"]
            hashes = ["--require-hashes", "--requirement", str(lock)]
            try:
                _run([*uv, "venv", "--clear", "--python", sys.executable, str(folder)], ROOT, lock.name)
                _run([*uv, "pip", "install", "--python", str(interpreter), *hashes], ROOT, lock.name)
            except MissingError:
                # pip is ten times slower, but knows registries that are set up for it alone.
                _run([sys.executable, "-m", "venv", "--clear", str(folder)], ROOT, lock.name)
                _run([str(interpreter), "-m", "pip", "install", *hashes], ROOT, lock.name)
            stamp.write_text(wanted)
    return interpreter


def _run(command: list[str], folder: Path, what: str) -> None:
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if result.returncode:
        raise MissingError(f"{what} could not be installed: {result.stderr.strip()[-500:]}")


@contextmanager
def _one_at_a_time(name: str) -> Iterator[None]:
    """Keep the suite's workers from installing the same thing at once."""
    folder = ROOT / "var" / "clients"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
