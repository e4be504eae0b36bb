"""Calendar feeds: what each has told, and when."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import FeedKind
from kitnet_pages.models import GroupPage, Topic

from .rounds import RoundPage

ALL_SLUG = "all"


class Feed(models.Model):
    """One calendar feed.

    ``version`` and ``changed_at`` rise in the same transaction as anything that readers of the feed see. Together
    they are its validator, so "nothing new" costs one row whatever the size.
    """

    kind = models.CharField(max_length=10, choices=FeedKind.choices)
    slug = models.SlugField(max_length=255, allow_unicode=True)
    title = models.CharField(
        max_length=255,
        blank=True,
        help_text="What the group, round or topic is called in public: never a draft's title.",
    )
    group = models.OneToOneField(
        GroupPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="calendar_feed"
    )
    round = models.OneToOneField(
        RoundPage, null=True, blank=True, on_delete=models.SET_NULL, related_name="calendar_feed"
    )
    topic = models.OneToOneField(Topic, null=True, blank=True, on_delete=models.SET_NULL, related_name="calendar_feed")
    header = models.TextField(help_text="Everything before the first component, as iCalendar.")
    version = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="kitnet_feed_address")]

    def __str__(self) -> str:
        """Return what the feed is about."""
        return self.title or str(self.get_kind_display())

    @property
    def subject(self) -> Any:
        """The group, round or topic that the feed is about; None for the whole network, or when that is deleted."""
        return self.group or self.round or self.topic


class FeedAlias(models.Model):
    """An address that a feed had before its group, round or topic was renamed."""

    kind = models.CharField(max_length=10, choices=FeedKind.choices)
    slug = models.SlugField(max_length=255, allow_unicode=True)
    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("former feed address")
        verbose_name_plural = _("former feed addresses")
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="kitnet_feed_alias_address")]

    def __str__(self) -> str:
        """Return the former kind and slug."""
        return f"{self.kind}/{self.slug}"
