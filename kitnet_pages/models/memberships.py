"""Who takes part in the network, from when to when."""

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_pages.constraints import NoOverlapConstraint
from kitnet_pages.dates import long_date

from .groups import GroupPage, Municipality


class MembershipQuerySet(models.QuerySet):
    """Reads of memberships."""

    def on(self, day: date) -> Self:
        """Memberships that hold on ``day``, the first and the last day included."""
        return self.filter(models.Q(last_day__isnull=True) | models.Q(last_day__gte=day), first_day__lte=day)

    def current(self) -> Self:
        """Memberships that hold today, in local time."""
        return self.on(timezone.localdate())

    def for_listing(self) -> Self:
        """In the order of the municipalities, the newest of each first, with what a row shows."""
        rows = self.select_related("municipality__group").defer("municipality__group__body")
        return rows.order_by("municipality__sort_key", "-first_day")


class Membership(models.Model):
    """A municipality takes part in the network, from a first day to a last one. Written by ``domain.membership``."""

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.PROTECT, related_name="memberships"
    )
    first_day = models.DateField(_("first day"), default=timezone.localdate)
    last_day = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Empty for as long as the municipality takes part.")
    )
    contact_name = models.CharField(
        _("contact"),
        max_length=120,
        blank=True,
        help_text=_("Who answers for the municipality: a person or an office."),
    )
    contact_email = models.EmailField(
        _("contact's e-mail"), blank=True, help_text=_("A shared mailbox is best: it stays when people leave.")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = MembershipQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["municipality__sort_key", "-first_day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__isnull=True) | models.Q(last_day__gte=models.F("first_day")),
                name="kitnet_membership_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            NoOverlapConstraint(
                name="kitnet_membership_no_overlap",
                owner="municipality",
                first="first_day",
                last="last_day",
                violation_error_message=_("The municipality takes part in that time already."),
            ),
        ]
        indexes = [models.Index(fields=["first_day", "last_day"], name="kitnet_membership_days")]

    def __str__(self) -> str:
        """Return who takes part, and from when to when."""
        return f"{self.municipality}: {self.period}"

    @property
    def period(self) -> str:
        """From when to when, in words: ``1. september 2016 – 31. december 2017``, ``fra 1. september 2016``."""
        if self.last_day is None:
            return gettext("from %(day)s") % {"day": long_date(self.first_day)}
        return f"{long_date(self.first_day)} – {long_date(self.last_day)}"

    def holds_on(self, day: date) -> bool:
        """Say whether the municipality takes part on ``day`` by this row."""
        return self.first_day <= day and (self.last_day is None or day <= self.last_day)

    def clean(self) -> None:
        """Say which membership stands in the way. Raises ValidationError."""
        super().clean()
        if self.municipality_id is None or self.first_day is None:
            return
        if self.last_day is not None and self.last_day < self.first_day:
            raise ValidationError({"last_day": gettext("The last day lies before the first.")})
        constraint = next(one for one in self._meta.constraints if isinstance(one, NoOverlapConstraint))
        other = constraint.overlapping(self).order_by("first_day").first()
        if other is not None:
            raise ValidationError(
                {
                    "first_day": gettext("%(municipality)s takes part already: %(period)s.")
                    % {"municipality": self.municipality, "period": other.period}
                }
            )


class PastPlacement(models.Model):
    """Where a municipality belonged up to a day: its group and region before they changed.

    What was on a day in the past is told as it was then: a municipality that changes group leaves it behind.
    """

    municipality = models.ForeignKey(
        Municipality, verbose_name=_("municipality"), on_delete=models.CASCADE, related_name="past_placements"
    )
    last_day = models.DateField(_("last day"))
    group = models.ForeignKey(
        GroupPage, verbose_name=_("network group"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    region = models.CharField(_("region"), max_length=80)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("past placement")
        verbose_name_plural = _("past placements")
        ordering = ["municipality", "last_day"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "last_day"], name="kitnet_past_placement_once_a_day")
        ]

    def __str__(self) -> str:
        """Return who belonged where until when."""
        return f"{self.municipality}: {self.region}, {long_date(self.last_day)}"
