"""Who asks, as far as limits need to know; and the answer to who asks too often."""

from django.http import HttpRequest, HttpResponse

from kitnet_events import conf
from kitnet_events.domain import limits
from kitnet_events.models import Meeting
from kitnet_events.typed_text import normalise_email


def client_address(request: HttpRequest) -> str:
    """Return the visitor's IP address.

    Behind ``PROXIES`` proxies it is the one that the outermost of them wrote into X-Forwarded-For: each appends whom it
    was asked by, so what a visitor makes up stands further left and is not looked at.
    """
    proxies = conf.get("PROXIES")
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if proxies and len(chain) >= proxies:
        return chain[-proxies]
    return request.META.get("REMOTE_ADDR", "")


def count_form(request: HttpRequest, what: str, email: str = "", meeting: Meeting | None = None) -> None:
    """Count a form from this visitor's network, about an address, for a meeting. Raises TooOftenError.

    ``what`` names the form: about one address, each form is counted by itself.
    """
    limits.count("network", limits.network_of(client_address(request)), conf.get("FORMS_PER_NETWORK"))
    if email:
        limits.count(what, normalise_email(email), conf.get("FORMS_PER_ADDRESS"))
    if meeting is not None:
        limits.count("meeting", str(meeting.pk), conf.get("FORMS_PER_MEETING"))


def say_when(response: HttpResponse) -> HttpResponse:
    """Say in an answer 429 when to ask again (RFC 6585, section 4)."""
    if response.status_code == 429:
        response["Retry-After"] = str(limits.seconds_left())
    return response
