"""Links for those who are no participants: a municipality's contact, an address that wants no more invitations.

As all links in mail: signed, of one purpose, made when the mail is rendered and stored nowhere.
"""

from django.core import signing

from kitnet_events.models import Renewal
from kitnet_events.models.opt_outs import digest_of

from .tokens import BadTokenError

_RENEWAL_SALT = "kitnet_events.renewal"
_OPT_OUT_SALT = "kitnet_events.opt-out"


def renewal_token(renewal: Renewal) -> str:
    """Return the token of the question to one municipality. It is void once the question went to another address."""
    return signing.dumps({"o": renewal.pk, "d": digest_of(renewal.email)[:16]}, salt=_RENEWAL_SALT)


def read_renewal_token(token: str) -> Renewal:
    """Return the question that a token opens. Raises BadTokenError."""
    payload = _read(token, _RENEWAL_SALT)
    renewal = Renewal.objects.filter(pk=payload.get("o")).for_listing().first()
    if renewal is None or not renewal.email or digest_of(renewal.email)[:16] != payload.get("d"):
        raise BadTokenError
    return renewal


def opt_out_token(email: str) -> str:
    """Return the token by which an address wants no more invitations. It holds a digest, and never ends (RFC 8058)."""
    return signing.dumps({"d": digest_of(email)}, salt=_OPT_OUT_SALT)


def read_opt_out_token(token: str) -> str:
    """Return the digest of the address that a token is about. Raises BadTokenError."""
    digest = _read(token, _OPT_OUT_SALT).get("d")
    if not isinstance(digest, str):
        raise BadTokenError
    return digest


def _read(token: str, salt: str) -> dict:
    try:
        payload = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise BadTokenError from error
    if not isinstance(payload, dict):
        raise BadTokenError
    return payload
