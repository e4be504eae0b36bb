"""`make` looks for a Python by itself, and says in one sentence when there is none."""

import os
import subprocess
import sys
from pathlib import Path

FIND = Path(__file__).resolve().parents[2] / ".ci" / "find-python"


def find(**environment: str) -> subprocess.CompletedProcess:
    """Run the script in an environment of its own."""
    own = {"PATH": "/usr/bin:/bin"} | environment
    return subprocess.run(["/bin/sh", str(FIND)], env=own, capture_output=True, text=True, check=False)


def stub(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_chosen_python_is_taken():
    done = find(PYTHON=sys.executable)
    assert done.returncode == 0
    assert Path(done.stdout.strip()).exists()


def test_too_old_python_gets_one_sentence(tmp_path):
    old = stub(tmp_path, "python3", "exit 3")
    done = find(PYTHON=str(old))
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"KIT-net needs Python 3.11 or newer with its venv module; PYTHON={old} is not that."
    ]


def test_no_python_gets_one_sentence(tmp_path):
    done = find(PATH=str(tmp_path))
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "needs Python 3.11 or newer" in done.stderr


def test_shim_that_does_not_run_is_passed_over(tmp_path):
    stub(tmp_path, "python3.11", "exit 127")
    stub(tmp_path, "python3", f'exec "{sys.executable}" "$@"')
    done = find(PATH=f"{tmp_path}{os.pathsep}{tmp_path}")
    assert done.returncode == 0
    assert Path(done.stdout.strip()).exists()
