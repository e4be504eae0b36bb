"""What templates ask about meetings. Each tag hands on to the domain."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from kitnet_events.domain import add_to_calendar
from kitnet_events.domain import sign_up_call as sign_up_calls
from kitnet_events.domain.subscriptions import site_root
from kitnet_events.enums import SignUpPhase
from kitnet_pages.domain.navigation import address
from kitnet_pages.fragments import rendered_once

register = template.Library()


@register.simple_tag(takes_context=True)
def calendar_links(context: template.Context, meeting: Any) -> add_to_calendar.CalendarLinks | None:
    """Return the links that add a meeting to a calendar: ``{% calendar_links meeting as links %}``."""
    return add_to_calendar.calendar_links(meeting, site_root(context.get("request")))


@register.simple_tag(takes_context=True)
def meeting_url(context: template.Context, meeting: Any) -> str:
    """Return the address of a meeting's page, or an empty string: ``{% meeting_url meeting as url %}``."""
    path, request = getattr(meeting, "page_url_path", ""), context.get("request")
    return address(path, request) if path else meeting.get_url(request)


@register.simple_tag
def state_label(state: str) -> SafeString:
    """Render what is special about a meeting in this state, in a word or two: ``{% state_label meeting.state %}``."""
    return rendered_once("kitnet_events/components/state_label.html", state=state)


@register.simple_tag
def late_seats() -> sign_up_calls.LateSeats:
    """Return what holds for seats that become free shortly before a meeting: ``{% late_seats as late %}``."""
    return sign_up_calls.late_seats()


@register.simple_tag
def sign_up_call(meeting: Any) -> sign_up_calls.SignUpCall | None:
    """Return what a meeting's page says of its sign-up, or None: ``{% sign_up_call meeting as call %}``."""
    return sign_up_calls.sign_up_call(meeting)


@register.simple_tag
def sign_up_label(meeting: Any, size: str = "") -> SafeString:
    """Render where a meeting in a list stands with its sign-up: ``{% sign_up_label item size %}``; or nothing.

    On a small card nothing is said of a sign-up that is simply open.
    """
    call = sign_up_calls.call_on_card(meeting)
    if call is None or (size == "small" and call.state == SignUpPhase.OPEN):
        return SafeString("")
    told: dict[str, Any] = {"state": call.state}
    if call.state == "few":
        told["left"] = call.left
    elif call.state == SignUpPhase.NOT_YET:
        told["opens_at"] = call.opens_at
    return rendered_once("kitnet_events/components/sign_up_label.html", **told)
