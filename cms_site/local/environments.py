"""Virtual environments that hold exactly what a lock file says. Standard library only."""

import hashlib
import subprocess
from collections.abc import Callable
from pathlib import Path

STAMP = ".installed"


def ensure(folder: Path, python: str, lock: Path, say: Callable[[str], object] = print) -> Path:
    """Make ``folder`` a virtual environment of ``python`` with what ``lock`` lists, and return its interpreter.

    What stands already is left alone. An installation that was interrupted is begun afresh. Raises
    subprocess.CalledProcessError when the environment cannot be made; pip has then said why.
    """
    interpreter = folder / "bin" / "python"
    wanted = _wanted(python, lock)
    stamp = folder / STAMP
    if stamp.exists() and stamp.read_text() == wanted and interpreter.exists():
        return interpreter
    say(f"Installing {lock.name} into {folder.name} (once; a minute or two) …")
    subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True)
    pip = [str(interpreter), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    # Python compiles what is imported, and that is a third of it.
    subprocess.run([*pip, "--no-compile", "--require-hashes", "--requirement", str(lock)], check=True)
    stamp.write_text(wanted)
    return interpreter


def _wanted(python: str, lock: Path) -> str:
    """Name what the environment is made from: the interpreter and the lock file."""
    about = "import platform, sys; print(platform.python_version(), sys.base_prefix)"
    version = subprocess.run([python, "-c", about], check=True, capture_output=True, text=True).stdout
    return hashlib.sha256(version.encode() + lock.read_bytes()).hexdigest()
