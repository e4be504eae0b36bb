"""A letter as a message: headers, and the parts that carry plain text, HTML and the invitation (RFC 5322, RFC 6047)."""

import base64
import quopri
from email.headerregistry import Address
from email.message import Message
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.encoding import punycode

from .letters import Letter
from .mail_rendering import render_html, render_text
from .plaintext import clean_line

# What stands around an encoded word, and how long it may be at the most (RFC 2047, section 2).
_WORD_START, _WORD_END = "=?utf-8?q?", "?="
_LONGEST_WORD = 75


class LetterMessage(EmailMultiAlternatives):
    """A message in plain ASCII on the wire, whichever Django builds it: no server need know 8BITMIME.

    Plain text and HTML are quoted-printable, the calendar base64: it must arrive with its CRLF as they are.
    """

    def message(self, *args: Any, **kwargs: Any) -> Message:
        """Return the message as it is sent."""
        message = super().message(*args, **kwargs)
        del message["Subject"]
        message["Subject"] = encoded_words("Subject", self.subject)
        contents = [self.body, *(alternative.content for alternative in self.alternatives)]
        parts = [part for part in message.walk() if not part.is_multipart()]
        for part, content in zip(parts, contents, strict=True):
            _encode(part, content)
        return message


def message_of(letter: Letter, message_id: UUID) -> LetterMessage:
    """Return the message to send: one recipient, and the same Message-ID each time that it is tried."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message = LetterMessage(
        subject=letter.subject,
        body=render_text(letter),
        from_email=_mailbox(letter.network_name or sender[0], sender[1]),
        to=[letter.to],
        reply_to=list(letter.reply_to),
        headers={
            "Message-ID": f"<{message_id}@{punycode(sender[1].rpartition('@')[2])}>",
            # RFC 3834, section 5: nobody's holiday reply is wanted. The second says so to Exchange.
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "OOF, AutoReply",
            **_unsubscribe(letter),
        },
    )
    message.attach_alternative(render_html(letter), "text/html")
    if letter.calendar:
        message.attach_alternative(letter.calendar, f"text/calendar; method={letter.method}")
    return message


def _unsubscribe(letter: Letter) -> dict[str, str]:
    """Return the headers by which a mail program offers to end such mails with one click (RFC 8058, section 3.1)."""
    if not letter.unsubscribe_url:
        return {}
    return {
        "List-Unsubscribe": f"<{letter.unsubscribe_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def encoded_words(header: str, text: str) -> str:
    """Return a header's text in ASCII: as it is, else as encoded words with spaces between (RFC 2047).

    Django 5.2 lets Python make them, and some come out longer than the RFC allows. The first one stands on the line of
    the ``header``'s name.
    """
    if text.isascii() and "=?" not in text:
        return text
    words, word = [], ""
    room = _LONGEST_WORD - len(_WORD_START) - len(_WORD_END)
    for character in text:
        piece = _quoted(character)
        if len(word) + len(piece) > (room if words else room - len(f"{header}: ")):
            words.append(word)
            word = ""
        word += piece
    return " ".join(f"{_WORD_START}{word}{_WORD_END}" for word in [*words, word])


def _quoted(character: str) -> str:
    if character == " ":
        return "_"
    if character.isascii() and character.isalnum():
        return character
    return "".join(f"={byte:02X}" for byte in character.encode())


def _mailbox(name: str, address: str) -> str:
    """Return a mailbox with its display name, quoted where need be; special characters in a name stay in the name."""
    username, _at, domain = address.rpartition("@")
    return str(Address(display_name=clean_line(name), username=username, domain=domain))


def _encode(part: Message, content: str) -> None:
    """Write a part's content anew, in an encoding of our choice."""
    is_calendar = part.get_content_type() == "text/calendar"
    del part["Content-Transfer-Encoding"]
    if is_calendar:
        payload = base64.encodebytes(content.encode()).decode()
        # Shown where it stands, not offered as a file (RFC 2183).
        part["Content-Disposition"] = "inline"
    else:
        payload = quopri.encodestring(content.encode()).decode()
    part["Content-Transfer-Encoding"] = "base64" if is_calendar else "quoted-printable"
    part.set_payload(payload)
