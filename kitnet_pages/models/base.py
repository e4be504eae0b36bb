"""What every page of the network has."""

from datetime import date, timedelta
from typing import Any, ClassVar

import swapper
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    Panel,
    PublishingPanel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Orderable, PageViewRestriction
from wagtail.models.panels import CommentPanelPlaceholder
from wagtail.search import index

from kitnet_pages import conf
from kitnet_pages.blocks import BlocksField
from kitnet_pages.extension_points import BODY, COLUMN
from kitnet_pages.slugs import slug_input

from .querysets import open_to_all

swapper.set_app_prefix("wagtailcore", "wagtail")
PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")

# Right below the root of the tree.
_FIRST_DEPTH = 2


def parent_link() -> Any:
    """Return a page type's link to its Page row, under a name of our own.

    A host may have page types of the same names (a started Wagtail project has a HomePage), and Django would give both
    the same accessor on Page. It stands in each concrete class: Django does not take it from an abstract one.
    """
    return models.OneToOneField(
        PAGE_MODEL, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="kitnet_%(class)s"
    )


class RelatedPage(Orderable):
    """A page that an editor chose to show beside another one. It is shown from both ends."""

    page = ParentalKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="kitnet_related_pages")
    target = models.ForeignKey(
        PAGE_MODEL, verbose_name=_("page"), on_delete=models.CASCADE, related_name="kitnet_related_from"
    )

    panels = [PageChooserPanel("target", help_text=_("An article, a meeting, a group or any other page."))]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
        constraints = [models.UniqueConstraint(fields=["page", "target"], name="kitnet_related_page_once")]

    def __str__(self) -> str:
        """Return the title of the page that is shown."""
        return str(self.target)


class RightColumn(models.Model):
    """A page's own right-hand column. A page without one shows that of its nearest ancestor."""

    page = ParentalKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="kitnet_columns")
    content = BlocksField(
        COLUMN,
        verbose_name=_("panels"),
        blank=True,
        help_text=_("Shown from top to bottom. With no panels, the page has no column."),
    )

    panels = [FieldPanel("content")]

    class Meta:
        verbose_name = _("right-hand column")
        verbose_name_plural = _("right-hand columns")

    def __str__(self) -> str:
        """Return what it is."""
        return str(self._meta.verbose_name)


class NetworkPageMixin(models.Model):
    """Fields and behaviour that all page types share. Mix it into a concrete subclass of the host's page model."""

    body_field: ClassVar[str] = "body"
    # A page type that a network begins with.
    is_front_page: ClassVar[bool] = False
    # In search results: the kind's name in addresses, and its place among the kinds. Without one: among other pages.
    search_key: ClassVar[str] = ""
    search_order: ClassVar[int] = 100
    # What shows a page of this type among the results.
    found_template: ClassVar[str] = "kitnet_pages/components/search_result.html"
    # Whether there is room for a right-hand column.
    has_column: ClassVar[bool] = True

    class Meta:
        abstract = True

    @property
    def last_updated(self) -> date | None:
        """The day of the latest publication, in local time, or None for a page never published."""
        moment = self.last_published_at
        return timezone.localdate(moment) if moment else None

    def related_pages(self) -> list[Any]:
        """Return the published pages chosen here, then those that chose this page: each once, as specific pages."""
        page_model = swapper.load_model("wagtailcore", "Page")
        ids = [pk for pk in dict.fromkeys(self._related_ids()) if pk != self.pk]
        if not ids:
            return []
        found = open_to_all(page_model.objects.filter(pk__in=ids)).specific().in_bulk()
        return [found[pk] for pk in ids if pk in found]

    def _related_ids(self) -> list[int]:
        """Return the keys of the pages chosen here, in their order, then of those that chose this page."""
        links = self.kitnet_related_pages
        if not self.pk:
            return [link.target_id for link in links.all()]
        either = models.Q(page_id=self.pk) | models.Q(target_id=self.pk)
        rows = list(RelatedPage.objects.filter(either).order_by("sort_order", "pk"))
        # A draft's own links are those in hand.
        chosen = links.all() if links.is_deferring else [row for row in rows if row.page_id == self.pk]
        choosers = sorted((row for row in rows if row.target_id == self.pk), key=lambda row: row.pk)
        return [link.target_id for link in chosen] + [row.page_id for row in choosers]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Tell the request which page it is for: what is shown around the page depends on it."""
        request.kitnet_page = self
        return super().get_context(request, *args, **kwargs)

    def trail(self) -> list[Any]:
        """Return the pages above this one, from the network's front page down, as plain pages. Read once.

        Empty on a front page, and for a page without a place in the tree.
        """
        if "kitnet_trail" not in self.__dict__:
            self.kitnet_trail = self._read_trail()
        return self.kitnet_trail

    def _read_trail(self) -> list[Any]:
        if self.is_front_page or not self.path:
            return []
        above = [self.path[:end] for end in range(self.steplen, len(self.path), self.steplen)]
        pages = list(swapper.load_model("wagtailcore", "Page").objects.filter(path__in=above).order_by("path"))
        fronts = [n for n, page in enumerate(pages) if getattr(page.specific_class, "is_front_page", False)]
        return pages[fronts[-1] :] if fronts else pages

    def get_view_restrictions(self) -> Any:
        """Return who may see the page, as Wagtail does, in one query instead of two where no page is an alias."""
        above = self.trail() if self.path else []
        whole = [*above, self]
        # Above the front page stands only the root of the tree.
        if whole[0].depth != _FIRST_DEPTH or any(page.alias_of_id for page in whole):
            return super().get_view_restrictions()
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    @classmethod
    def read_found(cls, pages: list[Any]) -> None:
        """Read, all at once, what pages of this type show among the results beside their own fields. Here: nothing."""

    def age_notice(self) -> bool:
        """Say whether readers should be told that the page is old."""
        return False


class BodyMixin(models.Model):
    """A body of blocks."""

    body = BlocksField(BODY, verbose_name=_("body"), blank=True)

    class Meta:
        abstract = True


def is_older_than_years(day: date, years: int) -> bool:
    """Say whether ``day`` lies more than ``years`` years before today."""
    return day < timezone.localdate() - timedelta(days=round(years * 365.25))


def old_article_years() -> int:
    """Return the age, in years, from which an article is called old."""
    return int(conf.get("OLD_ARTICLE_YEARS"))


def title_panel() -> Panel:
    """Return the panel of a page's title, from which the address is made until the page is published."""
    return TitleFieldPanel(
        "title",
        placeholder=_("Title of the page*"),
        help_text=_("The heading of the page, and what links to it say. Short and plain: what is it about?"),
    )


def editor_tabs(
    content: list[Panel], *, when_and_where: list[Panel] | None = None, has_column: bool = True
) -> TabbedInterface:
    """Return the editor's form of a page type in tabs: content, when and where, promotion, publishing."""
    column = InlinePanel(
        "kitnet_columns",
        heading=_("Right-hand column"),
        label=_("Own column"),
        help_text=_("Without its own column, the page shows the one of the section it stands in."),
        max_num=1,
    )
    promotion = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    widget=slug_input(),
                    help_text=_(
                        "The last part of the page's address; made from the title. If you change it later, the old "
                        "address leads here, too."
                    ),
                ),
                FieldPanel(
                    "seo_title",
                    help_text=_("What search engines and the browser's tab show. Leave empty to use the title."),
                ),
                FieldPanel(
                    "search_description",
                    help_text=_("One sentence below the title in search engines and where the page is shared."),
                ),
            ],
            heading=_("In search engines and when shared"),
        ),
        FieldPanel(
            "show_in_menus",
            help_text=_("Only pages right below the front page stand in the menu at the top."),
        ),
        InlinePanel(
            "kitnet_related_pages",
            heading=_("Related pages"),
            label=_("Related page"),
            help_text=_('Shown at the foot of the page, under "Read on". The other page then links back to this one.'),
        ),
        *([column] if has_column else []),
    ]
    tabs = [ObjectList(content, heading=_("Content"))]
    if when_and_where:
        tabs.append(ObjectList(when_and_where, heading=_("When and where")))
    tabs += [
        ObjectList(promotion, heading=_("Promotion")),
        ObjectList([PublishingPanel(), CommentPanelPlaceholder()], heading=_("Publishing")),
    ]
    return TabbedInterface(tabs)


BODY_SEARCH_FIELDS = [index.SearchField("body")]
