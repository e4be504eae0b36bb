"""Flat list of the meetings' pages."""

from typing import Any

from django.db.models import Prefetch
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import HeaderButton

from kitnet_events.domain.places import meeting_parents, round_index
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.admin.menu import MEETINGS_ORDER
from kitnet_pages.dates import span_in_words

from .calendar_import import CalendarImportView
from .meeting_actions import CancelMeetingView, ReviveMeetingView
from .menu import MEETINGS_MENU_HOOK
from .planning import PlanRoundView, RoundDeskView
from .publishing import PublishMeetingView, ReleaseView
from .terms import TermsView


class MeetingIndexView(IndexView):
    """All meetings that the user has rights on."""

    default_ordering = "-start_date"

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what the columns show, in as many queries for one as for thirty."""
        meetings = Meeting.objects.select_related("group").defer("vevent", "group__body")
        return super().annotate_queryset(pages).prefetch_related("round", Prefetch("meeting", queryset=meetings))

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add buttons that plan a round and import a calendar, for those who may."""
        buttons = super().header_buttons
        if round_index(self.request.user):
            address = reverse("kitnet_meetings:plan")
            buttons.append(HeaderButton(gettext("Plan a round"), url=address, icon_name="plus"))
        if meeting_parents(self.request.user):
            address = reverse("kitnet_meetings:import")
            buttons.append(HeaderButton(gettext("Import a calendar"), url=address, icon_name="upload"))
        return buttons


def _group(page: MeetingPage) -> str:
    meeting = page.meeting
    if meeting.joint:
        return gettext("All groups")
    return meeting.group.title if meeting.group else "–"


def _date(page: MeetingPage) -> str:
    """Return when the meeting is as written on the page, drafts included."""
    return span_in_words(page.when.start, page.when.end, date_only=page.when.date_only) if page.when else "–"


def _state(page: MeetingPage) -> str:
    meeting = page.meeting
    if meeting.is_cancelled:
        return gettext("cancelled")
    if meeting.is_past:
        return gettext("past")
    if meeting.moved_from_start is not None:
        return gettext("moved")
    return meeting.get_status_display()


class MeetingListing(PageListingViewSet):
    """Meetings, latest first."""

    model = MeetingPage
    name = "kitnet_meetings"
    url_prefix = "meetings"
    icon = "date"
    menu_label = _("Meetings")
    menu_order = 10
    index_view_class = MeetingIndexView
    list_filter = ["meeting__group", "round", "meeting__status", "start_date"]
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("group", label=_("Network group"), accessor=_group, sort_key="meeting__group__title", width="13%"),
        Column("round", label=_("Round"), sort_key="round__year", width="13%"),
        Column("date", label=_("Date"), accessor=_date, sort_key="start_date", width="18%"),
        Column("state", label=_("State"), accessor=_state, sort_key="meeting__status", width="10%"),
        PageStatusColumn("status", label=_("On the web"), sort_key="live", width="10%"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add what is done to a meeting."""
        return [
            *super().get_urlpatterns(),
            path("plan/", PlanRoundView.as_view(), name="plan"),
            path("rounds/<int:pk>/", RoundDeskView.as_view(), name="round"),
            path("import/", CalendarImportView.as_view(), name="import"),
            path("<uuid:uid>/cancel/", CancelMeetingView.as_view(), name="cancel"),
            path("<uuid:uid>/terms/", TermsView.as_view(), name="terms"),
            path("<uuid:uid>/revive/", ReviveMeetingView.as_view(), name="revive"),
            path("<uuid:uid>/publish/<int:revision>/", PublishMeetingView.as_view(), name="publish"),
            path("<uuid:uid>/mails/", ReleaseView.as_view(), name="release"),
        ]


class MeetingsMenu(ViewSetGroup):
    """The menu "Meetings". Registers join it through ``MEETINGS_MENU_HOOK``."""

    menu_label = _("Meetings")
    menu_name = "meetings"
    menu_icon = "date"
    menu_order = MEETINGS_ORDER
    submenu_hook = MEETINGS_MENU_HOOK
    items = (MeetingListing,)
