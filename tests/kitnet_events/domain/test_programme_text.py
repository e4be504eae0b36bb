"""A programme as lines."""

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from kitnet_events.domain.programme_text import programme_as_text, programme_from_text
from kitnet_events.models import ProgrammeItem


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("9.30–10.15 Velkomst (Ida Holm)", (time(9, 30), time(10, 15), "Velkomst", "Ida Holm")),
        ("09:30-10:15 Velkomst", (time(9, 30), time(10, 15), "Velkomst", "")),
        ("kl. 9.30 Velkomst", (time(9, 30), None, "Velkomst", "")),
        ("9-10 Velkomst", (time(9), time(10), "Velkomst", "")),
        ("  12.00   Frokost  ", (time(12), None, "Frokost", "")),
        ("3 gode råd", (None, None, "3 gode råd", "")),
        ("Pause", (None, None, "Pause", "")),
        ("Data (og hvad de er) i praksis", (None, None, "Data (og hvad de er) i praksis", "")),
        ("15.00 Tak: for i dag", (time(15), None, "Tak: for i dag", "")),
    ],
)
def test_line_is_an_item(line, expected):
    (item,) = programme_from_text(line)
    assert (item.start_time, item.end_time, item.title, item.speaker) == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("25.00 Velkomst", "Line 2: There is no such time."),
        ("10.00–9.00 Velkomst", "Line 2: The item must end after it starts."),
        ("9.30", "Line 2: This field cannot be blank."),
        ("9.30 " + "x" * 300, "Line 2: Ensure this value has at most 200 characters (it has 300)."),
    ],
)
def test_line_that_makes_no_sense_is_named(line, reason):
    with pytest.raises(ValidationError) as refused:
        programme_from_text("9.00 Morgenmad\n" + line)
    assert refused.value.messages == [reason]


def test_what_was_not_touched_stays_whole():
    items = [
        ProgrammeItem(
            title="Velkomst", start_time=time(9, 30), end_time=time(10), speaker="Ida Holm", speaker_title="Køge"
        ),
        ProgrammeItem(title="Oplæg", description="Om data", duration=30),
        ProgrammeItem(title="Slut"),
    ]
    text = programme_as_text(items)
    assert text == "9.30–10.00 Velkomst (Ida Holm)\nOplæg\nSlut"
    assert programme_from_text(text, items) == items
    changed = programme_from_text(text.replace("Oplæg", "Oplæg om data"), items)
    assert [item.description for item in changed] == ["", "", ""]
    assert changed[0] is items[0]


def test_nothing_is_no_programme():
    assert programme_from_text("\n \n") == []
