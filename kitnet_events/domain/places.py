"""Where meetings stand in the tree, below which of these pages a user may make some, and what they are called there."""

import re
from typing import Any

from wagtail.permissions import policy_registry

from kitnet_events.models import MeetingIndexPage, RoundPage
from kitnet_pages.models import GroupPage
from kitnet_pages.slugs import slug_of

_KEY = re.compile(r"\d{1,9}", re.ASCII)


def meeting_parents(user: Any) -> list[Any]:
    """Return the groups, and then the overviews of meetings (for joint ones), below which ``user`` may add meetings."""
    pages = [*GroupPage.objects.order_by("title").defer("body"), *MeetingIndexPage.objects.order_by("path")]
    return [page for page in pages if page.permissions_for_user(user).can_add_subpage()]


def round_index(user: Any) -> MeetingIndexPage | None:
    """Return the overview of meetings below which ``user`` may add rounds: the first, or None."""
    indexes = MeetingIndexPage.objects.order_by("path")
    return next((page for page in indexes if page.permissions_for_user(user).can_add_subpage()), None)


def find_round(number: str) -> RoundPage | None:
    """Return the round with a key, as an address has it; None for nonsense."""
    return RoundPage.objects.filter(pk=number).first() if _KEY.fullmatch(number) else None


def pages_within_reach(user: Any, model: Any) -> Any:
    """Return the pages of a type that ``user`` may find in the admin."""
    reachable = policy_registry.get_by_type(model).explorable_instances(user)
    return model.objects.filter(pk__in=reachable.values_list("pk", flat=True))


def free_slug(parent: Any, title: str, fallback: str = "moede") -> str:
    """Return a name in addresses, made of ``title``, that no page below ``parent`` has."""
    wanted = slug_of(title) or fallback
    taken = set(parent.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 1, wanted
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
