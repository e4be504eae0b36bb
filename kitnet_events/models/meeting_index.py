"""All meetings on one page."""

from typing import Any

from django.db import models
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from kitnet_events import conf
from kitnet_events.timespan import ZONE
from kitnet_pages.models import GroupPage, NetworkPageMixin, Topic, editor_tabs
from kitnet_pages.models.base import parent_link
from kitnet_pages.models.listing import Choice, Filter, Listing, paginate, read_filters
from kitnet_pages.models.querysets import open_to_all

from .meetings import Meeting
from .rounds import RoundPage


class MeetingIndexPageMixin(NetworkPageMixin):
    """Next meetings, and past ones by year."""

    introduction = models.TextField(_("introduction"), blank=True)

    edit_handler = editor_tabs([FieldPanel("title"), FieldPanel("introduction")])

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``listing`` (meetings), ``rounds``, and ``past_year`` when a past year was asked for."""
        context = super().get_context(request, *args, **kwargs)
        listing = self.get_listing(request.GET)
        context["listing"] = listing
        context["past_year"] = listing.query.get("aar", "")
        context["rounds"] = open_to_all(RoundPage.objects.child_of(self)).for_listing() if self.pk else []
        return context

    def get_listing(self, params: Any) -> Listing:
        """Return the meetings for a query string: ``gruppe``, ``emne``, ``aar`` (a past year), ``side``."""
        meetings = Meeting.objects.public()
        years = (
            meetings.past()
            .order_by()
            .annotate(year=ExtractYear("starts_at", tzinfo=ZONE))
            .values_list("year", flat=True)
            .distinct()
        )
        listing = read_filters(
            [
                Filter(
                    "gruppe",
                    _("Group"),
                    [Choice(group.slug, group.title) for group in GroupPage.objects.near(self).for_listing()],
                ),
                Filter("emne", _("Topic"), [Choice(topic.slug, topic.name) for topic in Topic.in_danish_order()]),
                Filter(
                    "aar",
                    _("Past meetings"),
                    [Choice(str(year), str(year)) for year in sorted(set(years), reverse=True)],
                ),
            ],
            params,
        )
        chosen = listing.query
        if "gruppe" in chosen:
            meetings = meetings.filter(models.Q(group__slug=chosen["gruppe"]) | models.Q(joint=True))
        if "emne" in chosen:
            meetings = meetings.filter(topics__slug=chosen["emne"])
        if "aar" in chosen:
            meetings = (
                meetings.past().annotate(year=ExtractYear("starts_at", tzinfo=ZONE)).filter(year=int(chosen["aar"]))
            )
        else:
            meetings = meetings.upcoming()
        return paginate(listing, meetings.for_listing(), params, conf.get("PAGE_SIZE"))


class MeetingIndexPage(MeetingIndexPageMixin, Page):
    """Next meetings, and past ones by year."""

    page_ptr = parent_link()

    template = "kitnet_events/meeting_index_page.html"
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    parent_page_types = ["kitnet_pages.HomePage"]

    class Meta:
        verbose_name = _("meeting overview")
        verbose_name_plural = _("meeting overviews")
