"""The calendar ledger: the one way from a page to what calendars are told.

``reconcile_meetings`` reads the database afresh, compares, and writes only a difference. It may be run at any time, for
any meeting, any number of times. One transaction at a time writes the ledger (``feeds.writing_ledger``).
"""

from collections.abc import Callable, Iterable

from django.db.models import Prefetch

from kitnet_events.models import Feed, Meeting, MeetingPage

from .entries import Batch
from .feeds import raise_versions, writing_ledger

# Meetings that are read at once.
_AT_A_TIME = 200


def reconcile_page(page_id: int) -> None:
    """Bring the meeting of a page up to it. A page saved for the first time gives birth to its meeting."""
    with writing_ledger():
        page = MeetingPage.objects.filter(pk=page_id).only("pk", "title").first()
        if page is None:
            return
        meeting, _born = Meeting.objects.get_or_create(page_id=page.pk, defaults={"title": page.title})
        reconcile_meetings([meeting.pk])


def reconcile_meetings(meeting_ids: Iterable[int]) -> int:
    """Bring meetings up to their pages and calendars up to the meetings. Return how many meetings changed."""
    ids = sorted(set(meeting_ids))
    if not ids:
        return 0
    with writing_ledger():
        touched: set[int] = set()
        changed = 0
        for start in range(0, len(ids), _AT_A_TIME):
            meetings = _locked(ids[start : start + _AT_A_TIME])
            batch = Batch.read(meetings)
            for meeting in meetings:
                outcome = batch.reconcile(meeting)
                touched |= outcome.feeds
                changed += outcome.changed
        raise_versions(touched)
        return changed


def reconcile_as_if(meeting_id: int, page: MeetingPage) -> None:
    """Bring a meeting up to a version of its page that is not published, as if it were.

    For looking ahead alone: whoever calls this rolls the transaction back.
    """
    with writing_ledger():
        (meeting,) = _locked([meeting_id])
        batch = Batch.read([meeting])
        stored = batch.pages[page.pk]
        # The place in the tree, and the schedule, are no matter of versions.
        page.live, page.path, page.depth, page.alias_of_id = True, stored.path, stored.depth, stored.alias_of_id
        batch.pages[page.pk] = page
        batch.topics[page.pk] = {topic.pk for topic in page.topics.all()}
        batch.reconcile(meeting)


def reconcile_as_if_changed(meeting_ids: Iterable[int], change: Callable[[Batch], None]) -> None:
    """Bring meetings up to their pages as they would stand after ``change``: it may change what a batch has read.

    For looking ahead alone: whoever calls this rolls the transaction back. No page is touched, and no signal is sent.
    """
    ids = sorted(set(meeting_ids))
    with writing_ledger():
        for start in range(0, len(ids), _AT_A_TIME):
            meetings = _locked(ids[start : start + _AT_A_TIME])
            batch = Batch.read(meetings)
            change(batch)
            for meeting in meetings:
                batch.reconcile(meeting)


def _locked(ids: list[int]) -> list[Meeting]:
    """Return meetings, their rows locked: what participants and editors do to a meeting waits for it, too."""
    feeds = Prefetch("feeds", queryset=Feed.objects.only("pk"))
    meetings = Meeting.objects.select_for_update().filter(pk__in=ids).order_by("pk")
    return list(meetings.prefetch_related("host", "topics", feeds))
