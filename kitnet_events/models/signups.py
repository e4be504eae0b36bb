"""Sign-ups: who has a seat at a meeting, who waits for one."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import MailState, QuestionKind, SignUpRole, SignUpState
from kitnet_events.exceptions import StateChangeError
from kitnet_pages.models import Municipality

from .meetings import Meeting
from .participants import Participant
from .seats_taken import SEATED

LIVING = (*SEATED, SignUpState.WAITING)
# From each state to those that may follow; drawn in docs/signup.md. A cancelled sign-up may begin anew.
CHANGES: dict[str, frozenset[str]] = {
    SignUpState.HELD: frozenset({SignUpState.CONFIRMED, SignUpState.CANCELLED}),
    SignUpState.CONFIRMED: frozenset({SignUpState.CANCELLED}),
    SignUpState.WAITING: frozenset(
        {SignUpState.HELD, SignUpState.CONFIRMED, SignUpState.OFFERED, SignUpState.CANCELLED}
    ),
    SignUpState.OFFERED: frozenset({SignUpState.CONFIRMED, SignUpState.CANCELLED}),
    SignUpState.CANCELLED: frozenset({SignUpState.HELD, SignUpState.WAITING, SignUpState.CONFIRMED}),
}


def with_seats(meetings: models.QuerySet) -> models.QuerySet:
    """Return meetings with ``seats_taken`` (of the capacity) and ``waiting`` (those who have proved their address)."""
    role = Q(sign_ups__role=SignUpRole.PARTICIPANT)
    waiting = Q(sign_ups__state=SignUpState.WAITING, sign_ups__proved_at__isnull=False)
    return meetings.annotate(
        seats_taken=Count("sign_ups", filter=role & Q(sign_ups__state__in=SEATED)),
        waiting=Count("sign_ups", filter=role & waiting),
    )


class SignUpQuerySet(models.QuerySet):
    """Reads of sign-ups."""

    def living(self) -> Self:
        """Sign-ups that are not cancelled."""
        return self.filter(state__in=LIVING)

    def seated(self) -> Self:
        """Sign-ups that take one of the capacity's seats: speakers and staff do not."""
        return self.filter(state__in=SEATED, role=SignUpRole.PARTICIPANT)

    def waiting(self) -> Self:
        """Sign-ups on the waiting list, the first one first."""
        return self.filter(state=SignUpState.WAITING).order_by("queued_at", "pk")

    def with_participant(self) -> Self:
        """With the persons: for those to whom mail is written."""
        return self.select_related("participant")

    def ahead_of(self, sign_up: "SignUp") -> Self:
        """Sign-ups that wait at the same meeting, before this one."""
        ahead = Q(queued_at__lt=sign_up.queued_at) | Q(queued_at=sign_up.queued_at, pk__lt=sign_up.pk)
        return self.filter(ahead, meeting_id=sign_up.meeting_id, state=SignUpState.WAITING)

    def for_desk(self) -> Self:
        """With what editors see of each, in one query: person, meeting, place in line, mail that failed."""
        ahead = SignUp.objects.filter(
            Q(queued_at__lt=OuterRef("queued_at")) | Q(queued_at=OuterRef("queued_at"), pk__lt=OuterRef("pk")),
            meeting=OuterRef("meeting"),
            state=SignUpState.WAITING,
        )
        number = ahead.order_by().values("meeting").annotate(number=Count("pk")).values("number")
        failed = apps.get_model("kitnet_events", "OutboxMail").objects.filter(sign_up=OuterRef("pk"))
        return (
            self.select_related("participant", "municipality", "meeting", "meeting__group")
            .annotate(ahead=Coalesce(Subquery(number), 0), mail_failed=Exists(failed.filter(state=MailState.FAILED)))
            .defer("meeting__vevent", "meeting__group__body")
        )

    def lapsed(self, now: datetime | None = None) -> Self:
        """Held and offered seats, and unproved waiting places, whose time is over."""
        return self.living().filter(expires_at__lte=now or timezone.now())


class SignUp(models.Model):
    """A person's place at a meeting: one row for each person and meeting, whatever happens to it.

    Name and the like are those given with this sign-up: until the address is proved, anybody may have typed them.
    """

    # Two indexes begin with it: it needs none of its own.
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.PROTECT, related_name="sign_ups", db_index=False
    )
    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.PROTECT, related_name="sign_ups"
    )
    state = models.CharField(_("state"), max_length=10, choices=SignUpState.choices)
    role = models.CharField(_("role"), max_length=12, choices=SignUpRole.choices, default=SignUpRole.PARTICIPANT)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.CharField(_("other organisation"), max_length=160, blank=True)
    signed_up_by = models.CharField(_("signed up by"), max_length=120, blank=True)
    note = models.TextField(_("note to the host"), blank=True)
    needs = models.TextField(_("access and food"), blank=True)
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    listed = models.BooleanField(_("named on the list of participants"), default=False)

    proved_at = models.DateTimeField(_("address proved"), null=True, blank=True)
    queued_at = models.DateTimeField(_("in the queue since"))
    expires_at = models.DateTimeField(
        _("ends by itself"), null=True, blank=True, help_text=_("A held or offered seat, when nobody answers.")
    )
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    attended = models.BooleanField(_("was there"), null=True, blank=True)
    internal_note = models.TextField(_("note for editors"), blank=True)
    created_at = models.DateTimeField(_("signed up"), auto_now_add=True)

    objects = SignUpQuerySet.as_manager()

    # The state that the database has; None for a row that is not saved yet.
    stored_state: str | None = None
    # Whether it was begun just now, by whoever has this instance.
    is_begun = False

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["queued_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "participant"], name="kitnet_sign_up_once"),
            models.CheckConstraint(
                condition=~Q(state=SignUpState.HELD) | Q(expires_at__isnull=False), name="kitnet_held_seat_ends"
            ),
            models.CheckConstraint(
                condition=~Q(state=SignUpState.OFFERED) | Q(expires_at__isnull=False), name="kitnet_offer_ends"
            ),
        ]
        indexes = [
            # All that seats are counted from, so that the rows themselves need not be read.
            models.Index(fields=["meeting", "state", "role", "proved_at", "municipality"], name="kitnet_sign_up_seats"),
            models.Index(fields=["expires_at"], name="kitnet_sign_up_expires", condition=Q(expires_at__isnull=False)),
        ]

    def __str__(self) -> str:
        """Return who, and where to."""
        return f"{self.name} – {self.meeting}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises StateChangeError on a change of state that ``CHANGES`` does not allow."""
        if self.stored_state not in {None, self.state} and self.state not in CHANGES[self.stored_state]:
            raise StateChangeError(f"{self.stored_state} to {self.state}")
        super().save(*args, **kwargs)
        self.stored_state = self.state

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        """Remember the state that the database has."""
        row = super().from_db(*args, **kwargs)
        row.stored_state = row.__dict__.get("state")
        return row

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        """Read the row again, and its state."""
        super().refresh_from_db(*args, **kwargs)
        self.stored_state = self.state

    @property
    def is_living(self) -> bool:
        """Whether it is not cancelled."""
        return self.state in LIVING

    @property
    def has_seat(self) -> bool:
        """Whether a seat is confirmed, held or offered."""
        return self.state in SEATED

    @property
    def workplace(self) -> str:
        """The municipality's name, else the organisation."""
        return self.municipality.name if self.municipality else self.organisation


class SignUpQuestion(models.Model):
    """An extra question at a meeting's sign-up. Five at the most."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("place"), default=1)
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices, default=QuestionKind.TEXT)
    label = models.CharField(_("question"), max_length=200)
    choices = models.TextField(_("choices"), blank=True, help_text=_("One on each line."))
    required = models.BooleanField(_("must be answered"), default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        """Return the question."""
        return self.label

    @property
    def choice_list(self) -> list[str]:
        """The choices, one for each line that is not empty."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]


class OpeningNotice(models.Model):
    """An address that wants to hear, once, that sign-up to a meeting is open. Then it is forgotten."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="opening_notices")
    email = models.EmailField(_("e-mail"))
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("notice of opening")
        verbose_name_plural = _("notices of opening")
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="kitnet_opening_notice_once")]

    def __str__(self) -> str:
        """Return the address."""
        return self.email
