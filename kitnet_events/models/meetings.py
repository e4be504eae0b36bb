"""Meetings as they are in the world, and what calendars have been told of them."""

import uuid
from datetime import datetime
from typing import Any, Self

from django.core.validators import RegexValidator
from django.db import connections, models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import MeetingStatus, SignUpAudience, SignUpPhase
from kitnet_events.timespan import ZONE, TimeSpan, start_of_year
from kitnet_pages.models import GroupPage, Municipality, Topic

from .feeds import Feed
from .rounds import RoundPage
from .seats_taken import SeatsTaken

_NOT_ON_A_CARD = (
    "vevent",
    "sequence",
    "changed_at",
    "first_published_at",
    "municipality_max",
    "audience",
    "confirmation_text",
    "reminder_days",
)


class MeetingQuerySet(models.QuerySet):
    """Reads of meetings."""

    def public(self) -> Self:
        """Meetings that stand on the web now: cancelled ones too, withdrawn ones not."""
        return self.filter(published=True, starts_at__isnull=False)

    def upcoming(self, now: datetime | None = None) -> Self:
        """Meetings that have not ended at ``now`` (UTC; default: the present), the next one first."""
        return self.filter(ends_at__gt=now or timezone.now()).order_by("starts_at", "pk")

    def past(self, now: datetime | None = None) -> Self:
        """Meetings that have ended at ``now`` (UTC; default: the present), the latest first."""
        return self.filter(ends_at__lte=now or timezone.now()).order_by("-starts_at", "-pk")

    def in_year(self, year: int) -> Self:
        """Meetings that start in a year, by local time."""
        return self.filter(starts_at__gte=start_of_year(year), starts_at__lt=start_of_year(year + 1))

    def past_years(self) -> list[int]:
        """Return the years in which public meetings that have ended began, by local time, the latest first.

        In two queries, none of which looks at many rows, however many there are. The second is plain SQL: the ORM takes
        longer to write it than all of the list to be read.
        """
        now = timezone.now()
        first = self.public().past(now).order_by("starts_at").values_list("starts_at", flat=True).first()
        if first is None:
            return []
        years = range(now.astimezone(ZONE).year, first.astimezone(ZONE).year - 1, -1)
        table, connection = self.model._meta.db_table, connections[self.db]
        one = f"EXISTS (SELECT 1 FROM {table} WHERE published AND ends_at <= %s AND starts_at >= %s AND starts_at < %s)"  # noqa: S608
        asked = [moment for year in years for moment in (now, start_of_year(year), start_of_year(year + 1))]
        with connection.cursor() as cursor:
            adapted = [connection.ops.adapt_datetimefield_value(moment) for moment in asked]
            cursor.execute(f"SELECT {', '.join([one] * len(years))}", adapted)
            return [year for year, is_one in zip(years, cursor.fetchone(), strict=True) if is_one]

    def for_group(self, group_id: int) -> Self:
        """Meetings of a group, and the joint ones."""
        return self.filter(Q(group_id=group_id) | Q(joint=True))

    def for_page(self) -> Self:
        """With what the meeting's own page shows."""
        return self.select_related("group", "host", "round").defer("vevent", "group__body", "round__body")

    def for_listing(self) -> Self:
        """With its page, group, host and round, in as many queries for one as for thirty."""
        return self.select_related("page", "group", "host", "round").defer(
            "vevent", "page__body", "page__minutes", "group__body", "round__body"
        )

    def for_cards(self) -> Self:
        """With what a card shows and nothing more: of its page the stored path alone, and each group read once.

        Seats that are taken are counted in the same query.
        """
        group = Prefetch("group", GroupPage.objects.only("title", "colour", "live", "url_path"))
        cards = self.select_related("host").prefetch_related(group)
        return cards.annotate(page_url_path=F("page__url_path"), seats_taken=SeatsTaken()).defer(*_NOT_ON_A_CARD)


class Meeting(models.Model):
    """One meeting of one group, or of all.

    It is born with its page, becomes public with the first publication and stays when the page goes. Everything here
    is true outside every revision: the facts as published, what was done to the meeting (cancelled), and the calendar
    ledger. Only ``domain.ledger`` writes it.
    """

    uid = models.UUIDField(_("identity"), default=uuid.uuid4, unique=True, editable=False)
    page = models.OneToOneField(
        "kitnet_events.MeetingPage",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meeting",
    )
    group = models.ForeignKey(
        GroupPage, verbose_name=_("group"), null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    joint = models.BooleanField(_("of all groups"), default=False)
    round = models.ForeignKey(
        RoundPage, verbose_name=_("round"), null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="meetings")
    host = models.ForeignKey(
        Municipality, verbose_name=_("host"), null=True, blank=True, on_delete=models.SET_NULL, related_name="hosted"
    )

    # As published.
    title = models.CharField(_("title"), max_length=255)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    date_only = models.BooleanField(_("only the date is known"), default=False)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    published = models.BooleanField(_("on the web"), default=False)
    first_published_at = models.DateTimeField(_("first published"), null=True, blank=True)
    moved_from_start = models.DateTimeField(_("moved from"), null=True, blank=True)
    moved_from_end = models.DateTimeField(null=True, blank=True)
    moved_from_date_only = models.BooleanField(default=False)

    # What was done to it.
    status = models.CharField(_("state"), max_length=10, choices=MeetingStatus.choices, default=MeetingStatus.ANNOUNCED)
    cancellation_reason = models.CharField(_("public reason"), max_length=300, blank=True)

    # Sign-up: set by an editor, outside every revision.
    takes_sign_ups = models.BooleanField(_("takes sign-ups"), default=True)
    capacity = models.PositiveIntegerField(
        _("capacity"), null=True, blank=True, help_text=_("Seats for participants. Empty: as many as come.")
    )
    municipality_max = models.PositiveIntegerField(
        _("at most from one municipality"), null=True, blank=True, help_text=_("Empty: no limit.")
    )
    opens_at = models.DateTimeField(
        _("sign-up opens"), null=True, blank=True, help_text=_("Empty: as soon as the meeting is planned.")
    )
    closes_at = models.DateTimeField(
        _("sign-up closes"), null=True, blank=True, help_text=_("Empty: when the meeting starts.")
    )
    audience = models.CharField(
        _("who may sign up"), max_length=10, choices=SignUpAudience.choices, default=SignUpAudience.ALL
    )
    confirmation_text = models.TextField(
        _("text in the confirmation"), blank=True, help_text=_("Added to the mail: parking, entrance, what to bring.")
    )
    reminder_days = models.CharField(
        _("reminders"),
        max_length=40,
        blank=True,
        validators=[RegexValidator(r"^\s*(\d{1,2}\s*(,\s*\d{1,2}\s*)*|-)?$", _("Days with commas between, or -."))],
        help_text=_("Days before the meeting, for example 7, 1. Empty: as the site does it. A hyphen: none."),
    )

    # The calendar ledger.
    sequence = models.PositiveIntegerField(_("revision in calendars"), default=0)
    changed_at = models.DateTimeField(_("last change in calendars"), null=True, blank=True)
    vevent = models.TextField(blank=True, editable=False)
    feeds = models.ManyToManyField(Feed, blank=True, related_name="meetings", editable=False)

    objects = MeetingQuerySet.as_manager()

    # Whether its sign-up asks questions of its own; None where that is not known.
    has_questions: bool | None = None
    # Of the capacity, where a list has counted them; else None.
    seats_taken: int | None = None

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        indexes = [
            # In a list's order, and with all that it is counted by: counting thousands reads none of them.
            models.Index(fields=["starts_at", "ends_at", "published", "group", "joint"], name="kitnet_meeting_lists"),
            models.Index(fields=["starts_at", "uid"], name="kitnet_meeting_starts"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                name="kitnet_meeting_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    @property
    def when(self) -> TimeSpan | None:
        """When it is, as published."""
        if self.starts_at is None or self.ends_at is None:
            return None
        return TimeSpan(self.starts_at, self.ends_at, self.date_only)

    @property
    def place(self) -> str:
        """Where it is, on one line: venue and host municipality, the latter unless the venue's name has it."""
        host = self.host.name if self.host else ""
        return ", ".join(part for part in (self.venue, "" if host in self.venue else host) if part)

    @property
    def moved_from(self) -> TimeSpan | None:
        """When it was to be, as last published before it was moved; None when it was never moved."""
        if self.moved_from_start is None or self.moved_from_end is None:
            return None
        return TimeSpan(self.moved_from_start, self.moved_from_end, self.moved_from_date_only)

    @property
    def is_cancelled(self) -> bool:
        """Whether it was called off."""
        return self.status == MeetingStatus.CANCELLED

    @property
    def is_announced(self) -> bool:
        """Whether only its date is known: programme and sign-up follow."""
        return self.status == MeetingStatus.ANNOUNCED

    @property
    def is_past(self) -> bool:
        """Whether it has ended."""
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def state(self) -> str:
        """One word for templates: ``cancelled``, ``past``, ``moved``, ``announced`` or ``planned``."""
        if self.is_cancelled:
            return "cancelled"
        if self.is_past:
            return "past"
        if self.moved_from_start is not None:
            return "moved"
        return str(self.status)

    def sign_up_phase(self, now: datetime | None = None) -> SignUpPhase:
        """Say where the meeting stands with its sign-up at ``now`` (UTC; default: the present)."""
        now = now or timezone.now()
        if not self.takes_sign_ups or not self.published or self.starts_at is None:
            return SignUpPhase.NONE
        if self.is_cancelled:
            return SignUpPhase.CANCELLED
        if self.starts_at <= now:
            return SignUpPhase.PAST
        if self.is_announced or (self.opens_at and self.opens_at > now):
            return SignUpPhase.NOT_YET
        if self.closes_at and self.closes_at <= now:
            return SignUpPhase.CLOSED
        return SignUpPhase.OPEN

    @property
    def calendar_path(self) -> str:
        """The path of the meeting's own calendar file."""
        return reverse("kitnet_events:meeting_file", kwargs={"uid": self.uid})

    @property
    def permanent_path(self) -> str:
        """The path of the meeting's permanent address, which leads to its page wherever that is."""
        return reverse("kitnet_events:meeting", kwargs={"uid": self.uid})

    def get_url(self, request: Any = None) -> str:
        """Return the address of its page, or an empty string when it has none."""
        return (self.page.get_url(request) or "") if self.page else ""
