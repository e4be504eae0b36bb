"""Dates and times as readers write them: "24. oktober 2016", "kl. 9.30"; and as addresses do."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import get_language, gettext, pgettext

ZONE = ZoneInfo("Europe/Copenhagen")


def day_of_address(text: str) -> date | None:
    """Return the day that an address names: ``2016-10-24``. None for anything else: one day has one address.

    Python reads other spellings, too (``20161024``, ``2016-W43-1``, digits of other scripts).
    """
    try:
        return date.fromisoformat(text) if len(text) == len("2016-10-24") and text.isascii() else None
    except ValueError:
        return None


def long_date(day: date) -> str:
    """Return a day in full: ``24. oktober 2016``."""
    # Translators: Django's date format letters.
    return date_format(day, pgettext("date format", "j F Y"), use_l10n=False)


def weekday_date(day: date) -> str:
    """Return a day in full with its weekday: ``mandag den 24. oktober 2016``."""
    return date_format(day, pgettext("date format", "l j F Y"), use_l10n=False)


def clock(moment: datetime) -> str:
    """Return the local time of day: ``9.30``."""
    return _clock(moment.astimezone(ZONE).time(), get_language())


@lru_cache(maxsize=512)
def _clock(shown: time, language: str | None) -> str:
    return date_format(shown, pgettext("time format", "G.i"), use_l10n=False)


def moment_in_words(moment: datetime) -> str:
    """Return a moment in local words: ``1. december 2026 kl. 12.00``."""
    return at_time(long_date(moment.astimezone(ZONE).date()), moment)


def duration_in_words(seconds: int) -> str:
    """Return how long something lasts, in its biggest units: ``6 timer``, ``2 dage``."""
    start = datetime(2000, 1, 3)  # noqa: DTZ001 - no zone and no leap day plays a part
    return timesince(start, start + timedelta(seconds=seconds))


def at_time(day: str, moment: datetime) -> str:
    """Return a day in words with a local time: ``onsdag den 9. november 2016 kl. 9.30``."""
    time_of_day = clock(moment)
    return _on_one_line(gettext("%(date)s at %(time)s") % {"date": day, "time": time_of_day}, time_of_day)


def from_to(day: str, start: datetime, end: datetime) -> str:
    """Return a day in words with local times: ``onsdag den 9. november 2016 kl. 9.30–15.00``."""
    words = gettext("%(date)s, %(start)s–%(end)s") % {"date": day, "start": clock(start), "end": clock(end)}
    return _on_one_line(words, clock(start))


def date_range(first: date, last: date) -> str:
    """Return one or several days in words, naming month and year once where they are the same."""
    if first == last:
        return long_date(first)
    if (first.year, first.month) == (last.year, last.month):
        start = date_format(first, pgettext("date format, day only", "j"), use_l10n=False)
        return f"{start}–{long_date(last)}"
    if first.year == last.year:
        start = date_format(first, pgettext("date format, no year", "j F"), use_l10n=False)
        return f"{start} – {long_date(last)}"
    return f"{long_date(first)} – {long_date(last)}"


def span_in_words(start: datetime, end: datetime, *, date_only: bool = False) -> str:
    """Return when something is, in local time: ``9. november 2016 kl. 9.30–15.00``.

    With ``date_only`` the times of day are left out, and ``end`` is midnight after the last day.
    """
    first = start.astimezone(ZONE).date()
    last = (end.astimezone(ZONE) - timedelta(hours=1)).date() if date_only else end.astimezone(ZONE).date()
    if date_only:
        return date_range(first, last)
    if first == last:
        return from_to(long_date(first), start, end)
    words = gettext("%(start_date)s at %(start)s to %(end_date)s at %(end)s") % {
        "start_date": long_date(first),
        "start": clock(start),
        "end_date": long_date(last),
        "end": clock(end),
    }
    return _on_one_line(words, clock(start), clock(end))


def _on_one_line(words: str, *times: str) -> str:
    """Keep "9. november" and "kl. 9.30" together, so that no line ends with "9." or "kl."; after a comma it may."""
    words = re.sub(r"(?<=\d\.) (?=[^\W\d])", "\N{NO-BREAK SPACE}", words)
    for time_of_day in times:
        words = re.sub(f"(?<!,) {re.escape(time_of_day)}", f"\N{NO-BREAK SPACE}{time_of_day}", words)
    return words
