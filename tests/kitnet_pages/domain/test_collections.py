"""Collections of articles: what is selected, where "see all" leads, and how it stands in a body and in the column."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from kitnet_pages import extension_points
from kitnet_pages.enums import CollectionOrder, CollectionPeriod
from kitnet_pages.models import Collection
from tests import factories


@pytest.fixture(scope="module")
def tree_with_news(tree):
    """Plant articles: each one's title says how many days old it is."""
    security = factories.TopicFactory(name="Sikkerhed", slug="sikkerhed")
    group = factories.GroupPageFactory(parent=tree.group_index, title="Sjælland", slug="sjælland")
    for age, fields in {
        400: {},
        300: {"topics": [security]},
        20: {"group": group},
        1: {"topics": [security], "group": group},
        0: {},
        -10: {},
    }.items():
        factories.NewsPageFactory(parent=tree.news_index, title=str(age), date=factories.in_days(-age), **fields)
    factories.NewsPageFactory(parent=tree.news_index, title="kladde", live=False)
    hidden = factories.NewsPageFactory(parent=tree.news_index, title="lukket")
    PageViewRestriction.objects.create(page=hidden, restriction_type=PageViewRestriction.LOGIN)
    return security, group


@pytest.fixture
def security(tree_with_news, planted):
    return factories.fresh(tree_with_news[0])


@pytest.fixture
def group(tree_with_news, planted):
    return factories.fresh(tree_with_news[1])


def titles(**fields) -> list[str]:
    """Return the titles of what a collection selects."""
    collection = factories.CollectionFactory(**{"number": 30, **fields})
    return [article.title for article in collection.kind_object.items(collection)]


def test_collection_selects_all_published_articles_newest_first(security):
    assert titles() == ["-10", "0", "1", "20", "300", "400"]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (CollectionPeriod.ANY, ["-10", "0", "1", "20", "300", "400"]),
        (CollectionPeriod.COMING, ["-10", "0"]),
        (CollectionPeriod.PAST, ["1", "20", "300", "400"]),
        (CollectionPeriod.YEAR, ["0", "1", "20", "300"]),
    ],
)
def test_collection_looks_at_its_period(security, period, expected):
    assert titles(period=period) == expected


def test_collection_filters_by_group_and_topic(security, group):
    assert titles(group=group) == ["1", "20"]
    assert titles(topic=security) == ["1", "300"]
    assert titles(group=group, topic=security) == ["1"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (CollectionOrder.NEWEST, ["-10", "0", "1"]),
        (CollectionOrder.OLDEST, ["400", "300", "20"]),
        (CollectionOrder.TITLE, ["-10", "0", "1"]),
    ],
)
def test_collection_takes_the_first_of_its_order(security, order, expected):
    assert titles(order=order, number=3) == expected


def test_collection_of_an_unknown_kind_selects_nothing_and_breaks_nothing(planted, client):
    collection = factories.CollectionFactory(kind="vanished", heading="Forsvundet")
    assert collection.kind_object is None
    page = factories.StandardPageFactory(
        parent=planted.home, body=[{"type": "collection", "value": {"collection": collection.pk}}]
    )
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert "Forsvundet" not in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 31])
def test_collection_shows_from_one_to_thirty(number):
    with pytest.raises(ValidationError) as refusal:
        Collection(name="Alt", number=number).full_clean()
    assert refusal.value.messages
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.CollectionFactory(number=number)


def test_editors_choose_among_the_registered_kinds(planted):
    form_field = Collection._meta.get_field("kind").formfield()
    assert {"news", "meetings"} <= {value for value, _label in form_field.choices}


def test_kind_of_another_app_can_be_chosen_at_once(planted, monkeypatch):
    class Recipes:
        key, label, template = "recipes", "Opskrifter", "none.html"

    monkeypatch.setattr(extension_points._registry, "kinds", dict(extension_points._registry.kinds))
    extension_points.register_collection_kind(Recipes())
    Collection(name="Mad", kind="recipes").full_clean()


# ── See all ──────────────────────────────────────────────────────────────────────────────────────────────────────
def see_all(request=None, **fields) -> str:
    collection = factories.CollectionFactory(**fields)
    return collection.kind_object.see_all_url(collection, request)


def test_see_all_leads_to_the_overview_filtered_alike(security, group, rf):
    request = rf.get("/")
    assert see_all(request) == "/nyheder/"
    assert see_all(request, topic=security) == "/nyheder/?emne=sikkerhed"
    assert see_all(request, group=group) == "/nyheder/?gruppe=sj%C3%A6lland"
    assert see_all(request, group=group, topic=security) == "/nyheder/?emne=sikkerhed&gruppe=sj%C3%A6lland"


def test_see_all_shows_what_the_collection_selects(security, group, rf, client):
    answer = client.get(see_all(rf.get("/"), group=group, topic=security))
    assert [article.title for article in answer.context["listing"].page] == ["1"]


def test_see_all_leads_nowhere_without_an_overview(planted):
    planted.news_index.unpublish()
    assert see_all() == ""


def test_see_all_leads_nowhere_where_the_overview_is_in_no_site(planted):
    planted.site.root_page = factories.StandardPageFactory(parent=planted.home)
    planted.site.save()
    assert see_all() == ""


# ── On pages ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("place", ["body", "column"])
def test_collection_stands_in_a_body_and_in_the_column(security, planted, client, place):
    collection = factories.CollectionFactory(heading="Om sikkerhed", topic=security)
    block = {"type": "collection", "value": {"collection": collection.pk}}
    page = factories.StandardPageFactory(parent=planted.home, body=[block] if place == "body" else [])
    if place == "column":
        factories.give_column(page, [block])
    html = client.get(page.url).content.decode()
    assert "Om sikkerhed" in html
    links = re.findall(r'href="(/nyheder/[^"]*)"', html)
    assert {"/nyheder/1/", "/nyheder/300/", "/nyheder/?emne=sikkerhed"} <= set(links)
    assert "/nyheder/20/" not in links


def test_see_all_can_be_left_out(security, planted, client):
    collection = factories.CollectionFactory(heading="Om sikkerhed", topic=security, show_see_all=False)
    block = {"type": "collection", "value": {"collection": collection.pk}}
    page = factories.StandardPageFactory(parent=planted.home, body=[block])
    factories.give_column(page, [block])
    assert "emne=sikkerhed" not in client.get(page.url).content.decode()


def test_collection_that_finds_nothing_shows_nothing(planted, client):
    collection = factories.CollectionFactory(heading="Tomt", topic=factories.TopicFactory())
    block = {"type": "collection", "value": {"collection": collection.pk}}
    page = factories.StandardPageFactory(parent=planted.home, body=[block])
    assert "Tomt" not in client.get(page.url).content.decode()


def test_deleted_collection_shows_nothing(planted, client):
    collection = factories.CollectionFactory()
    page = factories.StandardPageFactory(
        parent=planted.home, body=[{"type": "collection", "value": {"collection": collection.pk}}]
    )
    collection.delete()
    assert client.get(page.url).status_code == 200


def test_collection_moves_with_time(security, tree_with_news):
    article = factories.fresh(Page.objects.get(title="0")).specific
    assert "0" in titles(period=CollectionPeriod.COMING)
    article.date -= timedelta(days=1)
    article.save()
    assert "0" not in titles(period=CollectionPeriod.COMING)


def test_collection_costs_as_many_queries_for_one_as_for_thirty(security, django_assert_num_queries):
    collection = factories.CollectionFactory(number=1)
    with django_assert_num_queries(1):
        assert len(collection.kind_object.items(collection)) == 1
    collection.number = 30
    with django_assert_num_queries(1):
        assert len(collection.kind_object.items(collection)) == 6


def test_page_stays_readable_for_those_who_are_not_logged_in(security, planted):
    collection = factories.CollectionFactory(number=30)
    page = factories.StandardPageFactory(
        parent=planted.home, body=[{"type": "collection", "value": {"collection": collection.pk}}]
    )
    html = Client().get(page.url).content.decode()
    assert "lukket" not in html
    assert "kladde" not in html
