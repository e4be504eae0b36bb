"""Panels that meetings add to the right-hand column."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kitnet_events.domain.next_meetings import SCOPE_ALL, SCOPE_GROUP, SCOPE_ROUND, next_meetings
from kitnet_events.domain.subscriptions import subscription_for
from kitnet_events.models import MeetingIndexPage
from kitnet_pages.blocks.panels import PanelBlock
from kitnet_pages.domain.navigation import section
from kitnet_pages.extension_points import COLUMN, register_block
from kitnet_pages.models import GroupPage


class NextMeetingsPanelBlock(PanelBlock):
    """The dates of the next meetings."""

    scope = blocks.ChoiceBlock(
        label=_("Which meetings"),
        choices=[
            (SCOPE_ROUND, _("The next round, all groups")),
            (SCOPE_GROUP, _("The group that the page belongs to")),
            (SCOPE_ALL, _("All next meetings")),
        ],
        default=SCOPE_ROUND,
        help_text=_("On an article, the next round does best; on a group's pages, the group's own."),
    )
    number = blocks.IntegerBlock(
        label=_("At most"), min_value=1, max_value=20, default=5, help_text=_("How many meetings, from 1 to 20.")
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``meetings`` and ``meeting_index`` (the overview page, or None)."""
        context = super().get_context(value, parent_context=parent_context)
        page = context.get("page")
        # A group's page lists its meetings itself.
        told = isinstance(page, GroupPage) and value["scope"] == SCOPE_GROUP
        context["meetings"] = [] if told else next_meetings(page, value["scope"], value["number"])
        context["meeting_index"] = section(context.get("request"), MeetingIndexPage)
        return context

    class Meta:
        icon = "calendar"
        label = _("Next meetings")
        template = "kitnet_events/panels/next_meetings.html"


class SubscribePanelBlock(PanelBlock):
    """Subscribe to the calendar: the page's group, else the whole network."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``subscription``: title and addresses of the feed."""
        context = super().get_context(value, parent_context=parent_context)
        context["subscription"] = subscription_for(context.get("page"), context.get("request"))
        return context

    class Meta:
        icon = "calendar-check"
        label = _("Subscribe to the calendar")
        template = "kitnet_events/panels/subscribe.html"


def register() -> None:
    """Offer the panels to editors."""
    register_block(COLUMN, "next_meetings", NextMeetingsPanelBlock, order=10)
    register_block(COLUMN, "subscribe", SubscribePanelBlock, order=20)
