"""`make test`: lint, Django's checks, and the suite on every combination that the project supports.

Runs with any Python 3.11 or newer and nothing installed; makes an environment for each Python that it finds. All
steps run, also after one has failed, and the last line says how it went.

The whole suite runs on the oldest Python with SQLite, and on the newest one with PostgreSQL; there the tests marked
`browser` and `slow` stay out: they look at pages and packages, and see the same. `--every` runs the other two pairs as
well. Where there is but one Python, it runs on both databases.
"""

import argparse
import contextlib
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from cms_site.local import environments
from tests import pythons

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE_FOLDERS = ("kitnet_pages", "kitnet_events", "templates", "tests/host")
NOTHING_COLLECTED = 5  # pytest's status when no test carries the mark
# One more than there are processors: each often waits for a browser, a database or a file.
WORKERS = str(min((os.cpu_count() or 2) + 1, 4))
# A module stays on one worker: its tests share what is made at great cost, an environment, a site, a browser.
SPREAD = ["-n", WORKERS, "--dist", "loadfile", "--no-loadscope-reorder"]
QUICK = "not race and not browser and not slow"
TOOLS = {"format": ["ruff", "format", "."], "messages": ["tests.catalogues"], "pictures": ["tests.pictures"]}
GROUPS = ("lint", "checks", "sqlite", "postgres")
# What the oldest Python leaves to the newest, and the other way round.
PAIRED_AWAY = ("postgres", "sqlite")


@dataclass(frozen=True)
class Step:
    """One command: its group, what people call it, its arguments, what it adds to the environment."""

    group: str
    title: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    may_be_empty: bool = False


def main() -> int:
    """Run what is asked for and return the exit status: 0 when every step passed."""
    parser = argparse.ArgumentParser(prog="make test ARGS=...", description=__doc__.splitlines()[0])
    parser.add_argument("--only", choices=[*GROUPS, *TOOLS], help="one group of steps instead of all")
    parser.add_argument("--first", action="store_true", help="only the oldest Python found")
    parser.add_argument("--every", action="store_true", help="each Python with each database")
    parser.add_argument("names", nargs="*", help="what a tool is to take, like the names of pictures")
    options = parser.parse_args()
    begun = time.monotonic()
    chosen = pythons.chosen()
    if not chosen:
        print("KIT-net is tested on Python 3.11 to 3.14; none of them was found.")
        return 1
    if options.first or options.only == "lint" or options.only in TOOLS:
        chosen = chosen[:1]
    interpreters = install(chosen)
    if options.only in TOOLS:
        return subprocess.run(
            [interpreters[chosen[0][0]], "-m", *TOOLS[options.only], *options.names], cwd=ROOT, check=False
        ).returncode
    with tempfile.TemporaryDirectory(prefix="kitnet-tests-", ignore_cleanup_errors=True) as folder:
        needs_server = options.only in {None, "postgres"}
        server = postgres(interpreters[chosen[0][0]]) if needs_server else contextlib.nullcontext("")
        with server as url:
            steps = [
                step
                for number, (minor, _) in enumerate(chosen)
                for step in plan(f"3.{minor}", interpreters[minor], url, whole=number == 0)
                if options.only in {None, step.group}
                and (options.every or options.only or len(chosen) == 1 or step.group != PAIRED_AWAY[number])
            ]
            results = [(step, *run(step, folder)) for step in steps]
    only_oldest = options.only is None and not options.first and chosen[-1][0] == pythons.LOWEST
    return report(results, time.monotonic() - begun, only_oldest=only_oldest)


def install(chosen: list[tuple[int, str]]) -> dict[int, str]:
    """Make the environments, side by side, and return the path of each one's interpreter."""
    lock = ROOT / "requirements" / "dev.txt"
    with ThreadPoolExecutor() as pool:
        jobs = {
            minor: pool.submit(environments.ensure, ROOT / f".venv-py3.{minor}", python, lock)
            for minor, python in chosen
        }
        return {minor: str(job.result()) for minor, job in jobs.items()}


def plan(version: str, python: str, postgres_url: str, *, whole: bool) -> Iterator[Step]:
    """Yield the steps for one Python; ``whole`` is the one that also lints, packs and opens the browser."""
    templates = [name for name in TEMPLATE_FOLDERS if (ROOT / name).exists()]
    if whole:
        yield Step("lint", "ruff: lint", [python, "-m", "ruff", "check", "."])
        yield Step("lint", "ruff: form", [python, "-m", "ruff", "format", "--check", "."])
        yield Step("lint", "djlint", [python, "-m", "djlint", *templates, "--lint", "--quiet"])
        deploy = [python, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
        yield Step("checks", "check --deploy, production", deploy, settings("cms_site.settings.production"))
    migrations = [python, "manage.py", "makemigrations", "--check", "--dry-run"]
    for name, module in (("host", "tests.host.settings"), ("site", "cms_site.settings.demo")):
        yield Step("checks", f"makemigrations --check, {name}, Python {version}", migrations, settings(module))
    for group, database, url in (("sqlite", "SQLite", ""), ("postgres", "PostgreSQL", postgres_url)):
        pytest = [python, "-m", "pytest"]
        marks = "not race" if whole and group == "sqlite" else QUICK
        where = f"Python {version}, {database}"
        environment = {"DATABASE_URL": url}
        yield Step(group, f"suite, {where}", [*pytest, *SPREAD, "-m", marks], environment)
        yield Step(group, f"races, {where}", [*pytest, "-m", "race"], environment, may_be_empty=True)


def settings(module: str) -> dict[str, str]:
    """Return the environment in which ``module`` can be loaded."""
    return {
        "DJANGO_SETTINGS_MODULE": module,
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "kitnet.example",
    }


@contextlib.contextmanager
def postgres(python: str) -> Iterator[str]:
    """Run a PostgreSQL server of our own, and yield its address."""
    command = [python, "-m", "tests.postgres"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            url = process.stdout.readline().strip()
            if not url:
                raise SystemExit("PostgreSQL did not start; the lines above say why.")
            yield url
        finally:
            # The server ends when its standard input does.
            process.stdin.close()
            process.wait(60)


def run(step: Step, folder: str) -> tuple[bool, float]:
    """Run a step in a clean environment; return whether it passed, and the seconds it took."""
    print(f"\n━━ {step.title}", flush=True)
    inherited = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DATABASE_URL", "CACHE_URL", "DJANGO_SETTINGS_MODULE", "DEBUG", "TASKS_IMMEDIATE"}
    }
    own = {"KITNET_TEST_DIR": folder, "KITNET_VAR_DIR": f"{folder}/var", "PYTHONUNBUFFERED": "1"}
    begun = time.monotonic()
    status = subprocess.run(step.command, cwd=ROOT, env=inherited | own | step.environment, check=False).returncode
    passed = status == 0 or (step.may_be_empty and status == NOTHING_COLLECTED)
    return passed, time.monotonic() - begun


def report(results: list[tuple[Step, bool, float]], seconds: float, *, only_oldest: bool) -> int:
    """Print a line for each step and one for all; return the exit status."""
    print("\n━━ Summary")
    for step, passed, took in results:
        print(f"  {'passed' if passed else 'FAILED'}  {took:6.0f} s  {step.title}")
    if only_oldest:
        print("  not run            Django 6.1: no Python 3.12 or newer was found")
    failed = [step.title for step, passed, _ in results if not passed]
    minutes = f"{seconds / 60:.1f} minutes"
    if failed:
        print(f"\nRed: {len(failed)} of {len(results)} steps failed ({'; '.join(failed)}), after {minutes}.")
        return 1
    print(f"\nGreen: all {len(results)} steps passed, in {minutes}.")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped.")
    except subprocess.CalledProcessError:
        sys.exit("An environment could not be made; the lines above say why.")
