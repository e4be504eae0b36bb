"""A letter on paper: as plain text and as HTML, from templates that a host may replace."""

import re
from textwrap import shorten
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from .letters import Letter
from .mail_cards import STRONG

_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]]")
_PREHEADER_LENGTH = 140


def render_text(letter: Letter) -> str:
    r"""Return the letter as plain text, with ``\n``. Lines are as long as they are: programs wrap them."""
    text = render_to_string("kitnet_events/mail/letter.txt", _context(letter))
    lines = [line.rstrip() if line != "-- " else line for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def render_html(letter: Letter) -> str:
    """Return the letter as an HTML document that fetches nothing from anywhere."""
    return render_to_string("kitnet_events/mail/letter.html", _context(letter)).strip() + "\n"


def _context(letter: Letter) -> dict[str, Any]:
    rows = letter.card.rows if letter.card else ()
    width = max((len(row.label) for row in rows), default=0) + 2
    return {
        "letter": letter,
        "language": get_language(),
        "strong": STRONG,
        "paragraphs": [_paragraph(text) for text in letter.paragraphs],
        # What mail programs show beside the subject: what was said after the greeting.
        "preheader": shorten(" ".join(letter.paragraphs[1:2]), _PREHEADER_LENGTH, placeholder=" …"),
        "text_rows": [f"{row.label}:".ljust(width) + row.value for row in rows],
    }


def _paragraph(text: str) -> SafeString:
    """Return a paragraph's text as HTML: escaped, with its line breaks, and with web addresses as links."""
    pieces, at = [], 0
    for found in _ADDRESS.finditer(text):
        pieces.append(escape(text[at : found.start()]))
        pieces.append(format_html('<a href="{0}" class="kn-link" style="color:{1}">{0}</a>', found[0], STRONG))
        at = found.end()
    pieces.append(escape(text[at:]))
    # Every piece is escaped above.
    return mark_safe("".join(pieces).replace("\n", "<br>\n"))  # noqa: S308
