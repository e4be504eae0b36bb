"""What calendars say of a meeting: text, place, categories, state; and in which order."""

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import override_settings
from django.utils import timezone, translation

from kitnet_events.domain.ledger import reconcile_meetings
from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.enums import MeetingStatus
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.models import NetworkSettings
from tests import factories
from tests.kitnet_events import calendars
from tests.kitnet_events.told import FULL_BODY, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def change(meeting, **fields):
    """Publish the meeting's page with other values."""
    page = MeetingPage.objects.get(pk=meeting.page_id)
    for name, value in fields.items():
        setattr(page, name, value)
    factories.publish(page)


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


def test_calendars_speak_the_sites_language_whoever_publishes(group):
    with translation.override("da"):
        event = told(factories.make_meeting(group, **factories.announced()))
    assert event["DESCRIPTION"].text.startswith("Only the date is set.")


# ── Place, address, organiser, picture ───────────────────────────────────────────────────────────────────────────
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


def test_address_in_the_calendar_is_permanent(group, client):
    meeting = factories.make_meeting(group, slug="moede")
    url = told(meeting)["URL"].raw
    assert url == f"http://host.example/kalender/meeting/{meeting.uid}/"
    assert client.get(url).url == "/netvaerksgrupper/sjaelland/moede/"


def test_picture_stands_where_calendars_say(client, group):
    factories.make_meeting(group)
    address = calendars.read(client)["IMAGE"].raw
    assert address == "http://host.example/static/kitnet_events/calendar.png"
    picture = Path(finders.find("kitnet_events/calendar.png")).read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")


def test_missing_picture_keeps_nobody_from_publishing(group, client, settings):
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    factories.make_meeting(group)
    rebuild_calendar()
    assert "IMAGE" not in calendars.read(client)


# ── Categories ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_categories_are_group_and_topics_sorted(group):
    page = factories.MeetingPageFactory(parent=group)
    page.topics = [factories.TopicFactory(name="Økonomi"), factories.TopicFactory(name="Data, åbne")]
    factories.publish(page)
    assert told(page.meeting)["CATEGORIES"].texts == ["Sjælland", "Data, åbne", "Økonomi"]


def test_joint_meeting_says_that_it_is_one(network, group):
    event = told(factories.make_meeting(network.meeting_index))
    assert event["CATEGORIES"].texts == ["Joint meeting"]


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
