"""Words in other languages that stand in titles and headings, where no editor can mark them (WCAG 2.2, 3.1.2).

They are named once for the whole site, a line each: ``en: Enterprise Architecture Forum``.
"""

import html
import re
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from kitnet_pages import conf

_LINE = re.compile(r"\s*([A-Za-z-]+)\s*:\s*(\S.*?)\s*\Z")


def validate_foreign_words(lines: str) -> None:
    """Accept lines of a language's code, a colon and words. Raises ValidationError."""
    for line in filter(str.strip, lines.splitlines()):
        found = _LINE.match(line)
        codes = conf.get("FOREIGN_LANGUAGES")
        if found is None or found[1].lower() not in codes:
            message = _("“%(line)s” is not understood. Begin with a language (%(codes)s), a colon, then the words.")
            raise ValidationError(message, params={"line": line.strip(), "codes": ", ".join(codes)})


def mark_foreign_words(text: str, lines: str) -> SafeString:
    """Return ``text`` as HTML in which the words of ``lines`` carry their language; whole words, in any case."""
    languages = _languages(lines)
    if not languages:
        return conditional_escape(text)
    # What a template tag hands on may be escaped already, and the words are not looked for among entities.
    plain = html.unescape(text) if hasattr(text, "__html__") else str(text)
    parts = _pattern(lines).split(plain)
    return mark_safe("".join(_marked(part, languages.get(part.lower(), "")) for part in parts))  # noqa: S308 - escaped


def _marked(part: str, language: str) -> SafeString:
    return format_html('<span lang="{}">{}</span>', language, part) if language else escape(part)


@lru_cache(maxsize=32)
def _languages(lines: str) -> dict[str, str]:
    """Return the language of each phrase, in small letters. What is no line of ours is left out."""
    found = (_LINE.match(line) for line in lines.splitlines())
    return {one[2].lower(): one[1].lower() for one in found if one}


@lru_cache(maxsize=32)
def _pattern(lines: str) -> re.Pattern[str]:
    longest_first = sorted(_languages(lines), key=len, reverse=True)
    return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)
