"""Who answers for participants' data, and whom participants may turn to."""

from typing import Any, Self

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable, Site


@register_setting(icon="lock")
class PrivacySettings(ClusterableModel, BaseSiteSetting):
    """What stands at every form about who is responsible (GDPR, article 13). One for each site."""

    arrangement = models.CharField(
        _("who does what"),
        max_length=300,
        blank=True,
        help_text=_("If several are responsible together: who answers for what, in one sentence for participants."),
    )
    officer_name = models.CharField(_("data protection officer"), max_length=120, blank=True)
    officer_email = models.EmailField(_("e-mail"), blank=True)
    officer_phone = models.CharField(_("phone"), max_length=32, blank=True)
    authority_name = models.CharField(
        _("authority for complaints"),
        max_length=120,
        default="Datatilsynet",
        help_text=_("Everybody may complain to it."),
    )
    authority_url = models.URLField(_("its address on the web"), default="https://www.datatilsynet.dk/")

    panels = [
        HelpPanel(_("All of this stands at every form in which somebody gives their data.")),
        InlinePanel(
            "controllers",
            heading=_("Who is responsible"),
            label=_("Responsible"),
            help_text=_("One, or several together. While none is named, the network's name stands there."),
        ),
        FieldPanel("arrangement"),
        MultiFieldPanel(
            [
                FieldPanel("officer_name", help_text=_("The person or the role; may be empty.")),
                FieldRowPanel(
                    [
                        FieldPanel("officer_email", help_text=_("Shown on the privacy page.")),
                        FieldPanel("officer_phone", help_text=_("Shown on the privacy page, too.")),
                    ]
                ),
            ],
            heading=_("Data protection officer"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("authority_name"),
                FieldPanel("authority_url", help_text=_("The authority's page about complaints.")),
            ],
            heading=_("Right to complain"),
        ),
    ]

    class Meta:
        verbose_name = _("privacy")
        verbose_name_plural = _("privacy")

    @classmethod
    def read_for(cls, request: HttpRequest | None) -> Self:
        """Return the settings of the site asked for; unsaved defaults when nobody has set any. Writes nothing."""
        site = Site.find_for_request(request) if request is not None else None
        site = site or Site.objects.filter(is_default_site=True).first()
        found: Any = cls.objects.filter(site=site).prefetch_related("controllers").first() if site else None
        return found or cls()


class DataController(Orderable):
    """One of those who are responsible for participants' data."""

    settings = ParentalKey(PrivacySettings, on_delete=models.CASCADE, related_name="controllers")
    name = models.CharField(_("name"), max_length=160, help_text=_("The body, as it is called by law."))
    email = models.EmailField(_("e-mail"), blank=True)
    url = models.URLField(_("web address"), blank=True)

    panels = [
        FieldPanel("name"),
        FieldRowPanel(
            [
                FieldPanel("email", help_text=_("Where questions about data are answered.")),
                FieldPanel("url", help_text=_("The organisation's own site.")),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("responsible")
        verbose_name_plural = _("responsible")

    def __str__(self) -> str:
        """Return the name."""
        return self.name
