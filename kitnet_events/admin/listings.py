"""Flat list of the meetings' pages."""

from typing import Any

from django.db.models import Prefetch
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from kitnet_events.domain.places import meeting_parents, round_index
from kitnet_events.models import Meeting, MeetingPage
from kitnet_events.models.signups import with_seats
from kitnet_pages.admin.columns import ListColumn
from kitnet_pages.admin.menu import MEETINGS_ORDER
from kitnet_pages.dates import span_in_words

from .approving import ApproveMeetingView
from .calendar_import import CalendarImportView
from .meeting_actions import CancelMeetingView, ReviveMeetingView
from .meeting_filters import MeetingFilterSet
from .menu import MEETINGS_MENU_HOOK
from .months import MonthView
from .planning import PlanRoundView, RoundDeskView
from .publishing import PublishMeetingView, ReleaseView
from .rounds import RoundListing
from .terms import TermsView


class MeetingIndexView(IndexView):
    """All meetings that the user has rights on."""

    results_template_name = "kitnet_pages/admin/page_list.html"
    default_ordering = "-start_date"
    base_filterset_class = MeetingFilterSet

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what the columns show, in as many queries for one as for thirty."""
        meetings = with_seats(Meeting.objects.select_related("group").defer("vevent", "group__body"))
        return super().annotate_queryset(pages).prefetch_related("round", Prefetch("meeting", queryset=meetings))

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add a button that plans a round, for those who may."""
        buttons = super().header_buttons
        if round_index(self.request.user):
            address = reverse("kitnet_meetings:plan")
            buttons.append(HeaderButton(gettext("Plan a round"), url=address, icon_name="plus"))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """Add the calendar by months, and the import of a calendar for those who may make meetings."""
        buttons = [
            *super().header_more_buttons,
            Button(gettext("Month by month"), url=reverse("kitnet_meetings:months"), icon_name="calendar", priority=10),
        ]
        if meeting_parents(self.request.user):
            address = reverse("kitnet_meetings:import")
            buttons.append(Button(gettext("Import a calendar"), url=address, icon_name="upload", priority=20))
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


def _sign_ups(page: MeetingPage) -> str:
    """Return seats taken of how many, and how many wait."""
    meeting = page.meeting
    if not meeting.takes_sign_ups:
        return "–"
    words = str(meeting.seats_taken)
    if meeting.capacity is not None:
        words = gettext("%(taken)s of %(capacity)s") % {"taken": words, "capacity": meeting.capacity}
    if meeting.waiting:
        words = gettext("%(words)s, %(waiting)s waiting") % {"words": words, "waiting": meeting.waiting}
    return words


class MeetingListing(PageListingViewSet):
    """Meetings, latest first."""

    model = MeetingPage
    name = "kitnet_meetings"
    url_prefix = "meetings"
    icon = "date"
    menu_label = _("Meetings")
    menu_order = 10
    index_view_class = MeetingIndexView
    list_filter = ["meeting__group", "round", "meeting__status", "live"]
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        ListColumn("group", label=_("Network group"), accessor=_group, sort_key="meeting__group__title", width="12%"),
        ListColumn("round", label=_("Round"), sort_key="round__year", width="11%"),
        ListColumn("date", label=_("Date"), accessor=_date, sort_key="start_date", width="15%"),
        ListColumn("state", label=_("State"), accessor=_state, sort_key="meeting__status", width="9%"),
        ListColumn("sign_ups", label=_("Sign-ups"), accessor=_sign_ups, width="10%"),
        PageStatusColumn("status", label=_("On the web"), sort_key="live", width="9%"),
    ]

    def get_urlpatterns(self) -> list[Any]:
        """Add what is done to a meeting."""
        return [
            *super().get_urlpatterns(),
            path("months/", MonthView.as_view(), name="months"),
            path("plan/", PlanRoundView.as_view(), name="plan"),
            path("rounds/<int:pk>/", RoundDeskView.as_view(), name="round"),
            path("import/", CalendarImportView.as_view(), name="import"),
            path("<uuid:uid>/cancel/", CancelMeetingView.as_view(), name="cancel"),
            path("<uuid:uid>/terms/", TermsView.as_view(), name="terms"),
            path("<uuid:uid>/revive/", ReviveMeetingView.as_view(), name="revive"),
            path("<uuid:uid>/publish/<int:revision>/", PublishMeetingView.as_view(), name="publish"),
            path("<uuid:uid>/approve/<int:revision>/<int:task>/", ApproveMeetingView.as_view(), name="approve"),
            path("<uuid:uid>/mails/", ReleaseView.as_view(), name="release"),
        ]


class MeetingsMenu(ViewSetGroup):
    """The menu "Meetings". Registers join it through ``MEETINGS_MENU_HOOK``."""

    menu_label = _("Meetings")
    menu_name = "meetings"
    menu_icon = "date"
    menu_order = MEETINGS_ORDER
    submenu_hook = MEETINGS_MENU_HOOK
    items = (MeetingListing, RoundListing)
