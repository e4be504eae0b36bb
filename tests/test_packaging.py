"""What the project says about itself in several places is the same in all of them."""

import re
import tomllib
from pathlib import Path

import pytest

from cms_site.demo.logins import LOGINS

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def wanted(name: str) -> set[str]:
    """Return the requirements that a file in requirements/ lists itself."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith(("#", "-r"))}


def wanted_with_others(name: str) -> set[str]:
    """Return the requirements of a file in requirements/ and of those that it includes."""
    included = re.findall(r"^-r (\S+)", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE)
    return wanted(name).union(*(wanted_with_others(other) for other in included))


def names(requirements: set[str]) -> set[str]:
    """Return the distributions' names, in their normal form and without extras and versions."""
    return {re.sub(r"[-_.]+", "-", re.match(r"[\w.-]+", line)[0].lower()) for line in requirements}


def test_apps_requirements_are_the_wheels_dependencies():
    assert wanted("apps.in") == set(PROJECT["dependencies"])


def test_development_extra_is_what_the_tests_need():
    beside = {"setuptools>=77", "uv>=0.8", "wheel"}  # only what packs the wheel
    taken_from_site = {"dj-database-url>=3", "psycopg[binary]>=3.2"}
    assert set(PROJECT["optional-dependencies"]["dev"]) == (wanted("dev.in") - beside) | taken_from_site


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_pins_all_that_is_wanted_with_hashes(lock):
    text = lock.read_text(encoding="utf-8")
    pinned = re.findall(r"^([\w.-]+)==\S+(?: ;[^\n\\]*)? \\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert names(wanted_with_others(lock.with_suffix(".in").name)) <= names(set(pinned))
    assert len(pinned) == len(re.findall(r"^[\w.-]+==", text, re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_lock_names_no_address(lock):
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["site.txt", "dev.txt"])
def test_lock_takes_the_right_django_for_each_python(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert re.search(r"^django==5\.2\.\d+ ; python_full_version < '3\.12'", text, re.MULTILINE)
    assert re.search(r"^django==6\.1\.\d+ ; python_full_version >= '3\.12'", text, re.MULTILINE)


def test_readme_names_the_demos_logins():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `([\w-]+)` \|", text, re.MULTILINE)
    assert rows == [(login.username, login.password) for login in LOGINS]


def test_readmes_settings_suit_a_site_that_has_some_of_the_apps_already():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"<!-- tested: settings -->\n```python\n(.*?)```", text, re.DOTALL)
    site = {"INSTALLED_APPS": ["home", "wagtail.contrib.settings", "wagtail", "wagtail_modeladmin"], "MIDDLEWARE": []}
    exec(code, site)
    apps = site["INSTALLED_APPS"]
    assert len(apps) == len(set(apps))
    # Commands of the first app win, and templates: the site's base.html stands before ours.
    assert apps.index("kitnet_events") < apps.index("wagtail")
    assert apps.index("home") < apps.index("kitnet_pages")


def test_readme_links_lead_somewhere():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = [target for target in re.findall(r"\]\(([^)#]+)", text) if "://" not in target]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []
