"""What editors write about a meeting."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from kitnet_events.api_fields import MeetingField
from kitnet_events.meeting_times import validate_times
from kitnet_events.timespan import TimeSpan
from kitnet_pages.api_fields import NamesField
from kitnet_pages.models import BodyMixin, Contact, GroupPage, Municipality, NetworkPageMixin, Topic, editor_tabs
from kitnet_pages.models.base import BODY_SEARCH_FIELDS, parent_link, title_panel

from .meetings import Meeting
from .rounds import RoundPage
from .signals import meeting_page_saved, meeting_page_saving

# Views below a meeting's page, by sub-address. They register themselves: models import no views.
MEETING_PAGE_VIEWS: dict[str, Callable[[HttpRequest, Any], Any]] = {}
# What else the editor's form is asked: page and cleaned data. Checks raise ValidationError; they register themselves.
MEETING_FORM_CHECKS: list[Callable[[Any, dict[str, Any]], None]] = []


class MeetingPageForm(WagtailAdminPageForm):
    """The editor's form of a meeting."""

    def clean(self) -> dict[str, Any]:
        """Ask what else is to be asked. Errors stand by their field."""
        cleaned = super().clean()
        for check in MEETING_FORM_CHECKS:
            try:
                check(self.instance, cleaned)
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save the page. What follows in the same request finds in ``saved_by`` what was typed."""
        page = super().save(commit)
        page.saved_by = self
        return page


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
        _("minutes"),
        blank=True,
        features=["bold", "italic", "foreign-words", "h3", "ol", "ul", "link", "document-link", "word-headings-below"],
    )
    internal_note = models.TextField(
        _("note for editors"), blank=True, help_text=_("Shown in the admin only, never to visitors.")
    )

    edit_handler = editor_tabs(
        [
            title_panel(),
            FieldPanel("lead"),
            PageChooserPanel("round", help_text=_("The season's round that the meeting is part of.")),
            FieldPanel(
                "body",
                help_text=_("The page's text, block by block. Press the plus to add one; drag a block to move it."),
            ),
            InlinePanel("programme_items", heading=_("Programme"), label=_("Item")),
            FieldPanel(
                "topics",
                widget=forms.CheckboxSelectMultiple,
                help_text=_("Readers can filter by topic, and topics have a calendar of their own."),
            ),
            InlinePanel("contact_links", heading=_("Contacts"), label=_("Contact")),
            FieldPanel(
                "minutes",
                heading=_("Minutes, after the meeting"),
                help_text=_("What was said and agreed. Shown below the programme."),
            ),
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
            FieldRowPanel(
                [
                    FieldPanel("start_date", help_text=_("The day of the meeting.")),
                    FieldPanel("start_time"),
                    FieldPanel("end_time", help_text=_("When the meeting ends. Needed as soon as it has a beginning.")),
                ]
            ),
            FieldPanel("end_date"),
            MultiFieldPanel(
                [
                    FieldPanel("venue"),
                    FieldPanel("address"),
                    FieldPanel("host", help_text=_("The municipality where the meeting is held.")),
                    FieldPanel("online_url"),
                ],
                heading=_("Where"),
            ),
        ],
    )

    base_form_class = MeetingPageForm
    # The form from which the page was just saved.
    saved_by: MeetingPageForm | None = None
    # Stands in for the workflow's task while somebody is to be asked first; of this instance alone.
    task_in_place: Any = None

    exclude_fields_in_copy = ["start_date", "start_time", "end_date", "end_time", "minutes", "materials"]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Check that the meeting ends after it starts, at times that exist. Raises ValidationError by field."""
        super().clean()
        validate_times(self.start_date, self.start_time, self.end_date, self.end_time)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save the page and, in the same transaction, bring the meeting up to it.

        A copy has no date, so it starts as a draft, even if its copier asked for a published one. An alias would be
        the same meeting a second time, in calendars too: a new one raises ValidationError.
        """
        if self._state.adding and self.alias_of_id is not None:
            raise ValidationError({"alias_of": _("A meeting stands in one place only: make a copy, not an alias.")})
        if self._state.adding and self.live and self.start_date is None:
            self.live, self.has_unpublished_changes = False, True
        with transaction.atomic():
            meeting_page_saving.send(sender=type(self))
            result = super().save(*args, **kwargs)
            meeting_page_saved.send(sender=type(self), page_id=self.pk)
        return result

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Answer for the page itself and for its sub-addresses, such as ``tilmelding/``. Raises Http404."""
        view = MEETING_PAGE_VIEWS.get("/".join(path_components)) if path_components and self.live else None
        if view is None:
            return super().route(request, path_components)
        return RouteResult(self, kwargs={"view": view})

    def serve(self, request: HttpRequest, *args: Any, view: Any = None, **kwargs: Any) -> Any:
        """Answer a request for the page, or hand it to the view of a sub-address."""
        return view(request, self) if view else super().serve(request, *args, **kwargs)

    @property
    def current_workflow_task(self) -> Any:
        """The task at which a workflow has the page, or what stands in for it; None without a workflow."""
        return self.task_in_place or super().current_workflow_task

    @property
    def when(self) -> TimeSpan | None:
        """When the meeting is, as written on this page; None while it has no date."""
        if self.start_date is None:
            return None
        return TimeSpan.from_local(self.start_date, self.start_time, self.end_date, self.end_time)

    def get_contacts(self, group: GroupPage | None = None) -> list[Contact]:
        """Return whom to ask about the meeting: its own contacts, else the facilitators of its ``group``."""
        links = self.contact_links.select_related("contact__picture", "contact__organisation")
        own = [link.contact for link in links.prefetch_related("contact__picture__renditions")]
        if own:
            return own
        group = group or self.get_group()
        return group.get_contacts() if group else []

    def get_group(self) -> GroupPage | None:
        """Return the group whose meeting it is: the page above. None for a joint meeting."""
        if not self.path:
            return None
        return GroupPage.objects.filter(path=self.path[: -self.steplen]).first()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add ``meeting`` (None before the first save), ``group``, ``programme`` and ``materials``."""
        context = super().get_context(request, *args, **kwargs)
        context["meeting"] = meeting = self._read_meeting()
        context["group"] = group = self._group_known_from(meeting) or self.get_group()
        context["programme"] = list(self.programme_items.all())
        context["materials"] = list(self.materials.select_related("document"))
        context["contacts"] = context["page_contacts"] = self.get_contacts(group)
        return context

    @classmethod
    def read_found(cls, pages: list[Any]) -> None:
        """Read the meetings of pages that a search found: whether they were cancelled or moved, and are over."""
        models.prefetch_related_objects(pages, models.Prefetch("meeting", Meeting.objects.defer("vevent")))

    def _read_meeting(self) -> Meeting | None:
        """Read the meeting with its group, host and round, and take host and round from it where they are the same."""
        meeting = Meeting.objects.filter(page_id=self.pk).for_page().first() if self.pk else None
        if meeting is not None:
            self._meta.get_field("meeting").set_cached_value(self, meeting)
            for name in ("host", "round"):
                if getattr(self, f"{name}_id") == getattr(meeting, f"{name}_id"):
                    setattr(self, name, getattr(meeting, name))
        return meeting

    def _group_known_from(self, meeting: Meeting | None) -> GroupPage | None:
        group = meeting.group if meeting else None
        return group if group and group.path == self.path[: -self.steplen] else None


class MeetingPage(MeetingPageMixin, Page):
    """What editors write about a meeting."""

    page_ptr = parent_link()

    search_key = "moeder"
    search_order = 10
    found_template = "kitnet_events/components/found_meeting.html"
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
    # Never the online link, nor the note for editors; and of date and place what calendars know.
    api_fields = [
        APIField("lead"),
        APIField("meeting", serializer=MeetingField()),
        APIField("topics", serializer=NamesField()),
        APIField("body"),
    ]
    parent_page_types = ["kitnet_pages.GroupPage", "kitnet_events.MeetingIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
