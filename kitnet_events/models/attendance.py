"""What is kept of people who are forgotten: numbers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kitnet_pages.models import Municipality

from .meetings import Meeting


class AttendanceCount(models.Model):
    """How many of a municipality were at a meeting, of those whose names are erased. Written by ``domain.attendance``.

    Whoever is still known is not counted here.
    """

    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="attendance_counts"
    )
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty: all other organisations together."),
    )
    signed_up = models.PositiveIntegerField(_("had a seat"), default=0)
    attended = models.PositiveIntegerField(_("were there"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("attendance of those who are forgotten")
        verbose_name_plural = _("attendance of those who are forgotten")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "municipality"], name="kitnet_attendance_of_municipality"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(municipality=None), name="kitnet_attendance_of_others"
            ),
        ]

    def __str__(self) -> str:
        """Return where from, and how many."""
        return f"{self.municipality or '–'}: {self.signed_up}"
