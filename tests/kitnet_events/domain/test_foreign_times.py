"""Times of other zones in a calendar that somebody else wrote."""

import pytest

from tests.kitnet_events.foreign import OUTLOOK_ZONE, event, one, when

pytestmark = pytest.mark.usefixtures("in_english")


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
