"""Which meetings come next, seen from a page."""

from typing import Any

from django.db.models import Subquery

from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.domain.navigation import trail
from kitnet_pages.models import GroupPage

SCOPE_ROUND = "round"
SCOPE_GROUP = "group"
SCOPE_ALL = "all"


def next_meetings(page: Any, scope: str, number: int) -> list[Meeting]:
    """Return the meetings that a panel or section on ``page`` shows, the next one first, at most ``number``.

    ``scope`` is ``"round"`` (what is left of the next round, all groups), ``"group"`` (the page's own group, and joint
    meetings; all groups when the page belongs to none) or ``"all"``. A meeting's own page does not show that meeting.
    """
    coming = Meeting.objects.public().upcoming()
    if isinstance(page, MeetingPage) and page.pk:
        coming = coming.exclude(page_id=page.pk)
    if scope == SCOPE_GROUP and (group_id := group_of(page)):
        coming = coming.for_group(group_id)
    elif scope == SCOPE_ROUND:
        next_round = coming.filter(round__isnull=False).values("round_id")[:1]
        in_round = list(coming.filter(round_id=Subquery(next_round)).for_cards()[:number])
        if in_round:
            return in_round
    return list(coming.for_cards()[:number])


def group_of(page: Any) -> int | None:
    """Return the primary key of the group that a page is, belongs to or is about; None for no group."""
    if isinstance(page, GroupPage):
        return page.pk
    if getattr(page, "group_id", None):
        return page.group_id
    groups = (above.pk for above in trail(page) if issubclass(above.specific_class or object, GroupPage))
    return next(groups, None)
