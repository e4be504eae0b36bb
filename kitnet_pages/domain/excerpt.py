"""The passage of a page that a search found, its words marked."""

import html
import re
from typing import Any

from django.utils.html import conditional_escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.search.index import SearchField

from kitnet_pages.folding import WORD, fold, stems

# How long an excerpt is, and how much of it stands before the first word that was found. Letters.
LENGTH, BEFORE = 220, 60
# What is shorter says little by itself (who said something): it is shown with what stands before it.
SHORT = 40
_LEADS = ("lead", "introduction", "theme")


def mark(text: str, found: frozenset[str]) -> SafeString:
    """Return ``text`` as HTML with the words marked whose folded form is in ``found``. Neighbours are marked as one."""
    pieces, at = [], 0
    for word in WORD.finditer(text):
        if _is_found(word[0], found):
            pieces += [conditional_escape(text[at : word.start()]), "<mark>", conditional_escape(word[0]), "</mark>"]
            at = word.end()
    pieces.append(conditional_escape(text[at:]))
    marked = "".join(pieces)
    return mark_safe(re.sub(r"</mark>( ?)<mark>", r"\1", marked))  # noqa: S308 - each piece is escaped


def excerpt(page: Any, found: frozenset[str]) -> SafeString:
    """Return some words of a page around the first that was found; its beginning when only the title has it."""
    texts = _texts(page)
    for before, text in texts:
        for word in WORD.finditer(text):
            if _is_found(word[0], found):
                led = f"{before} · " if len(text) < SHORT and before else ""
                return mark(_around(led + text, len(led) + word.start()), found)
    return mark(_around(texts[0][1], 0), found) if texts else SafeString("")


def _is_found(word: str, found: frozenset[str]) -> bool:
    plain = fold(word)
    return plain in found or any(stem in found for stem in stems(plain))


def _around(text: str, at: int) -> str:
    """Return a part of ``text`` from a little before ``at``, cut between words."""
    begin = 0
    if at > BEFORE:
        begin = text.find(" ", at - BEFORE) + 1
    end = len(text) if len(text) <= begin + LENGTH else text.rfind(" ", begin, begin + LENGTH)
    end = begin + LENGTH if end <= begin else end
    return ("… " if begin else "") + text[begin:end].strip() + (" …" if end < len(text) else "")


def _texts(page: Any) -> list[tuple[str, str]]:
    """Return what the index knows of a page but its title, what leads into it first; each with what it follows."""
    fields = [one for one in page.search_fields if isinstance(one, SearchField) and one.field_name != "title"]
    fields.sort(key=lambda one: one.field_name not in _LEADS)
    texts = []
    for one in fields:
        value, before = one.get_value(page), ""
        for part in value if isinstance(value, list | tuple) else [value]:
            text = re.sub(r"\s+", " ", html.unescape(strip_tags(str(part or "")))).strip()
            if text:
                texts.append((before, text))
                before = text
    return texts
