"""What a browser of a participant remembers: two signed cookies, set by forms alone, never for a reader."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
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
# Of what a form has found right: what it needs itself.
_NOT_KEPT = ("website", "stamp", "municipality")


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


@dataclass(frozen=True)
class Typed:
    """What a browser has typed at a meeting's form within the hour."""

    # By the names of the form's fields.
    values: dict[str, Any]
    # What names the sign-up that came of it, to nobody but the server.
    begun: str
    # Whether all of it found room in the cookie.
    is_whole: bool


def remember_typed(
    request: HttpRequest,
    response: HttpResponse,
    meeting: Meeting,
    values: Mapping[str, Any],
    begun: SignUp | None,
    *,
    path: str,
    is_whole: bool = True,
) -> HttpResponse:
    """Keep what was typed for an hour, so that a mistyped address can be mended without typing all again.

    ``begun`` is the sign-up that this browser began. Whether there is one must not be seen in the cookie: it would tell
    whose addresses are signed up. So there is always a reference, and only the server knows whether it fits. Only the
    pages below ``path`` get it back. It is small: of very long texts the longest are left out. ``is_whole`` is False
    where some are missing already.
    """
    reference = _reference(begun) if begun else secrets.token_hex(len(_reference(None)) // 2)
    kept = {name: value for name, value in values.items() if name not in _NOT_KEPT}
    payload = {"meeting": meeting.pk, "begun": reference, "typed": kept, "whole": is_whole}
    while len(cookie := signing.dumps(payload, salt=_TYPED_SALT, compress=True)) > _LONGEST_COOKIE:
        del kept[max(kept, key=lambda name: len(str(kept[name])))]
        payload["whole"] = False
    response.set_cookie(
        TYPED_COOKIE,
        cookie,
        max_age=_TYPED_SECONDS,
        path=path,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def typed_before(request: HttpRequest, meeting: Meeting) -> Typed | None:
    """Return what this browser typed at this meeting's form within the hour, or None."""
    try:
        payload = signing.loads(request.COOKIES.get(TYPED_COOKIE, ""), salt=_TYPED_SALT, max_age=_TYPED_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    if not isinstance(payload, dict) or payload.get("meeting") != meeting.pk or "email" not in payload.get("typed", {}):
        return None
    return Typed(payload["typed"], str(payload["begun"]), payload["whole"])


def begun_before(meeting: Meeting, typed: Typed | None) -> SignUp | None:
    """Return the sign-up that came of what was typed, as long as nobody has proved its address."""
    if typed is None:
        return None
    unproved = SignUp.objects.filter(meeting=meeting, proved_at__isnull=True).living()
    mine = unproved.filter(participant__email=normalise_email(typed.values["email"])).first()
    return mine if mine and secrets.compare_digest(_reference(mine), typed.begun) else None


def _reference(sign_up: SignUp | None) -> str:
    """Return what names a beginning of a sign-up, to nobody but the server."""
    value = f"{sign_up.pk}:{sign_up.queued_at.timestamp()}" if sign_up else ""
    return salted_hmac(_TYPED_SALT, value, algorithm="sha256").hexdigest()
