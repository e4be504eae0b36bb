"""The column's panel of dates shows what the page does not tell already."""

import re

import pytest

from tests import factories


@pytest.fixture
def group(planted):
    return factories.GroupPageFactory(parent=planted.group_index, slug="a")


def column(client, page) -> list[str]:
    """Return the slugs of the meetings that a page's right-hand column shows, in order."""
    html = client.get(page.url).content.decode()
    found = re.search(r'<section class="kn-panel" data-kind="dates">.*?</section>', html, re.DOTALL)
    return re.findall(r'<h3><a href="[^"]*/([\w-]+)/">', found[0]) if found else []


def panel(scope: str) -> list[dict]:
    return factories.stream({"next_meetings": {"heading": "", "scope": scope, "number": 5}})


@pytest.mark.parametrize("scope", ["group", "round", "all"])
def test_meeting_is_not_among_the_dates_beside_it(scope, group, planted, client):
    factories.give_column(planted.home, panel(scope))
    first, _second = (
        factories.MeetingPageFactory(parent=group, slug=f"m-{day}", start_date=factories.in_days(day)) for day in (3, 9)
    )
    assert column(client, first) == ["m-9"]


def test_group_page_tells_its_dates_once_and_other_pages_tell_them_beside(group, planted, client):
    factories.give_column(planted.home, panel("group"))
    factories.MeetingPageFactory(parent=group, slug="m-1", start_date=factories.in_days(3))
    news = factories.NewsPageFactory(parent=planted.news_index, group=group)
    assert column(client, group) == []
    assert client.get(group.url).content.decode().count("/m-1/") == 1
    assert column(client, news) == ["m-1"]


def test_group_page_may_show_the_dates_of_all_groups_beside_its_own(group, planted, client):
    other = factories.GroupPageFactory(parent=planted.group_index, slug="b")
    factories.give_column(planted.home, panel("all"))
    factories.MeetingPageFactory(parent=other, slug="m-b", start_date=factories.in_days(3))
    assert column(client, group) == ["m-b"]
