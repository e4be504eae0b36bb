"""Rounds: a season's meetings, one in each group."""

from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.api import APIField
from wagtail.models import Page, PageManager
from wagtail.search import index

from kitnet_pages.models import BodyMixin, NetworkPageMixin, editor_tabs
from kitnet_pages.models.base import BODY_SEARCH_FIELDS, parent_link, title_panel
from kitnet_pages.models.querysets import NetworkPageQuerySet


class RoundPageQuerySet(NetworkPageQuerySet):
    """Reads of rounds."""

    def for_listing(self) -> Self:
        """Latest first."""
        return self.order_by("-year", "-number")


RoundPageManager = PageManager.from_queryset(RoundPageQuerySet)


class RoundPageMixin(BodyMixin, NetworkPageMixin):
    """A round of meetings."""

    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("1 for the year's first round."))
    theme = models.CharField(_("theme"), max_length=160, blank=True)
    introduction = models.TextField(_("introduction"), blank=True)

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldRowPanel(
                [FieldPanel("year", help_text=_("The year in which the round is held.")), FieldPanel("number")]
            ),
            FieldPanel("theme", help_text=_("The heading of the round's page; empty for its title.")),
            FieldPanel("introduction", help_text=_("What all meetings of the round have in common.")),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``meetings`` of the round, group by group."""
        context = super().get_context(request, *args, **kwargs)
        context["meetings"] = (
            self.meetings.public().for_cards().order_by("joint", "group__path", "starts_at") if self.pk else []
        )
        return context


class RoundPage(RoundPageMixin, Page):
    """A round of meetings."""

    page_ptr = parent_link()

    search_key = "moederunder"
    search_order = 40
    template = "kitnet_events/round_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("theme"),
        index.SearchField("introduction"),
        *BODY_SEARCH_FIELDS,
        index.FilterField("year"),
        index.FilterField("number"),
    ]
    api_fields = [
        APIField("year"),
        APIField("number"),
        APIField("theme"),
        APIField("introduction"),
        APIField("body"),
    ]
    parent_page_types = ["kitnet_events.MeetingIndexPage"]
    subpage_types: list[str] = []

    objects = RoundPageManager()

    class Meta:
        verbose_name = _("round of meetings")
        verbose_name_plural = _("rounds of meetings")
