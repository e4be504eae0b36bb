"""Files that are refused, with a reason, and whatever else may stand in a file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitnet_events.domain.foreign_meetings import read_foreign
from kitnet_events.exceptions import CalendarRefusedError
from tests.kitnet_events.foreign import NOW, OUTLOOK_ZONE, calendar, event, read

pytestmark = pytest.mark.usefixtures("in_english")


def refusal(data):
    with pytest.raises(CalendarRefusedError) as refused:
        read_foreign(data, NOW)
    return str(refused.value)


RULES = [
    "FREQ=SECONDLY",
    "FREQ=HOURLY;COUNT=3",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;INTERVAL=-1",
    "FREQ=DAILY;INTERVAL=99999",
    "FREQ=DAILY;BYHOUR=1,2,3",
    "COUNT=3",
    "FREQ=DAILY;BYDAY=" + "MO," * 1000 + "TU",
]


@pytest.mark.parametrize("rule", RULES)
def test_rule_that_no_meeting_has_is_refused(rule):
    assert refusal(calendar(event(f"RRULE:{rule}"))).startswith("The calendar repeats something in a way")
    folded = calendar(event(f"RRULE:{rule}")).replace(b"FREQ", b"FR\r\n EQ")
    assert refusal(folded).startswith("The calendar repeats something in a way")


@pytest.mark.parametrize(("old", "new"), [("FREQ=YEARLY", "FREQ=SECONDLY"), ("FREQ=YEARLY", "FREQ=DAILY")])
def test_time_zone_whose_rules_never_end_is_refused(old, new):
    data = calendar(event(), zone=OUTLOOK_ZONE.replace(old, new))
    assert refusal(data).startswith("The calendar repeats something in a way")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "This is not a calendar file"),
        (b"PK\x03\x04", "This is not a calendar file"),
        (b"\x00\xff\xfe", "is not written in UTF-8"),
        (b"<html>", "This is not a calendar file"),
        (calendar(), "There is no event"),
        (calendar(event())[:-40], "from beginning to end"),
        (b"BEGIN:VCALENDAR\r\n" * 20_000, "damaged, or cut off"),
        (calendar(event()) * 2, "one calendar"),
        (b"x" * 600_000, "too large: at most 512"),
        (calendar(*[event(uid=str(n)) for n in range(1001)]), "more than 1000 events"),
        (calendar("BEGIN:VTODO\r\nUID:1\r\nEND:VTODO"), "There is no event"),
    ],
)
def test_file_that_is_no_calendar_is_refused_with_a_reason(data, reason):
    assert reason in refusal(data).replace("\xa0", " ")


def test_many_series_that_began_long_ago_are_refused():
    old = [event("DTSTART:19900101T080000Z", "RRULE:FREQ=DAILY", dtend="", uid=str(n)) for n in range(20)]
    assert "too many meetings" in refusal(calendar(*old))


def test_rule_without_an_answer_comes_to_an_end():
    never = event("RRULE:FREQ=DAILY;COUNT=3;BYMONTH=2;BYMONTHDAY=30", dtend="", dtstart="20270309T080000Z")
    assert [one.title for one in read(never).meetings] == ["Temadag"]


@settings(max_examples=60, deadline=None)
@given(
    name=st.sampled_from(["SUMMARY", "DTSTART", "DTEND", "RRULE", "EXDATE", "DURATION", "UID", "LOCATION", "STATUS"]),
    value=st.text(max_size=40),
    cut=st.integers(0, 300),
)
def test_whatever_stands_in_a_file_it_is_read_or_refused(name, value, cut):
    data = calendar(event(f"{name}:{value}"), zone=OUTLOOK_ZONE)
    for attempt in (data, data[:cut], data.replace(b"T0", b"T9", 1)):
        try:
            read_foreign(attempt, NOW)
        except CalendarRefusedError:
            continue
