"""Lists on a narrow screen: the list at once, what sorts it above, filters folded, each cell with its column's name."""

import re

import pytest
from django.urls import reverse

from tests import factories, roles


@pytest.fixture
def listed(planted):
    """Return the register of municipalities as an editor gets it."""
    group = factories.GroupPageFactory(parent=planted.group_index, title="Sjælland")
    factories.MunicipalityFactory(name="Køge", group=group)
    return roles.editor().get(reverse("municipalities_modeladmin_index")).content.decode()


def test_each_cell_says_what_its_column_is_called(listed):
    table = listed.split("<tbody>")[1]
    assert re.findall(r'<td[^>]*data-label="(.*?)"', table) == ["Navn", "Kode", "Region", "Netværksgruppe"]


def test_filters_can_be_folded_up(listed):
    assert re.search(r'<details class="[^"]*kn-filters[^"]*" open>\s*<summary>', listed)
    assert "kitnet_pages/js/register_filters.js" in listed


def test_what_sorts_a_register_has_a_heading_of_its_own(listed):
    assert '<p class="kn-sort">Sortér efter</p>' in listed
    assert re.search(r'<p class="kn-sort">.*?<a href="[^"]*o=[^"]*"[^>]*>\s*Kode', listed, re.DOTALL)


def test_each_cell_of_a_list_of_pages_says_what_its_column_is_called(planted):
    factories.NewsPageFactory(parent=planted.news_index, title="En nyhed")
    page = roles.editor().get(reverse("kitnet_news:index")).content.decode()
    assert re.findall(r'<td class="kn-cell" data-label="(.*?)">(.*?)</td>', page)[0][0] == "Dato"
    assert '<td class="kn-cell" data-label="Netværksgruppe"></td>' in page
