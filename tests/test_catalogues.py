"""The Danish is whole, and what is shipped is what stands in the catalogues."""

import shutil

import pytest

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
