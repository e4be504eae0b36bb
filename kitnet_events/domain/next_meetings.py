"""Which meetings come next, seen from a page."""

from typing import Any

from kitnet_events.models import Meeting
from kitnet_pages.models import GroupPage

SCOPE_ROUND = "round"
SCOPE_GROUP = "group"
SCOPE_ALL = "all"


def next_meetings(page: Any, scope: str, number: int) -> list[Meeting]:
    """Return the meetings that a panel or section on ``page`` shows, the next one first, at most ``number``.

    ``scope`` is ``"round"`` (what is left of the next round, all groups), ``"group"`` (the page's own group, and joint
    meetings; all groups when the page belongs to none) or ``"all"``.
    """
    coming = Meeting.objects.public().upcoming()
    if scope == SCOPE_GROUP and (group_id := group_of(page)):
        coming = coming.for_group(group_id)
    elif scope == SCOPE_ROUND:
        round_id = coming.filter(round__isnull=False).values_list("round_id", flat=True).first()
        if round_id:
            coming = coming.filter(round_id=round_id)
    return list(coming.for_listing()[:number])


def group_of(page: Any) -> int | None:
    """Return the primary key of the group that a page is, belongs to or is about; None for no group."""
    if isinstance(page, GroupPage):
        return page.pk
    if getattr(page, "group_id", None):
        return page.group_id
    if not getattr(page, "path", ""):
        return None
    above = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
    return GroupPage.objects.filter(path__in=above).values_list("pk", flat=True).first()
