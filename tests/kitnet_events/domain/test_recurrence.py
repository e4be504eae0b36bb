"""Rules of series, against another program that knows them."""

import datetime as module
from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from kitnet_events.domain.recurrence import Rule, Steps, TooManyStepsError

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
END = timedelta(days=3 * 366)


def numbers(low, high):
    return st.lists(st.integers(low, high).filter(bool), min_size=1, max_size=3, unique=True)


PARTS = {
    "INTERVAL": st.integers(1, 5).map(lambda number: [number]),
    "WKST": st.sampled_from(WEEKDAYS).map(lambda day: [day]),
    "BYMONTH": numbers(1, 12),
    "BYMONTHDAY": numbers(-31, 31),
    "BYSETPOS": numbers(-3, 3),
}


@st.composite
def rules(draw):
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    chosen = draw(st.sets(st.sampled_from(sorted(PARTS))))
    parts = {"FREQ": [frequency]} | {name: draw(PARTS[name]) for name in sorted(chosen)}
    if draw(st.booleans()):
        days = st.sampled_from(WEEKDAYS)
        if frequency == "MONTHLY" and draw(st.booleans()):
            # Never mixed with those of any week: the other one takes "each Monday, and the first" for "the first".
            days = st.tuples(st.integers(-4, 4).filter(bool), days).map(lambda pair: f"{pair[0]}{pair[1]}")
        parts["BYDAY"] = draw(st.lists(days, min_size=1, max_size=3, unique=True))
    if frequency == "WEEKLY":
        parts.pop("BYMONTHDAY", None)
        # The other one lets the first week begin with the first day, and counts places from there.
        parts.pop("BYSETPOS", None)
    if "BYSETPOS" in parts and not {"BYDAY", "BYMONTHDAY"} & set(parts):
        del parts["BYSETPOS"]
    return parts


@settings(max_examples=100, deadline=None)
@given(parts=rules(), first=st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_rule_says_the_same_days_as_another_program_finds(parts, first):
    text = ";".join(f"{name}={','.join(map(str, value))}" for name, value in parts.items())
    last = first + END
    ours = list(Rule.read(parts, first).days(last, Steps()))
    with pytest.MonkeyPatch.context() as patch:
        # The other one would look for a day that never comes until the year 9999.
        patch.setattr(module, "MAXYEAR", last.year + 1)
        theirs = [moment.date() for moment in rrulestr(text, dtstart=datetime.combine(first, time(9)))]
    assert ours == [day for day in theirs if day <= last]


@pytest.mark.parametrize(
    ("parts", "first", "expected"),
    [
        ({"FREQ": ["YEARLY"], "BYYEARDAY": [1, -1]}, date(2027, 1, 1), ["2027-01-01", "2027-12-31"]),
        ({"FREQ": ["YEARLY"], "BYWEEKNO": [20], "BYDAY": ["MO"]}, date(2027, 1, 1), ["2027-05-17"]),
        ({"FREQ": ["YEARLY"], "BYWEEKNO": [-1]}, date(2026, 12, 30), ["2026-12-30"]),
        ({"FREQ": ["YEARLY"], "BYDAY": ["20MO"]}, date(2027, 1, 1), ["2027-05-17"]),
        ({"FREQ": ["YEARLY"], "BYMONTH": [3], "BYDAY": ["-1SU"]}, date(2027, 1, 1), ["2027-03-28"]),
        ({"FREQ": ["YEARLY"]}, date(2024, 2, 29), ["2024-02-29", "2028-02-29"]),
        ({"FREQ": ["MONTHLY"]}, date(2027, 1, 31), ["2027-01-31", "2027-03-31", "2027-05-31"]),
        ({"FREQ": ["WEEKLY"], "BYDAY": ["MO", "TU"], "BYSETPOS": [1]}, date(2027, 1, 5), ["2027-01-11", "2027-01-18"]),
        (
            {"FREQ": ["MONTHLY"], "BYDAY": ["MO", "TU"], "BYSETPOS": [-1]},
            date(2027, 1, 1),
            ["2027-01-26", "2027-02-23"],
        ),
    ],
)
def test_rules_of_the_standard(parts, first, expected):
    days = [str(day) for day in Rule.read(parts, first).days(first + timedelta(days=1500), Steps())]
    assert days[: len(expected)] == expected


@pytest.mark.parametrize(
    "parts", [{"FREQ": ["YEARLY"], "BYWEEKNO": [1], "WKST": ["SU"]}, {"FREQ": ["WEEKLY"], "BYDAY": ["XX"]}]
)
def test_rule_that_is_not_understood_is_no_rule(parts):
    with pytest.raises(ValueError):  # noqa: PT011 - which one is all the same
        Rule.read(parts, date(2027, 1, 1))


def test_steps_end():
    with pytest.raises(TooManyStepsError):
        list(
            Rule.read({"FREQ": ["YEARLY"], "BYMONTH": [2], "BYMONTHDAY": [30]}, date(1990, 1, 1)).days(
                date.max, Steps()
            )
        )
