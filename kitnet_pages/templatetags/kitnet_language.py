"""Which language words are in: that of the pages, of the interface around them, or another one (WCAG 2.2, 3.1.1–2)."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kitnet_pages.domain import navigation
from kitnet_pages.foreign_words import mark_foreign_words

register = template.Library()


@register.simple_tag(takes_context=True)
def content_lang(context: template.Context) -> SafeString:
    """Return a ``lang`` attribute for an element with what editors wrote: ``<p{% content_lang %}>{{ page.lead }}</p>``.

    Empty where the interface, and so the whole page, speaks their language.
    """
    return _attribute(navigation.other_language(_request(context)))


@register.simple_tag(takes_context=True)
def interface_lang(context: template.Context) -> SafeString:
    """Return a ``lang`` attribute for words of ours inside of what editors wrote: ``<div{% interface_lang %}>``."""
    return _attribute(navigation.other_language(_request(context)) and get_language())


@register.simple_tag(takes_context=True)
def words(context: template.Context, text: Any) -> SafeString:
    """Render a title or another plain text of editors: ``<h1>{% words page.title %}</h1>``.

    In its language, where the interface speaks another one, and with the site's foreign words marked.
    """
    request = _request(context)
    marked = mark_foreign_words(text or "", navigation.network_settings(request).foreign_words if request else "")
    language = navigation.other_language(request)
    return format_html('<span lang="{}">{}</span>', language, marked) if language else marked


def _attribute(language: str | None) -> SafeString:
    return format_html(' lang="{}"', language) if language else SafeString("")


def _request(context: template.Context) -> Any:
    """Return the request, also inside of what is included with ``only``."""
    return context.get("request") or getattr(context, "request", None)
