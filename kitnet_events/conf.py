"""Settings of the app, with their defaults.

A host overrides them in one dictionary::

    KITNET_EVENTS = {"FEED_PAST_MONTHS": 24}
"""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # How long a meeting stays in the calendar feeds after it ended. Months.
    "FEED_PAST_MONTHS": 12,
    # How often calendar programs are asked to look for news, and how long a proxy may keep an answer. Seconds.
    "FEED_REFRESH": 3600,
    "FEED_MAX_AGE": 300,
    "FEED_STALE": 3600,
    # Rows on one page of a listing.
    "PAGE_SIZE": 20,
}


def get(name: str) -> Any:
    """Return the setting ``name``: the host's value, else the default. Raises KeyError on an unknown name."""
    return getattr(settings, "KITNET_EVENTS", {}).get(name, DEFAULTS[name])
