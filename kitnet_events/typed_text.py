"""What participants type, checked and made comparable."""

import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def normalise_email(email: str) -> str:
    """Return an address as it is compared: without spaces around it, in small letters."""
    return unicodedata.normalize("NFC", email).strip().casefold()


def validate_visible(text: str) -> None:
    """Refuse text that shows nothing, or holds control characters or direction marks. Raises ValidationError."""
    categories = {unicodedata.category(c) for c in text}
    if categories & {"Cc", "Cs", "Co", "Cn"} - ({"Cc"} if _only_breaks(text) else set()):
        raise ValidationError(_("There are characters here that cannot be shown. Please type the text again."))
    if text.strip() and not any(unicodedata.category(c)[0] in "LNPS" and c not in _BLANKS for c in text):
        raise ValidationError(_("There is nothing to be seen here. Please type something readable."))


_BLANKS = "\u2800\u3164\uffa0\u115f\u1160"


def _only_breaks(text: str) -> bool:
    return all(c in "\n\r\t" for c in text if unicodedata.category(c) == "Cc")
