"""Calendar programs that this project did not write read its feed over HTTP, and agree with its data."""

import urllib.request

import pytest

from tests.clients import installation, meetings
from tests.clients.understanding import READERS, understood


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("reader", READERS)
def test_every_program_agrees_on_every_meeting(reader, live_server):
    installation.or_skip(reader)
    told = meetings.fill()
    joint = {uid: one for uid, one in told.items() if one.title == "Fælles netværksmøde"}
    wanted = {"all": told, "group/sjaelland": told, "group/syddanmark": joint}
    # A file of one meeting each: with odd characters, cancelled, and for a date only.
    titles = (meetings.ODD, "Aflyst møde", "Annonceret møde")
    wanted |= {f"meeting/{uid}": {uid: one} for uid, one in told.items() if one.title.endswith(titles)}
    assert len(wanted) == 6

    for name, expected in wanted.items():
        with urllib.request.urlopen(f"{live_server.url}/kalender/{name}.ics", timeout=20) as response:
            found, errors = understood(reader, response.read())
        assert found == expected
        assert errors == []


GOOD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//DA
METHOD:PUBLISH
BEGIN:VEVENT
UID:1
DTSTAMP:20270101T100000Z
ORGANIZER:mailto:netvaerk@host.example
SUMMARY:Møde
STATUS:CONFIRMED
DTSTART:20270102T100000Z
DTEND:20270102T110000Z
END:VEVENT
END:VCALENDAR
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("DTSTAMP:20270101T100000Z\n", ""),
        ("ORGANIZER:mailto:netvaerk@host.example\n", ""),
        ("UID:1\n", "UID:1\nUID:2\n"),
        ("STATUS:CONFIRMED", "STATUS:PERHAPS"),
        ("DTSTART:20270102T100000Z", "DTSTART:i morgen"),
        ("SUMMARY:Møde", "SUMMARY:Møde\nSUMMARY:Fest"),
        ("SUMMARY:Møde", "no property at all"),
    ],
)
def test_validator_would_see_a_mistake(right, wrong):
    assert understood(installation.libical, GOOD.replace("\n", "\r\n").encode())[1] == []
    spoiled = GOOD.replace(right, wrong)
    assert spoiled != GOOD
    assert understood(installation.libical, spoiled.replace("\n", "\r\n").encode())[1] != []
