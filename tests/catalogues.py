"""`make messages`: brings the Danish catalogues up to what the sources say, and compiles them.

Needs GNU gettext. Prints what is still to be translated; a test asks the same (tests/test_catalogues.py).
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
APPS = ("kitnet_pages", "kitnet_events", "cms_site")
# Folders whose words no reader of the site sees.
LEFT_OUT = ("tests", "benchmarks", "docs", "var", "node_modules", "build", "dist", ".venv*")


def main() -> int:
    """Collect, compile, and print what has no translation. Return 1 while there is any."""
    collect(ROOT)
    missing = False
    for app in APPS:
        compile_catalogue(path(ROOT, app), path(ROOT, app).with_suffix(".mo"))
        words = untranslated(path(ROOT, app))
        missing = missing or bool(words)
        print(words or f"{app}: all of it is translated")
    for catalogue in desk_catalogues(ROOT):
        compile_catalogue(catalogue, catalogue.with_suffix(".mo"))
    return int(missing)


def path(root: Path, app: str) -> Path:
    """Return where an app keeps its Danish."""
    return root / app / "locale" / "da" / "LC_MESSAGES" / "django.po"


def desk_catalogues(root: Path) -> list[Path]:
    """Return the catalogues, written by hand, of what Wagtail's own Danish leaves in English."""
    names = ("cms_site/desk/locale/da/LC_MESSAGES/django.po", "cms_site/locale/da/LC_MESSAGES/djangojs.po")
    return [root / name for name in names]


def collect(root: Path) -> None:
    """Bring the catalogues below ``root`` up to its sources: new messages join, lost ones go."""
    ignored = [f"--ignore={name}" for name in LEFT_OUT]
    command = ["makemessages", "--locale=da", "--no-obsolete", "--add-location=never", *ignored]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "cms_site.settings.demo", "PYTHONPATH": str(root)}
    subprocess.run([sys.executable, "-m", "django", *command], cwd=root, env=environment, check=True)
    for app in APPS:
        tidy(path(root, app))


def tidy(catalogue: Path) -> None:
    """Put a catalogue into the form in which two branches seldom clash: in order, and without the hour of the day."""
    subprocess.run(["msgcat", "--sort-output", "--width=112", "--output-file", catalogue, catalogue], check=True)
    lines = catalogue.read_text(encoding="utf-8").splitlines(keepends=True)
    passing = ('"POT-Creation-Date:', '"Report-Msgid-Bugs-To:')
    catalogue.write_text("".join(line for line in lines if not line.startswith(passing)), encoding="utf-8")


def compile_catalogue(catalogue: Path, target: Path) -> None:
    """Write the compiled form. Raises subprocess.CalledProcessError on a placeholder that was lost or misspelt."""
    subprocess.run(["msgfmt", "--check-format", "--output-file", target, catalogue], check=True)


def untranslated(catalogue: Path) -> str:
    """Return the messages without a translation, or with a guessed one, as gettext writes them."""
    words = ["msgattrib", catalogue]
    found = [
        subprocess.run([*words, option, "--no-wrap"], check=True, capture_output=True, text=True).stdout
        for option in ("--untranslated", "--only-fuzzy")
    ]
    return "\n".join(found).strip()


if __name__ == "__main__":
    sys.exit(main())
