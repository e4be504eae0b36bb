"""When meetings are, in words."""

from datetime import datetime

from django import template

from kitnet_events.timespan import TimeSpan
from kitnet_pages.dates import ZONE, clock, long_date, span_in_words

register = template.Library()


@register.simple_tag
def when(span: TimeSpan | None) -> str:
    """Return a time span in words; empty for none."""
    return span_in_words(span.start, span.end, date_only=span.date_only) if span else ""


@register.simple_tag
def moment(at: datetime) -> str:
    """Return a moment in local words: ``1. december 2026 kl. 12.00``."""
    return f"{long_date(at.astimezone(ZONE).date())} {clock(at)}"
