"""All meetings on one page."""

from datetime import date
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from kitnet_events import conf
from kitnet_events.months import Month, month_key, month_of, read_month, shown_span
from kitnet_pages.models import GroupPage, NetworkPageMixin, Topic, editor_tabs
from kitnet_pages.models.base import parent_link, title_panel
from kitnet_pages.models.listing import Choice, Filter, Listing, paginate, read_filters

from .meetings import Meeting, MeetingQuerySet
from .rounds import RoundPage


class MeetingIndexPageMixin(NetworkPageMixin):
    """Next meetings, and past ones by year."""

    introduction = models.TextField(_("introduction"), blank=True)

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldPanel("introduction", help_text=_("A sentence or two above the list: what is to be found here?")),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``listing`` (meetings), ``rounds``, and ``past_year`` when a past year was asked for.

        With ``?maaned=`` (2027-01, or anything else for the present month) add ``month`` instead of the listing's rows,
        and where it is empty ``nearest``, the day of the next meeting of all (or None).
        """
        context = super().get_context(request, *args, **kwargs)
        context["this_month"] = month_key(timezone.localdate())
        if "maaned" in request.GET:
            listing, month = self.get_month(request.GET)
            context["listing"], context["month"] = listing, month
            context["nearest"] = _day_of_the_next(listing) if month.is_empty else None
            return context
        listing = self.get_listing(request.GET)
        context["listing"] = listing
        context["past_year"] = listing.query.get("aar", "")
        context["rounds"] = RoundPage.objects.children(self).for_listing() if self.pk else []
        return context

    def get_listing(self, params: Any) -> Listing:
        """Return the meetings for a query string: ``gruppe``, ``emne``, ``aar`` (a past year), ``side``."""
        years = [Choice(str(year), str(year), year) for year in Meeting.objects.past_years()]
        listing = read_filters([*self._filters(), Filter("aar", _("Past meetings"), years)], params)
        meetings = _chosen(listing)
        asked = listing.keys("aar")
        meetings = meetings.past().in_year(*asked) if asked else meetings.upcoming()
        paginate(listing, meetings, params, conf.get("PAGE_SIZE"))
        # After they were counted: to count them, nothing of this is needed.
        listing.page.object_list = listing.page.object_list.for_cards()
        return listing

    def get_month(self, params: Any) -> tuple[Listing, Month]:
        """Return the filters and a month of meetings for a query string: ``maaned``, ``gruppe``, ``emne``."""
        listing = read_filters(self._filters(), params)
        first = read_month(params.get("maaned", "")) or timezone.localdate().replace(day=1)
        shown = shown_span(first)
        meetings = _chosen(listing).filter(starts_at__lt=shown.end, ends_at__gt=shown.start)
        return listing, month_of(first, meetings.for_cards().order_by("starts_at", "pk"))

    def _filters(self) -> list[Filter]:
        groups = GroupPage.objects.near(self).for_listing().values_list("slug", "title", "pk")
        topics = Topic.in_danish_order()
        return [
            Filter("gruppe", _("Group"), [Choice(*group) for group in groups], written=True),
            Filter("emne", _("Topic"), [Choice(topic.slug, topic.name, topic.pk) for topic in topics], written=True),
        ]


def _day_of_the_next(listing: Listing) -> date | None:
    starts = _chosen(listing).upcoming().values_list("starts_at", flat=True).first()
    return timezone.localdate(starts) if starts else None


def _chosen(listing: Listing) -> MeetingQuerySet:
    """Return the public meetings of the chosen group (with the joint ones) and topic."""
    meetings = Meeting.objects.public()
    if groups := listing.keys("gruppe"):
        meetings = meetings.filter(models.Q(group__in=groups) | models.Q(joint=True))
    if topics := listing.keys("emne"):
        meetings = meetings.filter(topics__in=topics)
    return meetings


class MeetingIndexPage(MeetingIndexPageMixin, Page):
    """Next meetings, and past ones by year."""

    page_ptr = parent_link()

    template = "kitnet_events/meeting_index_page.html"
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["kitnet_pages.HomePage"]

    class Meta:
        verbose_name = _("meeting overview")
        verbose_name_plural = _("meeting overviews")
