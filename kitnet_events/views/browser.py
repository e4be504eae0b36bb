"""What a browser of a participant remembers: two signed cookies, set by forms alone, never for a reader."""

import secrets
from collections.abc import Mapping
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kitnet_events import conf
from kitnet_events.domain.tokens import BadTokenError, Purpose, make_token, read_token
from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_events.typed_text import normalise_email
from kitnet_pages.cookies import Cookie, register_cookie

PERSON_COOKIE = "kitnet_person"
TYPED_COOKIE = "kitnet_typed"
_TYPED_SALT = "kitnet_events.typed"
_TYPED_SECONDS = 3600
_LONGEST_COOKIE = 3_800
_TYPED_FIELDS = ("name", "email", "workplace", "title", "signed_up_by")


def name_cookies() -> None:
    """Name both on the privacy page."""
    register_cookie(_typed_cookie)
    register_cookie(_person_cookie)


def _typed_cookie() -> Cookie:
    return Cookie(
        TYPED_COOKIE,
        _("Whoever has sent the sign-up form"),
        _("Keeps what was typed, so that a mistyped address can be mended without typing all again."),
        _("one hour"),
    )


def _person_cookie() -> Cookie:
    hours = conf.get("BROWSER_SECONDS") // 3600
    return Cookie(
        PERSON_COOKIE,
        _("Participants who open their own page from a mail"),
        _("Remembers whose page it is."),
        ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours},
    )


def known_person(request: HttpRequest) -> Participant | None:
    """Return the person through whose own link this browser came, or None."""
    try:
        return read_token(Purpose.BROWSER, request.COOKIES.get(PERSON_COOKIE, ""))[0]
    except BadTokenError:
        return None


def remember_person(request: HttpRequest, response: HttpResponse, person: Participant) -> HttpResponse:
    """Let this browser be the person's for some hours."""
    response.set_cookie(
        PERSON_COOKIE,
        make_token(Purpose.BROWSER, person),
        max_age=conf.get("BROWSER_SECONDS"),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def forget_person(response: HttpResponse) -> HttpResponse:
    """Let this browser be nobody's."""
    response.delete_cookie(PERSON_COOKIE)
    return response


def remember_typed(
    response: HttpResponse, meeting: Meeting, typed: Mapping[str, Any], begun: SignUp | None
) -> HttpResponse:
    """Keep what was typed for an hour, so that a mistyped address can be mended without typing all again.

    ``begun`` is the sign-up that this browser began. Whether there is one must not be seen in the cookie: it would tell
    whose addresses are signed up. So there is always a reference, and only the server knows whether it fits. What is
    said of access and food stays in the sign-up; a long note does, too, for cookies are small.
    """
    reference = _reference(begun) if begun else secrets.token_hex(len(_reference(None)) // 2)
    payload = {"meeting": meeting.pk, "begun": reference, **{name: typed[name] for name in _TYPED_FIELDS}}
    cookie = signing.dumps(payload | {"note": typed.get("note", "")}, salt=_TYPED_SALT, compress=True)
    if len(cookie) > _LONGEST_COOKIE:
        cookie = signing.dumps(payload, salt=_TYPED_SALT, compress=True)
    response.set_cookie(TYPED_COOKIE, cookie, max_age=_TYPED_SECONDS, httponly=True, samesite="Lax")
    return response


def typed_before(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Return what this browser typed at this meeting's form within the hour, or nothing."""
    try:
        payload = signing.loads(request.COOKIES.get(TYPED_COOKIE, ""), salt=_TYPED_SALT, max_age=_TYPED_SECONDS)
    except (signing.BadSignature, ValueError):
        return {}
    known = isinstance(payload, dict) and payload.get("meeting") == meeting.pk
    return payload if known else {}


def begun_before(request: HttpRequest, meeting: Meeting) -> SignUp | None:
    """Return the sign-up that this browser began at this meeting, as long as nobody has proved its address."""
    typed = typed_before(request, meeting)
    if not typed:
        return None
    unproved = SignUp.objects.filter(meeting=meeting, proved_at__isnull=True).living()
    mine = unproved.filter(participant__email=normalise_email(typed["email"])).first()
    return mine if mine and secrets.compare_digest(_reference(mine), str(typed.get("begun"))) else None


def _reference(sign_up: SignUp | None) -> str:
    """Return what names a beginning of a sign-up, to nobody but the server."""
    value = f"{sign_up.pk}:{sign_up.queued_at.timestamp()}" if sign_up else ""
    return salted_hmac(_TYPED_SALT, value, algorithm="sha256").hexdigest()
