"""People in the network."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kitnet_events.typed_text import normalise_email
from kitnet_pages.models import Municipality

EMAIL_LENGTH = 254


class ParticipantQuerySet(models.QuerySet):
    """Reads of participants."""

    def with_email(self, email: str) -> Self:
        """Participants with an address, however it is written."""
        return self.filter(email=normalise_email(email))


class Participant(models.Model):
    """A person who comes to meetings. An address is a person."""

    email = models.EmailField(_("e-mail"), max_length=EMAIL_LENGTH, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    title = models.CharField(_("job title"), max_length=120, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        verbose_name=_("municipality"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="participants",
    )
    organisation = models.CharField(_("other organisation"), max_length=160, blank=True)
    proved_at = models.DateTimeField(_("address proved"), null=True, blank=True)
    is_member = models.BooleanField(_("member of the network"), default=False)
    invitations_by_mail = models.BooleanField(
        _("calendar invitations by mail"),
        default=True,
        help_text=_("Otherwise the person follows their own calendar feed."),
    )
    token_version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("since"), auto_now_add=True)

    objects = ParticipantQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["name", "email"]

    def __str__(self) -> str:
        """Return the name, or the address while the name is not known."""
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the address as it is compared."""
        self.email = normalise_email(self.email)
        super().save(*args, **kwargs)
