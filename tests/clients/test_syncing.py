"""Two calendar programs that this project did not write subscribe, and follow a meeting that an editor moves."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from tests import factories
from tests.clients import installation, meetings
from tests.clients.subscriber import Subscriber

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def subscribe(tmp_path, live_server):
    """Return a function that subscribes to a feed."""
    (programs,) = installation.or_skip(installation.khal)
    return lambda path: Subscriber(programs, tmp_path, live_server.url + path)


def as_utc(text):
    """Return the moment of a local time, as khal shows it; of an hour that comes twice, the first."""
    local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Copenhagen"))
    return local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def said(event):
    """Return what khal says of an event, in the form that every program's answer takes."""
    start, end = event["start-long"], event["end-long"]
    if event["all-day"] == "True":
        # khal shows the last day, iCalendar has the day after.
        end = date.fromordinal(date.fromisoformat(end).toordinal() + 1).isoformat()
    else:
        start, end = as_utc(start), as_utc(end)
    return meetings.Expected(event["title"], event["location"], event["status"].strip(), start, end)


def test_khal_agrees_on_every_meeting_and_no_news_changes_nothing(subscribe):
    told = meetings.fill()
    subscriber = subscribe("/kalender/all.ics")
    subscriber.sync()
    # vdirsyncer trusts nobody's UID, and names what it fetches by its content: compared by title, therefore.
    by_title = {one.title: one for one in told.values()}
    events = subscriber.events()
    assert {event["title"]: said(event) for event in events} == by_title
    assert len(events) == len(told)

    kept = {path.name: path.stat().st_mtime_ns for path in (subscriber.folder / "kept").iterdir()}
    assert len(kept) == len(told)
    subscriber.sync()
    assert {path.name: path.stat().st_mtime_ns for path in (subscriber.folder / "kept").iterdir()} == kept


def test_moved_meeting_moves_at_the_next_sync_and_stays_one(subscribe):
    network = factories.make_network()
    group = factories.GroupPageFactory(parent=network.group_index)
    meeting = factories.make_meeting(
        group, title="Møde", start_date=date(meetings.YEAR, 1, 15), start_time=time(9, 30), end_time=time(15)
    )
    factories.make_meeting(group, title="Et andet møde")
    subscriber = subscribe("/kalender/all.ics")
    subscriber.sync()
    assert subscriber.times_of("Møde") == [(f"{meetings.YEAR}-01-15T09:30", f"{meetings.YEAR}-01-15T15:00")]

    meetings.move(meeting, date(meetings.YEAR, 6, 3), time(10), time(16))
    subscriber.sync()
    assert subscriber.times_of("Møde") == [(f"{meetings.YEAR}-06-03T10:00", f"{meetings.YEAR}-06-03T16:00")]
    assert len(subscriber.events()) == 2
