"""What the page chooser shows."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.permissions import policy_registry


def published_or_own(pages: QuerySet[Any], request: HttpRequest) -> QuerySet[Any]:
    """Leave out drafts of pages on which the user has no right: another group's plans are not theirs to read."""
    if request.user.is_superuser:
        return pages
    granted = policy_registry.get_by_type(pages.model).get_cached_permissions_for_user(request.user)
    shown = Q(live=True)
    for path in {one.page.path for one in granted}:
        shown |= Q(path__startswith=path)
    return pages.filter(shown)
