"""The yearly renewal: whether a municipality goes on taking part, asked of its contact."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import RenewalAnswer
from kitnet_pages.models import Membership


class RenewalYear(models.Model):
    """A year that an editor opened for renewal."""

    year = models.PositiveSmallIntegerField(_("year"), unique=True)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("opened by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("renewal")
        verbose_name_plural = _("renewals")
        ordering = ["-year"]

    def __str__(self) -> str:
        """Return the year."""
        return str(self.year)


class RenewalQuerySet(models.QuerySet):
    """Reads of renewals."""

    def silent(self) -> Self:
        """Those that nobody has answered; not of municipalities that had left before the year."""
        stays = Q(membership__last_day__isnull=True) | Q(membership__last_day__year__gte=F("year__year"))
        return self.filter(stays, answer=RenewalAnswer.NONE)

    def for_listing(self) -> Self:
        """In the order of the municipalities, with what a row shows."""
        rows = self.select_related("year", "membership__municipality__group")
        return rows.defer("membership__municipality__group__body").order_by("membership__municipality__sort_key")


class Renewal(models.Model):
    """The question to one municipality's contact, and the answer. Silence is no answer: it ends nothing."""

    year = models.ForeignKey(RenewalYear, verbose_name=_("year"), on_delete=models.CASCADE, related_name="renewals")
    membership = models.ForeignKey(
        Membership, verbose_name=_("membership"), on_delete=models.CASCADE, related_name="renewals"
    )
    # Whom the link was sent to: when the contact changes, it no longer works.
    email = models.EmailField(_("asked at"), blank=True)
    asked_at = models.DateTimeField(_("asked"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("reminders"), default=0)
    answer = models.CharField(
        _("answer"), max_length=4, choices=RenewalAnswer.choices, default=RenewalAnswer.NONE, blank=True
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = RenewalQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("answer about renewal")
        verbose_name_plural = _("answers about renewal")
        ordering = ["year", "membership__municipality__sort_key"]
        constraints = [models.UniqueConstraint(fields=["year", "membership"], name="kitnet_renewal_once_a_year")]

    def __str__(self) -> str:
        """Return who, and for which year."""
        return f"{self.membership.municipality} {self.year}"

    @property
    def has_left(self) -> bool:
        """Whether the municipality leaves the network before the year: then there is nothing to ask."""
        last_day = self.membership.last_day
        return last_day is not None and last_day.year < self.year.year

    def is_open(self, day: date) -> bool:
        """Say whether an answer makes sense on ``day`` (local): the year is not over, the municipality still there."""
        return day.year <= self.year.year and not self.has_left
