"""The reference site with its demo content, answered inside the test's own transaction and shown in a real browser.

The browser asks for nothing over the network: each request is handed to Django in this process. So the demo is loaded
once, nothing is committed, and no server has to be waited for.
"""

import contextvars
import io
import mimetypes
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client, override_settings
from PIL import Image as Drawing

from kitnet_pages import stylesheets

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://kitnet.example"


@contextmanager
def reference_site() -> Iterator[None]:
    """Let Django be the reference site instead of the tests' host: its templates, addresses and words."""
    (templates,) = settings.TEMPLATES
    with override_settings(
        TEMPLATES=[{**templates, "DIRS": [ROOT / "templates"]}],
        ROOT_URLCONF="tests.face.urls",
        LOCALE_PATHS=[ROOT / "cms_site" / "locale"],
        SERVE_MEDIA=False,
        # Forms are filled in by machines here.
        KITNET_EVENTS={"FORM_SECONDS": 0},
    ):
        yield


def plain_picture() -> bytes:
    """Return a small picture, in place of all that the demo draws."""
    buffer = io.BytesIO()
    Drawing.new("RGB", (480, 320), "#1f8a86").save(buffer, "JPEG")
    return buffer.getvalue()


PICTURE = plain_picture()


def static_file(name: str) -> bytes | None:
    """Return the content of a static file, or None. The style sheets of every page are one file, as on the site."""
    if name == stylesheets.BUNDLE:
        return b"\n".join(filter(None, map(_read, stylesheets.names())))
    return _read(name)


@cache
def _read(name: str) -> bytes | None:
    path = finders.find(name)
    return Path(path).read_bytes() if path else None


def connect(context, answers: dict[str, HttpResponse] | None = None) -> list[str]:
    """Let a browser's context reach the site, and nothing else; return the list of what it asked for elsewhere.

    What stands in ``answers``, by its full address, is shown once in place of what the site would answer.
    """
    elsewhere: list[str] = []
    prepared = {} if answers is None else answers
    # The browser's requests come in a context of their own, which would mean a database connection of its own, too.
    here = contextvars.copy_context()

    def answer(route, request) -> None:
        address = urlsplit(request.url)
        if f"{address.scheme}://{address.netloc}" != ORIGIN:
            elsewhere.append(request.url)
            route.abort()
        elif address.path.startswith(settings.STATIC_URL):
            body = static_file(address.path.removeprefix(settings.STATIC_URL))
            kind = mimetypes.guess_type(address.path)[0] or "application/octet-stream"
            route.fulfill(status=200 if body else 404, body=body or b"", content_type=kind)
        elif address.path.startswith(settings.MEDIA_URL):
            route.fulfill(status=200, body=PICTURE, content_type="image/jpeg")
        elif request.url in prepared:
            route.fulfill(**_in_playwright(prepared.pop(request.url)))
        else:
            route.fulfill(**here.copy().run(_ask_django, request, address))

    context.route("**/*", answer)
    return elsewhere


def _ask_django(request, address) -> dict:
    headers = {name: value for name, value in request.all_headers().items() if not name.startswith(":")}
    kind = headers.pop("content-type", "application/octet-stream")
    client = Client(SERVER_NAME=address.netloc, raise_request_exception=False)
    query = f"?{address.query}" if address.query else ""
    response = client.generic(
        request.method, address.path + query, request.post_data_buffer or b"", content_type=kind, headers=headers
    )
    return _in_playwright(response)


def _in_playwright(response: HttpResponse) -> dict:
    """Return an answer as the browser's driver wants it."""
    told = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    if response.cookies:
        told["Set-Cookie"] = "\n".join(morsel.OutputString() for morsel in response.cookies.values())
    if "Location" in told:
        # A redirect's target would be asked for over the network: let the page itself lead on.
        body = f'<meta http-equiv="refresh" content="0; url={escape(told.pop("Location"))}">'
        return {"status": 200, "headers": told | {"Content-Type": "text/html"}, "body": body}
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return {"status": response.status_code, "headers": told, "body": body}
