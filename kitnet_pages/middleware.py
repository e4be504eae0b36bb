"""What stands between the server and every view."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


class Utf8FormsMiddleware:
    """Refuse requests whose form claims another character set than UTF-8: 400.

    Browsers send forms in the page's own encoding, which is UTF-8 here. Python knows "encodings" that are none for text
    (``base64``, ``undefined``); a request that names one makes Django fail as soon as somebody reads a parameter, and
    the CSRF check reads one before any view could help. Put it first.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it claims another character set."""
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.strip("\"' ").lower().replace("_", "-") not in {"utf-8", "utf8", ""}:
            raise BadRequest("Forms must be encoded in UTF-8.")
        return self.get_response(request)
