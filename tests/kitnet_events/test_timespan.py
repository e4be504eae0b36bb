"""From what an editor types to moments, and back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from kitnet_events.timespan import FIRST_YEAR, LAST_YEAR, ZONE, TimeSpan, at_local, exists_locally

SPRING = date(2026, 3, 29)
AUTUMN = date(2026, 10, 25)

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@given(days, clocks)
@example(SPRING, time(3))
@example(AUTUMN, time(2, 30))
def test_local_time_survives_the_way_to_a_moment_and_back(day, clock):
    assume(exists_locally(day, clock))
    shown = at_local(day, clock).astimezone(ZONE)
    assert (shown.date(), shown.time()) == (day, clock)


@given(days, clocks, st.integers(0, 20), clocks)
@example(AUTUMN, time(1), 0, time(2, 30))
def test_span_gives_back_the_days_it_was_made_of(first, start, length, end):
    last = first + timedelta(days=length)
    assume(exists_locally(first, start) and exists_locally(last, end))
    span = TimeSpan.from_local(first, start, last, end)
    assert (span.first_day, span.last_day, span.date_only) == (first, last, False)
    assert span.one_day is (length == 0)


@given(days, st.integers(0, 20))
@example(SPRING, 0)
@example(AUTUMN, 0)
@example(SPRING - timedelta(days=1), 1)
@example(AUTUMN - timedelta(days=1), 1)
def test_span_of_dates_gives_back_its_days(first, length):
    last = first + timedelta(days=length)
    span = TimeSpan.from_local(first, None, last, None)
    assert (span.first_day, span.last_day, span.date_only) == (first, last, True)
    assert span.start < span.end


@given(days, clocks, st.integers(0, 20), clocks)
@example(AUTUMN, time(2, 30), 0, time(2, 45))
def test_span_is_equal_to_itself_after_the_database(first, start, length, end):
    last = first + timedelta(days=length)
    span = TimeSpan.from_local(first, start, last, end)
    stored = TimeSpan(
        datetime.fromisoformat(span.start.isoformat()).astimezone(UTC),
        datetime.fromisoformat(span.end.isoformat()).astimezone(UTC),
    )
    assert stored == span


@pytest.mark.parametrize(
    ("clock", "exists"),
    [(time(1, 59), True), (time(2), False), (time(2, 30), False), (time(2, 59), False), (time(3), True)],
)
def test_hour_that_spring_leaves_out_does_not_exist(clock, exists):
    assert exists_locally(SPRING, clock) is exists


@given(days, clocks)
def test_only_the_second_hour_of_a_sunday_in_march_is_left_out(day, clock):
    skipped = day.month == 3 and day.isoweekday() == 7 and day.day > 24 and clock.hour == 2
    assert exists_locally(day, clock) is not skipped


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    assert at_local(AUTUMN, time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert at_local(AUTUMN, time(2, 30, fold=1)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_day_of_twenty_three_hours_is_one_day():
    span = TimeSpan.from_local(SPRING, None, None, None)
    assert span.end - span.start == timedelta(hours=23)
    assert span.one_day


def test_night_in_which_clocks_go_back_is_an_hour_longer():
    span = TimeSpan.from_local(AUTUMN, time(1), AUTUMN, time(4))
    assert span.end - span.start == timedelta(hours=4)


def test_one_time_of_two_counts_as_none():
    assert TimeSpan.from_local(SPRING, time(9), None, None).date_only


def test_meeting_until_midnight_ends_on_the_next_day():
    span = TimeSpan.from_local(date(2026, 5, 4), time(20), date(2026, 5, 5), time(0))
    assert (span.first_day, span.last_day) == (date(2026, 5, 4), date(2026, 5, 5))
