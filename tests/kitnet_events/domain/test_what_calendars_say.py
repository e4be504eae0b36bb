"""What calendars say of a meeting: place, text, categories, notes; and what they must never say."""

import re
from datetime import date, time, timedelta
from pathlib import Path

import icalendar
import pytest
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from wagtail.models import Page, PageViewRestriction, Site

from kitnet_events.domain import ical
from kitnet_events.domain.ledger import reconcile_meetings
from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.enums import MeetingStatus
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.models import NetworkSettings
from tests import factories
from tests.kitnet_events import calendars
from tests.kitnet_events.domain.test_ical import TEXT, TYPED_LINE, TYPED_TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def told(meeting):
    """Return the event as it stands in the ledger."""
    vevent = Meeting.objects.values_list("vevent", flat=True).get(pk=meeting.pk)
    return calendars.parse(ical.calendar_text(ical.FILE_HEADER, [vevent]).encode()).events[0]


def change(meeting, **fields):
    """Publish the meeting's page with other values."""
    page = MeetingPage.objects.get(pk=meeting.page_id)
    for name, value in fields.items():
        setattr(page, name, value)
    factories.publish(page)


def body(*blocks):
    """Return stream data."""
    return [{"type": kind, "value": value} for kind, value in blocks]


FULL_BODY = body(
    (
        "paragraph",
        '<p data-block-key="a">Vi ses <b>alle</b> &amp; hører om <a href="https://x.example/?a=1&amp;b=2">API\'er</a>.</p>',
    ),
    ("heading", {"text": "Det tager du med <hjem>", "level": "h2"}),
    ("paragraph", "<ul><li>Eksempler</li><li>Værktøjer</li></ul>"),
    ("quote", {"text": "Godt; meget, godt", "person": "Kim", "title": "Arkitekt", "organisation": ""}),
    ("fact_box", {"heading": "Fakta", "text": "<p>74 kommuner</p>"}),
)


# ── Text ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_description_is_readable_plain_text(group):
    page = factories.MeetingPageFactory(parent=group, lead="Kom & hør <mere>.\nDet bliver godt.", body=FULL_BODY)
    factories.add_programme_item(page, title="Velkomst", start_time=time(9, 30), end_time=time(9, 45))
    factories.add_programme_item(
        page, title="Case", start_time=time(9, 45), duration=45, speaker="Kim", speaker_title="Køge", sort_order=2
    )
    factories.add_programme_item(page, title="Frokost", sort_order=3)
    factories.publish(MeetingPage.objects.get(pk=page.pk))
    meeting = page.meeting
    assert told(meeting)["DESCRIPTION"].text == (
        "Kom & hør <mere>.\nDet bliver godt.\n\n"
        "Programme\n9.30–9.45 Velkomst\n9.45–10.30 Case (Kim, Køge)\nFrokost\n\n"
        "Vi ses alle & hører om API'er (https://x.example/?a=1&b=2).\n\n"
        "Det tager du med <hjem>\n\n"
        "- Eksempler\n- Værktøjer\n\n"
        "Godt; meget, godt (Kim, Arkitekt)\n\n"
        "Fakta\n74 kommuner\n\n"
        f"Programme and sign-up: http://host.example/kalender/meeting/{meeting.uid}/"
    )


def test_formatted_text_says_the_same_for_outlook(group):
    page = factories.MeetingPageFactory(parent=group, lead="Kom & hør <mere>.", body=FULL_BODY)
    factories.add_programme_item(page, title="Velkomst <b>", start_time=time(9, 30))
    factories.publish(MeetingPage.objects.get(pk=page.pk))
    line = told(page.meeting)["X-ALT-DESC"]
    assert line.params == {"FMTTYPE": "text/html"}
    url = f"http://host.example/kalender/meeting/{page.meeting.uid}/"
    assert line.text == (
        "<html><body><p>Kom &amp; hør &lt;mere&gt;.</p>"
        "<h3>Programme</h3><ul><li>9.30 Velkomst &lt;b&gt;</li></ul>"
        '<p>Vi ses <b>alle</b> &amp; hører om <a href="https://x.example/?a=1&amp;b=2">API\'er</a>.</p>'
        "<h3>Det tager du med &lt;hjem&gt;</h3>"
        "<ul><li>Eksempler</li><li>Værktøjer</li></ul>"
        "<blockquote>Godt; meget, godt (Kim, Arkitekt)</blockquote>"
        "<h3>Fakta</h3><p>74 kommuner</p>"
        f'<p>Programme and sign-up: <a href="{url}">{url}</a></p></body></html>'
    )


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


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TYPED_LINE, venue=TYPED_LINE, address=TYPED_LINE, lead=TYPED_TEXT, speaker=TYPED_LINE)
@example(title="\\N ; , \\n", venue="a\\", address=",", lead="a  b\n\n\n &nbsp; <p>", speaker="BEGIN:VEVENT")
def test_typed_text_comes_back_from_the_feed(client, group, title, venue, address, lead, speaker):
    title, venue, address, speaker = title[:200] or "x", venue[:150], address[:250], speaker[:100]
    MeetingPage.objects.all().delete()
    Meeting.objects.all().delete()
    page = factories.MeetingPageFactory(
        parent=group, slug="m", title=title.strip(), venue=venue.strip(), address=address.strip(), lead=lead
    )
    factories.add_programme_item(page, title="Oplæg", speaker=speaker.strip())
    factories.publish(MeetingPage.objects.get(pk=page.pk))
    response = client.get("/kalender/all.ics")
    place = ", ".join(part for part in (venue.strip(), address.strip()) if part)
    (event,) = calendars.parse(response.content).events
    assert event["SUMMARY"].text == title.strip()
    assert (event["LOCATION"].text if "LOCATION" in event else "") == place
    assert lead in event["DESCRIPTION"].text
    assert speaker.strip() in event["DESCRIPTION"].text
    (event,) = icalendar.Calendar.from_ical(response.content).events
    assert event["SUMMARY"] == title.strip()
    assert event.get("LOCATION", "") == place
    assert lead in event["DESCRIPTION"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXT)
@example(text='"><script>alert(1)</script>\r\nATTENDEE:mailto:x@x.example')
def test_nothing_that_anybody_types_anywhere_makes_a_line_of_its_own(client, group, text):
    # PostgreSQL stores no NUL, and nothing stores half a character.
    text = re.sub("[\x00\ud800-\udfff]", "", text)[:70]
    MeetingPage.objects.all().delete()
    Meeting.objects.all().delete()
    group.refresh_from_db()
    group.title = f"g{text}"
    group.save(clean=False)
    NetworkSettings.objects.update_or_create(
        site=Site.objects.get(), defaults={"name": text, "role_mailbox": "a@b.example"}
    )
    topic = factories.TopicFactory(name=f"t{text}")
    host = factories.MunicipalityFactory(name=f"h{text}")
    page = factories.MeetingPageFactory(
        parent=group,
        slug="m",
        title=f"x{text}",
        lead=text,
        host=host,
        body=body(
            ("paragraph", text),
            ("heading", {"text": text, "level": "h2"}),
            ("quote", {"text": text, "person": text, "title": text, "organisation": text}),
            ("fact_box", {"heading": text, "text": text}),
        ),
    )
    page.topics = [topic]
    factories.add_programme_item(page, title=f"p{text}", speaker=text, speaker_title=text)
    factories.publish(page)
    Meeting.objects.update(status=MeetingStatus.CANCELLED, cancellation_reason=text)
    reconcile_meetings(Meeting.objects.values_list("pk", flat=True))
    for path in ("all", "group/sjaelland", f"topic/{topic.slug}", f"meeting/{page.meeting.uid}"):
        calendar = calendars.read(client, f"/kalender/{path}.ics")
        assert len(calendar.events) == 1
    page.delete()
    topic.delete()
    host.delete()


# ── Place, address, organiser ────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("venue", "address", "host", "place"),
    [
        ("Rådhuset", "Teatergade 8, 4700 Næstved", "Næstved", "Rådhuset, Teatergade 8, 4700 Næstved"),
        ("Rådhuset", "", "Næstved", "Rådhuset"),
        ("", "Teatergade 8", None, "Teatergade 8"),
        ("", "", "Næstved", "Næstved"),
        ("", "", None, None),
    ],
)
def test_place_is_the_full_address_else_the_host(group, venue, address, host, place):
    host = factories.MunicipalityFactory(name=host) if host else None
    event = told(factories.make_meeting(group, venue=venue, address=address, host=host))
    assert (event["LOCATION"].text if "LOCATION" in event else None) == place


def test_organiser_is_the_role_mailbox_else_who_sends_the_mail(group, network):
    meeting = factories.make_meeting(group)
    with override_settings(DEFAULT_FROM_EMAIL="Netværket <post@host.example>"):
        rebuild_calendar()
        assert told(meeting)["ORGANIZER"].raw == "mailto:post@host.example"
        NetworkSettings.objects.create(site=network.site, name='Net, "verket"', role_mailbox="rolle@host.example")
        organizer = told(meeting)["ORGANIZER"]
    assert organizer.raw == "mailto:rolle@host.example"
    assert organizer.params["CN"] == "Net, ^'verket^'"


def test_reading_the_surroundings_makes_no_settings(group):
    factories.make_meeting(group)
    assert not NetworkSettings.objects.exists()


def test_address_in_the_calendar_is_permanent(group, client):
    meeting = factories.make_meeting(group, slug="moede")
    url = told(meeting)["URL"].raw
    assert url == f"http://host.example/kalender/meeting/{meeting.uid}/"
    assert client.get(url).url == "/netvaerksgrupper/sjaelland/moede/"


# ── Categories ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_categories_are_group_and_topics_sorted(group):
    page = factories.MeetingPageFactory(parent=group)
    page.topics = [factories.TopicFactory(name="Økonomi"), factories.TopicFactory(name="Data, åbne")]
    factories.publish(page)
    assert told(page.meeting)["CATEGORIES"].texts == ["Sjælland", "Data, åbne", "Økonomi"]


def test_joint_meeting_says_that_it_is_one(network, group):
    event = told(factories.make_meeting(network.meeting_index))
    assert event["CATEGORIES"].texts == ["Joint meeting"]


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


# ── States ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_announced_meeting_is_tentative_and_says_what_follows(group):
    event = told(factories.make_meeting(group, **factories.announced()))
    assert event["STATUS"].raw == "TENTATIVE"
    assert event["DTSTART"].params == {"VALUE": "DATE"}
    assert event["DESCRIPTION"].text.startswith("Only the date is set. Programme and sign-up follow.")


def test_moved_meeting_says_old_and_new_date_in_both_texts(group):
    meeting = factories.make_meeting(group, start_date=date(2099, 3, 9))
    change(meeting, start_date=date(2099, 4, 2))
    note = "The meeting is moved. Before: 9 March 2099, 9.30–15.00. Now: 2 April 2099, 9.30–15.00."
    event = told(meeting)
    assert event["DESCRIPTION"].text.startswith(note)
    assert note in event["X-ALT-DESC"].text


def test_time_of_day_given_to_an_announced_date_is_no_move(group):
    meeting = factories.make_meeting(group, **factories.announced())
    change(meeting, start_time=time(10), end_time=time(12))
    assert Meeting.objects.get().moved_from is None
    assert (told(meeting)["STATUS"].raw, told(meeting)["SEQUENCE"].raw) == ("CONFIRMED", "1")


def test_correction_of_a_meeting_that_is_over_is_no_move(group):
    meeting = factories.make_meeting(group, start_date=factories.in_days(-3))
    change(meeting, start_time=time(10))
    assert Meeting.objects.get().moved_from is None
    assert told(meeting)["DTSTART"].raw.endswith("T100000")


def test_cancelled_meeting_says_why(group):
    meeting = factories.make_meeting(group, lead="Kom.")
    Meeting.objects.update(status=MeetingStatus.CANCELLED, cancellation_reason="Værten er syg; desværre.")
    reconcile_meetings([meeting.pk])
    event = told(meeting)
    assert event["SUMMARY"].text == f"CANCELLED: {meeting.title}"
    assert event["DESCRIPTION"].text.startswith("The meeting is cancelled. Værten er syg; desværre.\n\nKom.")
    assert "Værten er syg; desværre." in event["X-ALT-DESC"].text


def test_withdrawn_meeting_keeps_title_time_and_place_and_nothing_more(group):
    meeting = factories.make_meeting(group, venue="Rådhuset", lead="Kom.", body=FULL_BODY)
    meeting.page.unpublish()
    event = told(meeting)
    assert sorted(set(calendars.EVENT_PROPERTIES) - set(event.names)) == ["CATEGORIES", "DESCRIPTION", "X-ALT-DESC"]
    assert event["SUMMARY"].text == f"CANCELLED: {meeting.title}"
    assert event["LOCATION"].text == "Rådhuset"


# ── What must never be told ──────────────────────────────────────────────────────────────────────────────────────
def test_online_link_and_note_are_told_to_nobody(group, client):
    meeting = factories.make_meeting(
        group, online_url="https://teams.example/hemmeligt", internal_note="Husk kaffe", minutes="<p>Referat</p>"
    )
    factories.add_meeting_contact(MeetingPage.objects.get(), name="Kontakt Person", phone="12345678")
    factories.publish(MeetingPage.objects.get())
    for path in ("all", "group/sjaelland", f"meeting/{meeting.uid}"):
        text = client.get(f"/kalender/{path}.ics").content.decode().replace("\r\n ", "")
        assert not re.search("teams.example|Husk kaffe|Referat|Kontakt Person|12345678|ATTENDEE|VALARM", text)


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


def test_calendars_speak_the_sites_language_whoever_publishes(group):
    from django.utils import translation

    with translation.override("da"):
        event = told(factories.make_meeting(group, **factories.announced()))
    assert event["DESCRIPTION"].text.startswith("Only the date is set.")


def test_missing_picture_keeps_nobody_from_publishing(group, client, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    factories.make_meeting(group)
    rebuild_calendar()
    assert "IMAGE" not in calendars.read(client)


def test_picture_stands_where_calendars_say(client, group):
    from django.contrib.staticfiles import finders

    factories.make_meeting(group)
    address = calendars.read(client)["IMAGE"].raw
    assert address == "http://host.example/static/kitnet_events/calendar.png"
    picture = Path(finders.find("kitnet_events/calendar.png")).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")


# ── Order ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_order_is_by_time_and_then_by_uid(network, group, client):
    days = [40, 20, 30, 20]
    meetings = [factories.make_meeting(group, start_date=factories.in_days(day)) for day in days]
    expected = [str(one.uid) for one in sorted(meetings, key=lambda one: (one.starts_at, one.uid))]
    assert [event["UID"].raw for event in calendars.read(client).events] == expected


def test_meetings_over_both_changes_of_the_clock_have_danish_times(group):
    year = timezone.localdate().year + 1
    for day in (date(year, 3, 1), date(year, 10, 1)):
        last_sunday = max(day + timedelta(days=n) for n in range(31) if (day + timedelta(days=n)).weekday() == 6)
        meeting = factories.make_meeting(
            group,
            start_date=last_sunday - timedelta(days=1),
            start_time=time(22),
            end_date=last_sunday,
            end_time=time(2) if day.month == 10 else time(4),
        )
        event = told(meeting)
        assert event["DTEND"].raw == f"{last_sunday:%Y%m%d}T{'02' if day.month == 10 else '04'}0000"
