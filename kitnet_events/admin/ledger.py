"""The register of meetings: what is true of them, and what calendars have been told."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events.models import Meeting
from kitnet_pages.admin.base import ReachFilter, Register
from kitnet_pages.dates import moment_in_words, span_in_words
from kitnet_pages.domain.roles import facilitated_groups, reaches_all

from .menu import MEETINGS_MENU_HOOK


class MeetingRegister(Register):
    """The calendar ledger, to look at. What stands in it follows from pages and actions."""

    model = Meeting
    menu_label = _("In calendars")
    menu_icon = "calendar-check"
    menu_order = 20
    menu_hook = MEETINGS_MENU_HOOK
    base_url_path = "meetings/ledger"
    inspect_view_enabled = True
    history_view_enabled = False
    list_display = ("title", "whose", "when_in_words", "status", "revision", "told_at")
    list_filter = (("group", ReachFilter), ("round", ReachFilter), "status", "published")
    search_fields = ("title", "venue", "address")
    ordering = ("-starts_at", "pk")
    list_per_page = 50
    inspect_view_fields = (
        "title",
        "group",
        "round",
        "host",
        "starts_at",
        "ends_at",
        "venue",
        "address",
        "published",
        "first_published_at",
        "moved_from_start",
        "status",
        "cancellation_reason",
        "sequence",
        "changed_at",
        "uid",
    )

    @admin.display(description=_("group"), ordering="group__title")
    def whose(self, meeting: Meeting) -> str:
        """Return the group's title, or that the meeting is of all groups."""
        if meeting.joint:
            return gettext("All groups")
        return meeting.group.title if meeting.group else "–"

    @admin.display(description=_("when"), ordering="starts_at")
    def when_in_words(self, meeting: Meeting) -> str:
        """Return when it is, as published."""
        if meeting.when is None:
            return "–"
        return span_in_words(meeting.when.start, meeting.when.end, date_only=meeting.date_only)

    # Columns stand side by side only under short words.
    @admin.display(description=_("Revision"), ordering="sequence")
    def revision(self, meeting: Meeting) -> int:
        """Return how often calendars were told something that matters."""
        return meeting.sequence

    @admin.display(description=_("Last change"), ordering="changed_at")
    def told_at(self, meeting: Meeting) -> str:
        """Return when calendars were told something new of it."""
        return moment_in_words(meeting.changed_at) if meeting.changed_at else "–"

    def queryset_for(self, user: Any) -> QuerySet[Meeting]:
        """Return all meetings for editors, the own groups' for facilitators."""
        meetings = Meeting.objects.for_listing().select_related("round").defer("round__body")
        if reaches_all(user, "kitnet_events.view_meeting"):
            return meetings
        return meetings.filter(group__in=facilitated_groups(user))
