"""Imports run one way, and the check that says so is itself checked on projects made up to be wrong."""

from pathlib import Path

import pytest

from kitnet_events.domain.personal_table import APPS, with_table
from kitnet_pages.personal_data import problems as undeclared
from tests import architecture

ROOT = Path(__file__).resolve().parents[1]


def test_project_is_sound():
    assert architecture.problems(ROOT) == []


def test_every_field_is_declared_as_personal_or_not():
    found = undeclared(*APPS)
    assert found == [], "\n".join([*found, "Then run: manage.py personal_data docs/databeskyttelse.md"])


def test_document_of_personal_data_says_what_the_models_say():
    text = (ROOT / "docs" / "databeskyttelse.md").read_text(encoding="utf-8")
    assert with_table(text) == text, "Run: manage.py personal_data docs/databeskyttelse.md"


def test_checker_sees_the_project():
    found = dict(architecture.modules(ROOT, "kitnet_events"))
    assert "kitnet_events.apps" in found


@pytest.fixture
def project(tmp_path):
    """Return a function that writes files into a small sound project and gives back what is wrong with it."""
    sound = {
        "kitnet_pages/__init__.py": "",
        "kitnet_pages/enums.py": "",
        "kitnet_pages/models/__init__.py": "from kitnet_pages.models.news import NewsPage\n",
        "kitnet_pages/models/news.py": "from kitnet_pages import enums\nNewsPage = enums\n",
        "kitnet_pages/domain/__init__.py": "",
        "kitnet_pages/domain/news.py": "from kitnet_pages.models import NewsPage\n",
        "kitnet_events/__init__.py": "",
        "kitnet_events/models.py": "from kitnet_pages.models import NewsPage\n",
        "cms_site/__init__.py": "",
        "cms_site/urls.py": "import kitnet_events.models\nfrom kitnet_pages import enums\n",
    }

    def build(**changes: str) -> list[str]:
        for name, text in {**sound, **changes}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return architecture.problems(tmp_path)

    return build


def test_checker_accepts_a_sound_project(project):
    assert project() == []


@pytest.mark.parametrize(
    "text",
    [
        "from kitnet_events.models import Meeting",
        "import kitnet_events",
        "import kitnet_events.models as events",
        "def later():\n    from kitnet_events import models",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from kitnet_events.models import Meeting",
        "try:\n    from kitnet_events.vanished import thing\nexcept ImportError:\n    pass",
    ],
)
def test_checker_refuses_pages_that_know_events(project, text):
    (problem,) = project(**{"kitnet_pages/domain/news.py": text})
    assert "kitnet_pages must not know kitnet_events" in problem


def test_checker_refuses_an_app_that_knows_the_site(project):
    (problem,) = project(**{"kitnet_events/models.py": "import cms_site"})
    assert "kitnet_events must not know cms_site" in problem


def test_checker_refuses_models_that_import_the_domain(project):
    problems = project(**{"kitnet_pages/models/news.py": "from ..domain import news\nNewsPage = news\n"})
    assert any("models stands below domain" in problem for problem in problems)


def test_checker_refuses_a_cycle_and_names_its_members(project):
    problems = project(
        **{
            "kitnet_pages/domain/first.py": "from kitnet_pages.domain import second",
            "kitnet_pages/domain/second.py": "from . import first",
        }
    )
    assert problems == ["a cycle: kitnet_pages.domain.first → kitnet_pages.domain.second → kitnet_pages.domain.first"]


@pytest.mark.parametrize(
    "back",
    [
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from . import first\n",
        "def later():\n    from . import first  # needs it only when called\n",
    ],
)
def test_checker_allows_a_circle_that_loading_does_not_run(project, back):
    first = "from kitnet_pages.domain import second"
    assert project(**{"kitnet_pages/domain/first.py": first, "kitnet_pages/domain/second.py": back}) == []


def test_checker_refuses_a_long_module(project):
    (problem,) = project(**{"cms_site/long.py": "x = 1\n" * 301})
    assert problem == "cms_site.long has 301 lines; 300 are the most"


def test_checker_ignores_the_length_of_migrations(project):
    assert project(**{"kitnet_pages/migrations/0001_initial.py": "x = 1\n" * 301}) == []


def test_checker_refuses_utils(project):
    (problem,) = project(**{"cms_site/utils.py": ""})
    assert "name a module after what it does" in problem


def test_checker_takes_an_unnamed_module_for_foundation(project):
    (problem,) = project(**{"kitnet_pages/dates.py": "from kitnet_pages.domain import news"})
    assert "dates stands below domain" in problem
