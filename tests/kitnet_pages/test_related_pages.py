"""Related pages: chosen on one page, shown on both."""

import pytest
from wagtail.models import PageViewRestriction

from kitnet_pages.models import RelatedPage
from tests import factories


@pytest.fixture
def pages(planted):
    return [factories.NewsPageFactory(parent=planted.news_index, title=f"Nyhed {n}") for n in range(4)]


def test_related_pages_are_shown_from_both_ends(pages):
    first, second, *_ = pages
    factories.relate(first, second)
    assert first.related_pages() == [second]
    assert second.related_pages() == [first]


def test_pages_that_chose_each_other_are_shown_once(pages):
    first, second, *_ = pages
    factories.relate(first, second)
    factories.relate(second, first)
    assert first.related_pages() == [second]
    assert second.related_pages() == [first]


def test_chosen_pages_come_in_the_editors_order_before_those_that_chose_this_page(pages):
    first, second, third, fourth = pages
    factories.relate(fourth, first)
    factories.relate(first, third, second)
    assert first.related_pages() == [third, second, fourth]


def test_page_is_never_related_to_itself(pages):
    factories.relate(pages[0], pages[0])
    assert pages[0].related_pages() == []


def test_unpublished_pages_are_left_out_at_both_ends(pages):
    first, second, third, _ = pages
    factories.relate(first, second)
    factories.relate(third, first)
    second.unpublish()
    third.unpublish()
    assert first.related_pages() == []


def test_pages_behind_a_view_restriction_are_left_out(pages):
    first, second, *_ = pages
    factories.relate(first, second)
    PageViewRestriction.objects.create(page=second, restriction_type=PageViewRestriction.LOGIN)
    assert first.related_pages() == []


def test_related_pages_of_all_types_come_as_what_they_are(planted, pages):
    round_page = factories.RoundPageFactory(parent=planted.meeting_index)
    factories.relate(pages[0], planted.home, round_page)
    assert pages[0].related_pages() == [planted.home, round_page]
    assert round_page.related_pages() == [pages[0]]


def test_related_pages_of_a_draft_are_those_in_hand(pages):
    first, second, third, _ = pages
    factories.relate(first, second)
    first.kitnet_related_pages.add(type(first.kitnet_related_pages.all()[0])(target=third, sort_order=1))
    first.save_revision()
    draft = first.get_latest_revision_as_object()
    assert draft.related_pages() == [second, third]
    assert type(first).objects.get(pk=first.pk).related_pages() == [second]


def test_page_that_is_not_yet_saved_has_no_related_pages(planted):
    assert type(planted.home)(title="Ny").related_pages() == []


def test_preview_of_a_page_that_is_not_yet_saved_shows_the_pages_chosen_for_it(planted, pages):
    draft = type(pages[0])(title="Ny", slug="ny", lead="Kort.", depth=4)
    draft.kitnet_related_pages.add(RelatedPage(target=pages[1]))
    shown = draft.make_preview_request().render().content.decode()
    assert ">Nyhed 1</a>" in shown.partition("kn-related")[2]


def test_related_pages_cost_the_same_number_of_queries_for_one_and_for_many(pages, django_assert_num_queries):
    def cost(page):
        fresh = type(page).objects.get(pk=page.pk)
        with django_assert_num_queries(3):
            return len(fresh.related_pages())

    factories.relate(pages[0], pages[1])
    assert cost(pages[0]) == 1
    factories.relate(pages[1], pages[2], pages[3])
    assert cost(pages[1]) == 3
