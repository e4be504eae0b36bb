"""Read a calendar (standard input) with recurring-ical-events; print it as JSON. Runs in its own environment."""

import json
import sys
from datetime import UTC, datetime

import recurring_ical_events
from icalendar import Calendar


def moment(value):
    """Return a date as it is, a time as UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat()


calendar = Calendar.from_ical(sys.stdin.buffer.read())
events = [
    {
        "uid": str(event["UID"]),
        "title": str(event["SUMMARY"]),
        "place": str(event.get("LOCATION", "")),
        "status": str(event["STATUS"]),
        "start": moment(event.start),
        "end": moment(event.end),
    }
    for event in recurring_ical_events.of(calendar).all()
]
json.dump({"events": events, "errors": []}, sys.stdout)
