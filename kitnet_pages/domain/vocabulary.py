"""The words of the search index, read from the index itself, so that what visitors type can be matched to them."""

from collections.abc import Callable

from django.core.cache import cache
from django.db import connection
from wagtail.search.models import IndexEntry

from kitnet_pages.folding import WORD

_KEY = "kitnet_pages.search.words"
# A new article's words are found at once as they are written; other spellings of them some minutes later.
KEPT_SECONDS = 300
# Nobody types what is longer, and no page has so many.
LONGEST, MOST = 60, 200_000


def words() -> list[str]:
    """Return the words of the index, as the database has cut them; empty on a database that cannot tell."""
    known = cache.get(_KEY)
    if known is None:
        read = _READERS.get(connection.vendor)
        known = [word for word in read() if WORD.fullmatch(word) and len(word) <= LONGEST] if read else []
        cache.set(_KEY, known, KEPT_SECONDS)
    return known


def forget() -> None:
    """Read the words afresh next time."""
    cache.delete(_KEY)


def _read_sqlite() -> list[str]:
    """Ask FTS5 for its terms, by a temporary table (SQLite: "The fts5vocab Virtual Table")."""
    table = f"{IndexEntry._meta.db_table}_fts"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.kitnet_words USING fts5vocab('main', '{table}', 'row')"
        )
        cursor.execute("SELECT term FROM temp.kitnet_words LIMIT %s", [MOST])
        return [term for (term,) in cursor.fetchall()]


def _read_postgresql() -> list[str]:
    table = connection.ops.quote_name(IndexEntry._meta.db_table)
    text = f"SELECT title || body FROM {table}"  # noqa: S608 - a table's name
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM ts_stat(%s) LIMIT %s", [text, MOST])
        return [word for (word,) in cursor.fetchall()]


_READERS: dict[str, Callable[[], list[str]]] = {"sqlite": _read_sqlite, "postgresql": _read_postgresql}
