"""What machines are told: JSON-LD, Open Graph, feeds of news."""

import json
from datetime import date, time
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from kitnet_events.models import Meeting
from kitnet_pages.dates import ZONE
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


def test_article_without_a_name_is_by_the_network(network_named, client):
    page = factories.NewsPageFactory(parent=network_named.news_index, date=date(2026, 11, 4))
    article = told(client, page)["NewsArticle"]
    home = network_named.home.get_full_url()
    assert article["author"] == article["publisher"] == {"@type": "Organization", "name": "It-netværket", "url": home}
    assert article["dateModified"] == page.last_published_at.astimezone(ZONE).isoformat(timespec="seconds")


def test_page_without_a_picture_is_shared_with_the_networks_mark(network_named, client):
    assert shared(client, network_named.meeting_index)["og:image"].endswith("/static/kitnet_pages/icon-512.png")


def test_groups_picture_is_shared_without_words_that_nobody_wrote(network_named, client):
    group = factories.GroupPageFactory(parent=network_named.group_index, picture=factories.ImageFactory())
    og = shared(client, group)
    assert og["og:image"].startswith("http")
    assert "og:image:alt" not in og


def test_home_is_told_as_the_organisation(network_named, client):
    organisation = told(client, network_named.home)["Organization"]
    assert (organisation["name"], organisation["url"]) == ("It-netværket", network_named.home.get_full_url())
    assert organisation["logo"].startswith("http")


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
    assert event["organizer"]["url"] == network_named.home.get_full_url()


def test_meeting_of_which_the_host_alone_is_known_is_told_to_be_there(network_named, client):
    page = meeting_page(network_named, host=factories.MunicipalityFactory(name="Køge"))
    assert told(client, page)["Event"]["location"] == {"@type": "Place", "name": "Køge", "address": "Køge"}


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


def test_feeds_are_found_from_every_page_and_a_groups_own_from_its_page(network_named, articles, client):
    for page, number in ((network_named.home, 1), (articles[0].group, 2)):
        for kind in ("atom+xml", "feed+json"):
            links = head_of(client, page).select(f"link[rel=alternate][type='application/{kind}']")
            assert [client.get(link["href"])["Content-Type"].split(";")[0] for link in links] == [
                f"application/{kind}"
            ] * number


def test_atom_feed_has_what_its_standard_asks_for(network_named, articles, client):
    """RFC 4287, sections 4.1.1 and 4.1.2: identity, title, time and author; a link to itself."""
    address = f"{network_named.news_index.get_url()}feed.atom"
    feed = ElementTree.fromstring(client.get(address).content)
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "It-netværket"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == f"http://testserver{address}"


def test_article_that_moves_is_the_same_one_to_feed_readers(network_named, articles, client):
    def identities():
        address = network_named.news_index.get_url()
        entries = ElementTree.fromstring(client.get(f"{address}feed.atom").content).iter(f"{ATOM}entry")
        items = client.get(f"{address}feed.json").json()["items"]
        return [entry.findtext(f"{ATOM}id") for entry in entries], [item["id"] for item in items]

    before = identities()
    articles[0].slug = "et-andet-sted"
    factories.publish(articles[0])
    assert identities() == before
    assert len(set(before[0])) == len(articles)


@pytest.mark.parametrize(
    "path", ["/feed.atom", "/netvaerksgrupper/feed.atom", "/findes/ikke/feed.json", "/nyheder/feed.rss"]
)
def test_there_is_no_feed_elsewhere(network_named, client, path):
    assert client.get(path).status_code == 404
