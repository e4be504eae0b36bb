"""Wagtail's reports, where they would name pages that are not the reader's to know of."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView


def keep_titles() -> None:
    """Let the report of page types name the page last edited to those alone who may edit it.

    Wagtail names it to everybody who may edit any page: a draft of another group, too. Its address cannot be given to a
    view of ours, so the view is taught.
    """
    view = PageTypesUsageReportView
    view.decorate_paginated_queryset = _knowing_the_reader(view.decorate_paginated_queryset)


def _knowing_the_reader(decorate: Callable[..., Iterable[Any]]) -> Callable[..., Iterable[Any]]:
    @wraps(decorate)
    def with_what_is_known(self: PageTypesUsageReportView, page_types: Iterable[Any]) -> Iterable[Any]:
        rows = decorate(self, page_types)
        for row in rows:
            page = row.last_edited_page
            if page is not None and not page.permissions_for_user(self.request.user).can_edit():
                row.last_edited_page = None
        return rows

    return with_what_is_known
