"""The network's groups."""

from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.api import APIField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from kitnet_pages import conf
from kitnet_pages.collation import danish_sort_key
from kitnet_pages.enums import GroupColour

from .base import BODY_SEARCH_FIELDS, BodyMixin, NetworkPageMixin, editor_tabs, parent_link, title_panel
from .people import Contact
from .querysets import NetworkPageQuerySet
from .roles import FacilitatedPageMixin

SORT_KEY_LENGTH = 80


class GroupIndexPageMixin(BodyMixin, NetworkPageMixin):
    """All groups on one page."""

    introduction = models.TextField(_("introduction"), blank=True)

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldPanel("introduction", help_text=_("A sentence or two above the list: what is to be found here?")),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
        ]
    )

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``groups``."""
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = GroupPage.objects.below(self).for_listing()
        return context


class GroupIndexPage(GroupIndexPageMixin, Page):
    """All groups on one page."""

    page_ptr = parent_link()

    template = "kitnet_pages/group_index_page.html"
    search_fields = [*Page.search_fields, index.SearchField("introduction"), *BODY_SEARCH_FIELDS]
    api_fields = [APIField("introduction"), APIField("body")]
    parent_page_types = ["kitnet_pages.HomePage"]

    class Meta:
        verbose_name = _("group overview")
        verbose_name_plural = _("group overviews")


class GroupPageQuerySet(NetworkPageQuerySet):
    """Reads of groups."""

    def for_listing(self) -> Self:
        """In the editors' order, with what a card shows."""
        return self.order_by("path")


GroupPageManager = PageManager.from_queryset(GroupPageQuerySet)


class GroupPageMixin(FacilitatedPageMixin, BodyMixin, NetworkPageMixin):
    """A regional network group."""

    introduction = models.TextField(_("introduction"), help_text=_("Two or three sentences about the group."))
    area = models.TextField(
        _("area"), blank=True, help_text=_("Which part of the country the group covers, in a reader's words.")
    )
    colour = models.CharField(
        _("colour"),
        max_length=20,
        choices=GroupColour.choices,
        default=GroupColour.TEAL,
        help_text=_("The group's colour on the map, on dates and in calendars."),
    )
    community_url = models.URLField(
        _("online community"), blank=True, help_text=_("Link to the group's place in the network's online community.")
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldPanel("introduction"),
            FieldPanel("area"),
            FieldRowPanel([FieldPanel("colour"), FieldPanel("community_url")]),
            InlinePanel("facilitator_links", heading=_("Facilitators"), label=_("Facilitator")),
            FieldPanel("picture", help_text=_("Shown where the group's page is shared.")),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
        ]
    )

    class Meta:
        abstract = True

    def get_contacts(self) -> list[Contact]:
        """Return the group's facilitators, in the editors' order."""
        links = self.facilitator_links.select_related("contact__picture", "contact__organisation")
        return [link.contact for link in links.prefetch_related("contact__picture__renditions")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``facilitators`` and the group's ``articles``."""
        from .news import NewsPage  # noqa: PLC0415 - articles refer to groups

        context = super().get_context(request, *args, **kwargs)
        context["facilitators"] = context["page_contacts"] = self.get_contacts()
        context["articles"] = (
            NewsPage.objects.near(self).filter(group_id=self.pk).for_listing()[: conf.get("NEWEST_COUNT")]
        )
        return context


class GroupPage(GroupPageMixin, Page):
    """A regional network group."""

    page_ptr = parent_link()

    search_key = "netvaerksgrupper"
    search_order = 30
    template = "kitnet_pages/group_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("area"),
        *BODY_SEARCH_FIELDS,
    ]
    api_fields = [APIField("introduction"), APIField("area"), APIField("colour"), APIField("body")]
    parent_page_types = ["kitnet_pages.GroupIndexPage"]

    objects = GroupPageManager()

    class Meta:
        verbose_name = _("network group")
        verbose_name_plural = _("network groups")


class GroupFacilitator(Orderable):
    """A facilitator of a group."""

    page = ParentalKey(GroupPage, on_delete=models.CASCADE, related_name="facilitator_links")
    contact = models.ForeignKey(
        Contact, verbose_name=_("contact"), on_delete=models.CASCADE, related_name="facilitated_groups"
    )

    panels = [
        FieldPanel(
            "contact", help_text=_("A contact from the register Network. What you change there changes here, too.")
        )
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")


class Municipality(models.Model):
    """One of the country's municipalities."""

    code = models.CharField(_("code"), max_length=4, unique=True, help_text=_("The official code, four digits."))
    name = models.CharField(_("name"), max_length=80, unique=True)
    region = models.CharField(_("region"), max_length=80)
    group = models.ForeignKey(
        GroupPage,
        verbose_name=_("network group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="municipalities",
    )
    mailbox = models.EmailField(
        _("public mailbox"),
        blank=True,
        help_text=_("The municipality's own address. Invitations go there while it does not take part."),
    )
    hex_col = models.PositiveSmallIntegerField(_("column on the map"))
    hex_row = models.PositiveSmallIntegerField(_("row on the map"))
    sort_key = models.CharField(max_length=SORT_KEY_LENGTH, editable=False, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["sort_key"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the key that sorts the name the Danish way."""
        self.sort_key = danish_sort_key(self.name)[:SORT_KEY_LENGTH]
        super().save(*args, **kwargs)
