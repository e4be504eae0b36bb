"""Under which address search engines know a page, and what its tab says."""

import pytest
from bs4 import BeautifulSoup

from kitnet_pages.domain.navigation import address
from tests import factories
from tests.planting import shared


@shared
def lists(network):
    topic = factories.TopicFactory(name="Data", slug="data")
    for number in range(3):
        factories.NewsPageFactory(parent=network.news_index, title=f"Nyt {number}", topics=[topic])
    factories.MeetingPageFactory(parent=network.meeting_index, start_date=factories.in_days(9))
    return network


@pytest.mark.parametrize(
    ("path", "canonical", "tab"),
    [
        ("/nyheder/", "/nyheder/", "Nyheder"),
        # Each page of a list holds what no other one holds.
        ("/nyheder/?side=2", "/nyheder/?side=2", "Nyheder · side 2"),
        ("/nyheder/?side=99", "/nyheder/?side=2", "Nyheder · side 2"),
        # A choice from a list does not.
        ("/nyheder/?emne=data", "/nyheder/", "Nyheder · Data"),
        ("/nyheder/?emne=data&side=2", "/nyheder/", "Nyheder · Data · side 2"),
        ("/nyheder/?emne=findes-ikke&kampagne=x", "/nyheder/", "Nyheder"),
        ("/moeder/?maaned=2027-01", "/moeder/", "Møder · januar 2027"),
    ],
)
def test_list_is_known_by_one_address_and_its_tab_says_what_is_shown(lists, client, settings, path, canonical, tab):
    settings.KITNET_PAGES = {"PAGE_SIZE": 2}
    head = BeautifulSoup(client.get(path).content, "html.parser").head
    assert head.find("link", rel="canonical")["href"] == f"http://host.example{canonical}"
    assert " ".join(head.title.text.split()).startswith(tab)
    assert " ".join(head.title.text.split()).removeprefix(tab).strip()[:1] in {"", "–"}


def test_results_of_a_search_stay_out_of_search_engines(lists, client):
    head = BeautifulSoup(client.get("/soeg/?q=nyt").content, "html.parser").head
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex"


def test_address_made_for_a_list_is_the_one_that_wagtail_has(lists, rf, settings):
    page = factories.MeetingPageFactory(parent=lists.meeting_index, slug="møde-på-ærø")
    assert address(page.url_path, rf.get("/")) == page.get_url()
    assert address(lists.home.url_path, rf.get("/")) == lists.home.get_url() == "/"
    assert address("/findes/ikke/", rf.get("/")) == ""
    settings.WAGTAIL_APPEND_SLASH = False
    assert address(page.url_path, rf.get("/")) == page.get_url()
