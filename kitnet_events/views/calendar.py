"""Calendar feeds and files: HTTP around the ledger (RFC 9110)."""

import hashlib
from uuid import UUID

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from kitnet_events.domain import ical
from kitnet_events.domain.fetches import count_fetch
from kitnet_events.domain.reading import FeedNotFoundError, FeedRow, read_components, read_feed
from kitnet_events.domain.subscriptions import feed_path
from kitnet_events.models import Meeting

from .conditional import calendar_response, not_modified, with_cache_headers


# Exempt, so that what is not allowed answers 405 to everybody, and not 403 to whoever has no token.
@csrf_exempt
@require_safe
def feed(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """Answer a calendar feed. A 304 costs one row."""
    try:
        found = read_feed(kind, slug)
    except FeedNotFoundError:
        return _no_calendar()
    if found.moved_to:
        return with_cache_headers(HttpResponsePermanentRedirect(feed_path(kind, found.moved_to)))
    count_fetch(found.pk, request.headers.get("User-Agent", ""))
    unchanged = not_modified(request, _etag(found), found.changed_at)
    if unchanged is not None:
        return unchanged
    found, components = read_components(found)
    body = ical.calendar_text(found.header, components).encode()
    return calendar_response(request, body, _etag(found), found.changed_at, f"{slug}.ics")


@csrf_exempt
@require_safe
def meeting_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Answer one meeting's calendar file."""
    row = Meeting.objects.filter(uid=uid, first_published_at__isnull=False).values_list("vevent", "changed_at").first()
    if row is None:
        return _no_calendar()
    count_fetch(None, request.headers.get("User-Agent", ""))
    component, changed_at = row
    body = ical.calendar_text(ical.FILE_HEADER, [component]).encode()
    etag = hashlib.sha256(body).hexdigest()[:32]
    return not_modified(request, etag, changed_at) or calendar_response(request, body, etag, changed_at, f"{uid}.ics")


@require_safe
def meeting_redirect(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Lead from a meeting's permanent address to its page, wherever that stands now."""
    meeting = Meeting.objects.filter(uid=uid, published=True).select_related("page").first()
    url = meeting.get_url(request) if meeting else ""
    if not url:
        raise Http404
    return redirect(url)


def _etag(found: FeedRow) -> str:
    """Return the validator of a feed's bytes. The time is in it for a database that was restored or made anew."""
    return f"{found.pk}-{found.version}-{int(found.changed_at.timestamp())}-{ical.FORMAT}"


def _no_calendar() -> HttpResponse:
    """Return a 404 for programs: without the site around it."""
    response = HttpResponseNotFound("There is no calendar at this address.\n", content_type="text/plain; charset=utf-8")
    response["X-Content-Type-Options"] = "nosniff"
    return response
