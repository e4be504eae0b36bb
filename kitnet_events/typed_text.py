"""What participants type, checked and made comparable."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Letters that show nothing, though Unicode calls them letters or symbols.
_BLANKS = "\u2800\u3164\uffa0\u115f\u1160"
# What a browser sends in place of bytes that were no text.
_REPLACEMENT = "\ufffd"
# They turn the direction of what follows, outside the text as well (Unicode Annex 9).
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# They come along when one copies from Word or Teams. Nobody sees or misses them.
_STOWAWAYS = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
# No language puts so many marks on one letter; "Zalgo" text does, and covers the lines around it.
_MOST_MARKS = 4


def normalise_email(email: str) -> str:
    """Return an address as it is compared: without spaces around it, in small letters."""
    return unicodedata.normalize("NFC", email).strip().casefold()


def without_stowaways(text: str) -> str:
    """Return text without the invisible characters that come along with copied text."""
    return _STOWAWAYS.sub("", text)


def validate_visible(text: str) -> None:
    """Refuse text that shows nothing, holds control characters, or disturbs what is written around it.

    Raises ValidationError.
    """
    categories = {unicodedata.category(c) for c in text}
    if categories & {"Cc", "Cs", "Co", "Cn"} - ({"Cc"} if _only_breaks(text) else set()) or _REPLACEMENT in text:
        raise ValidationError(_("There are characters here that cannot be shown. Please type the text again."))
    if _TURNS.search(text) or _most_marks(text) > _MOST_MARKS:
        raise ValidationError(_("There are characters here that would disturb the text around. Please type it again."))
    if text.strip() and not any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANKS for c in text):
        raise ValidationError(_("There is nothing to be seen here. Please type something readable."))


def _only_breaks(text: str) -> bool:
    return all(c in "\n\r\t" for c in text if unicodedata.category(c) == "Cc")


def _most_marks(text: str) -> int:
    """Return the greatest number of marks on one letter."""
    most = run = 0
    for c in text:
        run = run + 1 if unicodedata.category(c) in {"Mn", "Me"} else 0
        most = max(most, run)
    return most
