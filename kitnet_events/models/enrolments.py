"""Who is a member of the network: a person takes part from a day to a day."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import EnrolmentState
from kitnet_pages.models import GroupPage, Municipality, Topic

from .participants import Participant

LIVING = (EnrolmentState.ASKED, EnrolmentState.PENDING, EnrolmentState.ACTIVE)


class EnrolmentQuerySet(models.QuerySet):
    """Reads of enrolments."""

    def living(self) -> Self:
        """Enrolments that are asked for, wait, or hold."""
        return self.filter(state__in=LIVING)

    def pending(self) -> Self:
        """Enrolments that wait for a facilitator, the first one first."""
        return self.filter(state=EnrolmentState.PENDING).order_by("proved_at", "pk")

    def active(self) -> Self:
        """Enrolments that hold."""
        return self.filter(state=EnrolmentState.ACTIVE)

    def lapsed(self, now: datetime | None = None) -> Self:
        """Requests whose address nobody proved in time."""
        return self.filter(state=EnrolmentState.ASKED, expires_at__lte=now or timezone.now())

    def to_let_in(self) -> Self:
        """Members who are not in the online community yet."""
        return self.active().filter(let_in_at__isnull=True).order_by("first_day", "pk")

    def to_let_out(self) -> Self:
        """Those who left the network and are still in the online community."""
        gone = self.filter(state=EnrolmentState.ENDED, let_in_at__isnull=False, let_out_at__isnull=True)
        # Who came back meanwhile stays in.
        return gone.exclude(participant__is_member=True).order_by("last_day", "pk")

    def of_groups(self, groups: Any) -> Self:
        """Enrolments in ``groups`` (ids, or as a queryset of ids): the group asked for, else the municipality's."""
        by_municipality = Q(group__isnull=True, municipality__group__in=groups)
        return self.filter(by_municipality | Q(group__in=groups))

    def for_listing(self) -> Self:
        """With what a row shows."""
        return self.select_related("participant", "group", "municipality__group").defer(
            "group__body", "municipality__group__body"
        )


class Enrolment(models.Model):
    """A person's place in the network, from the request to the last day. Written by ``domain.joining`` and ``leaving``.

    Name and the like are those given with the request: until the address is proved, anybody may have typed them. A
    person has one living enrolment at the most; those that ended stay as history.
    """

    participant = models.ForeignKey(
        Participant, verbose_name=_("participant"), on_delete=models.CASCADE, related_name="enrolments"
    )
    state = models.CharField(_("state"), max_length=10, choices=EnrolmentState.choices, default=EnrolmentState.ASKED)
    name = models.CharField(_("name"), max_length=120)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.CharField(_("other organisation"), max_length=160, blank=True)
    group = models.ForeignKey(
        GroupPage,
        verbose_name=_("chosen network group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the group of the municipality."),
    )
    topics = models.ManyToManyField(Topic, verbose_name=_("topics"), blank=True, related_name="+")
    wishes = models.TextField(_("wants to hear about"), blank=True)

    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    expires_at = models.DateTimeField(_("ends by itself"), null=True, blank=True)
    proved_at = models.DateTimeField(_("address proved"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    first_day = models.DateField(_("first day"), null=True, blank=True)
    last_day = models.DateField(_("last day"), null=True, blank=True)
    let_in_at = models.DateTimeField(_("let into the online community"), null=True, blank=True)
    let_out_at = models.DateTimeField(_("let out of the online community"), null=True, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("enrolment")
        verbose_name_plural = _("enrolments")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant"], condition=Q(state__in=LIVING), name="kitnet_enrolment_one_living"
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.ACTIVE) | Q(first_day__isnull=False),
                name="kitnet_enrolment_active_since",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnrolmentState.ASKED) | Q(expires_at__isnull=False),
                name="kitnet_enrolment_asked_ends",
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="kitnet_enrolment_state")]

    def __str__(self) -> str:
        """Return who."""
        return self.name

    @property
    def workplace(self) -> str:
        """The municipality's name, else the organisation."""
        return self.municipality.name if self.municipality else self.organisation

    @property
    def network_group(self) -> GroupPage | None:
        """The group: the one asked for, else the municipality's."""
        return self.group or (self.municipality.group if self.municipality else None)

    @property
    def is_living(self) -> bool:
        """Whether it is asked for, waits, or holds."""
        return self.state in LIVING
