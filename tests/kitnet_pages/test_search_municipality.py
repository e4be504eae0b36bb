"""Whoever searches for a municipality finds the way to its group."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests import factories


@pytest.fixture
def group(planted):
    group = factories.GroupPageFactory(parent=planted.group_index, title="Midt-Nord", slug="midt-nord")
    for name in ("Aarhus", "Ikast-Brande", "Ærø"):
        factories.MunicipalityFactory(name=name, group=group)
    factories.MunicipalityFactory(name="Løsrevet", group=None)
    return group


def places(client, query: str) -> list[tuple[str, str]]:
    """Return name and link of each municipality that the search page shows."""
    html = client.get(reverse("kitnet_pages:search"), {"q": query}).content
    return [(item.b.text, item.a["href"]) for item in BeautifulSoup(html, "html.parser").select(".kn-places > li")]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("århus", "Aarhus"),
        ("Aarhus Kommune", "Aarhus"),
        ("aar", "Aarhus"),
        ("ikast", "Ikast-Brande"),
        ("aeroe", "Ærø"),
    ],
)
def test_municipality_leads_to_its_group_however_it_is_spelled(query, name, group, client):
    assert places(client, query) == [(name, group.url)]


@pytest.mark.parametrize("query", ["aa", "kommune", "rhus", "Aarhus møde", "løsrevet", ""])
def test_what_names_no_municipality_of_a_group_shows_none(query, group, client):
    assert places(client, query) == []


def test_group_that_is_not_published_is_not_led_to(group, client):
    group.unpublish()
    assert places(client, "aarhus") == []


def test_never_more_than_three_are_shown(group, client):
    for number in range(5):
        factories.MunicipalityFactory(name=f"Aaby {number}", group=group)
    assert len(places(client, "aab")) == 3
