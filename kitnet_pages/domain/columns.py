"""Which right-hand column a page shows."""

from typing import Any

from django.db.models import Q

from kitnet_pages.models import RightColumn


def column_for(page: Any) -> RightColumn | None:
    """Return the page's own column, else that of its nearest published ancestor that has one, else None.

    A page that is only previewed or not yet saved takes its own column from the unsaved form. Costs one query at most.
    """
    columns = page.kitnet_columns
    if columns.is_deferring or not page.pk:
        own = next(iter(columns.all()), None)
        if own is not None or not page.path:
            return own
    ancestor_paths = [page.path[:end] for end in range(page.steplen, len(page.path), page.steplen)]
    # A section that is still a draft keeps its column to itself, even if a page below it is published.
    candidates = Q(page__path__in=ancestor_paths, page__live=True)
    if not columns.is_deferring:
        candidates |= Q(page_id=page.pk)
    return RightColumn.objects.filter(candidates).order_by("-page__path").first()
