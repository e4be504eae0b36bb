"""What a meeting becomes of an event that somebody else wrote."""

from uuid import UUID

import pytest

from tests.kitnet_events.foreign import event, one, read, when

pytestmark = pytest.mark.usefixtures("in_english")


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
