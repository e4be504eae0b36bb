"""What machines are told: JSON-LD, Open Graph, feeds of news."""

import json
from datetime import date, time
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from kitnet_events.models import Meeting
from kitnet_pages.domain.rich_data import description_of
from kitnet_pages.models import NetworkSettings, Topic
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def network_named(planted):
    settings = NetworkSettings.for_site(planted.site)
    settings.name = "It-netværket"
    settings.save()
    return planted


def head_of(client, page) -> BeautifulSoup:
    return BeautifulSoup(client.get(page.get_url()).content, "html.parser").head


def told(client, page) -> dict[str, dict]:
    """Return the JSON-LD of a page by type."""
    script = head_of(client, page).find("script", type="application/ld+json")
    return {one["@type"]: one for one in json.loads(script.string)}


def shared(client, page) -> dict[str, str]:
    return {meta["property"]: meta["content"] for meta in head_of(client, page).select("meta[property]")}


def test_article_is_told_as_news(network_named, client):
    page = factories.NewsPageFactory(
        parent=network_named.news_index,
        title="Nyt </script> & mere",
        lead="Kort fortalt.",
        date=date(2026, 11, 4),
        byline="Freja",
    )
    data = told(client, page)
    article = data["NewsArticle"]
    assert article["headline"] == "Nyt </script> & mere"
    assert (article["datePublished"], article["author"]["name"]) == ("2026-11-04", "Freja")
    assert article["publisher"]["name"] == "It-netværket"
    crumbs = data["BreadcrumbList"]["itemListElement"]
    assert [one["name"] for one in crumbs][-2:] == [network_named.news_index.title, page.title]
    assert [one["position"] for one in crumbs] == list(range(1, len(crumbs) + 1))
    og = shared(client, page)
    assert (og["og:type"], og["og:title"], og["og:description"]) == ("article", page.title, "Kort fortalt.")


def test_groups_picture_is_shared_without_words_that_nobody_wrote(network_named, client):
    group = factories.GroupPageFactory(parent=network_named.group_index, picture=factories.ImageFactory())
    og = shared(client, group)
    assert og["og:image"].startswith("http")
    assert "og:image:alt" not in og


def test_home_is_told_as_the_organisation(network_named, client):
    assert told(client, network_named.home)["Organization"]["name"] == "It-netværket"


def meeting_page(network, **fields):
    return factories.MeetingPageFactory(
        parent=network.meeting_index, start_date=date(2027, 7, 1), start_time=time(9, 30), end_time=time(15), **fields
    )


def test_meeting_is_told_as_an_event(network_named, client):
    page = meeting_page(network_named, title="Om data", venue="Rådhuset", address="Torvet 1")
    event = told(client, page)["Event"]
    assert (event["startDate"], event["endDate"]) == ("2027-07-01T09:30+02:00", "2027-07-01T15:00+02:00")
    assert event["eventStatus"] == "https://schema.org/EventScheduled"
    assert event["location"] == {"@type": "Place", "name": "Rådhuset", "address": "Torvet 1"}
    assert "previousStartDate" not in event


def test_moved_meeting_tells_when_it_was_to_be(network_named, client):
    page = meeting_page(network_named)
    Meeting.objects.filter(page=page).update(
        moved_from_start="2027-06-24T07:30Z", moved_from_end="2027-06-24T13:00Z", moved_from_date_only=False
    )
    event = told(client, page)["Event"]
    assert event["eventStatus"] == "https://schema.org/EventRescheduled"
    assert event["previousStartDate"] == "2027-06-24T09:30+02:00"


def test_cancelled_meeting_is_told_as_such(network_named, client):
    page = meeting_page(network_named)
    Meeting.objects.filter(page=page).update(status="cancelled")
    assert told(client, page)["Event"]["eventStatus"] == "https://schema.org/EventCancelled"


def test_description_is_whole_words():
    page = factories.NewsPageFactory.build(lead="ord " * 100)
    words = description_of(page)
    assert len(words) <= 200
    assert words.endswith("ord…")


# ── Feeds ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def articles(network_named):
    group = factories.GroupPageFactory(parent=network_named.group_index, title="Sjælland", slug="sjaelland")
    topic = Topic.objects.create(name="Data", slug="data")
    one = factories.NewsPageFactory(
        parent=network_named.news_index, title="Fra Sjælland", group=group, date=date(2026, 1, 2)
    )
    two = factories.NewsPageFactory(parent=network_named.news_index, title="Om data & <b>", date=date(2026, 1, 1))
    two.topics.add(topic)
    two.save()
    return one, two


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Fra Sjælland", "Om data & <b>"]),
        ("?gruppe=sjaelland", ["Fra Sjælland"]),
        ("?emne=data", ["Om data & <b>"]),
    ],
)
def test_feeds_hold_all_news_or_a_groups_or_a_topics(network_named, articles, client, query, titles):
    address = network_named.news_index.get_url()
    atom = client.get(f"{address}feed.atom{query}")
    assert atom["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = ElementTree.fromstring(atom.content).findall(f"{ATOM}entry")
    assert [entry.find(f"{ATOM}title").text for entry in entries] == titles
    items = client.get(f"{address}feed.json{query}").json()
    assert items["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in items["items"]] == titles
    assert items["items"][0]["date_published"].startswith("2026-01-0")


def test_feeds_are_found_from_every_page(network_named, articles, client):
    links = head_of(client, network_named.home).select("link[rel=alternate][type='application/atom+xml']")
    assert client.get(links[0]["href"]).status_code == 200


@pytest.mark.parametrize(
    "path", ["/feed.atom", "/netvaerksgrupper/feed.atom", "/findes/ikke/feed.json", "/nyheder/feed.rss"]
)
def test_there_is_no_feed_elsewhere(network_named, client, path):
    assert client.get(path).status_code == 404
