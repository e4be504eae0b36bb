"""Which times an editor may give a meeting."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kitnet_events.timespan import FIRST_YEAR, LAST_YEAR, ZONE, TimeSpan, exists_locally


def validate_times(
    start_date: date | None, start_time: time | None, end_date: date | None, end_time: time | None
) -> None:
    """Check that a meeting ends after it starts, at local times that exist.

    Half of a pair of times is refused; no times at all mean that only the date is known. Raises ValidationError, by
    field.
    """
    errors = _half_given(start_time, end_time) | _wrong_days(start_date, end_date)
    if not errors and start_date and start_time and end_time:
        errors = _wrong_clocks(start_date, start_time, end_date, end_time)
    if errors:
        raise ValidationError(errors)


def typed_times(when: TimeSpan) -> dict[str, Any]:
    """Return what an editor would type for a span: the four fields of ``validate_times``, in Danish local time."""
    one_day = when.last_day == when.first_day
    clocks = [None, None] if when.date_only else [one.astimezone(ZONE).time() for one in (when.start, when.end)]
    return {
        "start_date": when.first_day,
        "start_time": clocks[0],
        "end_date": None if one_day else when.last_day,
        "end_time": clocks[1],
    }


def _half_given(start_time: time | None, end_time: time | None) -> dict[str, ValidationError]:
    if start_time is None and end_time is not None:
        return {"start_time": ValidationError(_("Give a start time, too."))}
    if start_time is not None and end_time is None:
        return {"end_time": ValidationError(_("Give an end time, too."))}
    return {}


def _wrong_days(start_date: date | None, end_date: date | None) -> dict[str, ValidationError]:
    for field, day in (("start_date", start_date), ("end_date", end_date)):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            return {field: ValidationError(_("Is the year right?"))}
    if start_date is not None and end_date is not None and end_date < start_date:
        return {"end_date": ValidationError(_("The last day lies before the first one."))}
    return {}


def _wrong_clocks(
    start_date: date, start_time: time, end_date: date | None, end_time: time
) -> dict[str, ValidationError]:
    for field, day, clock in (("start_time", start_date, start_time), ("end_time", end_date or start_date, end_time)):
        if not exists_locally(day, clock):
            return {field: ValidationError(_("Clocks skip this time that night: summer time begins."))}
    span = TimeSpan.from_local(start_date, start_time, end_date, end_time)
    if span.end <= span.start:
        return {"end_time": ValidationError(_("The meeting must end after it starts."))}
    return {}
