"""The register of calendar fetches: which calendars are followed, with which programs."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events.models import FeedFetches
from kitnet_pages.admin.base import ReachFilter, Register
from kitnet_pages.domain.roles import reaches_all

from .menu import MEETINGS_MENU_HOOK


class FetchRegister(Register):
    """How often calendars were fetched, by day, feed and family of programs. Whoever only reads pages is not in it."""

    model = FeedFetches
    menu_label = _("Calendar fetches")
    menu_icon = "view"
    menu_order = 30
    menu_hook = MEETINGS_MENU_HOOK
    base_url_path = "meetings/fetches"
    list_display = ("day", "what", "client", "number")
    list_filter = ("day", "client", ("feed", ReachFilter))
    list_export = ("day", "what", "client", "number")
    list_per_page = 100
    ordering = ("-day", "feed", "client")

    @admin.display(description=_("calendar feed"), ordering="feed")
    def what(self, fetches: FeedFetches) -> str:
        """Return the feed's name and address."""
        if fetches.feed is None:
            return gettext("Single meetings' files")
        return f"{fetches.feed} ({fetches.feed.kind}/{fetches.feed.slug}.ics)"

    def queryset_for(self, user: Any) -> QuerySet[FeedFetches]:
        """Return all rows for editors. Other roles have none of their own."""
        rows = FeedFetches.objects.select_related("feed")
        return rows if reaches_all(user, "kitnet_events.view_feedfetches") else rows.none()
