"""What the clock has done, and when."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ClockMarkManager(models.Manager):
    """Claims of work that is due now and then."""

    def claim(self, name: str, every: timedelta, now: datetime | None = None) -> bool:
        """Say whether ``name`` is due: never done, or done at least ``every`` ago. The one who asks first does it."""
        now = now or timezone.now()
        with transaction.atomic():
            mark, born = self.select_for_update().get_or_create(name=name, defaults={"done_at": now})
            if born:
                return True
            if mark.done_at > now - every:
                return False
            mark.done_at = now
            mark.save(update_fields=["done_at"])
            return True


class ClockMark(models.Model):
    """When a piece of the clock's work was last done."""

    name = models.CharField(max_length=60, unique=True)
    done_at = models.DateTimeField()

    objects = ClockMarkManager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("clock mark")
        verbose_name_plural = _("clock marks")

    def __str__(self) -> str:
        """Return the name of the work."""
        return self.name
