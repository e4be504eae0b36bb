"""What belongs to a meeting's page: programme, contacts, materials."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from kitnet_events.enums import MaterialKind, ProgrammeKind
from kitnet_pages.models import Contact

_PAGE = "kitnet_events.MeetingPage"


class ProgrammeItem(Orderable):
    """An item of a meeting's programme."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="programme_items")
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_time = models.TimeField(_("to"), null=True, blank=True)
    duration = models.PositiveSmallIntegerField(
        pgettext_lazy("length of time", "minutes"), null=True, blank=True, help_text=_("Instead of an end time.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ProgrammeKind.choices, default=ProgrammeKind.TALK)
    title = models.CharField(_("title"), max_length=200)
    speaker = models.CharField(_("speaker"), max_length=160, blank=True)
    speaker_title = models.CharField(_("job title and workplace"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)

    panels = [
        FieldRowPanel(
            [
                FieldPanel("start_time", help_text=_("For example 9.30.")),
                FieldPanel("end_time", help_text=_("Or give a length in minutes.")),
                FieldPanel("duration"),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("title", help_text=_("What it is about, in a few words.")),
                FieldPanel("kind", help_text=_("Breaks are shown quieter than talks.")),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("speaker", help_text=_("Name of the speaker; may be empty.")),
                FieldPanel("speaker_title", help_text=_("For example: architect, Køge Kommune.")),
            ]
        ),
        FieldPanel("description", help_text=_("A sentence or two, if the title does not say enough.")),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("programme item")
        verbose_name_plural = _("programme items")

    def clean(self) -> None:
        """Check that the item ends after it starts, and says so once. Raises ValidationError by field."""
        super().clean()
        if self.end_time and self.duration:
            raise ValidationError({"duration": _("Give an end time or a number of minutes, not both.")})
        if self.start_time and self.end_time and self.end_time <= self.start_time:
            raise ValidationError({"end_time": _("The item must end after it starts.")})


class MeetingContact(Orderable):
    """Whom to ask about a meeting."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="contact_links")
    contact = models.ForeignKey(Contact, verbose_name=_("contact"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("contact", help_text=_("Without a contact, the group's facilitators are shown."))]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")


class MeetingMaterial(Orderable):
    """Something kept after a meeting: a presentation, a canvas, a photo, a video."""

    page = ParentalKey(_PAGE, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(_("kind"), max_length=12, choices=MaterialKind.choices, default=MaterialKind.PRESENTATION)
    title = models.CharField(_("title"), max_length=200)
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    url = models.URLField(_("or an address"), blank=True)

    panels = [
        FieldRowPanel(
            [
                FieldPanel("kind", help_text=_("Says which sign stands beside it.")),
                FieldPanel("title", help_text=_("What the link says.")),
            ]
        ),
        FieldRowPanel(
            [
                FieldPanel("document", help_text=_("A file from the library of documents.")),
                FieldPanel("url", help_text=_("Where it is, if it is not a document here.")),
            ]
        ),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("material")
        verbose_name_plural = _("materials")

    def clean(self) -> None:
        """Check that there is something to open, and one thing only. Raises ValidationError by field."""
        super().clean()
        if self.document_id and self.url:
            raise ValidationError({"url": _("Choose a document or an address, not both.")})
        if not self.document_id and not self.url:
            raise ValidationError({"document": _("Choose a document, or give an address.")})

    @property
    def href(self) -> str:
        """Where the material is: the document's address, else the external one."""
        return self.document.url if self.document else self.url
