"""What is done to many pages at once: Wagtail names those that it leaves out, whoever asks about them.

So the address of an action, with any number in it, would tell the titles of another group's drafts.
"""

from typing import Any

import swapper
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction

from .choosers import published_or_own


class KnownPagesMixin:
    """Names of the pages that are left out those alone that the user may know of."""

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        """Return the pages that something is done to, and those that are left out, by the reason."""
        pages, left_out = super().get_actionable_objects()
        refused = left_out["items_with_no_access"]
        model = swapper.load_model("wagtailcore", "Page")
        found = published_or_own(model.objects.filter(pk__in=[page.pk for page in refused]), self.request)
        known = set(found.values_list("pk", flat=True))
        return pages, {**left_out, "items_with_no_access": [page for page in refused if page.pk in known]}


class KnownDeleteBulkAction(KnownPagesMixin, DeleteBulkAction):
    """Deletes many pages."""


class KnownMoveBulkAction(KnownPagesMixin, MoveBulkAction):
    """Moves many pages."""


class KnownPublishBulkAction(KnownPagesMixin, PublishBulkAction):
    """Publishes many pages."""


class KnownUnpublishBulkAction(KnownPagesMixin, UnpublishBulkAction):
    """Takes many pages off the web."""


BULK_ACTIONS = (KnownDeleteBulkAction, KnownMoveBulkAction, KnownPublishBulkAction, KnownUnpublishBulkAction)
