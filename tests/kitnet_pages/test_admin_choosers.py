"""Which pages a facilitator finds in the page chooser."""

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests import roles
from tests.factories import GroupPageFactory, StandardPageFactory
from tests.planting import shared


@shared
def own(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def other(network):
    return GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


@pytest.fixture
def client(own):
    return roles.facilitator(own)


# ── Choosing ─────────────────────────────────────────────────────────────────────────────────────────────────────
def chosen_titles(response):
    return [page.title for page in response.context["table"].data if not page.is_parent_page]


def browse(client, parent):
    return chosen_titles(client.get(reverse("wagtailadmin_choose_page_child", args=[parent.pk])))


def test_chooser_shows_no_drafts_of_others(client, network, own, other):
    StandardPageFactory(parent=network.home, title="Udkast andetsteds", live=False)
    own.add_child(instance=StandardPageFactory.build(title="Eget udkast", slug="eget", live=False))
    other.add_child(instance=StandardPageFactory.build(title="Andres udkast", slug="andres", live=False))
    other.add_child(instance=StandardPageFactory.build(title="Andres side", slug="side"))
    assert browse(client, own) == ["Eget udkast"]
    assert browse(client, other) == ["Andres side"]
    assert "Udkast andetsteds" not in browse(client, network.home)
    assert sorted(browse(roles.editor(), other)) == ["Andres side", "Andres udkast"]
    assert sorted(browse(roles.administrator(), other)) == ["Andres side", "Andres udkast"]


def test_chooser_search_shows_no_drafts_of_others(client, own, other):
    own.add_child(instance=StandardPageFactory.build(title="Udkast vort", slug="vort", live=False))
    other.add_child(instance=StandardPageFactory.build(title="Udkast deres", slug="deres", live=False))
    response = client.get(reverse("wagtailadmin_choose_page_search"), {"q": "Udkast"})
    assert chosen_titles(response) == ["Udkast vort"]


def test_whoever_has_no_right_on_pages_chooses_published_ones(network, own):
    own.add_child(instance=StandardPageFactory.build(title="Udkast", slug="udkast", live=False))
    client = roles.outsider()
    assert not GroupPagePermission.objects.filter(group__user=client.user).exists()
    assert browse(client, own) == []
    assert browse(client, network.group_index) == ["Sjælland"]
