"""Flat list of the rounds, each with the way to its own page in the admin; and the way there from a round's editor."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import TitleColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button, HeaderButton

from kitnet_events.domain.places import round_index
from kitnet_events.models import RoundPage
from kitnet_pages.admin.columns import ListColumn
from kitnet_pages.admin.listings import NewsMenuItem

_PRIORITY = 45


def desk_url(page: Any) -> str:
    """Return where a round is published."""
    return reverse("kitnet_meetings:round", args=[page.pk])


def round_buttons(page: Any, user: Any, next_url: str | None = None, **_kwargs: Any) -> Iterator[Button]:
    """Lead from a round's page to its meetings, and to a copy for the next year."""
    if not issubclass(page.specific_class or object, RoundPage) or not page.permissions_for_user(user).can_edit():
        return
    yield Button(_("The round's meetings"), desk_url(page), icon_name="date", priority=_PRIORITY)
    copy = reverse("kitnet_meetings:plan") + f"?copy={page.pk}"
    yield Button(_("Copy to next year"), copy, icon_name="copy", priority=_PRIORITY)


class RoundIndexView(IndexView):
    """All rounds."""

    results_template_name = "kitnet_pages/admin/page_list.html"
    default_ordering = "-year"

    def annotate_queryset(self, pages: Any) -> Any:
        """Add what the columns show, in as many queries for one as for thirty."""
        meetings = Count("meetings", distinct=True)
        published = Count("meetings", filter=Q(meetings__published=True), distinct=True)
        return super().annotate_queryset(pages).annotate(number_of_meetings=meetings, published_meetings=published)

    def order_queryset(self, queryset: Any) -> Any:
        """Let the rounds of a year follow each other by their numbers."""
        rounds = super().order_queryset(queryset)
        within = {"year": "number", "-year": "-number"}.get(self.ordering or "")
        return rounds.order_by(self.ordering, within) if within else rounds

    @cached_property
    def header_buttons(self) -> list[Any]:
        """Add a button that plans a round, for those who may."""
        buttons = super().header_buttons
        if round_index(self.request.user):
            address = reverse("kitnet_meetings:plan")
            buttons.append(HeaderButton(gettext("Plan a round"), url=address, icon_name="plus"))
        return buttons


def _meetings(page: RoundPage) -> str:
    count = ngettext("%(count)s meeting", "%(count)s meetings", page.number_of_meetings)
    words = count % {"count": page.number_of_meetings}
    drafts = page.number_of_meetings - page.published_meetings
    return (
        gettext("%(meetings)s, %(drafts)s not published") % {"meetings": words, "drafts": drafts} if drafts else words
    )


class RoundListing(PageListingViewSet):
    """Rounds, latest first."""

    model = RoundPage
    name = "kitnet_rounds"
    url_prefix = "rounds"
    icon = "date"
    menu_label = _("Rounds")
    menu_order = 15
    menu_item_class = NewsMenuItem
    index_view_class = RoundIndexView
    list_filter = ["year", "live"]
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        ListColumn("theme", label=_("Theme"), width="25%"),
        TitleColumn("meetings", label=_("Meetings"), accessor=_meetings, get_url=desk_url, width="22%"),
        ListColumn("year", label=_("Year"), sort_key="year", width="8%"),
        PageStatusColumn("status", label=_("On the web"), sort_key="live", width="10%"),
    ]
