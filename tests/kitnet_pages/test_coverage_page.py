"""The map of the coverage on its pages: what it shows, where it leads, what it costs."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from kitnet_pages import extension_points
from kitnet_pages.domain.membership import end_membership
from kitnet_pages.domain.municipalities import load_municipalities
from kitnet_pages.extension_points import CoverageDay
from kitnet_pages.models import CoveragePage, Membership, Municipality, NetworkSettings
from tests import factories
from tests.queries import number_of_queries

URL = "/daekning/"
FOUNDED = date(2016, 9, 1)
GROUPS = {"Hovedstaden": "royalblue", "Sjælland": "teal", "Syddanmark": "darkorange", "Midt-Nord": "mediumvioletred"}
MAP = re.compile(r'<svg viewBox="[^"]*" role="group".*?</svg>', re.DOTALL)
SPOT = re.compile(
    r'<(a|g tabindex="0")(?: href="([^"]*)")?><path d="[^"]*" /><text [^>]*>([^<]*) <tspan>· ([^<]*)</tspan>'
)


@pytest.fixture(scope="module")
def country(tree):
    """Plant four groups, all municipalities, and a page of the coverage; Dragør and Fanø are not in."""
    for title, colour in GROUPS.items():
        factories.GroupPageFactory(
            parent=tree.group_index, title=title, slug=title.lower().replace("æ", "ae"), colour=colour
        )
    load_municipalities()
    outside = ("Dragør", "Fanø")
    Membership.objects.bulk_create(
        Membership(municipality=one, first_day=FOUNDED) for one in Municipality.objects.exclude(name__in=outside)
    )
    tree.home.refresh_from_db()
    page = tree.home.add_child(instance=CoveragePage(title="Hvem er med?", slug="daekning", show_in_menus=True))
    join = factories.StandardPageFactory(parent=tree.home, title="Kom med", slug="kom-med")
    settings = NetworkSettings.for_site(tree.site)
    settings.join_page = join
    settings.save()
    return page


@pytest.fixture
def page(country, planted, client):
    """Return the page of the coverage; the client asks for the network's site."""
    client.defaults["SERVER_NAME"] = "host.example"
    return factories.fresh(country)


@pytest.fixture(autouse=True)
def _no_form(monkeypatch):
    """Let no app name a form to join, unless a test does."""
    monkeypatch.setattr(extension_points._registry, "join_address", None)


@pytest.fixture
def no_days(monkeypatch):
    """Let no app name a day."""
    monkeypatch.setattr(extension_points._registry, "coverage_days", [])


def html_of(client, url=URL):
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def map_of(html):
    return MAP.search(html).group(0)


def spots_of(html):
    """Return by name where each hexagon leads, and what its label says beside the name."""
    return {name: (href, words) for _tag, href, name, words in SPOT.findall(map_of(html))}


def rows_of(html):
    body = html[html.index('id="kommuner"') :]
    return re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', body)


# ── The map ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_page_says_how_many_take_part(page, client):
    html = html_of(client)
    assert re.search(r"<b>96</b>\s*<span>af 98 kommuner</span>", html)
    assert 'aria-label="Kort: 96 af 98 kommuner er med"' in html


def test_map_has_each_municipality_once(page, client):
    spots = spots_of(html_of(client))
    assert len(spots) == 98
    assert spots["Køge"] == ("/netvaerksgrupper/sjaelland/", "Sjælland")


def test_municipality_that_is_not_in_leads_to_the_page_to_join(page, client):
    html = html_of(client)
    assert spots_of(html)["Dragør"] == ("/kom-med/", "tilmeld din kommune")
    assert re.search(r'<a href="/kom-med/"><span class="kn-hidden">Tilmeld din kommune: </span>Dragør</a>', html)


def test_municipality_leads_to_the_form_that_another_app_names(page, client, monkeypatch):
    monkeypatch.setattr(extension_points._registry, "join_address", lambda code: f"/med/?kommune={code}")
    assert spots_of(html_of(client))["Dragør"] == ("/med/?kommune=0155", "tilmeld din kommune")


def test_municipality_leads_nowhere_without_a_page_to_join(page, client, planted):
    NetworkSettings.objects.update(join_page=None)
    assert spots_of(html_of(client))["Dragør"] == ("", "ikke med endnu")


def test_map_fills_who_takes_part_and_hatches_who_does_not(page, client):
    drawn = map_of(html_of(client))
    filled = sum(path.count("M") for path in re.findall(r'<path id="kn-in-\d+" d="([^"]*)"', drawn))
    hatched = sum(path.count("M") for path in re.findall(r'fill="url\(#kn-hatch-\d+\)" d="([^"]*)"', drawn))
    assert (filled, hatched) == (96, 2)
    for key in re.findall(r"url\(#(kn-hatch-\d+)\)", drawn):
        assert f'<pattern id="{key}"' in drawn
    assert not re.search("<script|style", drawn)


def test_map_names_each_group_in_its_colour_and_in_words(page, client):
    drawn = map_of(html_of(client))
    named = re.findall(r'<text x="[^"]*" y="[^"]*" data-colour="(\w+)">([^<]+)</text>', drawn)
    assert {title: colour for colour, title in named} == GROUPS


def test_map_weighs_at_most_40_kilobytes_whoever_takes_part(page, client, monkeypatch):
    monkeypatch.setattr(extension_points._registry, "join_address", lambda code: f"/tilmeld-kommunen/?kommune={code}")
    assert len(map_of(html_of(client)).encode()) < 40_000
    Membership.objects.all().delete()
    assert len(map_of(html_of(client)).encode()) < 40_000


def test_ids_on_the_page_are_each_its_own(page, client):
    for url in (URL, "/", "/netvaerksgrupper/sjaelland/"):
        ids = re.findall(r'\sid="([^"]+)"', html_of(client, url))
        assert sorted(ids) == sorted(set(ids)), url


def test_page_costs_at_most_12_queries_with_ten_years_of_memberships(page, client):
    Membership.objects.all().delete()
    codes = Municipality.objects.values_list("pk", flat=True)
    Membership.objects.bulk_create(
        Membership(municipality_id=pk, first_day=date(year, 1, 1), last_day=date(year, 12, 31))
        for pk in codes
        for year in range(timezone.localdate().year - 10, timezone.localdate().year + 1)
    )
    assert number_of_queries(lambda: client.get(URL)) <= 12
    assert number_of_queries(lambda: client.get(f"{URL}?dag=2017-05-01&sortering=-siden")) <= 12


def test_page_works_without_municipalities(planted, client):
    client.defaults["SERVER_NAME"] = "host.example"
    Membership.objects.all().delete()
    Municipality.objects.all().delete()
    planted.home.add_child(instance=CoveragePage(title="Tomt", slug="tomt"))
    assert "kn-cover__map" not in html_of(client, "/tomt/")
    assert "kn-cover" not in html_of(client, "/").replace("css/components/coverage.css", "")


# ── Other pages ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_front_page_shows_map_number_and_table(page, client):
    html = html_of(client, "/")
    assert len(spots_of(html)) == 98
    assert re.search(r"<b>96</b>\s*<span>af 98 kommuner</span>", html)
    assert len(rows_of(html)) == 98
    assert f'href="{URL}"' in html


def test_group_page_makes_its_own_area_strong_and_the_rest_pale(page, client):
    html = html_of(client, "/netvaerksgrupper/hovedstaden/")
    layers = re.findall(r'<g data-colour="(\w+)" (class="kn-cover__pale")?>', map_of(html))
    assert {colour: bool(pale) for colour, pale in layers} == {
        "royalblue": False,
        "teal": True,
        "darkorange": True,
        "mediumvioletred": True,
    }
    assert "<b>28 af 29</b> kommuner i gruppen er med" in html
    assert len(rows_of(html)) == 98
    # It does not link to itself.
    spots = spots_of(html)
    assert spots["København"] == ("", "Hovedstaden")
    assert spots["Køge"] == ("/netvaerksgrupper/sjaelland/", "Sjælland")


def test_table_on_another_page_is_open_once_it_is_sorted(page, client):
    folded = re.compile(r'<details class="kn-cover__details" (open)?>')
    assert not folded.search(html_of(client, "/")).group(1)
    assert folded.search(html_of(client, "/?sortering=region")).group(1)


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_page_shows_an_earlier_day(page, client, no_days):
    membership = Membership.objects.get(municipality__name="Køge")
    end_membership(membership, date(2016, 10, 1))
    html = html_of(client, f"{URL}?dag=2016-10-01")
    assert re.search(r"<b>96</b>\s*<span>af 98 kommuner</span>\s*var med den 1. oktober 2016", html)
    # Whoever is not in today may still join.
    assert spots_of(html)["Køge"] == ("/kom-med/", "Sjælland")
    assert "<b>95</b>" in html_of(client, f"{URL}?dag=2016-10-02")


def test_municipality_that_has_joined_since_leads_to_its_group_on_an_earlier_day(page, client, no_days):
    html = html_of(client, f"{URL}?dag=2016-08-31")
    assert "<b>0</b>" in html
    assert spots_of(html)["Køge"] == ("/netvaerksgrupper/sjaelland/", "var ikke med")


def test_page_links_to_the_days_that_apps_name(page, client, monkeypatch):
    days = [CoverageDay(date(2016, 9, 13), "1. runde 2016"), CoverageDay(date(2099, 1, 1), "1. runde 2099")]
    monkeypatch.setattr(extension_points._registry, "coverage_days", [lambda request: days])
    html = html_of(client)
    growth = html[html.index('class="kn-growth"') :].split("</ol>")[0]
    assert re.findall(r'<a href="([^"]*)"', growth) == [f"{URL}?dag=2016-09-13", URL]
    assert re.findall(r"<b>(\d+)</b>", growth) == ["96", "96"]
    assert "2099" not in growth
    shown = html_of(client, f"{URL}?dag=2016-09-13")
    assert "1. runde 2016, 13. september 2016" in shown
    assert re.search(r'href="/daekning/\?dag=2016-09-13" aria-current="page"', shown)


@pytest.mark.parametrize(
    "day", ["", "abc", "2016-13-01", "2016-02-30", "20161001", "2016-W40-1", "٢٠١٦-١٠-٠١", "9999-12-31", "0000-00-00"]
)
def test_day_that_is_none_or_lies_ahead_is_today(page, client, day):
    response = client.get(URL, {"dag": day})
    assert response.status_code == 200
    assert "96</b>" in response.content.decode()


def test_odd_query_string_changes_nothing(page, client):
    query = "&".join(f"{name}=%00%ED%A0%80%22'<script>&{name}[]=%" for name in ("dag", "sortering", "gruppe", "med"))
    html = html_of(client, f"{URL}?{query}")
    assert rows_of(html)[0] == "Albertslund"
    assert "<script>&" not in html


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("", "Albertslund", "Aarhus"),
        ("-kommune", "Aarhus", "Albertslund"),
        ("region", "Albertslund", "Aabenraa"),
        ("-gruppe", "Assens", "Vallensbæk"),
        ("siden", "Vejen", "Fanø"),
        ("-siden", "Dragør", "Vejen"),
    ],
)
def test_table_sorts_by_each_column_both_ways(page, client, asked, first, last):
    Membership.objects.filter(municipality__name="Vejen").update(first_day=FOUNDED - timedelta(days=1))
    rows = rows_of(html_of(client, f"{URL}?sortering={asked}"))
    assert len(rows) == 98
    assert (rows[0], rows[-1]) == (first, last)


def test_table_says_how_it_is_sorted_and_links_to_the_other_way(page, client):
    html = html_of(client, f"{URL}?dag=2017-01-01&sortering=region")
    heads = re.findall(r'<th scope="col"(?: aria-sort="(\w+)")?\s*><a href="([^"]*)">(\w[^<]*)', html)
    assert heads == [
        ("", "?dag=2017-01-01&amp;sortering=kommune#kommuner", "Kommune"),
        ("ascending", "?dag=2017-01-01&amp;sortering=-region#kommuner", "Region"),
        ("", "?dag=2017-01-01&amp;sortering=gruppe#kommuner", "Gruppe"),
        ("", "?dag=2017-01-01&amp;sortering=siden#kommuner", "Er med"),
    ]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("gruppe=sjaelland", 17),
        ("med=nej", 2),
        ("gruppe=hovedstaden&med=nej", 1),
        ("gruppe=findes-ikke&med=maaske", 98),
    ],
)
def test_table_is_narrowed_down_to_a_group_and_to_those_who_are_missing(page, client, asked, count):
    html = html_of(client, f"{URL}?{asked}")
    assert len(rows_of(html)) == count
    assert (f"{count} af 98 kommuner" in html) == (count < 98)


def test_table_that_is_narrowed_down_is_sorted_as_it_is(page, client):
    html = html_of(client, f"{URL}?dag=2017-01-01&sortering=region&gruppe=sjaelland")
    assert "?dag=2017-01-01&amp;gruppe=sjaelland&amp;sortering=-region#kommuner" in html
    kept = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', html)
    assert kept == [("dag", "2017-01-01"), ("sortering", "region")]


def test_table_tells_since_when_and_offers_to_join(page, client):
    html = html_of(client)
    row = html[html.index('<th scope="row" data-region="Region Sjælland">Køge</th>') :].split("</tr>")[0]
    assert "siden 1. september 2016" in row
    row = html[html.index('<th scope="row" data-region="Region Hovedstaden">Dragør</th>') :].split("</tr>")[0]
    assert re.search(r'href="/kom-med/">Tilmeld din kommune<span class="kn-hidden">: Dragør', row)
