"""Looking ahead at what is done to pages of any kind, and reaches people through the meetings below them.

Closing, opening, moving and taking away a part of the tree changes no time and no place, so nobody gets a mail. But
calendars show meetings that leave the web as cancelled, and meetings that come onto it for the first time.

Nothing is done to a page to find that out: whoever listens to pages must not hear of what nobody has said yes to.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q
from wagtail.models import PageViewRestriction

from kitnet_events.models import Meeting

from .effects import rolled_back
from .entries import Batch
from .ledger import reconcile_as_if_changed


@dataclass(frozen=True)
class _Standing:
    """Where a meeting stands: on the web or not, its SEQUENCE, its feeds."""

    published: bool
    sequence: int
    feeds: frozenset[int]


@dataclass(frozen=True)
class TreeEffect:
    """What becomes of meetings: those that leave the web, come onto it, or stand in other calendars than before."""

    withdrawn: tuple[Meeting, ...] = ()
    announced: tuple[Meeting, ...] = ()
    regrouped: tuple[Meeting, ...] = ()
    calendars: int = 0

    @property
    def reaches_people(self) -> bool:
        """Whether anybody will notice in a calendar."""
        return bool(self.withdrawn or self.announced or self.regrouped)

    @property
    def fingerprint(self) -> str:
        """What tells this effect from every other one, short enough for a form."""
        parts = [sorted(one.pk for one in group) for group in (self.withdrawn, self.announced, self.regrouped)]
        return hashlib.sha256(json.dumps([*parts, self.calendars]).encode()).hexdigest()[:32]


def foresee_unpublishing(pages: Iterable[Any], user: Any, *, below: bool) -> TreeEffect:
    """Return what unpublishing pages does; with ``below`` also those below them that the user may unpublish."""
    gone = {page.pk for page in pages}
    for page in pages if below else ():
        gone |= {one.pk for one in page.get_descendants().live() if one.permissions_for_user(user).can_unpublish()}

    def take_off(batch: Batch) -> None:
        for page in batch.pages.values():
            page.live = page.live and page.pk not in gone

    return _foresee(pages, take_off)


def foresee_deleting(pages: Iterable[Any]) -> TreeEffect:
    """Return what deleting pages does, with all that stands below them."""

    def take_off(batch: Batch) -> None:
        for page in batch.pages.values():
            page.live = False

    return _foresee(pages, take_off)


def foresee_moving(pages: Iterable[Any], destination: Any) -> TreeEffect:
    """Return what moving pages below ``destination`` does. The caller has seen to it that they may go there."""
    # A place that no page has yet, for each of them.
    places = [
        (page.path, f"{destination.path}Z{number:0{page.steplen - 1}d}") for number, page in enumerate(pages, start=1)
    ]

    def moved(path: str) -> str:
        for old, new in places:
            if path.startswith(old):
                return new + path[len(old) :]
        return path

    def move(batch: Batch) -> None:
        around = batch.surroundings
        batch.surroundings = replace(around, restricted=tuple(moved(path) for path in around.restricted))
        batch.groups = {moved(path): group for path, group in batch.groups.items()}
        for page in batch.pages.values():
            page.path = moved(page.path)

    return _foresee(pages, move)


def foresee_closing(page: Any, restriction_type: str) -> TreeEffect:
    """Return what restricting who may see a page does; ``none`` opens it."""

    def close(batch: Batch) -> None:
        others = [path for path in batch.surroundings.restricted if path != page.path]
        closed = [] if restriction_type == PageViewRestriction.NONE else [page.path]
        batch.surroundings = replace(batch.surroundings, restricted=(*others, *closed))

    return _foresee([page], close)


def _foresee(pages: Iterable[Any], change: Callable[[Batch], None]) -> TreeEffect:
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(page__path__startswith=page.path)
    ids = list(Meeting.objects.filter(below).values_list("pk", flat=True))
    if not ids:
        return TreeEffect()
    before = _standings(ids)
    with rolled_back():
        reconcile_as_if_changed(ids, change)
        after = _standings(ids)
    changed = [pk for pk in ids if _is_seen(before[pk], after[pk])]
    meetings = Meeting.objects.filter(pk__in=changed).defer("vevent").order_by("starts_at", "pk")
    withdrawn, announced, regrouped = [], [], []
    for meeting in meetings:
        was, now = before[meeting.pk].published, after[meeting.pk].published
        (regrouped if was == now else announced if now else withdrawn).append(meeting)
    feeds = set().union(*(standing[pk].feeds for pk in changed for standing in (before, after)))
    return TreeEffect(tuple(withdrawn), tuple(announced), tuple(regrouped), len(feeds))


def _is_seen(was: _Standing, now: _Standing) -> bool:
    """Whether somebody who subscribes sees a difference that matters: of what is cancelled anyhow there is none."""
    return bool(was.feeds or now.feeds) and (was.sequence, was.feeds) != (now.sequence, now.feeds)


def _standings(ids: list[int]) -> dict[int, _Standing]:
    meetings = Meeting.objects.filter(pk__in=ids).only("pk", "published", "sequence").prefetch_related("feeds")
    return {
        one.pk: _Standing(one.published, one.sequence, frozenset(feed.pk for feed in one.feeds.all()))
        for one in meetings
    }
