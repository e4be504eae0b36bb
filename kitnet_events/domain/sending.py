"""Sending what the outbox holds: lease a row, send it, mark it.

Each step is written down before the next one, and no transaction is open while the mail server is spoken to. Whatever
kills a worker, its lease runs out and another one takes the mail, under the same Message-ID: nothing is lost, and
nothing comes twice but the mail that was on its way just then.
"""

import logging
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext

from kitnet_events import conf
from kitnet_events.enums import MailState
from kitnet_events.models import OutboxMail

from .letters import compose, has_nothing_to_tell
from .mail_failures import Failure, Trouble, failure_to_send, failure_to_write
from .mail_values import Stationery
from .messages import message_of

logger = logging.getLogger("kitnet_events")

# What one call does at the most. The clock goes on a minute later.
MOST_MAILS = 500
MOST_SECONDS = 45
# A mail server that comes back is not kept waiting long, however often it was tried.
_LONGEST_SERVER_PAUSE = 15 * 60
_SEVERAL = 20
_RELATED = ("participant", "sign_up__participant", "meeting__page", "meeting__group", "meeting__host")


def send_due(most: int = MOST_MAILS, seconds: float = MOST_SECONDS) -> int:
    """Send what is due now, at most ``most`` mails and for ``seconds``. Return how many went out.

    Any number of processes may do so at once. Ends early when the mail server is in trouble: the others can wait.
    """
    round_ = _Round(time.monotonic() + seconds)
    try:
        with translation.override(settings.LANGUAGE_CODE):
            for _number in range(most):
                if time.monotonic() > round_.ends or not round_.send_next():
                    break
    finally:
        round_.close()
    return round_.sent


@dataclass
class _Round:
    """One worker's way through the outbox: over one connection, with one stock of stationery."""

    ends: float
    sent: int = 0
    connection: BaseEmailBackend | None = None
    carried: int = 0
    stationery: Stationery | None = None
    candidates: list[int] = field(default_factory=list)

    def send_next(self) -> bool:
        """Take a mail that is due, and send it. Return False when there is none, or no use in trying another."""
        mail = self._lease()
        if mail is None:
            return False
        try:
            message = None if has_nothing_to_tell(mail) else self._write(mail)
        except Exception as error:
            logger.exception("Mail %s (%s) could not be written.", mail.pk, mail.key)
            _mark_failed(mail, failure_to_write(error))
            return True
        if message is None:
            _drop(mail)
            return True
        try:
            self._hand_over(message)
        except Exception as error:  # noqa: BLE001 - whatever the trouble with one mail is, the others must go
            failure = failure_to_send(error)
            # Not the exception itself: servers quote addresses, and filters quote links.
            logger.warning("Mail %s (%s) was not sent: %s.", mail.pk, mail.key, type(error).__name__)
            was_in_use = self.carried > 0
            self.close()
            _mark_failed(mail, failure)
            # A server that ends a connection after so and so many mails takes the next one on a new one.
            return failure.trouble != Trouble.SERVER or was_in_use
        _mark_sent(mail)
        self.sent += 1
        return True

    def close(self) -> None:
        """Say goodbye to the mail server."""
        connection, self.connection, self.carried = self.connection, None, 0
        if connection is not None:
            with suppress(Exception):
                connection.close()

    def _lease(self) -> OutboxMail | None:
        """Take the next mail that is due for this worker alone; None when there is none.

        The one UPDATE decides who has it: of several workers that saw the same row, one changes it.
        """
        while True:
            if not self.candidates:
                self.candidates = list(_ready(timezone.now()).values_list("pk", flat=True)[:_SEVERAL])
            if not self.candidates:
                return None
            pk = self.candidates.pop(0)
            now = timezone.now()
            until = now + timedelta(seconds=conf.get("MAIL_LEASE"))
            taken = _ready(now).order_by().filter(pk=pk).update(leased_until=until, attempts=F("attempts") + 1)
            if taken:
                return OutboxMail.objects.select_related(*_RELATED).get(pk=pk)

    def _write(self, mail: OutboxMail) -> EmailMessage:
        self.stationery = self.stationery or Stationery.read()
        return message_of(compose(mail, self.stationery), mail.message_id)

    def _hand_over(self, message: EmailMessage) -> None:
        if self.connection is None:
            connection = get_connection()
            connection.open()
            self.connection = connection
        if self.connection.send_messages([message]) == 0:
            raise OSError(gettext("it took nothing"))
        self.carried += 1


def _ready(now: datetime) -> QuerySet[OutboxMail]:
    """Return mails that may be sent now. To one address about one meeting, they go in the order of their writing."""
    earlier = OutboxMail.objects.filter(
        state=MailState.QUEUED, to=OuterRef("to"), meeting=OuterRef("meeting"), pk__lt=OuterRef("pk")
    )
    return OutboxMail.objects.due(now).exclude(Exists(earlier))


def _mark_sent(mail: OutboxMail) -> None:
    # Whoever holds the lease by now: it is sent.
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=MailState.SENT, sent_at=timezone.now(), leased_until=None, last_error=""
    )


def _drop(mail: OutboxMail) -> None:
    OutboxMail.objects.filter(pk=mail.pk).update(
        state=MailState.DROPPED, leased_until=None, last_error=gettext("It had nothing to tell any more.")
    )


def _mark_failed(mail: OutboxMail, failure: Failure) -> None:
    """Set the time of the next try, or give up. A mail whose lease ran out meanwhile is somebody else's."""
    now = timezone.now()
    values = {"leased_until": None, "last_error": failure.words}
    if _is_hopeless(mail, failure, now):
        values["state"] = MailState.FAILED
    else:
        values["next_attempt_at"] = now + _pause(mail.attempts, failure)
    OutboxMail.objects.filter(pk=mail.pk, state=MailState.QUEUED, leased_until=mail.leased_until).update(**values)


def _is_hopeless(mail: OutboxMail, failure: Failure, now: datetime) -> bool:
    if failure.trouble == Trouble.LASTING:
        return True
    if mail.attempts < conf.get("MAIL_TRIES"):
        return False
    # A night without a mail server must not cost anybody a mail.
    patience = timedelta(seconds=conf.get("MAIL_SERVER_PATIENCE"))
    return failure.trouble != Trouble.SERVER or now - mail.created_at > patience


def _pause(attempts: int, failure: Failure) -> timedelta:
    """Return how long to wait after try number ``attempts``: twice as long each time."""
    longest = conf.get("MAIL_LONGEST_PAUSE")
    if failure.trouble == Trouble.SERVER:
        longest = min(longest, _LONGEST_SERVER_PAUSE)
    doublings = min(max(attempts - 1, 0), 30)
    return timedelta(seconds=min(conf.get("MAIL_PAUSE") * 2**doublings, longest))
