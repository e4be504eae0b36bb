"""Links for those who are no participants: a municipality's contact, an address that wants no more invitations.

As all links in mail: signed, of one purpose, made when the mail is rendered and stored nowhere.
"""

import base64

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from kitnet_events.models import Renewal
from kitnet_events.models.opt_outs import DIGEST_LENGTH, digest_of

from .tokens import BadTokenError

_RENEWAL_SALT = "kitnet_events.renewal"
_OPT_OUT_SALT = "kitnet_events.opt-out"
_SIGNATURE_LENGTH = 9


def renewal_token(renewal: Renewal) -> str:
    """Return the token of the question to one municipality. It is void once the question went to another address."""
    return signing.dumps({"o": renewal.pk, "d": digest_of(renewal.email)}, salt=_RENEWAL_SALT)


def read_renewal_token(token: str) -> Renewal:
    """Return the question that a token opens. Raises BadTokenError."""
    payload = _read(token, _RENEWAL_SALT)
    renewal = Renewal.objects.filter(pk=payload.get("o")).for_listing().first()
    if renewal is None or not renewal.email or digest_of(renewal.email) != payload.get("d"):
        raise BadTokenError
    return renewal


def opt_out_token(email: str) -> str:
    """Return the token by which an address wants no more invitations. It holds a digest, and never ends (RFC 8058).

    It is short, so that its address fits into a line of a mail's head: 12 bytes of digest, 9 of signature.
    """
    digest = digest_of(email)
    return base64.urlsafe_b64encode(bytes.fromhex(digest) + _signature(digest)).decode()


def read_opt_out_token(token: str) -> str:
    """Return the digest of the address that a token is about. Raises BadTokenError."""
    try:
        content = base64.b64decode(token.encode("ascii"), altchars=b"-_", validate=True)
    except (ValueError, UnicodeError) as error:
        raise BadTokenError from error
    digest, signature = content[:-_SIGNATURE_LENGTH].hex(), content[-_SIGNATURE_LENGTH:]
    if len(digest) != DIGEST_LENGTH or not constant_time_compare(signature, _signature(digest)):
        raise BadTokenError
    return digest


def _signature(digest: str) -> bytes:
    return salted_hmac(_OPT_OUT_SALT, digest, algorithm="sha256").digest()[:_SIGNATURE_LENGTH]


def _read(token: str, salt: str) -> dict:
    try:
        payload = signing.loads(token, salt=salt)
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise BadTokenError from error
    if not isinstance(payload, dict):
        raise BadTokenError
    return payload
