"""Dates in the demo's running text."""

from datetime import date

_MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)


def day_and_month(day: date) -> str:
    """Return a date as Danes say it within a year, for example ``den 7. marts``."""
    return f"den {day.day}. {_MONTHS[day.month - 1]}"
