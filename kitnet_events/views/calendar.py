"""Calendar feeds and files: HTTP around the ledger (RFC 9110)."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kitnet_events.domain import ical
from kitnet_events.domain.reading import FeedNotFoundError, read_components, read_feed
from kitnet_events.domain.subscriptions import feed_path
from kitnet_events.models import Meeting

from .conditional import calendar_response, not_modified


@require_safe
def feed(request: HttpRequest, kind: str, slug: str) -> HttpResponseBase:
    """Answer a calendar feed. A 304 costs one row."""
    try:
        found = read_feed(kind, slug)
    except FeedNotFoundError as error:
        raise Http404 from error
    if found.moved_to:
        return redirect(feed_path(kind, found.moved_to), permanent=True)
    etag = f"{found.pk}-{found.version}-{ical.FORMAT}"
    unchanged = not_modified(request, etag, found.changed_at)
    if unchanged is not None:
        return unchanged
    found, components = read_components(found)
    etag = f"{found.pk}-{found.version}-{ical.FORMAT}"
    body = ical.calendar_text(found.header, components).encode()
    return calendar_response(request, body, etag, found.changed_at, f"{slug}.ics")


@require_safe
def meeting_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Answer one meeting's calendar file."""
    row = Meeting.objects.filter(uid=uid, first_published_at__isnull=False).values_list("vevent", "changed_at").first()
    if row is None:
        raise Http404
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
