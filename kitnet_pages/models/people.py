"""Contacts, organisations and topics: what pages refer to."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.search import index

from kitnet_pages.collation import danish_sort_key


class Organisation(index.Indexed, models.Model):
    """One of those who run the network, or another body that is named on the site."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    full_name = models.CharField(
        _("full name"), max_length=200, blank=True, help_text=_("If the name is a short form that not everybody knows.")
    )
    url = models.URLField(_("web address"), blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    is_organiser = models.BooleanField(
        _("runs the network"), default=False, help_text=_("Organisers are named at the foot of every page.")
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name", help_text=_("As readers should see it.")),
                FieldPanel("full_name"),
                FieldPanel("url", help_text=_("The organisation's own site.")),
            ],
            heading=_("Organisation"),
        ),
        FieldPanel("logo", help_text=_("On a white or transparent ground, at least 400 pixels wide.")),
        FieldPanel("is_organiser"),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("full_name")]

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name


class Contact(index.Indexed, models.Model):
    """A person whom visitors may ask."""

    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="contacts",
    )
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name", help_text=_("As readers should see it.")),
                FieldPanel("title", help_text=_("For example: chief consultant.")),
                FieldPanel("department", help_text=_("For example: architecture and IT.")),
                FieldPanel(
                    "organisation", help_text=_("Choose one, or make it in the register of organisations first.")
                ),
            ],
            heading=_("Person"),
        ),
        FieldRowPanel(
            [
                FieldPanel("email", help_text=_("A work address. It is public wherever the contact is shown.")),
                FieldPanel("phone", help_text=_("Eight digits in pairs: 12 34 56 78. Public, too.")),
            ],
            heading=_("How to reach them"),
        ),
        FieldPanel(
            "picture", help_text=_("A portrait; the face is cut out square. Without one, the initials are shown.")
        ),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("title")]

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name"]

    def __str__(self) -> str:
        """Return the name and, where known, the organisation."""
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


class Topic(index.Indexed, models.Model):
    """What an article or a meeting is about."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(
        _("short name in addresses"), max_length=80, unique=True, help_text=_("Small letters, digits and hyphens.")
    )

    panels = [FieldPanel("name", help_text=_("As readers should see it.")), FieldPanel("slug")]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name"]

    def __str__(self) -> str:
        """Return the name."""
        return self.name

    @classmethod
    def in_danish_order(cls) -> list[Self]:
        """Return all topics, sorted as Danes sort."""
        return sorted(cls.objects.all(), key=lambda topic: danish_sort_key(topic.name))
