"""Conditional requests, compression and caching of calendar answers (RFC 9110, RFC 9111, RFC 5861)."""

import gzip
import re
from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe

from kitnet_events import conf

_Response = TypeVar("_Response", bound=HttpResponseBase)

_GZIP_LEVEL = 5
_ETAG = re.compile(r'(?:W/)?"([^"]*)"')
_ANY_WEIGHT = re.compile(r"(1(\.0{0,3})?|0?\.\d*[1-9]\d*)")


class _EncodingChosen:
    """An answer whose encoding was chosen here, together with its validator.

    Django's GZipMiddleware would else compress it: for whoever refuses that (``gzip;q=0``), too, the empty body of a
    304 as well, and each time turn the strong validator into a weak one.
    """

    def has_header(self, header: str) -> bool:
        """Say whether a header is set, or not to be set."""
        return header.lower() == "content-encoding" or super().has_header(header)


class _Calendar(_EncodingChosen, HttpResponse):
    pass


class _NotModified(_EncodingChosen, StreamingHttpResponse):
    """Streaming, so that no middleware gives it a length: that would be the calendar's, not 0 (RFC 9110, 8.6)."""


def not_modified(request: HttpRequest, etag: str, changed_at: datetime | None) -> HttpResponseBase | None:
    """Return a 304 when the client has what there is, else None. Without ``changed_at`` only the tag tells.

    If-None-Match (a list, weak tags, ``*``) goes before If-Modified-Since (RFC 9110, section 13.2.2); a date that
    cannot be read is ignored.
    """
    encoding = _encoding(request)
    tag = _tag(etag, encoding)
    condition = request.headers.get("If-None-Match")
    if condition is not None:
        known = condition.strip() == "*" or tag in _ETAG.findall(condition)
    else:
        since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
        known = changed_at is not None and since is not None and since >= int(changed_at.timestamp())
    if not known:
        return None
    response = _NotModified((), status=304)
    del response["Content-Type"]
    return _with_validators(response, tag, changed_at)


def calendar_response(
    request: HttpRequest, body: bytes, etag: str, changed_at: datetime | None, filename: str
) -> HttpResponse:
    """Return a calendar, compressed if the client takes that. Each encoding has a strong validator of its own."""
    encoding = _encoding(request)
    if encoding:
        body = gzip.compress(body, _GZIP_LEVEL, mtime=0)
    # Not every server takes away the body of an answer to HEAD; the length is that of GET.
    response = _Calendar(b"" if request.method == "HEAD" else body, content_type="text/calendar; charset=utf-8")
    if encoding:
        response["Content-Encoding"] = encoding
    response["Content-Length"] = str(len(body))
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=filename)
    return _with_validators(response, _tag(etag, encoding), changed_at)


def with_cache_headers(response: _Response) -> _Response:
    """Let browsers, proxies and pages of other sites keep and read an answer, for a short while."""
    response["Cache-Control"] = (
        f"public, max-age={conf.get('FEED_MAX_AGE')}, stale-while-revalidate={conf.get('FEED_STALE')}"
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _with_validators(response: _Response, tag: str, changed_at: datetime | None) -> _Response:
    response["ETag"] = f'"{tag}"'
    if changed_at is not None:
        # Many changes in one second are counted as seconds to come; HTTP knows no date in the future (RFC 9110,
        # 8.8.2.1).
        last_modified = min(changed_at, timezone.now())
        response["Last-Modified"] = http_date(int(last_modified.timestamp()))
    response["Vary"] = "Accept-Encoding"
    return with_cache_headers(response)


def _tag(etag: str, encoding: str) -> str:
    return f"{etag}-{encoding}" if encoding else etag


def _encoding(request: HttpRequest) -> str:
    """Return ``gzip`` when the client takes it, else an empty string (RFC 9110, section 12.5.3)."""
    weights = {}
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = "".join(parameter.split()).removeprefix("q=") or "1"
    # What is named goes before the star.
    weight = weights.get("gzip", weights.get("*", "0"))
    return "gzip" if _ANY_WEIGHT.fullmatch(weight) else ""
