"""The page that explains how to subscribe, and the ways that lead to it."""

from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from kitnet_events.domain.qr_code import qr_svg
from kitnet_events.domain.subscriptions import PROGRAMS, subscription_for
from kitnet_events.models import Meeting
from kitnet_pages.models import NetworkSettings
from tests import factories
from tests.hostile import TEXTS


@pytest.fixture(scope="module")
def groups(tree):
    names = {"sjaelland": "Sjælland", "midt-nord": "Midt-Nord"}
    return [
        factories.GroupPageFactory(parent=tree.group_index, title=title, slug=slug, live=True)
        for slug, title in names.items()
    ]


@pytest.fixture
def address(groups, planted):
    settings = NetworkSettings.for_site(planted.site)
    settings.name, settings.short_name = "It-arkitekturnetværket", ""
    settings.save()
    return reverse("kitnet_events:subscribe")


def soup_of(client, url: str) -> BeautifulSoup:
    answer = client.get(url)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").main


def test_page_offers_the_network_and_each_group(client, address):
    options = soup_of(client, address).select(".kn-option")
    names = [option.b.get_text(strip=True) for option in options]
    assert names[1:] == ["Midt-Nord", "Sjælland"]
    assert [option.get("aria-current") for option in options] == ["true", None, None]


def test_chosen_groups_feed_stands_in_every_link(client, address):
    main = soup_of(client, f"{address}?kalender=group/sjaelland")
    feed = "http://testserver/kalender/group/sjaelland.ics"
    assert {code.get_text() for code in main.select(".kn-copy code")} == {feed}
    links = {urlsplit(a["href"]).netloc: a["href"] for a in main.select(".kn-program a.kn-button")}
    ask = {host: parse_qs(urlsplit(link).query) for host, link in links.items()}
    assert ask["calendar.google.com"]["cid"] == ["webcal://testserver/kalender/group/sjaelland.ics"]
    for host in ("outlook.office.com", "outlook.live.com"):
        assert ask[host] == {"url": [feed], "name": ["It-arkitekturnetværket: Sjælland"]}
    assert "webcal://testserver/kalender/group/sjaelland.ics" in {a["href"] for a in main.select(".kn-program a")}


def test_feeds_on_the_page_answer(client, address):
    for option in soup_of(client, address).select(".kn-option"):
        chosen = soup_of(client, option["href"])
        feed = chosen.select_one(".kn-copy code").get_text()
        assert client.get(urlsplit(feed).path)["Content-Type"].startswith("text/calendar")


@pytest.mark.parametrize("program", PROGRAMS)
def test_each_program_has_its_link_or_three_steps_and_its_pace(client, address, program):
    main = soup_of(client, f"{address}?program={program}")
    (opened,) = main.select("details[open]")
    assert opened.select("a.kn-button[href]")
    assert len(opened.select("ol > li")) == 3
    assert opened.select_one(".kn-program__pace").get_text(strip=True)


def test_no_program_is_open_until_one_is_chosen(client, address):
    assert not soup_of(client, address).select("details[open]")
    assert not soup_of(client, f"{address}?program=nix").select("details[open]")


def test_panel_leads_to_the_programs_of_its_own_calendar(client, address, groups):
    main = soup_of(client, factories.fresh(groups[0]).get_url())
    paths = [a["href"] for a in main.select(".kn-subscribe__programs a")]
    assert f"{address}?kalender=group/sjaelland&program=outlook#kn-program" in paths
    for path in paths:
        assert soup_of(client, path).select("details[open]")


def test_round_that_was_linked_to_is_offered_too(client, address, planted):
    page = factories.RoundPageFactory(parent=planted.meeting_index, title="1. runde 2027", slug="1-runde-2027")
    options = soup_of(client, f"{address}?kalender=round/1-runde-2027").select(".kn-option")
    assert options[-1].b.get_text(strip=True) == page.title
    assert options[-1]["aria-current"] == "true"


@pytest.mark.parametrize("key", ["group/nix", "group/", "/", "nix", "all/all", "topic/../x"])
def test_unknown_calendar_is_not_found(client, address, key):
    assert client.get(address, {"kalender": key}).status_code == 404


@pytest.mark.parametrize("name", TEXTS)
def test_page_answers_whatever_is_asked(client, address, name):
    text = quote(TEXTS[name].encode("utf-8", "surrogatepass")[:2000])
    for query in (f"kalender={text}", f"kalender=group/{text}", f"program={text}"):
        assert client.get(f"{address}?{query}").status_code in {200, 404}


def test_page_asks_the_same_for_three_groups_as_for_one(client, address, planted, django_assert_num_queries):
    client.get(address)
    with django_assert_num_queries(3):
        client.get(address)
    factories.GroupPageFactory(parent=planted.group_index, title="Hovedstaden", slug="hovedstaden")
    with django_assert_num_queries(3):
        client.get(address)


def test_qr_code_is_an_svg_that_needs_no_style():
    svg = qr_svg("https://net.example/kalender/?kalender=group/sjaelland")
    assert svg.startswith("<svg")
    assert "style=" not in svg
    assert 'fill="#fff"' in svg


def test_round_that_is_over_leads_to_the_whole_networks_calendar(address, planted):
    page = factories.RoundPageFactory(parent=planted.meeting_index, year=2016, number=2)
    meeting = factories.make_meeting(planted.meeting_index, round=page, start_date=factories.in_days(3))
    assert subscription_for(page, None).key == f"round/{page.slug}"
    Meeting.objects.filter(pk=meeting.pk).update(starts_at="2016-11-08T09:00Z", ends_at="2016-11-08T15:00Z")
    assert subscription_for(factories.fresh(page), None).key == "all"


def test_list_narrowed_down_to_a_group_is_followed_as_that_group(address, planted, rf):
    keys = {
        query: subscription_for(planted.meeting_index, rf.get(f"/moeder/?gruppe={query}")).key
        for query in ("sjaelland", "findes-ikke", "%00", "")
    }
    assert keys == {"sjaelland": "group/sjaelland", "findes-ikke": "all", "%00": "all", "": "all"}
