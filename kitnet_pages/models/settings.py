"""What an editor sets once for the whole site."""

from typing import Any
from urllib.parse import quote

import swapper
from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField

from kitnet_pages.enums import MapService
from kitnet_pages.foreign_words import validate_foreign_words

swapper.set_app_prefix("wagtailcore", "wagtail")

_MAP_ADDRESSES = {
    MapService.OPENSTREETMAP: "https://www.openstreetmap.org/search?query={}",
    MapService.GOOGLE: "https://www.google.com/maps/search/?api=1&query={}",
}


@register_setting(icon="site")
class NetworkSettings(BaseSiteSetting):
    """The network's name, mailbox and links. One for each site."""

    select_related = ["join_page", "privacy_page"]

    name = models.CharField(_("name of the network"), max_length=120, default="Netværket")
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    role_mailbox = models.EmailField(
        _("role mailbox"),
        blank=True,
        help_text=_("Shown to visitors, and the organiser in calendars. Use a shared mailbox, not a person's."),
    )
    community_name = models.CharField(_("name of the online community"), max_length=80, blank=True)
    community_url = models.URLField(_("address of the online community"), blank=True)
    join_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("page to join the network"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    map_service = models.CharField(
        _("map service"),
        max_length=20,
        choices=MapService.choices,
        default=MapService.OPENSTREETMAP,
        help_text=_("Where the link beside an address leads. Nothing is fetched from there before a visitor clicks."),
    )
    foreign_words = models.TextField(
        _("words in other languages"),
        blank=True,
        validators=[validate_foreign_words],
        help_text=_(
            "Names and expressions in titles and headings, a line each: the language, a colon, the words. Then they "
            "are read aloud as they should be, wherever they stand. For example: en: Enterprise Architecture Forum"
        ),
    )
    footer_text = RichTextField(
        _("text at the foot of the page"), blank=True, features=["bold", "italic", "foreign-words", "link"]
    )
    privacy_page = models.ForeignKey(
        swapper.get_model_name("wagtailcore", "Page"),
        verbose_name=_("privacy page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    accessibility_statement_url = models.URLField(
        _("accessibility statement"),
        blank=True,
        help_text=_("The official address of the statement; linked at the foot of every page, and at /was."),
    )
    accessibility_checked_on = models.DateField(
        _("statement looked over on"),
        null=True,
        blank=True,
        help_text=_("Once a year the statement has to be looked over: the dashboard reminds you."),
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name", help_text=_("Stands in the browser's tab, in mails and in calendars.")),
                FieldPanel("short_name", help_text=_("For narrow places. Leave empty to use the name.")),
                FieldPanel("role_mailbox"),
                PageChooserPanel(
                    "join_page",
                    help_text=_('Where every button "Join the network" leads. Without one, the role mailbox is shown.'),
                ),
            ],
            heading=_("The network"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("community_name", help_text=_("For example Viva Engage.")),
                FieldPanel("community_url", help_text=_("Linked at the foot of every page.")),
            ],
            heading=_("Online community"),
        ),
        FieldPanel("map_service"),
        FieldPanel("foreign_words", widget=forms.Textarea(attrs={"rows": 3})),
        MultiFieldPanel(
            [
                FieldPanel("footer_text", help_text=_("A sentence or two, on every page.")),
                PageChooserPanel(
                    "privacy_page", help_text=_("Linked at the foot of every page, in mails and at sign-up.")
                ),
                FieldPanel("accessibility_statement_url"),
                FieldPanel("accessibility_checked_on"),
            ],
            heading=_("Foot of the page"),
        ),
    ]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("network")

    @property
    def open_join_page(self) -> Any | None:
        """The page to join the network, while it is published."""
        return self.join_page if self.join_page and self.join_page.live else None

    @property
    def open_privacy_page(self) -> Any | None:
        """The privacy page, while it is published."""
        return self.privacy_page if self.privacy_page and self.privacy_page.live else None

    def map_url(self, address: str) -> str:
        """Return the address of a map that shows ``address``, or an empty string when no map service is chosen."""
        pattern = _MAP_ADDRESSES.get(MapService(self.map_service))
        return pattern.format(quote(address, safe="")) if pattern and address else ""
