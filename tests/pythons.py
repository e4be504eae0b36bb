"""Finds the Pythons of this machine that the project supports. Standard library only."""

import os
import re
import subprocess
import sys
from pathlib import Path

LOWEST, HIGHEST = 11, 14  # of Python 3
NAME = re.compile(r"python3\.(\d+)")
PROBE = "import sys, ensurepip, sqlite3, ssl, venv; print(sys.version_info[1])"


def chosen() -> list[tuple[int, str]]:
    """Return minor version and path of one or two: the oldest supported one found, and the newest if it is another.

    The oldest carries Django 5.2 when it is 3.11; from 3.12 on, the lock file takes Django 6.1.
    """
    found = available()
    versions = sorted(found)
    if not versions:
        return []
    both = {versions[0], versions[-1]} if versions[-1] > LOWEST else {versions[0]}
    return [(minor, found[minor]) for minor in sorted(both)]


def available() -> dict[int, str]:
    """Return a path for each supported minor version: the running Python first, the PATH, then version managers."""
    found: dict[int, str] = {}
    for path in [sys.executable, *_candidates()]:
        name = NAME.fullmatch(Path(path).name)
        if name and (int(name[1]) in found or not LOWEST <= int(name[1]) <= HIGHEST):
            continue
        minor = _probe(path)
        if minor is not None and LOWEST <= minor <= HIGHEST:
            found.setdefault(minor, path)
    return found


def _candidates() -> list[str]:
    """Return the paths of all that is called python3.N, in the order of preference."""
    home = Path.home()
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    folders += sorted((Path(os.environ.get("PYENV_ROOT", home / ".pyenv")) / "versions").glob("*/bin"))
    folders += sorted(Path(os.environ.get("UV_PYTHON_INSTALL_DIR", home / ".local/share/uv/python")).glob("*/bin"))
    return [str(path) for folder in folders for path in sorted(folder.glob("python3.*")) if NAME.fullmatch(path.name)]


def _probe(path: str) -> int | None:
    """Return the minor version of a Python that runs and can make environments, else None."""
    try:
        answer = subprocess.run([path, "-c", PROBE], capture_output=True, text=True, timeout=30, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return int(answer.stdout)
