"""What machines read: municipalities and coverage as JSON, pages through Wagtail's API."""

import json
from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from kitnet_pages import extension_points
from kitnet_pages.domain.membership import begin_membership, end_membership
from kitnet_pages.extension_points import CoverageDay
from tests import factories
from tests.hostile import TEXTS
from tests.queries import number_of_queries

MUNICIPALITIES, COVERAGE, PAGES = "/api/municipalities.json", "/api/coverage.json", "/api/v2/pages/"
FOUNDED = date(2016, 9, 1)


@pytest.fixture
def site(planted, client):
    client.defaults["SERVER_NAME"] = "host.example"
    return planted


@pytest.fixture
def koege(site):
    group = factories.GroupPageFactory(parent=site.group_index, title="Sjælland", slug="sjaelland", colour="teal")
    municipality = factories.MunicipalityFactory(
        code="0259", name="Køge", region="Region Sjælland", group=group, hex_col=8, hex_row=12
    )
    begin_membership(municipality, FOUNDED, contact_name="Bo Prøvesen", contact_email="bo@koege.example")
    factories.MunicipalityFactory(code="0825", name="Læsø", region="Region Nordjylland", hex_col=5, hex_row=0)
    return municipality


def data_of(client, url, **params):
    response = client.get(url, params)
    assert response.status_code == 200
    return json.loads(response.content)


# ── Municipalities and coverage ──────────────────────────────────────────────────────────────────────────────────
def test_municipalities_tell_who_takes_part(koege, client):
    data = data_of(client, MUNICIPALITIES)
    assert data == {
        "day": timezone.localdate().isoformat(),
        "municipalities": [
            {
                "code": "0259",
                "name": "Køge",
                "region": "Region Sjælland",
                "group": {
                    "title": "Sjælland",
                    "slug": "sjaelland",
                    "url": "http://host.example/netvaerksgrupper/sjaelland/",
                },
                "takes_part": True,
                "since": "2016-09-01",
                "map": {"column": 8, "row": 12},
            },
            {
                "code": "0825",
                "name": "Læsø",
                "region": "Region Nordjylland",
                "group": None,
                "takes_part": False,
                "since": None,
                "map": {"column": 5, "row": 0},
            },
        ],
    }


def test_coverage_tells_numbers_by_group_and_region_and_growth(koege, client, monkeypatch):
    days = [CoverageDay(FOUNDED, "1. runde 2016"), CoverageDay(FOUNDED - timedelta(days=1), "Før")]
    monkeypatch.setattr(extension_points._registry, "coverage_days", [lambda request: days])
    data = data_of(client, COVERAGE)
    assert (data["members"], data["total"], data["outside"]) == (1, 2, ["0825"])
    assert data["groups"] == [
        {
            "title": "Sjælland",
            "slug": "sjaelland",
            "url": "http://host.example/netvaerksgrupper/sjaelland/",
            "members": 1,
            "total": 1,
        }
    ]
    assert data["regions"] == [
        {"name": "Region Nordjylland", "members": 0, "total": 1},
        {"name": "Region Sjælland", "members": 1, "total": 1},
    ]
    assert data["growth"] == [
        {"day": "2016-08-31", "label": "Før", "members": 0},
        {"day": "2016-09-01", "label": "1. runde 2016", "members": 1},
    ]


def test_data_is_that_of_the_day_asked_for(koege, client):
    assert data_of(client, COVERAGE, day="2016-08-31")["members"] == 0
    assert data_of(client, MUNICIPALITIES, day="2016-09-01")["municipalities"][0]["takes_part"]


@pytest.mark.parametrize("url", [MUNICIPALITIES, COVERAGE])
def test_data_holds_nobodys_name(koege, client, url):
    text = client.get(url).content.decode()
    assert "Bo" not in text
    assert "koege.example" not in text


@pytest.mark.parametrize("url", [MUNICIPALITIES, COVERAGE])
@pytest.mark.parametrize("day", ["", "abc", "2016-13-01", "20161001", "9999-12-31", *list(TEXTS.values())[:6]])
def test_day_that_is_none_is_answered_with_400(koege, client, url, day):
    response = client.get(f"{url}?day={quote(day.encode('utf-8', 'surrogatepass'))}")
    assert response.status_code == 400
    assert "day" in json.loads(response.content)["error"]


@pytest.mark.parametrize("url", [MUNICIPALITIES, COVERAGE, PAGES])
def test_answer_has_a_validator_and_may_be_kept(koege, client, url):
    first = client.get(url)
    assert first.headers["Cache-Control"] == "public, max-age=300"
    assert not first.cookies
    assert client.get(url, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    end_membership(koege.memberships.get(), FOUNDED)
    factories.StandardPageFactory(parent=factories.fresh(koege.group).get_parent().get_parent())
    changed = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != first.headers["ETag"]


@pytest.mark.parametrize("url", [MUNICIPALITIES, COVERAGE])
def test_data_may_be_read_by_other_sites_and_written_by_nobody(koege, client, url):
    assert client.get(url).headers["Access-Control-Allow-Origin"] == "*"
    assert client.post(url).status_code == 405
    assert client.head(url).content == b""


@pytest.mark.parametrize("url", [MUNICIPALITIES, COVERAGE])
def test_data_costs_the_same_for_1_and_30(koege, client, url):
    few = number_of_queries(lambda: client.get(url))
    for _ in range(30):
        factories.MembershipFactory()
    assert number_of_queries(lambda: client.get(url)) == few <= 5


# ── Pages ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def meeting(koege):
    return factories.MeetingPageFactory(
        parent=factories.fresh(koege.group),
        title="2. runde: Køge",
        slug="2-runde",
        venue="Køge Rådhus",
        online_url="https://moede.example/hemmeligt",
        internal_note="Husk kagen",
    )


def test_pages_are_those_that_a_visitor_sees(koege, site, client):
    draft = factories.StandardPageFactory(parent=site.home, live=False)
    closed = factories.StandardPageFactory(parent=site.home)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    keys = {page["id"] for page in data_of(client, PAGES, limit=20)["items"]}
    assert koege.group_id in keys
    assert keys.isdisjoint({draft.pk, closed.pk})
    assert client.get(f"{PAGES}{draft.pk}/").status_code == 404
    assert client.get(f"{PAGES}{closed.pk}/").status_code == 404


def test_article_tells_its_public_facts(koege, site, client):
    topic = factories.TopicFactory(name="Data")
    article = factories.NewsPageFactory(parent=site.news_index, title="Godt i gang", group=koege.group, topics=[topic])
    data = data_of(client, f"{PAGES}{article.pk}/")
    assert (data["title"], data["lead"], data["topics"]) == ("Godt i gang", "Det skete i går.", ["Data"])
    assert data["group"]["html_url"] == "http://host.example/netvaerksgrupper/sjaelland/"
    factories.fresh(koege.group).unpublish()
    assert data_of(client, f"{PAGES}{article.pk}/")["group"] is None


def test_meeting_tells_time_and_place_and_no_secret(meeting, client):
    response = client.get(f"{PAGES}{meeting.pk}/")
    facts = json.loads(response.content)["meeting"]
    assert (facts["venue"], facts["status"], facts["group"]["title"]) == ("Køge Rådhus", "planned", "Sjælland")
    text = response.content.decode() + client.get(f"{PAGES}?type=kitnet_events.MeetingPage&fields=*").content.decode()
    assert "hemmeligt" not in text
    assert "kagen" not in text


@pytest.mark.parametrize(
    "query",
    [
        "internal_note=kage",
        "online_url=x",
        "order=internal_note",
        "fields=internal_note,online_url",
        "fields=*,owner",
        "type=auth.User",
        "search_operator=xor&search=a",
        "date=abc",
        "child_of=99999999999999999999999",
        "limit=99999999999",
        "offset=-1",
        "id=%00",
        "slug=%00",
    ],
)
def test_question_that_makes_no_sense_is_answered_with_400(meeting, client, query):
    kind = "kitnet_events.MeetingPage" if "date" not in query else "kitnet_pages.NewsPage"
    prefix = "" if query.startswith("type") else f"type={kind}&"
    response = client.get(f"{PAGES}?{prefix}{query}")
    assert response.status_code == 400, response.content
    assert json.loads(response.content)["message"]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_search_takes_whatever_is_sent(meeting, client, text):
    response = client.get(f"{PAGES}?search={quote(text.encode('utf-8', 'surrogatepass')[:4000])}")
    assert response.status_code == 200
    assert isinstance(json.loads(response.content)["items"], list)


def test_search_finds_pages(meeting, client):
    assert [page["title"] for page in data_of(client, PAGES, search='"køge')["items"]] == ["2. runde: Køge"]
    assert data_of(client, PAGES, search="\x00")["items"] == []


def test_group_that_is_closed_is_not_named_at_an_article(koege, site, client):
    article = factories.NewsPageFactory(parent=site.news_index, group=koege.group)
    address = f"/api/v2/pages/{article.pk}/"
    assert client.get(address).json()["group"]["title"] == "Sjælland"
    PageViewRestriction.objects.create(page=koege.group, restriction_type=PageViewRestriction.LOGIN)
    assert client.get(address).json()["group"] is None
