"""How search results are shown."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from kitnet_pages.domain import excerpt as excerpts

register = template.Library()


@register.filter
def marked(text: str, words: frozenset[str]) -> SafeString:
    """Mark in ``text`` the words that were searched for: ``{{ page.title|marked:findings.words }}``."""
    return excerpts.mark(text, words)


@register.filter
def excerpt(page: Any, words: frozenset[str]) -> SafeString:
    """Return the passage of a page that was found: ``{{ page|excerpt:findings.words }}``."""
    return excerpts.excerpt(page, words)
