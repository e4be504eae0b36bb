"""The Danish is whole, and what is shipped is what stands in the catalogues."""

import gettext
import re
import shutil
from pathlib import Path

import pytest
import wagtail

from cms_site.settings import base
from tests import catalogues

pytestmark = pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext is not installed")


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """Return a copy of the sources whose catalogues were just collected anew."""
    root = tmp_path_factory.mktemp("sources")
    for folder in (*catalogues.APPS, "templates"):
        shutil.copytree(catalogues.ROOT / folder, root / folder)
    shutil.copy(catalogues.ROOT / "manage.py", root)
    catalogues.collect(root)
    return root


@pytest.mark.parametrize("app", catalogues.APPS)
def test_every_word_of_the_sources_has_its_danish(collected, app):
    assert catalogues.untranslated(catalogues.path(collected, app)) == ""


@pytest.mark.parametrize("app", catalogues.APPS)
def test_compiled_catalogue_is_the_one_that_stands_here(tmp_path, app):
    source = catalogues.path(catalogues.ROOT, app)
    catalogues.compile_catalogue(source, tmp_path / "django.mo")
    assert (tmp_path / "django.mo").read_bytes() == source.with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("source", catalogues.desk_catalogues(catalogues.ROOT), ids=lambda path: path.name)
def test_danish_of_the_desk_asks_for_nothing_that_is_not_there(tmp_path, source):
    entries = [entry for entry in source.read_text(encoding="utf-8").split("\n\n")[1:] if "msgid" in entry]
    assert len(entries) > 50
    for entry in entries:
        asked, given = (set(re.findall(r"%\(\w+\)[sd]|{\w+}", part)) for part in reversed(entry.split("msgstr", 1)))
        assert asked <= given, entry
    catalogues.compile_catalogue(source, tmp_path / "desk.mo")
    assert (tmp_path / "desk.mo").read_bytes() == source.with_suffix(".mo").read_bytes()


def test_words_of_the_desk_are_those_of_the_installed_wagtail():
    folder = Path(wagtail.__file__).parent
    english = "".join(path.read_text(encoding="utf-8") for path in folder.glob("**/locale/en/LC_MESSAGES/*.po"))
    wanted = {line for line in english.replace('"\n"', "").splitlines() if line.startswith("msgid ")}
    for source in catalogues.desk_catalogues(catalogues.ROOT):
        text = source.read_text(encoding="utf-8").replace('"\n"', "")
        ours = {line for line in text.splitlines() if line.startswith("msgid ")}
        assert ours - wanted - {'msgid ""'} == set()


def test_words_of_the_network_stand_before_those_of_the_desk():
    apps = base.INSTALLED_APPS
    places = [apps.index(name) for name in ("kitnet_events", "kitnet_pages", "cms_site.desk", "wagtail.admin")]
    assert places == sorted(places)


def test_no_word_hides_from_gettext_inside_an_f_string():
    """``xgettext`` reads no calls there: the words would stay English, and nobody would miss them."""
    hidden = re.compile(r"""\bf(?:"[^"\n]*|'[^'\n]*)\{[^}\n]*?\b(?:n?p?gettext(?:_lazy)?|_)\(["']""")
    assert hidden.search("""f"{a}: {gettext('changed')}\"""")
    sources = [path for app in catalogues.APPS for path in (catalogues.ROOT / app).rglob("*.py")]
    assert [path.name for path in sources if hidden.search(path.read_text(encoding="utf-8"))] == []


def test_apps_agree_on_the_danish_of_the_same_word():
    """Django has one catalogue for all apps: of two translations of a message, one is never seen."""
    said = {}
    for app in catalogues.APPS:
        compiled = catalogues.path(catalogues.ROOT, app).with_suffix(".mo")
        with compiled.open("rb") as file:
            for message, words in gettext.GNUTranslations(file)._catalog.items():
                said.setdefault(message, set()).add(words)
    assert {message: words for message, words in said.items() if message and len(words) > 1} == {}
