"""Dates and times in templates, as readers write them. The words are made in ``kitnet_pages.dates``."""

from datetime import date, datetime, time
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from kitnet_pages import dates
from kitnet_pages.fragments import rendered_once

register = template.Library()


@register.filter
def long_date(day: date | None) -> str:
    """``24. oktober 2016``."""
    return dates.long_date(_day(day)) if day else ""


@register.filter
def weekday_date(day: date | None) -> str:
    """``mandag den 24. oktober 2016``."""
    return dates.weekday_date(_day(day)) if day else ""


@register.filter
def clock(moment: datetime | time | None) -> str:
    """``9.30``, from a moment (shown in Danish time) or from a time of day."""
    if moment is None or moment == "":
        return ""
    if isinstance(moment, time):
        moment = datetime.combine(date(2000, 1, 1), moment, tzinfo=dates.ZONE)
    return dates.clock(moment)


@register.filter
def span(when: Any) -> str:
    """``9. november 2016 kl. 9.30–15.00``, from a time span (``start``, ``end``, ``date_only``)."""
    return dates.span_in_words(when.start, when.end, date_only=when.date_only) if when else ""


@register.filter
def moment(at: datetime | None) -> str:
    """``1. december 2026 kl. 12.00``, in Danish time."""
    return dates.moment_in_words(at) if at else ""


@register.filter
def days(when: Any) -> str:
    """``onsdag den 9. november 2016``, or the days from first to last: a time span without its times."""
    if not when:
        return ""
    if when.first_day == when.last_day:
        return dates.weekday_date(when.first_day)
    return dates.date_range(when.first_day, when.last_day)


@register.filter
def hours(when: Any) -> str:
    """``9.30–15.00``, of a time span within one day; empty when no time is known or it spans several days."""
    if not when or when.date_only or when.first_day != when.last_day:
        return ""
    return f"{dates.clock(when.start)}–{dates.clock(when.end)}"


@register.filter
def month(moment: datetime | date | None) -> str:
    """``november 2016``: what a list of dates is divided by."""
    return date_format(_day(moment), "F Y", use_l10n=False) if moment else ""


@register.filter
def machine_date(when: Any) -> str:
    """``2016-11-09`` or ``2016-11-09T09:30+01:00``: the value of a ``datetime`` attribute."""
    if isinstance(when, datetime):
        return when.astimezone(dates.ZONE).isoformat(timespec="minutes")
    if isinstance(when, date):
        return when.isoformat()
    if not when:
        return ""
    return when.first_day.isoformat() if when.date_only else machine_date(when.start)


@register.simple_tag
def date_block(
    day: date, last_day: date | None = None, state: str = "", colour: str = "", size: str = ""
) -> SafeString:
    """Render a day, or the days to ``last_day``, to be read at a glance: ``{% date_block day state="moved" %}``.

    ``state`` is a meeting's, ``colour`` a group's, ``size`` large or small; each may be left out.
    """
    last_day = last_day if last_day != day else None
    values = {"day": day, "last_day": last_day, "state": state, "colour": colour or "", "size": size or ""}
    return rendered_once("kitnet_pages/components/date_block.html", **values)


def _day(day: date) -> date:
    return day.astimezone(dates.ZONE).date() if isinstance(day, datetime) else day
