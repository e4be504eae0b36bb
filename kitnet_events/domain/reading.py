"""Reading the ledger: a feed costs two queries at any size, its validator one."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import Error, OperationalError, connections, router
from django.utils.dateparse import parse_datetime

from kitnet_events.enums import FeedKind
from kitnet_events.models import Feed, FeedAlias
from kitnet_events.models.feeds import ALL_SLUG

from .feeds import unborn_header

_COLUMNS = ("pk", "version", "changed_at", "header")
_BY_ADDRESS = f"SELECT id, version, changed_at, header FROM {Feed._meta.db_table} WHERE kind = %s AND slug = %s"  # noqa: S608
# Of libpq, which need not be there: PGRES_TUPLES_OK.
_TUPLES_OK = 2
_LONGEST_SLUG = Feed._meta.get_field("slug").max_length
# Before anything was published: earlier than any change.
_UNBORN = datetime(2000, 1, 1, tzinfo=UTC)


class FeedNotFoundError(LookupError):
    """There is no feed, and never was one, at this address."""


@dataclass(frozen=True)
class FeedRow:
    """A feed as it is now. ``moved_to`` is its new slug when it was asked for at a former address."""

    pk: int
    version: int
    changed_at: datetime
    header: str
    moved_to: str = ""


def read_feed(kind: str, slug: str) -> FeedRow:
    """Return the feed at an address, whatever it is made of. Raises FeedNotFoundError."""
    if kind not in FeedKind.values or len(slug) > _LONGEST_SLUG or not slug.isprintable():
        # PostgreSQL takes no NUL, and nothing that cannot be encoded.
        raise FeedNotFoundError
    if row := _row_at(kind, slug):
        return row
    if (kind, slug) == (FeedKind.ALL, ALL_SLUG):
        return FeedRow(0, 0, _UNBORN, unborn_header())
    alias = FeedAlias.objects.filter(kind=kind, slug=slug).select_related("feed").first()
    if alias is None:
        raise FeedNotFoundError
    feed = alias.feed
    return FeedRow(feed.pk, feed.version, feed.changed_at, feed.header, moved_to=feed.slug)


def _row_at(kind: str, slug: str) -> FeedRow | None:
    """Read a feed's row without the ORM: that costs more than all else that a "304 Not Modified" does."""
    connection = connections[router.db_for_read(Feed)]
    # Whether the connection still lives, this one question finds out by itself.
    connection.health_check_done = True
    try:
        row = _ask(connection, kind, slug)
    except Error:
        if connection.in_atomic_block:
            raise
        connection.close()
        row = _ask(connection, kind, slug)
    if row is None:
        return None
    key, version, changed_at, header = row
    # SQLite has no times, and keeps them as text; libpq hands them over so.
    when = changed_at if isinstance(changed_at, datetime) else parse_datetime(changed_at)
    return FeedRow(key, version, when if when.tzinfo else when.replace(tzinfo=connection.timezone), header)


def _ask(connection: Any, kind: str, slug: str) -> tuple[Any, ...] | None:
    if connection.vendor == "postgresql" and not (connection.queries_logged or connection.execute_wrappers):
        connection.ensure_connection()
        if libpq := getattr(connection.connection, "pgconn", None):
            with connection.wrap_database_errors:
                return _ask_libpq(libpq, kind, slug)
    with connection.cursor() as cursor:
        cursor.execute(_BY_ADDRESS, [kind, slug])
        return cursor.fetchone()


def _ask_libpq(libpq: Any, kind: str, slug: str) -> tuple[Any, ...] | None:
    """Ask PostgreSQL without psycopg's cursor: making it, and waiting with it, costs three times the question.

    Raises OperationalError.
    """
    question = _BY_ADDRESS.replace("%s", "$1", 1).replace("%s", "$2", 1)
    result = libpq.exec_params(question.encode(), [kind.encode(), slug.encode()])
    if result.status != _TUPLES_OK:
        raise OperationalError(result.error_message.decode(errors="replace"))
    if not result.ntuples:
        return None
    key, version, changed_at, header = (result.get_value(0, column).decode() for column in range(len(_COLUMNS)))
    return int(key), int(version), changed_at, header


def read_components(feed: FeedRow) -> tuple[FeedRow, list[str]]:
    """Return the components of a feed in order of time, with the feed as it was when they were read.

    Each row brings the feed's version along, in the same statement: what a writer commits between two queries can
    therefore never be sent under an older validator. If one did, a single statement reads everything.
    """
    meetings = Feed.objects.filter(pk=feed.pk).order_by("meetings__starts_at", "meetings__uid")
    rows = list(meetings.values_list("version", "meetings__vevent"))
    if any(version != feed.version for version, _component in rows):
        whole = list(meetings.values_list(*_COLUMNS, "meetings__vevent"))
        feed = FeedRow(*whole[0][:-1])
        rows = [(row[1], row[-1]) for row in whole]
    return feed, [component for _version, component in rows if component]
