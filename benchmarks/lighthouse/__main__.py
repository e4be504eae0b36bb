"""``make lighthouse``: Lighthouse as on a phone, the median of five runs, on the pages that people come to.

Starts the demo, unless ``--url`` names one that runs. ``--strict`` ends with an error when a median misses its mark.
Needs Node.js and a Chromium; Lighthouse itself is installed from the lock file beside this script.
"""

import argparse
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests import matrix, pythons
from tests.browser import ARGUMENTS, executable
from tests.clients.installation import node_packages

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
MARK = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SECONDS_TO_START = 600
ATTEMPTS = 3


def main() -> int:
    """Measure, print a table, and return the exit status."""
    parser = argparse.ArgumentParser(prog="make lighthouse ARGS=...", description=__doc__.splitlines()[0])
    parser.add_argument("--url", help="a demo that runs already, such as http://127.0.0.1:8000")
    parser.add_argument("--runs", type=int, default=5, help="how often each page is measured; the median counts")
    parser.add_argument("--strict", action="store_true", help="fail when a mark is missed")
    options = parser.parse_args()
    browser = executable()
    if browser is None:
        raise SystemExit("There is no Chromium on the PATH.")
    tool = node_packages("lighthouse", Path(__file__).parent) / "node_modules" / "lighthouse" / "cli" / "index.js"
    missed = 0
    with contextlib.nullcontext(options.url) if options.url else demo() as url:
        print(f"{'':10}" + "".join(f"{category:>16}" for category in CATEGORIES), flush=True)
        for name, path in pages(url).items():
            scores, notes = measure(tool, browser, url + path, options.runs)
            missed += sum(score < MARK for score in scores.values())
            print(f"{name:10}" + "".join(f"{scores[one]:16.0f}" for one in CATEGORIES), flush=True)
            for note in notes:
                print(f"{'':12}{note}")
    print(f"\n{'All marks are met' if not missed else f'{missed} missed'}: at least {MARK} in each.")
    return 1 if missed and options.strict else 0


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """Run the demo on a port of its own, in the environment of the tests; yield its address."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    python = sys.executable
    if subprocess.run([python, "-c", "import django, gunicorn"], capture_output=True, check=False).returncode:
        (python,) = matrix.install(pythons.chosen()[:1]).values()
    command = [python, "manage.py", "demo", "--port", str(port), "--no-worker"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | {"DEBUG": ""}) as process:
        try:
            wait(f"http://{HOST}:{port}")
            yield f"http://{HOST}:{port}"
        finally:
            process.terminate()
            process.wait(60)


def wait(url: str) -> None:
    """Wait until the site answers. Raises SystemExit when it never does."""
    for _attempt in range(SECONDS_TO_START * 2):
        with contextlib.suppress(urllib.error.URLError, OSError):
            read(f"{url}/healthz")
            return
        time.sleep(0.5)
    raise SystemExit("The demo did not start.")


def read(url: str) -> str:
    """Return what an address answers, as text."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        return answer.read().decode()


def pages(url: str) -> dict[str, str]:
    """Return the pages to measure by name: the newest article, a group, and a meeting that is open for sign-up."""
    home = read(url + "/")
    article = re.search(r'href="(/nyheder/[^"/]+/)"', home)[1]
    group = re.search(r'href="(/netvaerksgrupper/[^"/]+/)"', home)[1]
    meetings = re.findall(r'href="(/netvaerksgrupper/[^"/]+/[^"/]+/)"', home)
    meeting = next(path for path in meetings if f'href="{path}tilmelding/"' in read(url + path))
    return {"home": "/", "article": article, "group": group, "meeting": meeting, "sign-up": f"{meeting}tilmelding/"}


def measure(tool: Path, browser: str, url: str, runs: int) -> tuple[dict[str, float], list[str]]:
    """Return the median score of each category, and what the last run found fault with."""
    scores: dict[str, list[float]] = {category: [] for category in CATEGORIES}
    report: dict = {}
    for _run in range(runs):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            flags = " ".join(["--headless=new", f"--user-data-dir={folder}", *ARGUMENTS])
            command = [shutil.which("node"), str(tool), url, "--quiet", "--output=json", f"--chrome-flags={flags}"]
            command.append(f"--only-categories={','.join(CATEGORIES)}")
            report = audit(command, os.environ | {"CHROME_PATH": browser})
        for category in CATEGORIES:
            scores[category].append(100 * (report["categories"][category]["score"] or 0))
    return {category: median(several) for category, several in scores.items()}, faults(report)


def audit(command: list[str], environment: dict[str, str]) -> dict:
    """Return Lighthouse's report. A browser does not always start: it is asked again, then SystemExit says why."""
    for _attempt in range(ATTEMPTS):
        result = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if result.returncode == 0:
            return json.loads(result.stdout)
    raise SystemExit(f"Lighthouse failed {ATTEMPTS} times. It said:\n{result.stderr.strip()[-2000:]}")


def faults(report: dict) -> list[str]:
    """Return what a report finds fault with, as far as it counts."""
    counted = {
        audit["id"] for category in report["categories"].values() for audit in category["auditRefs"] if audit["weight"]
    }
    found = [report["audits"][name] for name in counted]
    return [
        f"{audit['title']} ({audit.get('displayValue') or audit['score']})"
        for audit in found
        if audit["score"] is not None and audit["score"] < 0.9
    ]


if __name__ == "__main__":
    sys.exit(main())
