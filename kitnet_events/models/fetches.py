"""How often calendars are fetched."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import CalendarClient

from .feeds import Feed


class FeedFetches(models.Model):
    """How often programs of one family fetched a feed on one day. Nothing is known of who they were."""

    day = models.DateField(_("day"))
    feed = models.ForeignKey(
        Feed,
        verbose_name=_("calendar feed"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="fetches",
        help_text=_("Empty: single meetings' files, all together."),
    )
    client = models.CharField(_("calendar program"), max_length=12, choices=CalendarClient.choices)
    number = models.PositiveIntegerField(_("fetches"), default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("calendar fetches")
        verbose_name_plural = _("calendar fetches")
        ordering = ["-day", "feed", "client"]
        constraints = [
            models.UniqueConstraint(fields=["day", "feed", "client"], name="kitnet_fetches_of_feed"),
            models.UniqueConstraint(fields=["day", "client"], condition=Q(feed=None), name="kitnet_fetches_of_files"),
        ]

    def __str__(self) -> str:
        """Return day, program and number."""
        return f"{self.day} {self.get_client_display()}: {self.number}"
