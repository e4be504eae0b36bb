"""Tokens of links in mails stand in no log: what opens somebody's page is blotted out before a line is written.

A host names both in its settings::

    LOGGING = {"filters": {"tokens": {"()": "kitnet_events.token_masks.MaskTokens"}}, ...}
    DEFAULT_EXCEPTION_REPORTER = "kitnet_events.token_masks.MaskedExceptionReporter"
"""

import logging
import re
from contextlib import suppress

from django.views.debug import ExceptionReporter

MASK = "[token]"
_COLON = "(?::|%3[Aa])"
_TOKENS = re.compile(
    # What ``django.core.signing`` makes: payload, time (not always), HMAC-SHA256.
    rf"[\w.-]{{6,}}(?:{_COLON}\w{{4,8}})?{_COLON}[\w-]{{43,}}"
    # The same, cut short or with something behind it, as a part of an address.
    rf"|(?<=/)[\w-]{{16,}}{_COLON}[^/\s\"'?#]+"
    # The short one of an address that wants no invitations.
    r"|(?<=/nej-tak/)[\w-]{12,}",
    re.ASCII,
)


def mask_tokens(text: str) -> str:
    """Return ``text`` with ``[token]`` in place of each token."""
    return _TOKENS.sub(MASK, text)


class MaskTokens(logging.Filter):
    """Blots tokens out of a record: its message, and the text of an exception. Put it on a handler."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Mask, and let the record pass."""
        # A message that does not fit its arguments is the handler's to complain of.
        with suppress(TypeError, ValueError, KeyError):
            record.msg, record.args = mask_tokens(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = mask_tokens(logging.Formatter().formatException(record.exc_info))
        return True


class MaskedExceptionReporter(ExceptionReporter):
    """What is told of an error, by mail for one: address, cookies and variables without tokens."""

    def get_traceback_html(self) -> str:
        """Return the report as a page."""
        return mask_tokens(super().get_traceback_html())

    def get_traceback_text(self) -> str:
        """Return the report as text."""
        return mask_tokens(super().get_traceback_text())
