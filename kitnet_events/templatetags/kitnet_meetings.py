"""What templates ask about meetings. Each tag hands on to the domain."""

from typing import Any

from django import template

from kitnet_events.domain import add_to_calendar
from kitnet_events.domain import sign_up_call as sign_up_calls
from kitnet_events.domain.subscriptions import site_root

register = template.Library()


@register.simple_tag(takes_context=True)
def calendar_links(context: template.Context, meeting: Any) -> add_to_calendar.CalendarLinks | None:
    """Return the links that add a meeting to a calendar: ``{% calendar_links meeting as links %}``."""
    return add_to_calendar.calendar_links(meeting, site_root(context.get("request")))


@register.simple_tag
def sign_up_call(meeting: Any) -> sign_up_calls.SignUpCall | None:
    """Return what a meeting's page says of its sign-up, or None: ``{% sign_up_call meeting as call %}``."""
    return sign_up_calls.sign_up_call(meeting)
