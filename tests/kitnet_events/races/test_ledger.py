"""The calendar ledger while several write and read it at once: never torn, never behind."""

import threading

import pytest
from django.db import connections, transaction
from django.test import Client

from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.domain.reading import read_components, read_feed
from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.models import Feed, Meeting, MeetingPage
from tests import factories
from tests.kitnet_events import calendars
from tests.planting import shared
from tests.threads import at_once, meanwhile

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@shared
def group(network):
    return factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


def publish(pk: int, **fields) -> None:
    """Publish a change of a page as an editor's request does: read, revise, publish."""
    page = MeetingPage.objects.get(pk=pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def poll() -> tuple[str, bytes]:
    """Ask for the whole network's feed as a calendar program does; return validator and bytes."""
    response = Client(HTTP_HOST="host.example").get("/kalender/all.ics")
    assert response.status_code == 200
    calendars.parse(response.content)
    return response["ETag"], response.content


def assert_never_torn(polls: list[tuple[str, bytes]]) -> None:
    """Check that no validator stood for two different calendars, and that none came back after it was gone."""
    bytes_of: dict[str, bytes] = {}
    for etag, body in polls:
        assert bytes_of.setdefault(etag, body) == body
    versions = [int(etag.split("-")[1]) for etag, _body in polls]
    assert versions == sorted(versions)


def assert_up_to_date() -> None:
    """Check that what calendars read is what pages say, and that a rebuild finds nothing to mend."""
    told = {event["UID"].raw: event["SUMMARY"].text for event in calendars.parse(poll()[1]).events}
    assert told == {str(meeting.uid): meeting.page.title for meeting in Meeting.objects.select_related("page")}
    assert rebuild_calendar().was_sound


def test_editors_publish_different_meetings_at_once_and_programs_read_meanwhile(group):
    pages = [factories.make_meeting(group, title=f"Møde {n}").page_id for n in range(4)]
    before = Feed.objects.get(kind="all").version
    with meanwhile(poll) as polls:
        for step in range(3):
            at_once(*(lambda pk=pk, step=step: publish(pk, title=f"Titel {pk}.{step}") for pk in pages))
    assert Feed.objects.get(kind="all").version == before + 12
    assert {meeting.sequence for meeting in Meeting.objects.all()} == {0}
    assert_never_torn(polls)
    assert_up_to_date()


def test_two_editors_publish_the_same_meeting_at_once(group):
    meeting = factories.make_meeting(group)
    with meanwhile(poll) as polls:
        at_once(
            lambda: publish(meeting.page_id, start_date=factories.in_days(40)),
            lambda: publish(meeting.page_id, start_date=factories.in_days(50)),
            lambda: cancel_meeting(meeting.pk, "Værten er syg"),
        )
    meeting.refresh_from_db()
    assert meeting.sequence >= 2
    assert meeting.is_cancelled
    stamps = [calendars.parse(body).events[0] for _etag, body in polls]
    sequences = [int(event["SEQUENCE"].raw) for event in stamps]
    assert sequences == sorted(sequences)
    assert_never_torn(polls)
    assert meeting.when.first_day == MeetingPage.objects.get().start_date
    assert rebuild_calendar().was_sound


def test_two_meetings_are_born_at_once_on_a_network_without_a_feed(network):
    group = factories.GroupPageFactory(parent=network.group_index, slug="ny")
    other = factories.GroupPageFactory(parent=network.group_index, slug="anden")
    Feed.objects.all().delete()
    at_once(
        lambda: factories.MeetingPageFactory(parent=factories.fresh(group), slug="a"),
        lambda: factories.MeetingPageFactory(parent=factories.fresh(other), slug="b"),
    )
    assert Feed.objects.filter(kind="all").count() == 1
    assert len(calendars.parse(poll()[1]).events) == 2
    rebuild_calendar()
    assert rebuild_calendar().was_sound


def test_publication_that_is_rolled_back_was_never_told(group):
    meeting = factories.make_meeting(group, title="Som før")
    before, row = poll(), Meeting.objects.values().get()
    published, seen, looked = threading.Event(), [], threading.Event()

    @transaction.atomic
    def editor():
        publish(meeting.page_id, title="Aldrig", start_date=factories.in_days(60))
        published.set()
        assert looked.wait(20)
        transaction.set_rollback(True)

    def program():
        assert published.wait(20)
        seen.append(poll())
        looked.set()

    at_once(editor, program)
    assert seen == [before]
    assert poll() == before
    assert Meeting.objects.values().get() == row
    assert rebuild_calendar().was_sound


def test_what_is_committed_between_validator_and_body_is_never_sent_under_the_old_one(group):
    meeting = factories.make_meeting(group, title="Før")
    found = read_feed("all", "all")
    publish(meeting.page_id, title="Efter")
    later, components = read_components(found)
    assert "SUMMARY:Efter" in components[0]
    assert later == read_feed("all", "all")
    assert later.version > found.version


def test_connection_that_the_database_closed_is_opened_again(group):
    factories.make_meeting(group)
    before = read_feed("all", "all")
    # As after a restart of the database: Django holds a connection, and nobody answers at its other end.
    connections["default"].connection.close()
    assert read_feed("all", "all") == before


def test_rebuild_at_the_same_time_as_a_publication_harms_nothing(group):
    meetings = [factories.make_meeting(group) for _ in range(3)]
    # What a rebuild has to mend: it writes, too.
    Meeting.objects.filter(pk=meetings[0].pk).update(vevent="")
    at_once(
        rebuild_calendar,
        lambda: publish(meetings[1].page_id, title="Nyt"),
        lambda: publish(meetings[0].page_id, title="Andet"),
    )
    assert_up_to_date()
