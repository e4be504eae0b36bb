"""Who is erased here, and has still to be taken out of the online community."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_pages.models import GroupPage


class CommunityExitQuerySet(models.QuerySet):
    """Reads of those who are to be let out."""

    def of_groups(self, groups: Any) -> Self:
        """Return those of ``groups`` (ids, or as a queryset of ids)."""
        return self.filter(group__in=groups)

    def overdue(self, before: date) -> Self:
        """Return those who were erased before a day (local)."""
        return self.filter(erased_on__lt=before)


class CommunityExit(models.Model):
    """What is left of a person who was erased while in the online community: just enough to let them out of it.

    Written by ``domain.community``. It goes when somebody notes that they are out, and in any case after
    ``LET_OUT_DAYS``.
    """

    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), unique=True)
    group = models.ForeignKey(
        GroupPage, verbose_name=_("network group"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    erased_on = models.DateField(_("erased"), default=timezone.localdate)

    objects = CommunityExitQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("exit from the online community")
        verbose_name_plural = _("exits from the online community")
        ordering = ["erased_on", "pk"]

    def __str__(self) -> str:
        """Return who."""
        return self.name
