"""Counting who fetches calendars: programs, never people."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from kitnet_events.domain import fetches
from kitnet_events.domain.fetches import client_family, count_fetch, forget_old_fetches, write_fetches
from kitnet_events.enums import CalendarClient
from kitnet_events.models import Feed, FeedFetches
from tests import factories
from tests.queries import number_of_queries

pytestmark = pytest.mark.django_db

OUTLOOK = "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17)"
GOOGLE = "Google-Calendar-Importer"


@pytest.fixture(autouse=True)
def _nothing_pending():
    """Begin with nothing counted in this process."""
    fetches._pending.flush()
    cache.clear()


def counted():
    return {
        (row.feed and f"{row.feed.kind}/{row.feed.slug}", row.client): row.number
        for row in FeedFetches.objects.select_related("feed")
    }


@pytest.mark.parametrize(
    ("name", "family"),
    [
        (OUTLOOK, "outlook"),
        ("Microsoft.Exchange/15.20", "outlook"),
        (GOOGLE, "google"),
        ("iOS/17.1 (21B74) dataaccessd/1.0", "apple"),
        ("macOS/14.0 (23A344) CalendarAgent/988", "apple"),
        ("Mozilla/5.0 (X11; Linux) Gecko/20100101 Thunderbird/128.0", "thunderbird"),
        ("ICSx5/2.2 (Android)", "android"),
        ("Evolution/3.52", "linux"),
        ("Nextcloud Server Crawler", "server"),
        ("Mozilla/5.0 (X11; Linux x86_64) Firefox/130.0", "browser"),
        ("", "other"),
        ("x" * 100_000, "other"),
        ("python-requests/2.32", "other"),
    ],
)
def test_program_belongs_to_a_family(name, family):
    assert client_family(name) == CalendarClient(family)


def test_fetches_are_counted_by_feed_family_and_day(group, client):
    meeting = factories.make_meeting(group)
    for path, agent, times in (
        ("all", OUTLOOK, 3),
        ("all", GOOGLE, 1),
        ("group/sjaelland", OUTLOOK, 2),
        (f"meeting/{meeting.uid}", OUTLOOK, 1),
    ):
        for _ in range(times):
            client.get(f"/kalender/{path}.ics", headers={"User-Agent": agent})
    assert not FeedFetches.objects.exists()
    assert write_fetches() == 7
    assert counted() == {
        ("all/all", "outlook"): 3,
        ("all/all", "google"): 1,
        ("group/sjaelland", "outlook"): 2,
        (None, "outlook"): 1,
    }
    assert set(FeedFetches.objects.values_list("day", flat=True)) == {timezone.localdate()}


def test_304_is_counted_too_and_writes_nothing_to_the_database(group, client):
    factories.make_meeting(group)
    etag = client.get("/kalender/all.ics")["ETag"]
    headers = {"User-Agent": OUTLOOK, "If-None-Match": etag}
    assert number_of_queries(lambda: client.get("/kalender/all.ics", headers=headers)) == 1
    write_fetches()
    assert counted()["all/all", "outlook"] == 2


def test_clock_adds_to_what_it_wrote_before(group):
    factories.make_meeting(group)
    feed = Feed.objects.get(kind="all").pk
    for _ in range(2):
        count_fetch(feed, OUTLOOK)
        assert write_fetches() == 1
    assert write_fetches() == 0
    assert counted() == {("all/all", "outlook"): 2}


def test_broken_cache_keeps_nobody_from_a_calendar(group, client, monkeypatch, caplog):
    factories.make_meeting(group)
    fetches._pending.flushed_at = -100
    monkeypatch.setattr(fetches.cache, "add", lambda *args: 1 / 0)
    assert client.get("/kalender/all.ics").status_code == 200
    assert "could not be counted" in caplog.text


def test_old_fetches_are_forgotten(settings):
    settings.KITNET_EVENTS = {"FETCHES_KEPT_DAYS": 30}
    today = timezone.localdate()
    for days in (0, 30, 31):
        FeedFetches.objects.create(day=today - timedelta(days=days), client="other", number=1)
    assert forget_old_fetches() == 1
    assert FeedFetches.objects.count() == 2


def test_nothing_is_kept_of_who_asked():
    assert {field.name for field in FeedFetches._meta.fields} == {"id", "day", "feed", "client", "number"}
