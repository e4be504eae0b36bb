"""What calendars must never say: drafts, closed pages, online links, notes, what stands on the page alone."""

import re

import pytest
from wagtail.models import Page, PageViewRestriction

from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.models import NetworkSettings
from tests import factories
from tests.kitnet_events import calendars
from tests.kitnet_events.told import FULL_BODY, body, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


# ── Links, notes, media ──────────────────────────────────────────────────────────────────────────────────────────
def test_online_link_and_note_are_told_to_nobody(group, client):
    meeting = factories.make_meeting(
        group, online_url="https://teams.example/hemmeligt", internal_note="Husk kaffe", minutes="<p>Referat</p>"
    )
    factories.add_meeting_contact(MeetingPage.objects.get(), name="Kontakt Person", phone="12345678")
    factories.publish(MeetingPage.objects.get())
    for path in ("all", "group/sjaelland", f"meeting/{meeting.uid}"):
        text = client.get(f"/kalender/{path}.ics").content.decode().replace("\r\n ", "")
        assert not re.search("teams.example|Husk kaffe|Referat|Kontakt Person|12345678|ATTENDEE|VALARM", text)


def test_links_within_the_site_keep_their_words_only(network, group):
    draft = factories.StandardPageFactory(parent=network.home, title="Hemmelig", slug="hemmelig", live=False)
    document = factories.DocumentFactory(title="Udkast")
    html = (
        f'<p>Se <a linktype="page" id="{draft.pk}">siden</a>, <a linktype="document" id="{document.pk}">filen</a> og '
        '<a href="#top">toppen</a>.<embed embedtype="image" id="1" alt="Et billede" format="left"/></p>'
    )
    meeting = factories.make_meeting(group, body=body(("paragraph", html)))
    event = told(meeting)
    assert "Se siden, filen og toppen." in event["DESCRIPTION"].text
    assert "<p>Se siden, filen og toppen.</p>" in event["X-ALT-DESC"].text
    assert "hemmelig" not in meeting.vevent


def test_pictures_videos_tables_and_unknown_blocks_are_for_the_page(group):
    meeting = factories.make_meeting(
        group,
        body=body(
            ("video", {"url": "https://video.example/1", "title": "Film", "poster": None, "transcript": ""}),
            ("call_to_action", {"heading": "Kom", "text": "", "label": "Nu", "page": None, "url": "https://x.example"}),
            ("gone", {"secret": "Gammelt indhold"}),
        ),
    )
    assert "video.example" not in meeting.vevent
    assert "Gammelt indhold" not in meeting.vevent


# ── Drafts ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_draft_of_a_published_meeting_is_told_to_nobody(group, client):
    meeting = factories.make_meeting(group)
    page = MeetingPage.objects.get()
    page.title, page.venue, page.lead = "Hemmeligt nyt navn", "Hemmeligt sted", "Hemmelig tekst"
    page.save_revision()
    assert "Hemmelig" not in client.get("/kalender/all.ics").content.decode()
    assert rebuild_calendar().was_sound
    assert Meeting.objects.get().title == meeting.title


def test_unpublished_page_that_is_written_on_tells_nothing_new(group, client):
    meeting = factories.make_meeting(group, title="Gammelt navn")
    meeting.page.unpublish()
    page = MeetingPage.objects.get()
    page.title, page.venue, page.start_date = "Hemmeligt nyt navn", "Hemmeligt sted", factories.in_days(60)
    page.save()
    before = Meeting.objects.get().vevent
    assert "Hemmelig" not in before
    assert rebuild_calendar().was_sound
    assert Meeting.objects.get().vevent == before


def test_draft_that_was_never_published_is_in_no_calendar(group, client):
    meeting = factories.make_meeting(group, live=False)
    assert calendars.read(client).events == []
    assert client.get(f"/kalender/meeting/{meeting.uid}.ics").status_code == 404


def test_draft_of_a_group_does_not_name_it(network):
    hidden = factories.GroupPageFactory(parent=network.group_index, title="Hemmelig gruppe", live=False)
    meeting = factories.make_meeting(hidden)
    assert "CATEGORIES" not in told(meeting)
    assert "Hemmelig" not in meeting.vevent


def test_draft_title_of_an_unpublished_group_is_not_told(group):
    meeting = factories.make_meeting(group)
    group.unpublish()
    group.title = "Nyt navn i udkast"
    group.save()
    event = told(meeting)
    assert event["STATUS"].raw == "CONFIRMED"
    assert event["CATEGORIES"].texts == ["Sjælland"]
    assert rebuild_calendar().was_sound


def test_withdrawn_meeting_keeps_title_time_and_place_and_nothing_more(group):
    meeting = factories.make_meeting(group, venue="Rådhuset", lead="Kom.", body=FULL_BODY)
    meeting.page.unpublish()
    event = told(meeting)
    assert sorted(set(calendars.EVENT_PROPERTIES) - set(event.names)) == ["CATEGORIES", "DESCRIPTION", "X-ALT-DESC"]
    assert event["SUMMARY"].text == f"CANCELLED: {meeting.title}"
    assert event["LOCATION"].text == "Rådhuset"


# ── Closed pages ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("restriction", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_page_that_was_never_open_is_in_no_calendar(network, client, restriction):
    closed = factories.GroupPageFactory(parent=network.group_index, title="Lukket gruppe", live=False)
    PageViewRestriction.objects.create(page=Page.objects.get(pk=closed.pk), restriction_type=restriction, password="x")
    closed.save_revision().publish()
    factories.make_meeting(closed, title="Lukket møde")
    assert calendars.read(client).events == []
    assert client.get(f"/kalender/group/{closed.slug}.ics").status_code == 404
    assert rebuild_calendar().was_sound
    assert client.get(f"/kalender/group/{closed.slug}.ics").status_code == 404


def test_page_outside_every_site_is_in_no_calendar(network, client):
    elsewhere = factories.HomePageFactory(parent=Page.get_first_root_node(), slug="andetsteds")
    groups = factories.GroupIndexPageFactory(parent=elsewhere)
    factories.make_meeting(factories.GroupPageFactory(parent=groups, slug="ingen"))
    assert calendars.read(client).events == []
    assert client.get("/kalender/group/ingen.ics").status_code == 404


def test_reading_the_surroundings_makes_no_settings(group):
    factories.make_meeting(group)
    assert not NetworkSettings.objects.exists()
