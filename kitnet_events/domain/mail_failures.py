"""What can go wrong when a mail is sent: whose trouble it is, and in words that an editor understands."""

import re
import smtplib
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext

from .plaintext import clean_line

_LONGEST_REPLY = 300
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_LASTING = range(500, 600)
_SERVICE_CLOSES = 421


class Trouble(StrEnum):
    """Whose trouble it is."""

    # The mail server's or the network's: no mail gets through, so the others need not be tried now.
    SERVER = "server"
    # This mail's, and another try may help.
    PASSING = "passing"
    # This mail's, and no other try will help.
    LASTING = "lasting"


@dataclass(frozen=True)
class Failure:
    """A mail that did not go: ``words`` are for an editor and hold no link and no password."""

    trouble: Trouble
    words: str


def failure_to_write(error: Exception) -> Failure:
    """Return what an exception means that came before the mail was handed over: a mistake of ours."""
    words = gettext("A mistake in the program (%(kind)s). The log says more.")
    return Failure(Trouble.PASSING, words % {"kind": type(error).__name__})


def failure_to_send(error: Exception) -> Failure:
    """Return what an exception from Django's mail backend means."""
    if isinstance(error, smtplib.SMTPRecipientsRefused) and error.recipients:
        code, reply = next(iter(error.recipients.values()))
        return Failure(_by_code(code), _said(gettext("The recipient's address is refused: %(reply)s"), code, reply))
    if isinstance(error, smtplib.SMTPResponseException):
        return _refusal(error)
    if isinstance(error, smtplib.SMTPNotSupportedError | ValueError):
        return Failure(Trouble.LASTING, gettext("The address or the text cannot be sent by mail as it is."))
    if isinstance(error, OSError):
        return Failure(Trouble.SERVER, _unreachable(error))
    return failure_to_write(error)


def _refusal(error: smtplib.SMTPResponseException) -> Failure:
    code, reply = error.smtp_code, error.smtp_error
    for kind, words in (
        (smtplib.SMTPAuthenticationError, gettext("The mail server refuses our user name or password: %(reply)s")),
        (smtplib.SMTPSenderRefused, gettext("The mail server refuses the site's own address: %(reply)s")),
        (smtplib.SMTPConnectError, gettext("The mail server does not let us in: %(reply)s")),
        (smtplib.SMTPHeloError, gettext("The mail server does not let us in: %(reply)s")),
    ):
        if isinstance(error, kind):
            return Failure(Trouble.SERVER, _said(words, code, reply))
    return Failure(_by_code(code), _said(gettext("The mail server refuses the mail: %(reply)s"), code, reply))


def _unreachable(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return gettext("The mail server broke off the connection.")
    if isinstance(error, TimeoutError):
        return gettext("The mail server does not answer in time.")
    return gettext("The mail server cannot be reached: %(reply)s") % {"reply": _harmless(str(error))}


def _by_code(code: int) -> Trouble:
    if code == _SERVICE_CLOSES:
        return Trouble.SERVER
    return Trouble.LASTING if code in _LASTING else Trouble.PASSING


def _said(words: str, code: int, reply: bytes | str) -> str:
    text = reply.decode(errors="replace") if isinstance(reply, bytes) else str(reply)
    return words % {"reply": f"{code} {_harmless(text)}".strip()}


def _harmless(text: str) -> str:
    """Return a server's words on one line. Addresses go: a filter may quote a link of the mail, with its token."""
    return _ADDRESS.sub("…", clean_line(text))[:_LONGEST_REPLY]
