"""Reading the ledger: a feed costs two queries at any size, its validator one."""

from dataclasses import dataclass
from datetime import datetime

from kitnet_events.models import Feed, FeedAlias, Meeting

_TRIES = 3


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
    """Return the feed at an address. Raises FeedNotFoundError."""
    row = Feed.objects.filter(kind=kind, slug=slug).values_list("pk", "version", "changed_at", "header").first()
    if row is not None:
        return FeedRow(*row)
    alias = FeedAlias.objects.filter(kind=kind, slug=slug).select_related("feed").first()
    if alias is None:
        raise FeedNotFoundError
    feed = alias.feed
    return FeedRow(feed.pk, feed.version, feed.changed_at, feed.header, moved_to=feed.slug)


def read_components(feed: FeedRow) -> tuple[FeedRow, list[str]]:
    """Return the components of a feed in order of time, with the feed as it was when they were read.

    Each row brings the feed's version along, in the same statement: what a writer commits between two queries can
    therefore never be sent under an older validator.
    """
    for _attempt in range(_TRIES):
        rows = (
            Meeting.feeds.through.objects.filter(feed_id=feed.pk)
            .order_by("meeting__starts_at", "meeting__uid")
            .values_list("meeting__vevent", "feed__version")
        )
        found = list(rows)
        if not found or found[0][1] == feed.version:
            break
        feed = FeedRow(*Feed.objects.values_list("pk", "version", "changed_at", "header").get(pk=feed.pk))
    return feed, [component for component, _version in found]
