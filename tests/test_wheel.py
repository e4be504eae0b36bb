"""The wheel holds the two apps, and an existing Wagtail site needs no more than it and the README's lines."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
APPS = ("kitnet_pages", "kitnet_events")
# What lies beside the apps and must stay out.
BESIDE = ("cms_site", "templates", "tests")
FILES = ("pyproject.toml", "README.md", "LICENSE")

# The suite's own settings and paths must not reach the host.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL", "CACHE_URL", "PYTHONPATH", "VIRTUAL_ENV"}
}

MAKE_A_PAGE = """
from kitnet_pages.models import HomePage, StandardPage
from wagtail.models import Page, Site

root = Page.objects.get(depth=1)
home = root.add_child(instance=HomePage(title="Vores netværk", slug="netvaerk", introduction="Et netværk."))
home.add_child(instance=StandardPage(title="Om os", slug="om"))
Site.objects.update(root_page=home)
"""


def readme(block: str) -> str:
    """Return the code of the README that stands under the mark ``block``."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(rf"<!-- tested: {block} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    return code


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command and return what it printed; what it complained of becomes the test's failure."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    """Build the wheel from a copy of the project, so that no build leaves anything behind."""
    copy = tmp_path_factory.mktemp("source")
    for name in FILES:
        shutil.copy(ROOT / name, copy)
    for name in (*APPS, *BESIDE):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", copy / "dist", cwd=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


def test_wheel_holds_all_of_the_two_apps_and_nothing_else(wheel):
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    sources = {
        str(path.relative_to(ROOT))
        for app in APPS
        for path in (ROOT / app).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert packed == sources


def test_wheel_says_what_it_is(wheel):
    (name,) = (name for name in zipfile.ZipFile(wheel).namelist() if name.endswith(".dist-info/METADATA"))
    metadata = zipfile.ZipFile(wheel).read(name).decode()
    for line in (
        "Name: kitnet",
        "License-Expression: BSD-3-Clause",
        "Requires-Python: >=3.11",
        "Classifier: Framework :: Wagtail :: 8",
        "Classifier: Framework :: Django :: 5.2",
        "Classifier: Framework :: Django :: 6.1",
        "Classifier: Programming Language :: Python :: 3.14",
        "Provides-Extra: postgres",
        "Provides-Extra: redis",
        "Provides-Extra: dev",
    ):
        assert f"{line}\n" in metadata


@pytest.fixture(scope="module")
def python(wheel, tmp_path_factory) -> Path:
    """Install the wheel into an empty environment, with the versions that the lock file names."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    pinned = [
        line.split(" \\")[0]
        for line in (ROOT / "requirements" / "site.txt").read_text().splitlines()
        if re.match(r"[\w.-]+==", line)
    ]
    (folder / "constraints.txt").write_text("\n".join(pinned))
    interpreter = folder / "venv" / "bin" / "python"
    what = ("--constraint", folder / "constraints.txt", wheel)
    try:
        # Ten times as fast as pip, where the index can be reached without pip's own configuration.
        run(sys.executable, "-m", "uv", "pip", "install", "--quiet", "--python", interpreter, *what, cwd=folder)
    except AssertionError:
        run(sys.executable, "-m", "pip", "--python", interpreter, "install", "--quiet", *what, cwd=folder)
    return interpreter


@pytest.fixture(scope="module")
def host(python, tmp_path_factory) -> Path:
    """Start a Wagtail project, add the README's lines, and run its commands."""
    folder = tmp_path_factory.mktemp("host")
    run(python.with_name("wagtail"), "start", "vaert", folder, cwd=folder)
    for file, block in ((folder / "vaert/settings/base.py", "settings"), (folder / "vaert/urls.py", "urls")):
        file.write_text(f"{file.read_text()}\n{readme(block)}")
    for line in readme("commands").splitlines():
        run(python, *line.split()[1:], cwd=folder)
    return folder


def test_host_needs_no_migration_of_its_own(python, host):
    assert "No changes detected" in run(python, "manage.py", "makemigrations", "--check", "--dry-run", cwd=host)


def test_host_serves_a_page_over_http(python, host):
    run(python, "manage.py", "shell", "--command", MAKE_A_PAGE, cwd=host)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(python), "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=host, env=ENVIRONMENT, **quiet) as server:
        try:
            assert "Vores netværk" in fetch(f"http://127.0.0.1:{port}/")
            assert "Om os" in fetch(f"http://127.0.0.1:{port}/om/")
            assert fetch(f"http://127.0.0.1:{port}/kalender/all.ics").startswith("BEGIN:VCALENDAR")
        finally:
            server.terminate()


def fetch(address: str) -> str:
    """Return what ``address`` answers with 200, waiting up to half a minute for the server to stand."""
    deadline = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(address, timeout=20) as answer:
                assert answer.status == 200
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            pytest.fail(f"{address} answered {error.code}: {error.read().decode()[:2000]}")
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
