"""What templates ask about calendars."""

from typing import Any

from django import template

from kitnet_events.domain import add_to_calendar
from kitnet_events.domain.subscriptions import site_root

register = template.Library()


@register.simple_tag(takes_context=True)
def calendar_links(context: template.Context, meeting: Any) -> add_to_calendar.CalendarLinks | None:
    """Return the links that add a meeting to a calendar: ``{% calendar_links meeting as links %}``."""
    return add_to_calendar.calendar_links(meeting, site_root(context.get("request")))
