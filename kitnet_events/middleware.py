"""Calendars first: programs ask for them day and night, and need none of what makes a page ready."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse

_FEED_VIEWS = {"kitnet_events:feed_all", "kitnet_events:feed"}


class CalendarsFirstMiddleware:
    """Answer calendar feeds at once. Put it before sessions, users, messages and redirects, behind what secures.

    Without it they are answered all the same, only later.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Take the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a feed, or pass the request on."""
        path = request.path_info
        if not path.endswith(".ics") or not path.startswith(reverse("kitnet_events:subscribe")):
            return self.get_response(request)
        try:
            found = resolve(path)
        except Resolver404:
            return self.get_response(request)
        if found.view_name not in _FEED_VIEWS:
            return self.get_response(request)
        request.resolver_match = found
        return found.func(request, *found.args, **found.kwargs)
