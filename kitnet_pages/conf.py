"""Settings of the app, with their defaults.

A host overrides them in one dictionary::

    KITNET_PAGES = {"OLD_ARTICLE_YEARS": 3}
"""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # An article older than this gets a quiet banner that says so. Years.
    "OLD_ARTICLE_YEARS": 2,
    # Rows on one page of a listing.
    "PAGE_SIZE": 12,
    # Articles on the home page and on a group's page.
    "NEWEST_COUNT": 4,
    # Languages that editors may mark words and quotations as. Codes that Django knows: "de", "pt-br".
    "FOREIGN_LANGUAGES": ["en", "de", "sv", "nb"],
    # The largest file from which an article can be imported. Megabytes.
    "IMPORT_MEGABYTES": 5,
    # Where municipalities and coverage stand as JSON.
    "API_PREFIX": "api/",
    # What the roles are called where users are managed. {group} is the network group's title.
    "ROLE_NAMES": {"editors": "Redaktører", "writers": "Skribenter", "facilitators": "Tovholdere – {group}"},
    # How long it is remembered who took what out of registers. Days.
    "EXPORTS_KEPT_DAYS": 760,
    # The workflow in which editors approve what writers submit, and its only task.
    "WORKFLOW_NAME": "Godkendelse ved redaktørerne",
}


def get(name: str) -> Any:
    """Return the setting ``name``: the host's value, else the default. Raises KeyError on an unknown name."""
    return getattr(settings, "KITNET_PAGES", {}).get(name, DEFAULTS[name])
