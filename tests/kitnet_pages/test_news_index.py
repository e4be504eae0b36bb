"""The news overview: filters, pages, order."""

from datetime import date

import pytest
from django.http import QueryDict

from kitnet_pages.models import NewsIndexPage, NewsPage
from tests import factories
from tests.hostile import QUERY_STRINGS


def listed(index, query: str = "") -> list[str]:
    """Return the titles that the overview shows for a query string."""
    return [article.title for article in index.get_listing(QueryDict(query)).page]


@pytest.fixture
def index(planted):
    return planted.news_index


@pytest.fixture(scope="module")
def grown(tree):
    """Plant an overview with three articles: two years, two topics, two groups."""
    index = factories.NewsIndexPageFactory(parent=tree.home, slug="nyt")
    sjaelland = factories.GroupPageFactory(parent=tree.group_index, title="Sjælland", slug="sjaelland")
    hovedstaden = factories.GroupPageFactory(parent=tree.group_index, title="Hovedstaden", slug="hovedstaden")
    security = factories.TopicFactory(name="Sikkerhed", slug="sikkerhed")
    data = factories.TopicFactory(name="Data", slug="data")
    factories.NewsPageFactory(
        parent=index, title="A", date=date(2016, 12, 31), topics=[security, data], group=sjaelland
    )
    factories.NewsPageFactory(parent=index, title="B", date=date(2017, 1, 1), topics=[data], group=hovedstaden)
    factories.NewsPageFactory(parent=index, title="C", date=date(2017, 6, 1))
    return index


@pytest.fixture
def filled(grown, db):
    return factories.fresh(grown)


def test_overview_lists_the_newest_article_first(filled):
    assert listed(filled) == ["C", "B", "A"]


def test_articles_of_one_day_are_listed_by_when_they_were_made(index):
    for title in ("første", "anden"):
        factories.NewsPageFactory(parent=index, title=title, date=date(2016, 10, 24))
    assert listed(index) == ["anden", "første"]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("emne=data", ["B", "A"]),
        ("emne=sikkerhed", ["A"]),
        ("gruppe=sjaelland", ["A"]),
        ("aar=2017", ["C", "B"]),
        ("aar=2016", ["A"]),
        ("emne=data&aar=2017", ["B"]),
        ("emne=data&gruppe=sjaelland&aar=2016", ["A"]),
        ("gruppe=hovedstaden&aar=2016", []),
    ],
)
def test_overview_filters_by_topic_group_and_year(filled, query, titles):
    assert listed(filled, query) == titles


@pytest.mark.parametrize("query", ["emne=ukendt", "gruppe=1", "aar=1999", "aar=2016x", "aar=", "ukendt=1"])
def test_values_that_no_filter_offers_are_ignored(filled, query):
    assert listed(filled, query) == ["C", "B", "A"]
    assert not filled.get_listing(QueryDict(query)).is_filtered


def test_hostile_query_strings_are_ignored(filled):
    for query in QUERY_STRINGS:
        assert listed(filled, query) == ["C", "B", "A"], query


def test_unpublished_articles_are_not_listed_and_offer_no_year(filled):
    factories.NewsPageFactory(parent=filled, title="Kladde", date=date(2015, 1, 1), live=False)
    listing = filled.get_listing(QueryDict(""))
    assert "Kladde" not in listed(filled)
    assert [choice.value for choice in listing.filters[2].choices] == ["2017", "2016"]


def test_filters_are_offered_in_danish_order_with_what_is_chosen(filled):
    factories.TopicFactory(name="Åbne data", slug="aabne-data")
    factories.TopicFactory(name="Økonomi", slug="oekonomi")
    topics, groups, years = filled.get_listing(QueryDict("emne=data&aar=2016")).filters
    assert [choice.label for choice in topics.choices] == ["Data", "Sikkerhed", "Økonomi", "Åbne data"]
    assert [choice.label for choice in groups.choices] == ["Sjælland", "Hovedstaden"]
    assert (topics.selected_label, groups.selected_label, years.selected_label) == ("Data", "", "2016")


@pytest.fixture(scope="module")
def seven(tree):
    """Plant an overview with seven articles, numbered by their date."""
    index = factories.NewsIndexPageFactory(parent=tree.home, slug="syv")
    topic = factories.TopicFactory(slug="tal")
    for n in range(1, 8):
        factories.NewsPageFactory(parent=index, title=str(n), date=date(2020, 1, n), topics=[topic])
    return index


@pytest.fixture
def many(seven, db, settings):
    settings.KITNET_PAGES = {"PAGE_SIZE": 2}
    return factories.fresh(seven)


@pytest.mark.parametrize(
    ("query", "titles"),
    [("", ["7", "6"]), ("side=1", ["7", "6"]), ("side=2", ["5", "4"]), ("side=4", ["1"])],
)
def test_overview_is_divided_into_pages(many, query, titles):
    assert listed(many, query) == titles


@pytest.mark.parametrize(
    ("number", "titles"),
    [
        ("0", ["7", "6"]),
        ("-1", ["7", "6"]),
        ("x", ["7", "6"]),
        ("5", ["1"]),
        ("999999", ["1"]),
        ("9" * 5000, ["7", "6"]),
    ],
)
def test_page_number_that_does_not_exist_gives_the_nearest_page(many, number, titles):
    assert listed(many, f"side={number}") == titles


def test_links_to_other_pages_keep_the_filters(many):
    listing = many.get_listing(QueryDict("emne=tal&side=2&ukendt=1"))
    assert listing.previous_url == "?emne=tal"
    assert listing.next_url == "?emne=tal&side=3"
    assert listing.pages == [
        (1, "?emne=tal"),
        (2, "?emne=tal&side=2"),
        (3, "?emne=tal&side=3"),
        (4, "?emne=tal&side=4"),
    ]


def test_first_and_last_page_lead_no_further(many):
    assert many.get_listing(QueryDict("")).previous_url == ""
    assert many.get_listing(QueryDict("side=4")).next_url == ""


def test_long_lists_of_pages_are_shortened_by_a_gap(index, settings):
    settings.KITNET_PAGES = {"PAGE_SIZE": 1}
    for n in range(1, 13):
        factories.NewsPageFactory(parent=index, date=date(2020, 1, n))
    numbers = [number for number, _ in index.get_listing(QueryDict("side=6")).pages]
    assert numbers == [1, 0, 5, 6, 7, 0, 12]


def test_overview_of_no_articles_is_empty(index):
    assert listed(index) == []


def test_overview_that_is_not_yet_saved_lists_nothing(planted):
    new = NewsIndexPage(title="Ny", path=f"{planted.home.path}0009", depth=planted.home.depth + 1)
    assert listed(new) == []


@pytest.mark.parametrize(("age", "is_old"), [(0, False), (729, False), (732, True), (5000, True), (-5, False)])
def test_articles_older_than_two_years_say_so(age, is_old):
    assert NewsPage(date=factories.in_days(-age)).age_notice() is is_old


def test_age_from_which_an_article_is_old_is_a_setting(settings):
    settings.KITNET_PAGES = {"OLD_ARTICLE_YEARS": 1}
    assert NewsPage(date=factories.in_days(-400)).age_notice()
