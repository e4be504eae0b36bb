"""Counting who fetches calendars: per day, feed and family of programs. No address, no person, no program's own name.

A request only adds to numbers in memory. They go to the cache now and then, for all processes together, and the clock
writes them to the database: a "304 Not Modified" must cost next to nothing.
"""

import atexit
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from django.core.cache import cache
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kitnet_events import conf
from kitnet_events.enums import CalendarClient
from kitnet_events.models import Feed, FeedFetches

logger = logging.getLogger("kitnet_events")

_PATTERNS = (
    (CalendarClient.GOOGLE, "google-calendar|google-http|googlebot"),
    (CalendarClient.OUTLOOK, r"outlook|microsoft[ ./-]?(office|exchange)|msoffice|exchangeservices|\bowa\b"),
    (CalendarClient.APPLE, "dataaccessd|calendaragent|calaccessd|accountsd|remindd|^ical/"),
    (CalendarClient.THUNDERBIRD, "thunderbird|lightning|betterbird"),
    (CalendarClient.ANDROID, r"icsx5|icsdroid|davx5|davx⁵|davdroid|calendarsync"),
    (CalendarClient.LINUX, "evolution|gnome|akonadi|korganizer|kde|vdirsyncer|khal"),
    (CalendarClient.SERVER, "nextcloud|owncloud|sabre|zimbra|synology"),
    (CalendarClient.BROWSER, "^mozilla/|^opera/"),
)
_FAMILIES = tuple((family, re.compile(pattern, re.IGNORECASE)) for family, pattern in _PATTERNS)
_LONGEST_NAME = 300
# The clock comes each minute. Should it stand still for a weekend, nothing is lost.
_KEPT_SECONDS = 4 * 24 * 3600
_DAYS_KEPT = 3
_FLUSH_SECONDS = 10.0


def client_family(user_agent: str) -> CalendarClient:
    """Return the family of programs that a User-Agent belongs to."""
    name = user_agent[:_LONGEST_NAME]
    return next((family for family, pattern in _FAMILIES if pattern.search(name)), CalendarClient.OTHER)


class _Pending:
    """What this process has counted and not yet given to the cache."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.flushed_at = -_FLUSH_SECONDS

    def add(self, key: str) -> None:
        """Count one, and flush if that was not done for a while."""
        with self.lock:
            self.counts[key] += 1
            due = time.monotonic() - self.flushed_at >= _FLUSH_SECONDS
        if due:
            self.flush()

    def flush(self) -> None:
        """Give what was counted to the cache. What a broken cache does not take is forgotten: it is only a number."""
        with self.lock:
            counts, self.counts = self.counts, Counter()
            self.flushed_at = time.monotonic()
        try:
            for key, number in counts.items():
                cache.add(key, 0, _KEPT_SECONDS)
                cache.incr(key, number)
        except Exception:
            logger.exception("Calendar fetches could not be counted.")


_pending = _Pending()
atexit.register(_pending.flush)


def count_fetch(feed_id: int | None, user_agent: str) -> None:
    """Count that a feed was fetched now, or (None) a single meeting's file."""
    _pending.add(_key(timezone.localdate(), feed_id, client_family(user_agent)))


def write_fetches() -> int:
    """Move what the cache has counted into the database; return how many fetches. Part of the clock's work.

    The row is written before the cache is lowered: a process that dies in between counts twice rather than not at all.
    """
    _pending.flush()
    places = {_key(*place): place for place in _places()}
    counted = {key: number for key, number in cache.get_many(places).items() if number > 0}
    for key, number in counted.items():
        _add(*places[key], number)
        cache.decr(key, number)
    return sum(counted.values())


def forget_old_fetches() -> int:
    """Delete what is older than ``FETCHES_KEPT_DAYS``; return how many rows."""
    limit = timezone.localdate() - timedelta(days=conf.get("FETCHES_KEPT_DAYS"))
    return FeedFetches.objects.filter(day__lt=limit).delete()[0]


def _places() -> Iterator[tuple[date, int | None, CalendarClient]]:
    feeds = [None, *Feed.objects.values_list("pk", flat=True)]
    today = timezone.localdate()
    for days_ago in range(_DAYS_KEPT):
        day = today - timedelta(days=days_ago)
        yield from ((day, feed_id, client) for feed_id in feeds for client in CalendarClient)


def _key(day: date, feed_id: int | None, client: CalendarClient) -> str:
    return f"kitnet_events.fetches.{day}.{feed_id or 0}.{client.value}"


@transaction.atomic
def _add(day: date, feed_id: int | None, client: CalendarClient, number: int) -> None:
    FeedFetches.objects.get_or_create(day=day, feed_id=feed_id, client=client)
    FeedFetches.objects.filter(day=day, feed_id=feed_id, client=client).update(number=F("number") + number)
