"""What the head of a page tells machines."""

import json

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from kitnet_pages.domain import rich_data

register = template.Library()
# So that no text can end the element (as ``json_script`` does).
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def canonical(context: template.Context) -> SafeString:
    """Render the link to the address under which a page is to be known: ``{% canonical %}``, in its head."""
    page, request = context.get("page"), context.get("request")
    if page is None or request is None or not page.pk:
        return SafeString("")
    address = rich_data.canonical_address(page, request, context.get("listing"))
    return format_html('<link rel="canonical" href="{}">', address)


@register.simple_tag(takes_context=True)
def machine_data(context: template.Context) -> SafeString:
    """Render a page's Open Graph properties, its feeds of news and JSON-LD: ``{% machine_data %}``, in its head."""
    page, request = context.get("page"), context.get("request")
    if page is None or request is None or not page.pk or not page.live:
        return SafeString("")
    shared = format_html_join("\n", '<meta property="{}" content="{}">', rich_data.shared(page, request))
    found = json.dumps(rich_data.structured_data(page, request), ensure_ascii=False).translate(_ESCAPES)
    link = '<link rel="alternate" type="{}" href="{}" title="{}">'
    feeds = format_html_join("\n", link, rich_data.news_feeds(page, request))
    data = mark_safe(found)  # noqa: S308 - escaped above
    return format_html('{}\n{}\n<script type="application/ld+json">{}</script>', shared, feeds, data)
