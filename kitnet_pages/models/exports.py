"""What has been taken out of registers."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ExportRecord(models.Model):
    """One file that somebody took out of a register: who, what, when, how many rows. Written by ``domain.exports``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    who = models.CharField(
        _("who"), max_length=200, help_text=_("As the user was called then; stays when the login is deleted.")
    )
    what = models.CharField(_("what"), max_length=200)
    selection = models.CharField(_("filters and search"), max_length=500, blank=True)
    file_format = models.CharField(_("format"), max_length=10)
    rows = models.PositiveIntegerField(_("rows"))
    made_at = models.DateTimeField(_("when"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        """Return what was taken."""
        return f"{self.what} ({self.file_format})"
