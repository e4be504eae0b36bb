"""Reading a calendar that somebody else wrote."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kitnet_events.domain.foreign_meetings import read_foreign
from kitnet_events.exceptions import CalendarRefusedError
from kitnet_events.timespan import ZONE
from tests.kitnet_events.foreign import OUTLOOK_ZONE, calendar, event

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


def read(*events, zone="", **options):
    return read_foreign(calendar(*events, zone=zone), NOW, **options)


def one(*events, zone=""):
    found = read(*events, zone=zone)
    assert not found.left_out
    (meeting,) = found.meetings
    return meeting


def when(meeting):
    """Return a span in Danish local time, short."""
    span = meeting.when
    if span.date_only:
        return f"{span.first_day} - {span.last_day}"
    return f"{span.start.astimezone(ZONE):%Y-%m-%d %H.%M} - {span.end.astimezone(ZONE):%Y-%m-%d %H.%M}"


def left_out(*events, **options):
    return [(one.title, one.reason) for one in read(*events, **options).left_out]


# ── One event ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_event_becomes_a_meeting_without_anything_about_people():
    meeting = one(
        event(
            r"SUMMARY:Temadag\, del 1",
            r"LOCATION:Rådhuset\, Rådhuspladsen 1\, 9999 Nyby",
            r"DESCRIPTION:Vi ses.\n\nTag kaffe med\; og en ven.",
            "CATEGORIES:Arkitektur,Data",
            "ORGANIZER;CN=Ida:mailto:ida@andre.example",
            "ATTENDEE;CN=Bo:mailto:bo@andre.example",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-PT15M",
            "END:VALARM",
        )
    )
    assert (meeting.title, meeting.place) == ("Temadag, del 1", "Rådhuset, Rådhuspladsen 1, 9999 Nyby")
    assert meeting.text == "Vi ses.\n\nTag kaffe med; og en ven."
    assert meeting.categories == ("Arkitektur", "Data")
    assert when(meeting) == "2027-03-09 09.00 - 2027-03-09 15.00"
    assert not any(word in repr(meeting) for word in ("Ida", "Bo", "andre.example"))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DTSTART:20270309T080000Z", "DTEND:20270309T140000Z"], "2027-03-09 09.00 - 2027-03-09 15.00"),
        (["DTSTART:20270709T080000Z", "DTEND:20270709T140000Z"], "2027-07-09 10.00 - 2027-07-09 16.00"),
        (["DTSTART:20270309T080000", "DTEND:20270309T140000"], "2027-03-09 08.00 - 2027-03-09 14.00"),
        (
            ["DTSTART;TZID=America/New_York:20270309T080000", "DTEND;TZID=America/New_York:20270309T090000"],
            "2027-03-09 14.00 - 2027-03-09 15.00",
        ),
        # Between the two continents' changes of the clock: five hours, not six.
        (
            ["DTSTART;TZID=America/New_York:20270322T080000", "DTEND;TZID=America/New_York:20270322T090000"],
            "2027-03-22 13.00 - 2027-03-22 14.00",
        ),
        (
            ["DTSTART;TZID=Romance Standard Time:20270309T080000", "DTEND;TZID=Romance Standard Time:20270309T090000"],
            "2027-03-09 08.00 - 2027-03-09 09.00",
        ),
        (
            [
                "DTSTART;TZID=/mozilla.org/20050126_1/Europe/London:20270309T080000",
                "DTEND;TZID=/mozilla.org/20050126_1/Europe/London:20270309T090000",
            ],
            "2027-03-09 09.00 - 2027-03-09 10.00",
        ),
        (["DTSTART:20270309T080000Z", "DTEND:20270310T100000Z"], "2027-03-09 09.00 - 2027-03-10 11.00"),
        (["DTSTART:20270309T080000Z", "DURATION:PT90M", "DTEND:"], "2027-03-09 09.00 - 2027-03-09 10.30"),
        (["DTSTART;VALUE=DATE:20270309", "DTEND;VALUE=DATE:20270310"], "2027-03-09 - 2027-03-09"),
        (["DTSTART;VALUE=DATE:20270309", "DTEND;VALUE=DATE:20270312"], "2027-03-09 - 2027-03-11"),
    ],
)
def test_time_is_the_same_moment_in_danish_time(lines, expected):
    lines = [line for line in lines if not line.endswith(":")]
    extra = {"dtend": ""} if any(line.startswith("DURATION") for line in lines) else {}
    assert when(one(event(*lines, **extra))) == expected


@pytest.mark.parametrize("lines", [["DTSTART:20270309T080000Z"], ["DTSTART:20270309T080000Z", "DURATION:PT0S"]])
def test_event_without_an_end_lasts_an_hour(lines):
    assert when(one(event(*lines, dtend=""))) == "2027-03-09 09.00 - 2027-03-09 10.00"


def test_day_without_an_end_lasts_the_day():
    assert when(one(event("DTSTART;VALUE=DATE:20270309", dtend=""))) == "2027-03-09 - 2027-03-09"


def test_time_zone_that_the_file_brings_along_is_kept_and_is_that_files_alone():
    lines = ["DTSTART;TZID=Customized Time Zone:20270309T080000", "DTEND;TZID=Customized Time Zone:20270309T090000"]
    assert when(one(event(*lines), zone=OUTLOOK_ZONE)) == "2027-03-09 14.00 - 2027-03-09 15.00"
    # The same name in another file means another zone.
    eastwards = OUTLOOK_ZONE.replace("-0400", "+0900").replace("-0500", "+0900")
    assert when(one(event(*lines), zone=eastwards)) == "2027-03-09 00.00 - 2027-03-09 01.00"


def test_unknown_time_zone_is_read_as_danish_and_says_so():
    meeting = one(event("DTSTART;TZID=Mars/Olympus:20270309T080000", "DTEND;TZID=Mars/Olympus:20270309T090000"))
    assert when(meeting) == "2027-03-09 08.00 - 2027-03-09 09.00"
    assert meeting.notes == ("Its time zone is unknown: the time is read as Danish time.",)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/localtime", "..", "a" * 5000, "Europe", "\u00e6\u00f8"])
def test_name_of_a_time_zone_opens_no_file(name):
    assert one(event(f"DTSTART;TZID={name}:20270309T080000", dtend="")).notes


@pytest.mark.parametrize(
    ("place", "venue", "link"),
    [
        ("https://teams.example/x", "", "https://teams.example/x"),
        ("Rådhuset eller https://teams.example/x.", "Rådhuset eller", "https://teams.example/x"),
        ("Rådhuset", "Rådhuset", ""),
        ("https://[kaputt", "", ""),
        ("https://a.example/" + "x" * 300, "", ""),
    ],
)
def test_link_in_the_place_is_the_online_link(place, venue, link):
    meeting = one(event(f"LOCATION:{place}"))
    assert (meeting.place, meeting.online_url) == (venue, link)


def test_identity_follows_from_the_foreign_one():
    own = "5d3e9c52-7d0e-4d0c-8a53-2a3f8f4f9a10"
    assert one(event(uid=own)).uid == UUID(own)
    assert one(event(uid="x")).uid == one(event(uid="x", summary="Andet")).uid != one(event(uid="y")).uid
    assert one(event(uid="")).uid == one(event(uid="")).uid != one(event(uid="", summary="Andet")).uid


def test_newest_of_two_versions_of_an_event_counts():
    assert one(event("SEQUENCE:1", summary="Gammelt"), event("SEQUENCE:2", summary="Nyt")).title == "Nyt"
    assert one(event("SEQUENCE:2", summary="Nyt"), event("SEQUENCE:1", summary="Gammelt")).title == "Nyt"


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["STATUS:CANCELLED"], "it is cancelled"),
        (["DTSTART:20260309T080000Z", "DTEND:20260309T090000Z"], "it is over"),
        (["DTSTART:20270309T080000Z", "DTEND:20270308T080000Z"], "it ends before it starts"),
        (["DTSTART:99990309T080000Z", "DTEND:99990309T090000Z"], "no meeting can be at this time"),
        (["DTSTART:nonsense"], "its dates cannot be read"),
        (["RRULE:FREQ=DAILY;COUNT=x"], "its dates cannot be read"),
        (["RRULE:FREQ=YEARLY;RSCALE=CHINESE;COUNT=2"], "its dates cannot be read"),
    ],
)
def test_what_becomes_no_meeting_is_named_with_its_reason_and_keeps_nothing_else_out(lines, reason):
    found = read(event(*lines), event(uid="2", summary="Et andet"))
    assert [meeting.title for meeting in found.meetings] == ["Et andet"]
    assert [(one.title, one.reason) for one in found.left_out] == [("Temadag", reason)]


def test_past_events_come_along_if_asked_for():
    old = event(dtstart="20260309T080000Z", dtend="20260309T090000Z")
    assert [when(one) for one in read(old, past=True).meetings] == ["2026-03-09 09.00 - 2026-03-09 10.00"]


# ── Series ───────────────────────────────────────────────────────────────────────────────────────────────────────
def starts(*events, **options):
    return [f"{one.when.start.astimezone(ZONE):%m-%d %H.%M}" for one in read(*events, **options).meetings]


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


# ── What is refused ──────────────────────────────────────────────────────────────────────────────────────────────
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
