"""Read and validate a calendar (standard input) with libical, the C library; print what it says as JSON.

``libical.py NAME_OF_THE_LIBRARY``. Standard library only. The structures are those of libical 3.
"""

import ctypes
import json
import sys
from datetime import UTC, datetime

VEVENT = 4


class Time(ctypes.Structure):
    """``struct icaltimetype``."""

    _fields_ = [
        *[(name, ctypes.c_int) for name in ("year", "month", "day", "hour", "minute", "second", "is_date", "daylight")],
        ("zone", ctypes.c_void_p),
    ]


library = ctypes.CDLL(sys.argv[1])


def function(name, result, *arguments):
    """Return a function of the library with its types."""
    found = getattr(library, name)
    found.restype, found.argtypes = result, arguments
    return found


pointer, text, integer = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
parse = function("icalparser_parse_string", pointer, text)
count_errors = function("icalcomponent_count_errors", integer, pointer)
check = function("icalrestriction_check", integer, pointer)
first = function("icalcomponent_get_first_component", pointer, pointer, integer)
following = function("icalcomponent_get_next_component", pointer, pointer, integer)
as_text = function("icalcomponent_as_ical_string", text, pointer)
status_text = function("icalproperty_status_to_string", text, integer)
get_status = function("icalcomponent_get_status", integer, pointer)
seconds = function("icaltime_as_timet_with_zone", ctypes.c_long, Time, pointer)
texts = {
    key: function(f"icalcomponent_get_{name}", text, pointer)
    for key, name in (("uid", "uid"), ("title", "summary"), ("place", "location"))
}
times = {
    key: function(f"icalcomponent_get_{name}", Time, pointer) for key, name in (("start", "dtstart"), ("end", "dtend"))
}


def moment(value):
    """Return a date as it is, a time as UTC."""
    if value.is_date:
        return f"{value.year:04}-{value.month:02}-{value.day:02}"
    return datetime.fromtimestamp(seconds(value, value.zone), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


calendar = parse(sys.stdin.buffer.read())
# The check leaves its complaints in the calendar, as properties of their own.
conforms = bool(check(calendar)) and count_errors(calendar) == 0
complaints = as_text(calendar).decode().replace("\r\n ", "").split("\r\n")
events = []
event = first(calendar, VEVENT)
while event:
    found = {key: (get(event) or b"").decode() for key, get in texts.items()}
    found["status"] = status_text(get_status(event)).decode()
    events.append(found | {key: moment(get(event)) for key, get in times.items()})
    event = following(calendar, VEVENT)
errors = [line for line in complaints if line.startswith("X-LIC-ERROR")]
json.dump({"events": events, "errors": errors or ([] if conforms else ["does not conform"])}, sys.stdout)
