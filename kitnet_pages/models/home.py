"""The front page and plain pages."""

from typing import Any, ClassVar

import swapper
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from kitnet_pages import conf

from .base import BODY_SEARCH_FIELDS, BodyMixin, NetworkPageMixin, editor_tabs, parent_link, title_panel
from .groups import GroupPage
from .news import NewsPage


class HomePageMixin(BodyMixin, NetworkPageMixin):
    """The network's front page: the site's root, or a section of a larger site."""

    introduction = models.TextField(_("introduction"), help_text=_("Two or three sentences: what the network is."))
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(_("what the picture shows"), max_length=250, blank=True)
    join_heading = models.CharField(_("heading of the call to join"), max_length=120, blank=True)
    join_text = models.TextField(
        _("text of the call to join"), blank=True, help_text=_("Where the button leads stands in the site settings.")
    )

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldPanel("introduction"),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "hero_image",
                        help_text=_("A wide picture at the top of the front page, at least 1600 pixels wide."),
                    ),
                    FieldPanel(
                        "hero_alt",
                        help_text=_(
                            "Read aloud to those who do not see it. Leave empty only if the picture is pure decoration."
                        ),
                    ),
                ],
                heading=_("Picture"),
            ),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("join_heading", help_text=_("With no heading, the call is left out.")),
                    FieldPanel("join_text"),
                ],
                heading=_("Call to join"),
            ),
        ]
    )

    is_front_page: ClassVar[bool] = True

    class Meta:
        abstract = True

    @classmethod
    def clean_parent_page_models(cls) -> list[type[Page]]:
        """Return where it may stand: below any page of the host that takes it, never inside a network."""
        return [model for model in super().clean_parent_page_models() if not issubclass(model, NetworkPageMixin)]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a page several steps below in one query, instead of two for each step. Raises Http404."""
        below = self._walk(path_components)
        if not below:
            return super().route(request, path_components)
        page = below[-1].specific
        page.kitnet_trail = [self, *below[:-1]]
        return page.route(request, path_components[len(below) :])

    def _walk(self, path_components: list[str]) -> list[Page]:
        """Return the pages that a path leads over, as far as they only pass on what is asked of them."""
        addresses = [f"{self.url_path}{'/'.join(path_components[:n])}/" for n in range(1, len(path_components) + 1)]
        page_model = swapper.load_model("wagtailcore", "Page")
        known = page_model.objects.filter(url_path__in=addresses, path__startswith=self.path)
        found = {page.url_path: page for page in known}
        walked: list[Page] = []
        for address in addresses:
            if address not in found or (walked and not _passes_on(walked[-1])):
                break
            walked.append(found[address])
        return walked

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``newest_articles`` and ``groups`` below this page."""
        context = super().get_context(request, *args, **kwargs)
        count = conf.get("NEWEST_COUNT")
        context["newest_articles"] = NewsPage.objects.below(self).for_listing()[:count]
        context["groups"] = GroupPage.objects.below(self).for_listing()
        return context


def _passes_on(page: Any) -> bool:
    """Say whether the page's type answers for the pages below it just as Wagtail does."""
    page_model = swapper.load_model("wagtailcore", "Page")
    return page.specific_class is not None and page.specific_class.route is page_model.route


class HomePage(HomePageMixin, Page):
    """The network's front page."""

    page_ptr = parent_link()

    template = "kitnet_pages/home_page.html"
    search_fields = [*Page.search_fields, index.SearchField("introduction"), *BODY_SEARCH_FIELDS]
    max_count_per_parent = 1
    api_fields = [APIField("introduction"), APIField("body")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")


class StandardPageMixin(BodyMixin, NetworkPageMixin):
    """A plain page: about the network, privacy."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences below the title."))

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldPanel("lead"),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
        ]
    )

    class Meta:
        abstract = True


class StandardPage(StandardPageMixin, Page):
    """A plain page."""

    page_ptr = parent_link()

    template = "kitnet_pages/standard_page.html"
    search_fields = [*Page.search_fields, index.SearchField("lead"), *BODY_SEARCH_FIELDS]
    api_fields = [APIField("lead"), APIField("body")]
    parent_page_types = ["kitnet_pages.HomePage", "kitnet_pages.StandardPage"]
    subpage_types = ["kitnet_pages.StandardPage"]

    class Meta:
        verbose_name = _("standard page")
        verbose_name_plural = _("standard pages")
