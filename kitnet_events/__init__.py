"""Everything with a date: rounds, meetings, calendar feeds."""

__version__ = "0.1.0"
