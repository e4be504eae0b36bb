"""How often something may be asked for: counters in the cache, an hour each."""

import hashlib
import ipaddress
import time

from django.core.cache import cache
from django.utils.translation import gettext

_HOUR = 3600


class TooOftenError(Exception):
    """It was asked for too often. Ask again within the hour."""


def count(what: str, who: str, limit: int) -> None:
    """Count one request for ``what`` by ``who`` in this hour. Raises TooOftenError beyond ``limit``.

    What is counted by is hashed: the cache knows no addresses.
    """
    digest = hashlib.sha256(who.encode(errors="replace")).hexdigest()[:24]
    key = f"kitnet.limit.{what}.{digest}.{int(time.time()) // _HOUR}"
    if _one_more(key) > limit:
        raise TooOftenError


def _one_more(key: str) -> int:
    """Count, and return the new number."""
    for _attempt in range(2):
        try:
            return cache.incr(key)
        except ValueError:
            if cache.add(key, 1, _HOUR):
                return 1
    # The cache drops the key as soon as it is there.
    return 1


def seconds_left() -> int:
    """Return how long the present hour lasts, after which counting begins anew. Seconds."""
    return _HOUR - int(time.time()) % _HOUR


def network_of(address: str) -> str:
    """Return the network that an IP address belongs to: what one household or office shares (/24, /48)."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if ip.version == 6 and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return str(ipaddress.ip_network((ip.packed, 24 if ip.version == 4 else 48), strict=False))


def too_often() -> str:
    """Return the sentence for who asked too often."""
    return gettext("There have been many requests from here in a short time. Please try again in an hour.")
