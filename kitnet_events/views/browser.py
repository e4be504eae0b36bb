"""What a browser of a participant remembers: two signed cookies, set by forms alone, never for a reader."""

from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse

from kitnet_events import conf
from kitnet_events.domain.tokens import BadTokenError, Purpose, make_token, read_token
from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_events.signup_forms import SignUpForm

PERSON_COOKIE = "kitnet_person"
TYPED_COOKIE = "kitnet_typed"
_TYPED_SALT = "kitnet_events.typed"
_TYPED_SECONDS = 3600
_TYPED_FIELDS = ("name", "email", "workplace", "title", "signed_up_by")


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


def remember_typed(response: HttpResponse, meeting: Meeting, form: SignUpForm, mine: SignUp | None) -> HttpResponse:
    """Keep what was typed for an hour, so that a mistyped address can be mended without typing all again."""
    typed = {name: form.cleaned_data[name] for name in _TYPED_FIELDS}
    # The first sign-up may be ended by the browser that began it, and only while nobody has proved its address.
    payload = {"meeting": meeting.pk, "sign_up": mine.pk if mine and mine.proved_at is None else None, **typed}
    response.set_cookie(
        TYPED_COOKIE, signing.dumps(payload, salt=_TYPED_SALT), max_age=_TYPED_SECONDS, httponly=True, samesite="Lax"
    )
    return response


def typed_before(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Return what this browser typed at this meeting's form within the hour, or nothing."""
    try:
        payload = signing.loads(request.COOKIES.get(TYPED_COOKIE, ""), salt=_TYPED_SALT, max_age=_TYPED_SECONDS)
    except (signing.BadSignature, ValueError):
        return {}
    return payload if payload.get("meeting") == meeting.pk else {}
