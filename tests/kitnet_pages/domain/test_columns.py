"""Which right-hand column a page shows."""

import pytest

from kitnet_pages.domain.columns import column_for
from kitnet_pages.models import NewsPage, RightColumn
from tests import factories


@pytest.fixture
def article(planted):
    return factories.NewsPageFactory(parent=planted.news_index)


def panels(page) -> list[str]:
    """Return the texts of the panels that a page shows, read as a visitor's request reads them."""
    column = column_for(type(page).objects.get(pk=page.pk))
    return [str(panel.value["text"].source) for panel in column.content] if column else []


def test_page_shows_its_own_column(planted, article):
    factories.give_column(planted.news_index, [factories.text_panel("sektionens")])
    factories.give_column(article, [factories.text_panel("artiklens"), factories.text_panel("mere")])
    assert panels(article) == ["artiklens", "mere"]


def test_page_without_a_column_shows_that_of_its_nearest_ancestor(planted, article):
    factories.give_column(planted.home, [factories.text_panel("forsidens")])
    assert panels(article) == ["forsidens"]
    factories.give_column(planted.news_index, [factories.text_panel("sektionens")])
    assert panels(article) == ["sektionens"]


def test_page_does_not_show_the_column_of_a_page_beside_or_below_it(planted, article):
    factories.give_column(article, [factories.text_panel("artiklens")])
    sibling = factories.NewsPageFactory(parent=planted.news_index)
    assert panels(sibling) == []
    assert panels(planted.news_index) == []


def test_own_column_without_panels_means_no_column(planted, article):
    factories.give_column(planted.home, [factories.text_panel("forsidens")])
    factories.give_column(article, [])
    assert panels(article) == []


def test_column_of_a_section_that_is_not_published_is_kept_back(planted, article):
    factories.give_column(planted.home, [factories.text_panel("forsidens")])
    factories.give_column(planted.news_index, [factories.text_panel("under arbejde")])
    planted.news_index.unpublish()
    assert panels(article) == ["forsidens"]


def test_column_written_in_a_draft_is_shown_in_the_preview_alone(planted, article):
    factories.give_column(article, [factories.text_panel("udgivet")])
    draft = NewsPage.objects.get(pk=article.pk)
    draft.kitnet_columns.set([RightColumn(content=[factories.text_panel("kladde")])])
    draft.save_revision()
    preview = draft.get_latest_revision_as_object()
    assert [str(panel.value["text"].source) for panel in column_for(preview).content] == ["kladde"]
    assert panels(article) == ["udgivet"]
    preview.save_revision().publish()
    assert panels(article) == ["kladde"]


def test_page_that_is_not_yet_saved_shows_its_sections_column(planted):
    factories.give_column(planted.news_index, [factories.text_panel("sektionens")])
    new = NewsPage(title="Ny", path=f"{planted.news_index.path}0001", depth=planted.news_index.depth + 1)
    assert column_for(new).page_id == planted.news_index.pk
    assert column_for(NewsPage(title="Uden plads i træet")) is None


def test_column_costs_one_query_however_deep_the_page_stands(planted, django_assert_num_queries):
    factories.give_column(planted.home, [factories.text_panel("forsidens")])
    page = planted.home
    for _ in range(5):
        page = factories.StandardPageFactory(parent=page)
    fresh = type(page).objects.get(pk=page.pk)
    with django_assert_num_queries(1):
        assert column_for(fresh).page_id == planted.home.pk
