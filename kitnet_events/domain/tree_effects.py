"""Looking ahead at what is done to pages of any kind, and reaches people through the meetings below them.

Closing, opening, moving and taking away a part of the tree changes no time and no place, so nobody gets a mail. But
calendars show meetings that leave the web as cancelled, and meetings that come onto it for the first time.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import swapper
from django.db.models import Q
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import PageViewRestriction

from kitnet_events.models import Meeting

from .effects import rolled_back


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
    """Return what unpublishing pages does, with all that stands ``below`` them or without."""

    def deed() -> None:
        for page in _fresh(pages):
            UnpublishPageAction(page.specific, user=user, include_descendants=below).execute(
                skip_permission_checks=True
            )

    return _foresee(pages, deed)


def foresee_deleting(pages: Iterable[Any]) -> TreeEffect:
    """Return what deleting pages does."""
    return _foresee(pages, lambda: [page.delete() for page in _fresh(pages)])


def foresee_moving(pages: Iterable[Any], destination: Any) -> TreeEffect:
    """Return what moving pages below ``destination`` does. The caller has seen to it that they may go there."""

    def deed() -> None:
        for page in _fresh(pages):
            page.move(_fresh([destination])[0], pos="last-child")

    return _foresee(pages, deed)


def foresee_closing(page: Any, restriction_type: str) -> TreeEffect:
    """Return what restricting who may see a page does; ``none`` opens it."""

    def deed() -> None:
        own = PageViewRestriction.objects.filter(page=page.pk).first()
        if restriction_type != PageViewRestriction.NONE:
            own = own or PageViewRestriction(page_id=page.pk)
            own.restriction_type = restriction_type
            own.save()
        elif own is not None:
            own.delete()

    return _foresee([page], deed)


def _fresh(pages: Iterable[Any]) -> list[Any]:
    """Read pages anew: what is done to those in hand would not be rolled back. One that another took along is gone."""
    page_model = swapper.load_model("wagtailcore", "Page")
    keys = [page.pk for page in pages]
    found = (page_model.objects.filter(pk=key).first() for key in keys)
    return [page for page in found if page is not None]


def _foresee(pages: Iterable[Any], deed: Callable[[], Any]) -> TreeEffect:
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(page__path__startswith=page.path)
    ids = list(Meeting.objects.filter(below).values_list("pk", flat=True))
    if not ids:
        return TreeEffect()
    before = _standings(ids)
    with rolled_back():
        deed()
        after = _standings(ids)
    changed = [pk for pk in ids if pk in after and _is_seen(before[pk], after[pk])]
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
