"""Links in mail: signed, of one purpose, made when a mail is rendered and stored nowhere.

A token is an HMAC over purpose, object and the person's ``token_version``: raising that version voids every link that
the person has been mailed. What a token opens changes nothing; a ``POST`` does.
"""

from datetime import timedelta
from enum import StrEnum

from django.core import signing
from django.db.models import F

from kitnet_events import conf
from kitnet_events.models import Participant, SignUp


class Purpose(StrEnum):
    """What a link is for. A token of one purpose opens nothing else."""

    SIGN_UP = "sign-up"
    ENROLMENT = "enrolment"
    OWN_PAGE = "own-page"
    BROWSER = "browser"
    FEED = "feed"
    STEP_UP = "step-up"


class BadTokenError(LookupError):
    """The token is not ours, not for this, voided, or too old."""


_MAX_AGES = {
    Purpose.OWN_PAGE: "OWN_PAGE_LINK_SECONDS",
    Purpose.STEP_UP: "OWN_PAGE_LINK_SECONDS",
    Purpose.BROWSER: "BROWSER_SECONDS",
}


def make_token(purpose: Purpose, person: Participant, pk: int | None = None, **more: str) -> str:
    """Return a token for a person, or for one of their objects with primary key ``pk``.

    That of the person's calendar is always the same, until they ask for another one: it stands in programs that fetch
    the calendar for years, and is voided apart from the links in mails.
    """
    if purpose == Purpose.FEED:
        return _feed_signer().sign_object({"p": person.pk, "v": person.feed_version})
    payload = {"p": person.pk, "v": person.token_version, **({"o": pk} if pk is not None else {}), **more}
    return signing.dumps(payload, salt=_salt(purpose), compress=False)


def read_token(purpose: Purpose, token: str) -> tuple[Participant, dict]:
    """Return the person and the payload of a token. Raises BadTokenError."""
    setting = _MAX_AGES.get(purpose)
    max_age = timedelta(seconds=conf.get(setting)) if setting else None
    try:
        if purpose == Purpose.FEED:
            payload = _feed_signer().unsign_object(token)
        else:
            payload = signing.loads(token, salt=_salt(purpose), max_age=max_age)
        version = "feed_version" if purpose == Purpose.FEED else "token_version"
        person = Participant.objects.get(**{"pk": payload["p"], version: payload["v"]})
    except (signing.BadSignature, Participant.DoesNotExist, KeyError, TypeError, ValueError, UnicodeError) as error:
        raise BadTokenError from error
    return person, payload


def sign_up_token(sign_up: SignUp) -> str:
    """Return the token of the page about one sign-up: no other can be reached by it."""
    return make_token(Purpose.SIGN_UP, sign_up.participant, sign_up.pk)


def read_sign_up_token(token: str) -> SignUp:
    """Return the sign-up of a token. Raises BadTokenError."""
    person, payload = read_token(Purpose.SIGN_UP, token)
    found = SignUp.objects.filter(pk=payload.get("o"), participant=person).select_related("meeting", "participant")
    sign_up = found.first()
    if sign_up is None:
        raise BadTokenError
    return sign_up


def void_links(person: Participant) -> None:
    """Void every link that a person has been sent."""
    Participant.objects.filter(pk=person.pk).update(token_version=F("token_version") + 1)
    person.refresh_from_db(fields=["token_version"])


def renew_feed(person: Participant) -> None:
    """Give a person's calendar another address: whoever follows the old one gets nothing any more."""
    Participant.objects.filter(pk=person.pk).update(feed_version=F("feed_version") + 1)
    person.refresh_from_db(fields=["feed_version"])


def _feed_signer() -> signing.Signer:
    return signing.Signer(salt=_salt(Purpose.FEED))


def _salt(purpose: Purpose) -> str:
    return f"kitnet_events.{purpose}"
