"""Sections that meetings add to pages of other apps: the front page's next dates, a group's meetings, feed links."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext
from laces.components import Component

from kitnet_events.domain.coverage import join_form, round_days
from kitnet_events.domain.next_meetings import SCOPE_ALL, next_meetings
from kitnet_events.domain.subscriptions import feed_path, site_root, subscription_for
from kitnet_events.enums import FeedKind
from kitnet_events.models import Meeting, MeetingIndexPage, MeetingPage
from kitnet_pages.domain.navigation import section
from kitnet_pages.extension_points import (
    HeadLink,
    register_coverage_days,
    register_head_links,
    register_join_address,
    register_page_section,
    register_stylesheet,
)
from kitnet_pages.models import GroupPage

HOME_MEETINGS = 6
GROUP_PAST_MEETINGS = 6
CALENDAR = "text/calendar"


class MeetingsSection(Component):
    """Meetings in the middle of a page."""

    def __init__(self, template_name: str, context: dict[str, Any]) -> None:
        """Take the template and what it shows."""
        self.template_name = template_name
        self.context = context

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return what the template shows, with the page's request."""
        parent = parent_context or {}
        return {"request": parent.get("request"), "page": parent.get("page"), **self.context}


def home_section(page: Any, request: HttpRequest) -> Component:
    """Return the next meetings of all groups."""
    return MeetingsSection(
        "kitnet_events/sections/home.html",
        {
            "meetings": next_meetings(page, SCOPE_ALL, HOME_MEETINGS),
            "meeting_index": section(request, MeetingIndexPage),
            "subscription": subscription_for(None, request),
        },
    )


def group_section(page: Any, request: HttpRequest) -> Component:
    """Return a group's next and past meetings."""
    meetings = Meeting.objects.public().for_group(page.pk).for_cards()
    return MeetingsSection(
        "kitnet_events/sections/group.html",
        {
            "next_meetings": list(meetings.upcoming()),
            "past_meetings": list(meetings.past()[:GROUP_PAST_MEETINGS]),
            "subscription": subscription_for(page, request),
        },
    )


def calendar_links(page: Any, request: HttpRequest) -> Iterable[HeadLink]:
    """Return the feeds of a page, for its head: the network's on each page, and the page's own."""
    root = site_root(request)
    yield HeadLink("alternate", CALENDAR, root + feed_path(FeedKind.ALL, ""), gettext("All meetings"))
    if isinstance(page, GroupPage):
        yield HeadLink("alternate", CALENDAR, subscription_for(page, request).https_url, page.title)
    elif isinstance(page, MeetingPage) and (meeting := getattr(page, "meeting", None)) and meeting.published:
        yield HeadLink("alternate", CALENDAR, root + meeting.calendar_path, page.title)


def register() -> None:
    """Add the sections, the links, and the style sheet of meetings: they may stand in any page's right-hand column."""
    register_page_section("home", home_section, order=10)
    register_page_section("group", group_section, order=10)
    register_stylesheet("kitnet_events/css/meetings.css")
    register_head_links(calendar_links)
    register_coverage_days(round_days)
    register_join_address(join_form)
