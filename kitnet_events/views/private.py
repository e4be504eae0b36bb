"""Answers for one person alone, and forms that nobody else's answer may stand in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a view's answers out of caches and search engines, and an address with a token out of Referer headers."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, private=True, no_store=True)
        # Scheme and host alone, even to ourselves: a token in the path stands in no Referer, in no log. With
        # "no-referrer" browsers would send "Origin: null" with the page's own forms, which Django refuses.
        response["Referrer-Policy"] = "strict-origin" if "token" in kwargs else "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapped


def findable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let search engines find a private view after all: a form that is the same for everybody who comes anew."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        del response["X-Robots-Tag"]
        return response

    return wrapped
