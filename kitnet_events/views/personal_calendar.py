"""A participant's own calendar feed."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from kitnet_events.domain import ical
from kitnet_events.domain.personal_feed import personal_components, personal_header
from kitnet_events.domain.tokens import BadTokenError, Purpose, read_token

from .conditional import calendar_response, not_modified
from .private import private


@private
@require_safe
def personal_feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Answer a person's own calendar. The token is the key: who has it may read it."""
    try:
        person, _payload = read_token(Purpose.FEED, token)
    except BadTokenError as error:
        raise Http404 from error
    body = ical.calendar_text(personal_header(), personal_components(person)).encode()
    etag = hashlib.sha256(body).hexdigest()[:32]
    # A place in line moves up when somebody else steps back: only the text itself tells what has changed.
    return not_modified(request, etag, None) or calendar_response(request, body, etag, None, "mine.ics")
