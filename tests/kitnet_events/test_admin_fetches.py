"""The register of calendar fetches."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kitnet_events.models import Feed, FeedFetches
from tests import roles
from tests.factories import GroupPageFactory, make_meeting
from tests.planting import shared
from tests.queries import number_of_queries

HOME = "/admin/"
FETCHES = "/admin/meetings/fetches/"


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


def fetched(feed, client="outlook", number=3, days_ago=0):
    day = timezone.localdate() - timedelta(days=days_ago)
    return FeedFetches.objects.create(day=day, feed=feed, client=client, number=number)


def test_editor_sees_which_calendars_are_followed_with_what(group):
    make_meeting(group)
    fetched(Feed.objects.get(kind="group"), number=412)
    fetched(None, client="apple", number=7)
    page = roles.editor().get(FETCHES).content.decode()
    for text in ("Sjælland (group/sjaelland.ics)", "Outlook", "412", "Single meetings", "Apple"):
        assert text in page, text


def test_register_is_to_look_at_and_for_editors(group):
    row = fetched(None)
    for client in (roles.editor(), roles.administrator()):
        for name in ("create/", f"edit/{row.pk}/", f"delete/{row.pk}/"):
            assert client.post(FETCHES + name).headers["Location"] == HOME
    for client in (roles.facilitator(group), roles.writer(), roles.outsider()):
        assert client.get(FETCHES).headers["Location"] == HOME
    assert FeedFetches.objects.get() == row


def test_register_costs_the_same_for_1_and_30(group):
    make_meeting(group)
    feed = Feed.objects.get(kind="group")
    client = roles.editor()
    fetched(feed)
    few = number_of_queries(lambda: client.get(FETCHES))
    for days in range(1, 30):
        fetched(feed, days_ago=days)
    assert number_of_queries(lambda: client.get(FETCHES)) == few


def test_spreadsheet_holds_what_the_list_shows(group):
    make_meeting(group)
    fetched(Feed.objects.get(kind="group"))
    answer = roles.editor().get(FETCHES + "?export=csv").getvalue().decode()
    assert "Sjælland (group/sjaelland.ics)" in answer
