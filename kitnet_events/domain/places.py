"""Where meetings stand in the tree, and below which of these pages a user may make some."""

from typing import Any

from kitnet_events.models import MeetingIndexPage
from kitnet_pages.models import GroupPage


def meeting_parents(user: Any) -> list[Any]:
    """Return the groups, and then the overviews of meetings (for joint ones), below which ``user`` may add meetings."""
    pages = [*GroupPage.objects.order_by("title").defer("body"), *MeetingIndexPage.objects.order_by("path")]
    return [page for page in pages if page.permissions_for_user(user).can_add_subpage()]


def round_index(user: Any) -> MeetingIndexPage | None:
    """Return the overview of meetings below which ``user`` may add rounds: the first, or None."""
    indexes = MeetingIndexPage.objects.order_by("path")
    return next((page for page in indexes if page.permissions_for_user(user).can_add_subpage()), None)
