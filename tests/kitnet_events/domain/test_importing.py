"""From a foreign calendar to drafts."""

from datetime import UTC, datetime

import pytest
from wagtail.models import PageLogEntry

from kitnet_events.domain.foreign_meetings import read_foreign
from kitnet_events.domain.importing import import_meetings
from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.exceptions import CalendarRefusedError
from kitnet_events.models import Feed, Meeting, MeetingPage
from tests import factories
from tests.kitnet_events import calendars
from tests.kitnet_events.foreign import calendar, event

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

NOW = datetime(2027, 1, 4, 12, tzinfo=UTC)


def bring_in(parent, *events, **options):
    return import_meetings(read_foreign(calendar(*events), NOW).meetings, factories.fresh(parent), **options)


def titles(found):
    return [one.page.title for one in found]


def test_event_becomes_a_draft_that_an_editor_can_publish(network, group, client):
    season = factories.RoundPageFactory(parent=network.meeting_index)
    topic = factories.TopicFactory(name="Arkitektur")
    user = factories.UserFactory()
    told = event(
        r"LOCATION:Rådhuset\, Rådhuspladsen 1\, 9999 Nyby",
        r"DESCRIPTION:Vi <ses>.\nTag kaffe med.\n\nHilsen os",
        "CATEGORIES:arkitektur,Ukendt",
    )
    result = bring_in(group, told, round_page=season, user=user)
    page = MeetingPage.objects.get()
    assert titles(result.created) == ["Temadag"]
    assert (page.live, page.has_unpublished_changes, page.slug) == (False, True, "temadag-2027-03-09")
    draft = page.get_latest_revision_as_object()
    assert (draft.title, draft.round, draft.owner) == ("Temadag", season, user)
    assert [f"{draft.start_date} {draft.start_time:%H.%M}", f"{draft.end_time:%H.%M}"] == ["2027-03-09 09.00", "15.00"]
    assert (draft.venue, draft.address) == ("Rådhuset", "Rådhuspladsen 1, 9999 Nyby")
    assert draft.body[0].value.source == "<p>Vi &lt;ses&gt;.<br/>Tag kaffe med.</p><p>Hilsen os</p>"
    assert list(draft.topics.all()) == [topic]
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.create", user=user).count() == 1
    assert calendars.read(client).events == []
    factories.publish(draft)
    assert calendars.read(client).event(page.meeting.uid)["SUMMARY"].text == "Temadag"
    assert rebuild_calendar().was_sound


def test_days_without_times_are_an_announced_meeting(group):
    bring_in(group, event("DTSTART;VALUE=DATE:20270309", "DTEND;VALUE=DATE:20270311"))
    page = MeetingPage.objects.get()
    assert (f"{page.start_date}", f"{page.end_date}", page.start_time) == ("2027-03-09", "2027-03-10", None)


def test_same_file_makes_nothing_twice_and_undoes_nothing(group):
    events = [event("RRULE:FREQ=WEEKLY;COUNT=3"), event(uid="2", summary="Et andet")]
    assert len(bring_in(group, *events).created) == 4
    page = MeetingPage.objects.get(title="Et andet")
    page.title = "Vores eget navn"
    factories.publish(page)
    before = list(Meeting.objects.order_by("pk").values())
    again = bring_in(group, *events)
    assert (len(again.created), len(again.known)) == (0, 4)
    assert not any(one.differs for one in again.known)
    assert list(Meeting.objects.order_by("pk").values()) == before
    assert MeetingPage.objects.count() == 4


def test_meeting_that_was_moved_in_the_file_is_said_to_differ(group):
    bring_in(group, event())
    (known,) = bring_in(group, event(dtstart="20270310T080000Z", dtend="20270310T140000Z")).known
    assert known.differs
    assert f"{MeetingPage.objects.get().start_date}" == "2027-03-09"


def test_our_own_calendar_brings_nothing_in(group, client):
    factories.make_meeting(group)
    cancelled = factories.make_meeting(group, start_date=factories.in_days(90))
    cancelled.page.unpublish()
    read = read_foreign(client.get("/kalender/all.ics").content, NOW, past=True)
    result = import_meetings(read.meetings, factories.fresh(group))
    assert (len(result.created), len(result.known)) == (0, 1)


def test_draft_that_was_deleted_comes_again(group):
    bring_in(group, event())
    MeetingPage.objects.get().delete()
    assert titles(bring_in(group, event()).created) == ["Temadag"]


def test_same_event_twice_in_a_file_is_one(group):
    meetings = read_foreign(calendar(event()), NOW).meetings
    result = import_meetings(meetings * 2, factories.fresh(group))
    assert (len(result.created), len(result.known)) == (1, 0)


def test_drafts_of_one_title_and_day_have_addresses_of_their_own(group):
    bring_in(group, event(uid="1"), event(uid="2"), event(uid="3", summary="🙂"))
    assert sorted(MeetingPage.objects.values_list("slug", flat=True)) == [
        "moede-2027-03-09",
        "temadag-2027-03-09",
        "temadag-2027-03-09-2",
    ]


def test_too_many_new_meetings_make_none(group, settings):
    settings.KITNET_EVENTS = {"IMPORT_MEETINGS": 2}
    events = [event(uid=str(number)) for number in range(3)]
    with pytest.raises(CalendarRefusedError, match="3 new meetings: at most 2 at once"):
        bring_in(group, *events)
    assert not MeetingPage.objects.exists()
    bring_in(group, *events[:2])
    assert len(bring_in(group, *events).created) == 1


def test_feeds_are_not_touched(group):
    before = list(Feed.objects.order_by("pk").values())
    bring_in(group, event())
    assert list(Feed.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("place", "venue", "address"),
    [("Rådhuset", "Rådhuset", ""), ("x" * 250, "", "x" * 250), ("A, " + "y" * 299, "A", "y" * 297), ("", "", "")],
)
def test_place_of_any_length_fits(group, place, venue, address):
    bring_in(group, event("LOCATION:" + place.replace(",", "\\,")))
    page = MeetingPage.objects.get()
    assert (page.venue, page.address) == (venue, address)
