"""What editors write about a meeting."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from kitnet_events.enums import MaterialKind, ProgrammeKind
from kitnet_events.timespan import FIRST_YEAR, LAST_YEAR, TimeSpan, exists_locally
from kitnet_pages.models import BodyMixin, Contact, GroupPage, Municipality, NetworkPageMixin, Topic, editor_tabs
from kitnet_pages.models.base import BODY_SEARCH_FIELDS

from .rounds import RoundPage
from .signals import meeting_page_saved


class MeetingPageMixin(BodyMixin, NetworkPageMixin):
    """What editors write about a meeting: drafts, revisions and workflow included.

    What is true of the meeting whatever an editor is writing just now stands in ``Meeting``.
    """

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences: what the meeting is about."))
    start_date = models.DateField(_("date"), null=True)
    start_time = models.TimeField(
        _("from"),
        null=True,
        blank=True,
        help_text=_("Leave empty while only the date is known: the meeting is then announced, not yet planned."),
    )
    end_date = models.DateField(_("last day"), null=True, blank=True, help_text=_("Only if it spans several days."))
    end_time = models.TimeField(_("to"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True, help_text=_("For example the town hall's name."))
    address = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("Street and number, postcode and town, on one line.")
    )
    host = models.ForeignKey(
        Municipality,
        verbose_name=_("host municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    online_url = models.URLField(
        _("online link"), blank=True, help_text=_("For participants only: never shown on the page or in public feeds.")
    )
    round = models.ForeignKey(
        RoundPage, verbose_name=_("round"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topics = ParentalManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    minutes = RichTextField(
        _("minutes"), blank=True, features=["bold", "italic", "h3", "ol", "ul", "link", "document-link"]
    )
    internal_note = models.TextField(
        _("note for editors"), blank=True, help_text=_("Shown in the admin only, never to visitors.")
    )

    edit_handler = editor_tabs(
        [
            FieldPanel("title"),
            FieldPanel("lead"),
            PageChooserPanel("round"),
            FieldPanel("body"),
            InlinePanel("programme_items", heading=_("Programme"), label=_("Item")),
            FieldPanel("topics"),
            InlinePanel("contact_links", heading=_("Contacts"), label=_("Contact")),
            FieldPanel("minutes", heading=_("Minutes, after the meeting")),
            InlinePanel("materials", heading=_("Materials, after the meeting"), label=_("Material")),
            FieldPanel("internal_note"),
        ],
        when_and_where=[
            HelpPanel(
                _(
                    "All times are Danish time. When you publish another time or place, calendars move the meeting, "
                    "and the page shows the old and the new date by itself."
                )
            ),
            FieldRowPanel([FieldPanel("start_date"), FieldPanel("start_time"), FieldPanel("end_time")]),
            FieldPanel("end_date"),
            MultiFieldPanel(
                [FieldPanel("venue"), FieldPanel("address"), FieldPanel("host"), FieldPanel("online_url")],
                heading=_("Where"),
            ),
        ],
    )

    exclude_fields_in_copy = ["start_date", "start_time", "end_date", "end_time", "minutes", "materials"]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Check that the meeting ends after it starts, at times that exist. Raises ValidationError by field."""
        super().clean()
        errors = _time_errors(self.start_date, self.start_time, self.end_date, self.end_time)
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page and, in the same transaction, bring the meeting up to it.

        A copy has no date, so it starts as a draft, even if its copier asked for a published one.
        """
        if self._state.adding and self.live and self.start_date is None:
            self.live, self.has_unpublished_changes = False, True
        with transaction.atomic():
            result = super().save(*args, **kwargs)
            meeting_page_saved.send(sender=type(self), page_id=self.pk)
        return result

    @property
    def when(self) -> TimeSpan | None:
        """When the meeting is, as written on this page; None while it has no date."""
        if self.start_date is None:
            return None
        return TimeSpan.from_local(self.start_date, self.start_time, self.end_date, self.end_time)

    def get_contacts(self) -> list[Contact]:
        """Return whom to ask about the meeting: its own contacts, else its group's facilitators."""
        links = self.contact_links.all()
        if hasattr(links, "select_related"):
            links = links.select_related("contact__picture", "contact__organisation")
            links = links.prefetch_related("contact__picture__renditions")
        own = [link.contact for link in links]
        if own:
            return own
        group = self.get_group()
        return group.get_contacts() if group else []

    def get_group(self) -> GroupPage | None:
        """Return the group whose meeting it is: the page above. None for a joint meeting."""
        if not self.path:
            return None
        return GroupPage.objects.filter(path=self.path[: -self.steplen]).first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``meeting`` (None before the first save), ``group``, ``programme`` and ``materials``."""
        context = super().get_context(request, *args, **kwargs)
        meeting = getattr(self, "meeting", None) if self.pk else None
        context["meeting"] = meeting
        context["group"] = self.get_group()
        context["programme"] = list(self.programme_items.all())
        context["materials"] = list(self.materials.all())
        context["contacts"] = self.get_contacts()
        return context


def _time_errors(start_date: Any, start_time: Any, end_date: Any, end_time: Any) -> dict[str, ValidationError]:
    errors: dict[str, ValidationError] = {}
    if start_time is None and end_time is not None:
        errors["start_time"] = ValidationError(_("Give a start time, too."))
    if start_time is not None and end_time is None:
        errors["end_time"] = ValidationError(_("Give an end time, too."))
    if start_date is None:
        return errors
    for field, day in (("start_date", start_date), ("end_date", end_date)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            errors[field] = ValidationError(_("Is the year right?"))
    if end_date is not None and end_date < start_date:
        errors["end_date"] = ValidationError(_("The last day lies before the first one."))
    if errors or start_time is None:
        return errors
    last_day = end_date or start_date
    if not exists_locally(start_date, start_time):
        errors["start_time"] = ValidationError(_("Clocks skip this time that night: summer time begins."))
    elif not exists_locally(last_day, end_time):
        errors["end_time"] = ValidationError(_("Clocks skip this time that night: summer time begins."))
    elif (span := TimeSpan.from_local(start_date, start_time, end_date, end_time)).end <= span.start:
        errors["end_time"] = ValidationError(_("The meeting must end after it starts."))
    return errors


class MeetingPage(MeetingPageMixin, Page):
    """What editors write about a meeting."""

    template = "kitnet_events/meeting_page.html"
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("venue"),
        index.SearchField("address"),
        index.SearchField("minutes"),
        *BODY_SEARCH_FIELDS,
        index.FilterField("start_date"),
    ]
    parent_page_types = ["kitnet_pages.GroupPage", "kitnet_events.MeetingIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")


class ProgrammeItem(Orderable):
    """An item of a meeting's programme."""

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="programme_items")
    start_time = models.TimeField(_("from"), null=True, blank=True)
    end_time = models.TimeField(_("to"), null=True, blank=True)
    duration = models.PositiveSmallIntegerField(
        _("minutes"), null=True, blank=True, help_text=_("Instead of an end time.")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=ProgrammeKind.choices, default=ProgrammeKind.TALK)
    title = models.CharField(_("title"), max_length=200)
    speaker = models.CharField(_("speaker"), max_length=160, blank=True)
    speaker_title = models.CharField(_("job title and workplace"), max_length=200, blank=True)
    description = models.TextField(_("description"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time"), FieldPanel("duration"), FieldPanel("kind")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("speaker"), FieldPanel("speaker_title")]),
        FieldPanel("description"),
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

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="contact_links")
    contact = models.ForeignKey(Contact, verbose_name=_("contact"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("contact")]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")


class MeetingMaterial(Orderable):
    """Something kept after a meeting: a presentation, a canvas, a photo, a video."""

    page = ParentalKey(MeetingPage, on_delete=models.CASCADE, related_name="materials")
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
        FieldRowPanel([FieldPanel("kind"), FieldPanel("title")]),
        FieldRowPanel([FieldPanel("document"), FieldPanel("url")]),
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
