"""What editors decided about changes that reach people."""

from typing import Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .meetings import Meeting


class AnnouncementQuerySet(models.QuerySet):
    """Reads of announcements."""

    def open(self) -> Self:
        """Decisions whose change has not come yet: it is scheduled."""
        return self.filter(used_at__isnull=True)


class Announcement(models.Model):
    """An editor's word on one change of a meeting: whether those who signed up are told, and with what line.

    It stands outside every revision, and counts for exactly the change that the editor saw: ``change`` holds it in
    words. Another change, or the same one from another ``revision``, is not told of until somebody has seen it.
    """

    meeting = models.ForeignKey(Meeting, verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="+")
    revision = models.PositiveBigIntegerField(null=True, blank=True)
    change = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    tells = models.BooleanField(_("mail goes out"))
    added_line = models.TextField(_("added line"), blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("editor"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    asked_at = models.DateTimeField(_("decided"), default=timezone.now)
    used_at = models.DateTimeField(_("happened"), null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        """Return which meeting it is about."""
        return str(self.meeting)


class DigestChoice(models.Model):
    """Whether somebody who facilitates groups wants the daily digest. Who never chose gets it."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    wanted = models.BooleanField(
        _("daily digest"),
        default=True,
        help_text=_("A mail in the morning after days with new sign-ups or cancellations in your groups."),
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice of digest")
        verbose_name_plural = _("choices of digest")

    def __str__(self) -> str:
        """Return whose choice it is."""
        return str(self.user)
