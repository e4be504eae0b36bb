"""The meeting overview: next meetings, filters, past ones by year, rounds."""

from datetime import date, time, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from kitnet_events.enums import MeetingStatus
from kitnet_events.models import Meeting
from kitnet_pages.models import GroupPage, Municipality
from tests import factories
from tests.hostile import QUERY_STRINGS
from tests.queries import number_of_queries


@pytest.fixture(scope="module")
def grown(tree):
    """Plant meetings of two groups and of all, past and to come."""
    one = factories.GroupPageFactory(parent=tree.group_index, title="Sjælland", slug="sjaelland")
    other = factories.GroupPageFactory(parent=tree.group_index, title="Hovedstaden", slug="hovedstaden")
    topic = factories.TopicFactory(name="Sikkerhed", slug="sikkerhed")
    factories.MeetingPageFactory(parent=one, title="S om en uge", start_date=factories.in_days(7), topics=[topic])
    factories.MeetingPageFactory(parent=other, title="H om en dag", start_date=factories.in_days(1))
    factories.MeetingPageFactory(parent=tree.meeting_index, title="Fælles", start_date=factories.in_days(30))
    factories.MeetingPageFactory(
        parent=one, title="S nytår", start_date=date(2016, 12, 31), start_time=time(22), end_time=time(23, 30)
    )
    # In UTC this one is still in the old year.
    factories.MeetingPageFactory(
        parent=other, title="H nytår", start_date=date(2017, 1, 1), start_time=time(0, 15), end_time=time(3)
    )
    factories.MeetingPageFactory(parent=tree.meeting_index, title="Fælles 2017", start_date=date(2017, 6, 1))
    factories.MeetingPageFactory(parent=one, title="Kladde", start_date=factories.in_days(3), live=False)


@pytest.fixture
def index(grown, planted):
    return planted.meeting_index


def listed(index, query: str = "") -> list[str]:
    """Return the titles that the overview shows for a query string."""
    return [meeting.title for meeting in index.get_listing(QueryDict(query)).page]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["H om en dag", "S om en uge", "Fælles"]),
        ("gruppe=sjaelland", ["S om en uge", "Fælles"]),
        ("gruppe=hovedstaden", ["H om en dag", "Fælles"]),
        ("emne=sikkerhed", ["S om en uge"]),
        ("gruppe=hovedstaden&emne=sikkerhed", []),
        ("aar=2016", ["S nytår"]),
        ("aar=2017", ["Fælles 2017", "H nytår"]),
        ("aar=2017&gruppe=sjaelland", ["Fælles 2017"]),
    ],
)
def test_overview_lists_next_meetings_and_past_ones_by_local_year(index, query, titles):
    assert listed(index, query) == titles


def test_values_that_no_filter_offers_are_ignored(index):
    for query in ("gruppe=ukendt", "emne=0", "aar=2015", f"aar={factories.in_days(1).year}x", *QUERY_STRINGS):
        assert listed(index, query) == ["H om en dag", "S om en uge", "Fælles"], query


def test_years_of_past_meetings_are_offered_the_latest_first(index):
    *_rest, years = index.get_listing(QueryDict("")).filters
    assert [choice.value for choice in years.choices] == ["2017", "2016"]


def test_meeting_is_next_until_it_has_ended(index):
    running = Meeting.objects.get(title="H om en dag")
    shift = running.ends_at - running.starts_at
    now = timezone.now()
    Meeting.objects.filter(pk=running.pk).update(starts_at=now - shift / 2, ends_at=now + shift / 2)
    assert "H om en dag" in listed(index)
    Meeting.objects.filter(pk=running.pk).update(starts_at=now - shift, ends_at=now - timedelta(seconds=1))
    assert "H om en dag" not in listed(index)


def test_cancelled_meeting_stays_on_the_overview_and_says_so(index, client):
    Meeting.objects.filter(title="S om en uge").update(status=MeetingStatus.CANCELLED)
    assert "S om en uge" in listed(index)
    assert 'data-state="cancelled"' in client.get("/moeder/").content.decode()


def test_overview_is_divided_into_pages(index, settings):
    settings.KITNET_EVENTS = {"PAGE_SIZE": 2}
    assert listed(index) == ["H om en dag", "S om en uge"]
    assert listed(index, "side=2") == ["Fælles"]
    assert listed(index, "side=0") == ["H om en dag", "S om en uge"]


def test_overview_shows_published_rounds_the_latest_first(index, client):
    for year, number, live in ((2016, 1, True), (2016, 2, True), (2017, 1, True), (2017, 2, False)):
        factories.RoundPageFactory(parent=index, year=year, number=number, live=live)
    answer = client.get("/moeder/")
    assert [page.title for page in answer.context["rounds"]] == ["1. runde 2017", "2. runde 2016", "1. runde 2016"]
    html = answer.content.decode()
    assert "2. runde 2016" in html
    assert "2. runde 2017" not in html


def test_overview_costs_the_same_queries_for_thirty_meetings_as_for_one(index, client, settings):
    settings.KITNET_EVENTS = {"PAGE_SIZE": 30}
    paths = ("/moeder/", "/moeder/?gruppe=sjaelland", "/moeder/?aar=2017")
    Meeting.objects.exclude(title__in=["S om en uge", "H nytår"]).update(published=False)
    few = [number_of_queries(lambda path=path: client.get(path)) for path in paths]
    for number in range(30):
        parent = (GroupPage.objects.get(slug="sjaelland"), GroupPage.objects.get(slug="hovedstaden"))[number % 2]
        day = date(2017, 3, 1 + number) if number % 3 else factories.in_days(number + 2)
        factories.MeetingPageFactory(parent=parent, start_date=day, host=factories.MunicipalityFactory())
    assert [number_of_queries(lambda path=path: client.get(path)) for path in paths] == few


def test_cards_lead_to_their_pages_and_say_where(index, client):
    page = Meeting.objects.get(title="S om en uge").page
    page.venue, page.host = "Rådhuset", factories.MunicipalityFactory(name="Køge")
    factories.publish(page)
    html = client.get("/moeder/").content.decode()
    assert f'<a href="{page.get_url()}">S om en uge</a>' in html
    assert "<span>Rådhuset, Køge</span>" in html


@pytest.mark.parametrize(
    ("venue", "host", "place"),
    [
        ("Rådhuset", "Køge", "Rådhuset, Køge"),
        ("Køge Rådhus", "Køge", "Køge Rådhus"),
        ("", "Køge", "Køge"),
        ("Rådhuset", "", "Rådhuset"),
        ("", "", ""),
    ],
)
def test_place_names_the_host_unless_the_venue_does(venue, host, place):
    assert Meeting(venue=venue, host=Municipality(name=host) if host else None).place == place


def test_overview_without_meetings_says_so(planted, client):
    Meeting.objects.all().delete()
    answer = client.get("/moeder/")
    assert answer.status_code == 200
    assert "kn-result" in answer.content.decode()
