"""Every line of a calendar is as RFC 5545 has it, and what an editor typed comes back as it was typed."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import icalendar
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kitnet_events.domain import ical
from kitnet_events.timespan import TimeSpan
from kitnet_pages.enums import GroupColour
from tests.kitnet_events import calendars

UID = UUID("5f0c3f43-1d1c-4c1e-9d36-0d5c5b1f7a11")
STAMP = datetime(2026, 11, 24, 8, 30, 5, tzinfo=UTC)
FACTS = ical.EventFacts(
    uid=UID,
    status=ical.CONFIRMED,
    title="Netværksmøde i Næstved",
    when=TimeSpan.from_local(date(2027, 3, 9), time(9, 30), None, time(15)),
    created=datetime(2026, 11, 1, 12, tzinfo=UTC),
    url=f"https://net.example/kalender/meeting/{UID}/",
    organizer_name="Netværket",
    organizer_email="net@net.example",
    location="Rådhuset, Teatergade 8, 4700 Næstved",
    description="Program:\n9.30 Velkomst",
    html="<html><body><p>Program</p></body></html>",
    categories=("Sjælland", "Arkitektur"),
)
FEED = ical.FeedFacts(
    name="Sjælland – Netværket",
    description="Møder i Netværket.",
    url="https://net.example/",
    source="https://net.example/kalender/group/sjaelland.ics",
    refresh=timedelta(hours=1),
    colour="teal",
    image="https://net.example/static/kitnet_events/calendar.png",
)

# Whatever a keyboard, a paste or a program may put into a field.
ANYTHING = st.text(max_size=300)
NASTY = st.sampled_from(
    [
        "\r\nATTENDEE:mailto:x@x.example",
        "\nEND:VEVENT\nBEGIN:VEVENT\nUID:x",
        "\\nATTENDEE:x",
        "\\N",
        "C:\\Net\\new",
        "a\\",
        "\\\\n",
        ";,:\"'",
        "^n^'^^",
        "&amp;&#10;<b>x</b>",
        "\u2028\u2029\x85\x0b\x0c\x1c",
        "\ufeff",
        "\x00\x07\x1b[0m\x7f\x9f",
        "👩‍💻" * 30,
        "æøå" * 60,
        " x",
        "e\u0301" * 90,
        "\u202eabc",
        "%s %(title)s {0} {x}",
    ]
)
TEXT = st.one_of(ANYTHING, st.lists(st.one_of(NASTY, st.text(max_size=20)), max_size=5).map("".join))
# What a field of one line gives to the program: no control characters, no other line ends, nothing around it.
TYPED_LINE = TEXT.map(lambda text: re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", "", text).strip())
TYPED_TEXT = TEXT.map(
    lambda text: re.sub("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]", "", text.replace("\r\n", "\n")).strip()
)


def written(facts):
    """Return a calendar with one event, as bytes."""
    return ical.calendar_text(ical.FILE_HEADER, [ical.vevent(facts, sequence=3, changed_at=STAMP)]).encode()


def test_event_has_every_line_that_it_must_have():
    (event,) = calendars.parse(written(FACTS)).events
    told = {line.name: (line.params, line.raw) for line in event.lines}
    assert told == {
        "UID": ({}, str(UID)),
        "DTSTAMP": ({}, "20261124T083005Z"),
        "LAST-MODIFIED": ({}, "20261124T083005Z"),
        "CREATED": ({}, "20261101T120000Z"),
        "SEQUENCE": ({}, "3"),
        "STATUS": ({}, "CONFIRMED"),
        "TRANSP": ({}, "OPAQUE"),
        "CLASS": ({}, "PUBLIC"),
        "DTSTART": ({"TZID": "Europe/Copenhagen"}, "20270309T093000"),
        "DTEND": ({"TZID": "Europe/Copenhagen"}, "20270309T150000"),
        "SUMMARY": ({}, "Netværksmøde i Næstved"),
        "LOCATION": ({}, "Rådhuset\\, Teatergade 8\\, 4700 Næstved"),
        "DESCRIPTION": ({}, "Program:\\n9.30 Velkomst"),
        "X-ALT-DESC": ({"FMTTYPE": "text/html"}, "<html><body><p>Program</p></body></html>"),
        "CATEGORIES": ({}, "Sjælland,Arkitektur"),
        "URL": ({}, f"https://net.example/kalender/meeting/{UID}/"),
        "ORGANIZER": ({"CN": "Netværket"}, "mailto:net@net.example"),
    }


def test_calendar_names_itself_in_every_way_that_programs_know():
    calendar = calendars.parse(ical.calendar_text(ical.feed_header(FEED), []).encode())
    told = {line.name: (line.params, line.raw) for line in calendar.lines}
    assert told == {
        "VERSION": ({}, "2.0"),
        "PRODID": ({}, ical.PRODID),
        "CALSCALE": ({}, "GREGORIAN"),
        "METHOD": ({}, "PUBLISH"),
        "NAME": ({}, "Sjælland – Netværket"),
        "X-WR-CALNAME": ({}, "Sjælland – Netværket"),
        "DESCRIPTION": ({}, "Møder i Netværket."),
        "X-WR-CALDESC": ({}, "Møder i Netværket."),
        "X-WR-TIMEZONE": ({}, "Europe/Copenhagen"),
        "REFRESH-INTERVAL": ({"VALUE": "DURATION"}, "PT1H"),
        "X-PUBLISHED-TTL": ({}, "PT60M"),
        "SOURCE": ({"VALUE": "URI"}, "https://net.example/kalender/group/sjaelland.ics"),
        "URL": ({}, "https://net.example/"),
        "COLOR": ({}, "teal"),
        "IMAGE": (
            {"VALUE": "URI", "DISPLAY": "BADGE", "FMTTYPE": "image/png"},
            "https://net.example/static/kitnet_events/calendar.png",
        ),
    }


def test_empty_feed_is_a_valid_calendar():
    calendar = calendars.parse(ical.calendar_text(ical.feed_header(FEED), []).encode())
    assert calendar.events == []
    assert icalendar.Calendar.from_ical(ical.calendar_text(ical.feed_header(FEED), [])).events == []


@pytest.mark.parametrize("colour", ["", "red\r\nX-EVIL:1", "#ff0000", "teal;x=1"])
def test_no_colour_but_a_css_name_is_told(colour):
    calendar = calendars.parse(ical.calendar_text(ical.feed_header(replace(FEED, colour=colour)), []).encode())
    assert "COLOR" not in calendar


@pytest.mark.parametrize("colour", GroupColour.values)
def test_every_colour_of_a_group_is_a_css_name(colour):
    calendar = calendars.parse(ical.calendar_text(ical.feed_header(replace(FEED, colour=colour)), []).encode())
    assert calendar["COLOR"].raw == colour


def test_announced_meeting_is_told_with_its_date_alone():
    when = TimeSpan.from_local(date(2027, 3, 9), None, date(2027, 3, 10), None)
    (event,) = calendars.parse(written(replace(FACTS, status=ical.TENTATIVE, when=when))).events
    assert (event["DTSTART"].params, event["DTSTART"].raw) == ({"VALUE": "DATE"}, "20270309")
    # The day after the last one (RFC 5545, section 3.6.1).
    assert (event["DTEND"].params, event["DTEND"].raw) == ({"VALUE": "DATE"}, "20270311")


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2027, 10, 30)])
def test_announced_meeting_at_a_change_of_the_clock_lasts_its_days(day):
    (event,) = calendars.parse(written(replace(FACTS, when=TimeSpan.from_local(day, None, None, None)))).events
    assert event["DTSTART"].raw == f"{day:%Y%m%d}"
    assert event["DTEND"].raw == f"{day + timedelta(days=1):%Y%m%d}"


def test_meeting_of_several_days_is_one_event():
    when = TimeSpan.from_local(date(2027, 3, 27), time(12), date(2027, 3, 28), time(12))
    (event,) = calendars.parse(written(replace(FACTS, when=when))).events
    assert (event["DTSTART"].raw, event["DTEND"].raw) == ("20270327T120000", "20270328T120000")


def test_cancelled_meeting_takes_up_no_time():
    (event,) = calendars.parse(written(replace(FACTS, status=ical.CANCELLED))).events
    assert event["TRANSP"].raw == "TRANSPARENT"


def test_significant_lines_are_time_place_and_status():
    event = ical.vevent(FACTS, sequence=0, changed_at=STAMP)
    assert {line.split(":")[0].split(";")[0] for line in ical.significant_lines(event)} == {
        "DTSTART",
        "DTEND",
        "LOCATION",
        "STATUS",
    }


def test_significant_lines_see_through_folds():
    long = replace(FACTS, location="Rådhuset " * 30)
    longer = replace(FACTS, location="Rådhuset " * 29 + "Rådhusetx")
    lines = [ical.significant_lines(ical.vevent(one, sequence=0, changed_at=STAMP)) for one in (long, longer)]
    assert lines[0] != lines[1]


def test_text_cannot_make_a_significant_line():
    tricky = replace(FACTS, description="x\nLOCATION:Andetsteds\nSTATUS:CANCELLED", title="LOCATION:x")
    assert ical.significant_lines(ical.vevent(tricky, sequence=0, changed_at=STAMP)) == ical.significant_lines(
        ical.vevent(FACTS, sequence=0, changed_at=STAMP)
    )


def test_sequence_is_read_from_what_was_told():
    assert ical.sequence_of(ical.vevent(FACTS, sequence=17, changed_at=STAMP)) == 17
    assert (
        ical.sequence_of(ical.vevent(replace(FACTS, description="\nSEQUENCE:99\r\n"), sequence=1, changed_at=STAMP))
        == 1
    )
    assert ical.sequence_of("") == 0


# ── What was typed ───────────────────────────────────────────────────────────────────────────────────────────────
@given(title=TYPED_LINE, location=TYPED_LINE, description=TYPED_TEXT, category=TYPED_LINE, name=TYPED_LINE)
@example(title="C:\\Net", location="\\n", description="\\N\\n\n\\", category="a,b;c\\", name='"Net" ^ ^n')
def test_typed_text_comes_back_from_two_parsers(title, location, description, category, name):
    facts = replace(
        FACTS, title=title, location=location, description=description, categories=(category, "x"), organizer_name=name
    )
    data = written(facts)

    (event,) = calendars.parse(data).events
    assert event["SUMMARY"].text == title
    assert (event["LOCATION"].text if "LOCATION" in event else "") == location
    assert (event["DESCRIPTION"].text if "DESCRIPTION" in event else "") == description
    assert event["CATEGORIES"].texts == [category, "x"]
    # RFC 6868.
    meant = {"^^": "^", "^'": '"', "^n": "\n"}
    assert re.sub(r"\^[\^'n]", lambda m: meant[m[0]], event["ORGANIZER"].params.get("CN", "")) == name

    (event,) = icalendar.Calendar.from_ical(data).events
    assert event["SUMMARY"] == title
    assert event.get("LOCATION", "") == location
    assert event.get("DESCRIPTION", "") == description
    assert event.categories == [category, "x"]


@given(st.tuples(*[TEXT] * 9))
def test_no_text_makes_a_line_of_its_own(texts):
    title, location, description, html, first, second, name, email, url = texts
    facts = replace(
        FACTS,
        title=title,
        location=f"x{location}",
        description=f"x{description}",
        html=f"x{html}",
        categories=(first, second),
        organizer_name=f"x{name}",
        organizer_email=email,
        url=url,
    )
    (event,) = calendars.parse(written(facts)).events
    assert sorted(event.names) == sorted(calendars.EVENT_PROPERTIES)
    assert set(event["ORGANIZER"].params) <= {"CN"}
    for line in ("SUMMARY", "DESCRIPTION", "X-ALT-DESC", "LOCATION"):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", event[line].text)
    assert "\n" not in event["SUMMARY"].text + event["LOCATION"].text
    (event,) = icalendar.Calendar.from_ical(written(facts)).events
    assert sorted(event) == sorted(calendars.EVENT_PROPERTIES)


@given(st.tuples(*[TEXT] * 6))
def test_no_name_of_a_feed_makes_a_line_of_its_own(texts):
    name, description, url, source, colour, image = texts
    facts = replace(FEED, name=name, description=description, url=url, source=source, colour=colour, image=f"x{image}")
    calendar = calendars.parse(ical.calendar_text(ical.feed_header(facts), []).encode())
    assert set(calendar.names) | {"COLOR"} == set(calendars.CALENDAR_PROPERTIES)


@given(TEXT)
def test_no_line_is_folded_inside_a_character(text):
    # ``calendars.lines_of`` decodes each physical line by itself.
    for line in written(replace(FACTS, title=text)).split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
