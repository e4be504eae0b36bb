"""Names in addresses: Danish letters as Danes spell them without, small letters, digits and hyphens."""

from django.utils.text import slugify
from wagtail.admin.widgets import SlugInput

# A letter, and how it is written where there is none.
_DANISH = (("æ", "ae"), ("ø", "oe"), ("å", "aa"))


def slug_of(text: str, length: int = 80) -> str:
    """Return ``text`` as a name in addresses, at most ``length`` characters, whole words where possible."""
    plain = text.lower()
    for letter, spelling in _DANISH:
        plain = plain.replace(letter, spelling)
    slug = slugify(plain)
    if len(slug) <= length:
        return slug
    return slug[:length].rpartition("-")[0] or slug[:length]


def slug_input() -> SlugInput:
    """Return the input of such a name, which spells in the browser as ``slug_of`` does."""
    formatters = [(f"[{letter}{letter.upper()}]", spelling) for letter, spelling in _DANISH]
    return SlugInput(formatters=formatters, attrs={"data-w-slug-allow-unicode-value": "false"})
