"""What `make demo` runs first, with any Python 3.11 or newer and nothing installed: port, environment, then the site.

Usage: python -m cms_site.local.bootstrap PORT [what `manage.py demo` takes]
"""

import os
import subprocess
import sys
from pathlib import Path

from cms_site.local import environments, port

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


def main(arguments: list[str]) -> None:
    """Check the port, make the environment, and become `manage.py demo`; exit with one sentence if it cannot be."""
    number, *rest = arguments
    # First, so that a port that is taken costs nothing and changes nothing.
    problem = port.problem(HOST, number)
    if problem:
        raise SystemExit(problem)
    try:
        python = environments.ensure(ROOT / ".venv", sys.executable, ROOT / "requirements" / "site.txt", _say)
    except subprocess.CalledProcessError:
        raise SystemExit("The environment could not be made; the lines above say why.") from None
    # The settings are the demo's, whatever this shell was used for before.
    os.environ["DJANGO_SETTINGS_MODULE"] = "cms_site.settings.demo"
    os.chdir(ROOT)
    os.execv(python, [str(python), "manage.py", "demo", "--port", number, *rest])  # noqa: S606 - our own command


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit("Stopped before the site stood; the next `make demo` begins there again.") from None
