"""What stands between the server and every view: only forms in UTF-8 pass.

Python knows "encodings" that are none for text (``base64``, ``undefined``). A request that names one makes Django fail
as soon as a parameter is read: 500 on any page. Browsers send forms in the page's own encoding, which is UTF-8 here.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.request import parse_header_parameters

_UTF_8 = {"utf-8", "utf8"}


def is_foreign(content_type: str) -> bool:
    """Say whether a Content-Type names another character set than UTF-8."""
    _type, parameters = parse_header_parameters(content_type)
    return parameters.get("charset", "utf-8").lower() not in _UTF_8


class Utf8FormsMiddleware:
    """Answer 400 to a request in another character set. Put it first: the CSRF check reads a parameter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it names another character set."""
        if is_foreign(request.META.get("CONTENT_TYPE", "")):
            raise BadRequest("Forms must be encoded in UTF-8.")
        return self.get_response(request)


class Utf8FormsApplication:
    """The same around a WSGI application (PEP 3333).

    Django reads the query string while it builds the request, before any middleware: where a request has both a query
    string and such an encoding, only this helps.
    """

    def __init__(self, application: Callable[..., Iterable[bytes]]) -> None:
        """Take the application that answers all other requests."""
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer 400, or let the application answer."""
        if is_foreign(environ.get("CONTENT_TYPE", "")):
            start_response("400 Bad Request", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"Forms must be encoded in UTF-8.\n"]
        return self.application(environ, start_response)
