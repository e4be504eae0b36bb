"""Settings of the app, with their defaults.

A host overrides them in one dictionary::

    KITNET_EVENTS = {"FEED_PAST_MONTHS": 24}
"""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

DEFAULTS: dict[str, Any] = {
    # Where calendars, pages about one sign-up, and participants' own pages answer, below the place of the URL map.
    "CALENDAR_PREFIX": "kalender/",
    "SIGN_UP_PREFIX": "tilmelding/",
    "OWN_PAGE_PREFIX": "mine/",
    # Where people join and leave the network, and answer about it.
    "JOIN_PREFIX": "deltag/",
    # How long a meeting stays in the calendar feeds after it ended. Months.
    "FEED_PAST_MONTHS": 12,
    # How often calendar programs are asked to look for news, and how long a proxy may keep an answer. Seconds.
    "FEED_REFRESH": 3600,
    "FEED_MAX_AGE": 300,
    "FEED_STALE": 3600,
    # How long a request to join waits for its address to be proved. Seconds.
    "JOIN_SECONDS": 7 * 24 * 3600,
    # Days after the question on which contacts that have not answered about renewal are reminded.
    "RENEWAL_REMINDER_DAYS": (14, 30),
    # A seat held for an address that is not proved yet. Seconds.
    "HOLD_SECONDS": 48 * 3600,
    # A seat freed more than this long before the meeting goes to the first waiting at once; later it is offered.
    # Seconds.
    "PROMOTE_AT_ONCE_SECONDS": 48 * 3600,
    # How long an offered seat waits for an answer. Seconds.
    "OFFER_SECONDS": 6 * 3600,
    # Days before the meeting on which reminders go out, unless the meeting says otherwise.
    "REMINDER_DAYS": (7, 1),
    # The hour of the day, Danish time, from which they go.
    "REMINDER_HOUR": 8,
    # The hour of the day, Danish time, from which facilitators get the digest of the day before.
    "DIGEST_HOUR": 7,
    # Sending: tries in all, the first pause between two (it doubles), the longest pause, and how long a worker has a
    # mail for itself. Seconds.
    "MAIL_TRIES": 8,
    "MAIL_PAUSE": 60,
    "MAIL_LONGEST_PAUSE": 6 * 3600,
    "MAIL_LEASE": 300,
    # How long mail is kept for a mail server that cannot be reached, whatever the number of tries. Seconds.
    "MAIL_SERVER_PATIENCE": 3 * 24 * 3600,
    # Nobody fills in the sign-up form faster than this. Seconds.
    "FORM_SECONDS": 3,
    # How many sign-up forms may come in an hour: from one network, about one address, for one meeting.
    "FORMS_PER_NETWORK": 60,
    "FORMS_PER_ADDRESS": 6,
    "FORMS_PER_MEETING": 400,
    # How many proxies stand in front, each of which appends to X-Forwarded-For whom it was asked by. 0: none, visitors
    # ask the application itself.
    "PROXIES": 0,
    # When personal data ends: access and food needs; then notes, answers, mails and, of people who are not members of
    # the network, names. Days after the meeting.
    "NEEDS_DAYS": 7,
    "DATA_DAYS": 180,
    # How long name and address of somebody who was erased are kept for letting them out of the online community, if
    # they are in it. Days.
    "LET_OUT_DAYS": 30,
    # How long links in mail work. Seconds.
    "OWN_PAGE_LINK_SECONDS": 3600,
    "BROWSER_SECONDS": 12 * 3600,
    # How long it is remembered how often calendars were fetched. Days.
    "FETCHES_KEPT_DAYS": 760,
    # When schools are closed: a name, and either an ISO week of each year ("W07"), or a first and a last day, of each
    # year ("06-26") or of one ("2027-05-07"). Who plans a meeting then is told so.
    "SCHOOL_BREAKS": (
        (_("winter break"), "W07"),
        (_("winter break"), "W08"),
        (_("summer break"), "06-26", "08-10"),
        (_("autumn break"), "W42"),
        (_("Christmas break"), "12-21", "12-31"),
        (_("Christmas break"), "01-01", "01-02"),
    ),
    # What an uploaded calendar may hold at most: bytes, events, meetings that become of them; meetings of one series,
    # and how far ahead a series is followed (months).
    "IMPORT_BYTES": 512 * 1024,
    "IMPORT_EVENTS": 1000,
    "IMPORT_MEETINGS": 100,
    "IMPORT_SERIES": 30,
    "IMPORT_MONTHS": 24,
    # From how many days before a meeting the admin's first page asks for its programme.
    "PROGRAMME_DAYS": 21,
    # Rows on one page of a listing.
    "PAGE_SIZE": 20,
}


def get(name: str) -> Any:
    """Return the setting ``name``: the host's value, else the default. Raises KeyError on an unknown name."""
    return getattr(settings, "KITNET_EVENTS", {}).get(name, DEFAULTS[name])
