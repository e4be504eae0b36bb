"""Series in a calendar that somebody else wrote become single meetings."""

import pytest

from tests.kitnet_events.foreign import event, left_out, read, starts, when

pytestmark = pytest.mark.usefixtures("in_english")


def test_series_keeps_the_hour_of_its_zone_over_the_change_of_the_clock():
    weekly = ["DTSTART;TZID=Europe/Copenhagen:20270315T090000", "RRULE:FREQ=WEEKLY;COUNT=4"]
    assert starts(event(*weekly, dtend="", uid="s")) == ["03-15 09.00", "03-22 09.00", "03-29 09.00", "04-05 09.00"]
    utc = ["DTSTART:20270315T080000Z", "RRULE:FREQ=WEEKLY;COUNT=3"]
    assert starts(event(*utc, dtend="")) == ["03-15 09.00", "03-22 09.00", "03-29 10.00"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=-1TU;COUNT=2", ["03-30 10.00", "04-27 10.00"]),
        ("FREQ=WEEKLY;UNTIL=20270316T080000Z", ["03-09 09.00", "03-16 09.00"]),
        ("FREQ=WEEKLY;UNTIL=20270316", ["03-09 09.00", "03-16 09.00"]),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=2;WKST=MO", ["03-09 09.00", "03-23 09.00"]),
        ("FREQ=YEARLY;COUNT=1", ["03-09 09.00"]),
    ],
)
def test_rules_are_followed(rule, expected):
    assert starts(event(f"RRULE:{rule}"))[-len(expected) :] == expected


def test_dates_taken_out_added_and_changed_are_so():
    series = event(
        "DTSTART;TZID=Europe/Copenhagen:20270309T090000",
        "DTEND;TZID=Europe/Copenhagen:20270309T100000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
        "EXDATE;TZID=Europe/Copenhagen:20270316T090000",
        "RDATE;TZID=Europe/Copenhagen:20270320T090000",
    )
    moved = event(
        "RECURRENCE-ID;TZID=Europe/Copenhagen:20270323T090000",
        "DTSTART:20270324T120000Z",
        "DTEND:20270324T130000Z",
        summary="Flyttet",
    )
    cancelled = event("RECURRENCE-ID:20270330T070000Z", "STATUS:CANCELLED", "DTSTART:20270330T070000Z", dtend="")
    assert starts(series, moved, cancelled) == ["03-09 09.00", "03-20 09.00", "03-24 13.00"]
    found = read(series, moved, cancelled)
    assert [one.title for one in found.meetings] == ["Temadag", "Temadag", "Flyttet"]
    assert len({one.uid for one in found.meetings}) == 3
    # A moved one is still the same.
    assert found.meetings[2].uid in {one.uid for one in read(series).meetings}


def test_series_of_days_is_one_of_days():
    found = read(
        event("DTSTART;VALUE=DATE:20270309", "RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;VALUE=DATE:20270316", dtend="")
    )
    assert [when(one) for one in found.meetings] == ["2027-03-09 - 2027-03-09"]


def test_changed_meeting_without_its_series_comes_alone():
    assert starts(event("RECURRENCE-ID:20270309T080000Z", "DTSTART:20270310T080000Z", dtend="")) == ["03-10 09.00"]


def test_endless_series_is_followed_up_to_a_limit(settings):
    settings.KITNET_EVENTS = {"IMPORT_SERIES": 3, "IMPORT_MONTHS": 24}
    endless = event("DTSTART:20200101T080000Z", "RRULE:FREQ=DAILY", dtend="")
    assert starts(endless) == ["01-05 09.00", "01-06 09.00", "01-07 09.00"]
    assert left_out(endless) == [("Temadag", "it repeats: only the next 3 are taken")]
    settings.KITNET_EVENTS = {"IMPORT_SERIES": 30, "IMPORT_MONTHS": 2}
    assert len(read(event("RRULE:FREQ=MONTHLY", dtstart="20270110T080000Z")).meetings) == 2
