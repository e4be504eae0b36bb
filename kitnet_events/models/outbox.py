"""The outbox: mails as rows, written with what they tell of, sent later."""

import uuid
from datetime import datetime
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import ItipMethod, MailState, mail_keys
from kitnet_events.placeholders import check_placeholders

from .meetings import Meeting
from .participants import Participant
from .signups import SignUp


class OutboxQuerySet(models.QuerySet):
    """Reads of the outbox."""

    def due(self, now: datetime | None = None) -> Self:
        """Mails that may be sent now: queued, their pause over, leased by nobody. The oldest first."""
        now = now or timezone.now()
        free = Q(leased_until__isnull=True) | Q(leased_until__lte=now)
        return self.filter(free, state=MailState.QUEUED, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")


class OutboxMail(models.Model):
    """One mail to one recipient. The row is the queue: a process that is killed loses nothing.

    The text is rendered when it is sent; links with tokens are made then, and stored nowhere.
    """

    key = models.CharField(_("mail"), max_length=32, choices=mail_keys)
    to = models.EmailField(_("to"))
    participant = models.ForeignKey(
        Participant,
        verbose_name=_("participant"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="mails",
    )
    meeting = models.ForeignKey(
        Meeting, verbose_name=_("meeting"), null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    sign_up = models.ForeignKey(
        SignUp, verbose_name=_("sign-up"), null=True, blank=True, on_delete=models.CASCADE, related_name="mails"
    )
    context = models.JSONField(_("what the text needs"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    method = models.CharField(_("calendar"), max_length=8, choices=ItipMethod.choices, blank=True)
    sequence = models.PositiveIntegerField(null=True, blank=True)
    message_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    once = models.CharField(
        max_length=80,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Names what may be told once only, such as a reminder.",
    )

    state = models.CharField(_("state"), max_length=8, choices=MailState.choices, default=MailState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_attempt_at = models.DateTimeField(_("next try"), default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    last_error = models.TextField(_("what went wrong"), blank=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("outbox")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="kitnet_outbox_due")]

    def __str__(self) -> str:
        """Return what it is and to whom."""
        return f"{self.get_key_display()} → {self.to}"


class Invitation(models.Model):
    """What one address was told of one meeting as an invitation. It outlives cancelling and coming back."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    last_sequence = models.IntegerField(default=-1)
    standing = models.BooleanField(default=False, help_text="Whether the last word was REQUEST.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="kitnet_invitation_once")]

    def __str__(self) -> str:
        """Return to whom."""
        return self.email

    def next_sequence(self) -> int:
        """Return the SEQUENCE of the next REQUEST or CANCEL: above all that this address was told (RFC 5546, 2.1.4)."""
        return max(self.last_sequence + 1, self.meeting.sequence)


class MailText(models.Model):
    """An editor's own words for one of the mails; empty ones mean ours. There is a row for each kind of mail."""

    key = models.CharField(_("mail"), max_length=32, choices=mail_keys, unique=True)
    subject = models.CharField(_("subject"), max_length=200, blank=True)
    body = models.TextField(_("text"), blank=True)
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("mail text")
        verbose_name_plural = _("mail texts")
        ordering = ["key"]

    def __str__(self) -> str:
        """Return which mail it is."""
        return str(self.get_key_display())

    def clean(self) -> None:
        """Check the placeholders. Raises ValidationError by field."""
        super().clean()
        check_placeholders(self.key, {"subject": self.subject, "body": self.body})
