"""News."""

from typing import Any, Self

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager
from wagtail.search import index

from kitnet_pages import conf
from kitnet_pages.api_fields import NamesField, PublicPageField

from .base import (
    BODY_SEARCH_FIELDS,
    BodyMixin,
    NetworkPageMixin,
    editor_tabs,
    is_older_than_years,
    old_article_years,
    parent_link,
    title_panel,
)
from .groups import GroupPage
from .listing import Choice, Filter, Listing, paginate, read_filters
from .people import Topic
from .querysets import NetworkPageQuerySet


class NewsPageQuerySet(NetworkPageQuerySet):
    """Reads of articles."""

    def for_listing(self) -> Self:
        """Newest first, with what a card shows, in as many queries for one as for thirty."""
        return (
            self.order_by("-date", "-pk")
            .select_related("hero_image", "group")
            .prefetch_related("hero_image__renditions")
            .defer("body", "group__body")
        )


NewsPageManager = PageManager.from_queryset(NewsPageQuerySet)


class NewsIndexPageMixin(NetworkPageMixin):
    """All news, newest first."""

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
        """Add ``listing``: articles by the topic, group and year of the query string."""
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.get_listing(request.GET)
        return context

    def get_listing(self, params: Any) -> Listing:
        """Return the articles for a query string: ``emne`` (topic), ``gruppe`` (group), ``aar`` (year), ``side``."""
        articles = NewsPage.objects.below(self)
        years = articles.order_by().values_list("date__year", flat=True).distinct()
        listing = read_filters(
            [
                Filter(
                    "emne",
                    _("Topic"),
                    [Choice(topic.slug, topic.name) for topic in Topic.in_danish_order()],
                    written=True,
                ),
                Filter(
                    "gruppe",
                    _("Group"),
                    [Choice(group.slug, group.title) for group in GroupPage.objects.near(self).for_listing()],
                    written=True,
                ),
                Filter("aar", _("Year"), [Choice(str(year), str(year)) for year in sorted(years, reverse=True)]),
            ],
            params,
        )
        chosen = listing.query
        if "emne" in chosen:
            articles = articles.filter(topics__slug=chosen["emne"])
        if "gruppe" in chosen:
            articles = articles.filter(group__slug=chosen["gruppe"])
        if "aar" in chosen:
            articles = articles.filter(date__year=int(chosen["aar"]))
        return paginate(listing, articles.for_listing(), params, conf.get("PAGE_SIZE"))


class NewsIndexPage(NewsIndexPageMixin, Page):
    """All news, newest first."""

    page_ptr = parent_link()

    template = "kitnet_pages/news_index_page.html"
    search_fields = [*Page.search_fields, index.SearchField("introduction")]
    api_fields = [APIField("introduction")]
    parent_page_types = ["kitnet_pages.HomePage"]
    subpage_types = ["kitnet_pages.NewsPage"]

    class Meta:
        verbose_name = _("news overview")
        verbose_name_plural = _("news overviews")


class NewsPageMixin(BodyMixin, NetworkPageMixin):
    """An article."""

    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("The day that stands at the article and sorts it.")
    )
    lead = models.TextField(_("lead"), help_text=_("One to three sentences: what happened, and why it matters."))
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("Read aloud to those who do not see it. Leave empty only if the picture is pure decoration."),
    )
    hero_credit = models.CharField(_("credit"), max_length=120, blank=True, help_text=_("Who made the picture."))
    byline = models.CharField(_("byline"), max_length=160, blank=True, help_text=_("Who wrote the article."))
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    group = models.ForeignKey(
        GroupPage,
        verbose_name=_("network group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("If the article is about one group: it then stands on the group's page, too."),
    )

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldRowPanel([FieldPanel("date"), FieldPanel("byline")]),
            FieldPanel("lead"),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "hero_image",
                        help_text=_("Stands above the text and on the article's card. At least 1200 pixels wide."),
                    ),
                    FieldPanel("hero_alt"),
                    FieldPanel("hero_credit"),
                ],
                heading=_("Picture"),
            ),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
            MultiFieldPanel(
                [
                    FieldPanel(
                        "topics",
                        widget=forms.CheckboxSelectMultiple,
                        help_text=_("Readers can filter by topic, and collections choose by it."),
                    ),
                    FieldPanel("group", widget=forms.Select),
                ],
                heading=_("What it is about"),
            ),
        ]
    )

    class Meta:
        abstract = True

    def age_notice(self) -> bool:
        """Say whether the article is so old that readers should be told."""
        return is_older_than_years(self.date, old_article_years())


class NewsPage(NewsPageMixin, Page):
    """An article."""

    page_ptr = parent_link()

    search_key = "nyheder"
    search_order = 20
    template = "kitnet_pages/news_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        *BODY_SEARCH_FIELDS,
        index.FilterField("date"),
        index.FilterField("group"),
    ]
    api_fields = [
        APIField("date"),
        APIField("lead"),
        APIField("byline"),
        APIField("group", serializer=PublicPageField()),
        APIField("topics", serializer=NamesField()),
        APIField("body"),
    ]
    parent_page_types = ["kitnet_pages.NewsIndexPage"]
    subpage_types: list[str] = []

    objects = NewsPageManager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["-date"], name="kitnet_news_date")]
