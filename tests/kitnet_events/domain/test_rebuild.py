"""Proving, and mending, that ledger and pages agree."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from kitnet_events.domain.clock import nightly
from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.models import ClockMark, Feed, Meeting, MeetingPage
from tests import factories
from tests.kitnet_events import calendars
from tests.planting import shared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@shared
def meeting(group):
    factories.make_meeting(group, title="Et andet", start_date=factories.in_days(60))
    return factories.make_meeting(group, title="Møde")


def ledger():
    """Return all that calendars have been told, as plain data."""
    feeds = Feed.objects.order_by("pk").values()
    through = Meeting.feeds.through.objects.order_by("meeting", "feed").values_list("meeting", "feed")
    return [*feeds, *Meeting.objects.order_by("pk").values(), *through]


def text_is_torn(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(vevent=meeting.vevent.replace("SUMMARY:Møde", "SUMMARY:Noget andet"))


def text_is_lost(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(vevent="")


def time_is_behind(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now())


def page_was_written_past_the_ledger(meeting):
    MeetingPage.objects.filter(pk=meeting.page_id).update(title="Nyt navn")


def meeting_stands_in_no_feed(meeting):
    meeting.feeds.clear()


def meeting_was_never_born(meeting):
    Meeting.objects.filter(pk=meeting.pk).delete()


def feed_has_another_header(meeting):
    Feed.objects.filter(kind="group").update(header="BEGIN:VCALENDAR\r\n")


def feed_has_another_address(meeting):
    Feed.objects.filter(kind="group").update(slug="et-andet-sted")


DAMAGE = [
    text_is_torn,
    text_is_lost,
    time_is_behind,
    page_was_written_past_the_ledger,
    meeting_stands_in_no_feed,
    meeting_was_never_born,
    feed_has_another_header,
    feed_has_another_address,
]


def test_sound_ledger_is_left_alone(meeting, client):
    before, told = ledger(), client.get("/kalender/all.ics")
    for _time in range(2):
        result = rebuild_calendar()
        assert (result.was_sound, result.meetings, result.meetings_mended, result.feeds_mended) == (True, 2, 0, 0)
    assert ledger() == before
    again = client.get("/kalender/all.ics")
    assert (again.content, again["ETag"]) == (told.content, told["ETag"])


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_found_and_mended(damage, meeting, client):
    validators = {path: client.get(path)["ETag"] for path in ("/kalender/all.ics", "/kalender/group/sjaelland.ics")}
    damage(meeting)
    result = rebuild_calendar()
    assert not result.was_sound
    page = MeetingPage.objects.get(pk=meeting.page_id)
    for path in validators:
        event = calendars.read(client, path).event(page.meeting.uid)
        assert event["SUMMARY"].text == page.title
        assert event["DTSTART"].raw == f"{page.start_date:%Y%m%d}T093000"
    # Whoever fetched the damaged calendar fetches the mended one.
    assert any(client.get(path)["ETag"] != etag for path, etag in validators.items())
    assert rebuild_calendar().was_sound


def test_command_says_what_it_found(meeting, capsys):
    call_command("rebuild_calendar")
    assert capsys.readouterr().out == "2 meetings: all is as the pages say.\n"
    text_is_torn(meeting)
    call_command("rebuild_calendar")
    assert capsys.readouterr().out == "2 meetings: mended 1, and 0 feeds.\n"


def test_clock_proves_it_each_night_and_logs_what_it_mended(meeting, caplog):
    nightly()
    assert "was mended" not in caplog.text
    text_is_torn(meeting)
    nightly()
    assert not rebuild_calendar().was_sound
    text_is_torn(Meeting.objects.get(pk=meeting.pk))
    ClockMark.objects.all().delete()
    nightly()
    assert "The calendar ledger was mended: 1 meetings, 0 feeds." in caplog.text
