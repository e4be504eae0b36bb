"""The page that shows who takes part in the network."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.api import APIField
from wagtail.models import Page
from wagtail.search import index

from .base import BODY_SEARCH_FIELDS, BodyMixin, NetworkPageMixin, editor_tabs, parent_link, title_panel


class CoveragePageMixin(BodyMixin, NetworkPageMixin):
    """The map of the municipalities that take part, today and on earlier days."""

    introduction = models.TextField(
        _("introduction"), blank=True, help_text=_("One or two sentences. Map, numbers and table come by themselves.")
    )

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldPanel("introduction"),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
        ],
        has_column=False,
    )

    # The map takes all the room there is.
    has_column: ClassVar[bool] = False

    class Meta:
        abstract = True


class CoveragePage(CoveragePageMixin, Page):
    """The map of the municipalities that take part."""

    page_ptr = parent_link()

    template = "kitnet_pages/coverage_page.html"
    search_fields = [*Page.search_fields, index.SearchField("introduction"), *BODY_SEARCH_FIELDS]
    parent_page_types = ["kitnet_pages.HomePage"]
    subpage_types: list[str] = []
    api_fields = [APIField("introduction"), APIField("body")]

    class Meta:
        verbose_name = _("coverage map")
        verbose_name_plural = _("coverage maps")
