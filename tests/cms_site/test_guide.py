"""The editors' guide and its pictures."""

import re

import pytest
from django.http import Http404
from django.test import RequestFactory

from cms_site import guide

GUIDE = (guide.DOCS / "redaktoer.md").read_text(encoding="utf-8")


def test_every_picture_of_the_guide_is_there_and_none_lies_about():
    shown = set(re.findall(r"\]\(pictures/([\w-]+)\.webp\)", GUIDE))
    in_readme = set(re.findall(r"docs/pictures/([\w-]+)\.webp", (guide.DOCS.parent / "README.md").read_text()))
    kept = {file.stem for file in (guide.DOCS / "pictures").iterdir()}
    assert kept == shown | in_readme
    assert all(file.stat().st_size < 150_000 for file in (guide.DOCS / "pictures").iterdir())


def test_every_picture_says_what_it_shows():
    assert all(words.strip() for words in re.findall(r"!\[(.*?)\]", GUIDE))


def test_a_picture_is_answered_and_what_is_none_is_not_found():
    request = RequestFactory().get("/")
    assert guide.picture(request, "write")["Content-Type"] == "image/webp"
    with pytest.raises(Http404):
        guide.picture(request, "secret")


def test_guide_becomes_a_page_with_its_headings_and_tables():
    context = guide.guide(RequestFactory().get("/")).context_data
    assert context["page_title"] == "Vejledning for redaktører"
    assert "<h2>Skriv en nyhed</h2>" in context["guide"]
    assert "<table>" in context["guide"]
    assert '<img src="pictures/write.webp"' in context["guide"]
