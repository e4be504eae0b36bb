"""The design language: colours with enough contrast, and a page that shows all of it."""

import re

import pytest
from django.test import RequestFactory
from django.test.utils import override_settings

from cms_site.styleguide.colours import GROUPS, TOKENS, contrast, pairs, read_colours
from cms_site.styleguide.views import styleguide
from tests.face.site import reference_site

CSS = TOKENS.read_text(encoding="utf-8")
PAIRS = pairs(CSS)


@pytest.mark.parametrize("pair", PAIRS, ids=[f"{pair.front} on {pair.back}, {pair.needed}" for pair in PAIRS])
def test_colours_have_enough_contrast_in_light_and_dark(pair):
    assert min(pair.light, pair.dark) >= pair.needed, (round(pair.light, 2), round(pair.dark, 2))


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#ffffff", "#ffffff", 1)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


def test_every_colour_is_in_a_pair_or_only_a_line():
    used = {name for pair in PAIRS for name in (pair.front, pair.back)}
    assert set(read_colours(CSS)) - used == {"line", "plane-line"}


def test_browsers_without_light_dark_get_the_light_colours():
    older = CSS.split("@supports not", 1)[1]
    alone = dict(re.findall(r"--kn-([\w-]+):\s*(#[0-9a-f]{6});", older))
    planes = {"plane", "plane-line"}
    assert {name: value for name, value in alone.items() if name not in planes} == {
        name: light for name, (light, _dark) in read_colours(CSS).items() if name not in planes
    }


def test_style_page_shows_every_component(network):
    with reference_site(), override_settings(DEBUG=True):
        html = styleguide(RequestFactory().get("/styleguide/")).render().content.decode()
    for name in (
        "kn-date",
        "kn-meeting",
        "kn-newscard",
        "kn-groupcard",
        "kn-person",
        "kn-quote",
        "kn-facts",
        "kn-call",
    ):
        assert f'class="{name}' in html, name
    for name in (
        "kn-programme",
        "kn-seats",
        "kn-filter",
        "kn-pages",
        "kn-form",
        "kn-errors",
        "kn-subscribe",
        "kn-share",
    ):
        assert f'class="{name}' in html, name
    for state in ("announced", "moved", "cancelled", "past", "full", "few", "closed", "not_yet"):
        assert f'data-state="{state}"' in html, state
    for group in GROUPS:
        assert f'data-colour="{group}"' in html


def test_style_page_is_for_those_who_work_on_the_site(network, client):
    with reference_site():
        assert client.get("/styleguide/").status_code == 404
