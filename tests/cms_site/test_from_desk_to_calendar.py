"""From an editor's desk to a visitor's calendar: with the demo's content and login, in a real browser."""

import io
import urllib.request
from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image as Drawing
from pytest_django.live_server_helper import LiveServer

from cms_site import demo
from cms_site.demo.building import media, members
from cms_site.demo.logins import EDITOR
from cms_site.settings import base
from kitnet_events.enums import FeedKind
from kitnet_events.models import Meeting, MeetingPage, RoundPage
from kitnet_pages.models import GroupPage, NewsIndexPage, NewsPage
from tests.clients import installation
from tests.clients.subscriber import Subscriber
from tests.clients.understanding import READERS, understood
from tests.desk import Desk

pytestmark = [pytest.mark.slow, pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def plain_picture(picture) -> bytes:
    buffer = io.BytesIO()
    Drawing.new("RGB", (160, 90), "#1f8a86").save(buffer, "JPEG")
    return buffer.getvalue()


@pytest.fixture
def address(settings, monkeypatch):
    """Serve the demo's content under the site's own rules for frames and scripts; return the address."""
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "csp.middleware.CSPMiddleware"]
    settings.CONTENT_SECURITY_POLICY = base.CONTENT_SECURITY_POLICY
    settings.X_FRAME_OPTIONS = base.X_FRAME_OPTIONS
    monkeypatch.setattr(media, "render", plain_picture)
    # Nobody is asked here who the others are.
    monkeypatch.setattr(members, "MEMBERS", 16)
    demo.load()
    server = LiveServer("localhost")
    yield server.url
    server.stop()


def write_article(desk):
    index = NewsIndexPage.objects.get()
    desk.go(f"/admin/pages/add/kitnet_pages/newspage/{index.pk}/")
    desk.fill(title="Ny dato i Sjælland", lead="Vi mødes før jul.")
    desk.add_block("Citat")
    desk.fill(body__0__value__text="Det haster lidt.", body__0__value__person="En tovholder")
    desk.add_block("Billede")
    desk.choose("image", "Broen")
    desk.fill(body__1__value__alt="En bro over et bælt")
    preview = desk.preview()
    assert "Ny dato i Sjælland" in preview
    assert "Det haster lidt." in preview
    assert desk.words_counted() > 10
    desk.publish()
    return NewsPage.objects.get(title="Ny dato i Sjælland")


def plan_meeting(desk, day):
    group = GroupPage.objects.get(slug="sjaelland")
    following = RoundPage.objects.order_by("-year", "-number").first()
    desk.go(f"/admin/pages/add/kitnet_events/meetingpage/{group.pk}/")
    desk.fill(title="Hastemøde i Køge", start_date=day.isoformat(), start_time="09:30", end_time="12:00")
    desk.choose("round", following.title)
    desk.publish()
    return MeetingPage.objects.get(title="Hastemøde i Køge")


def written():
    """Return title, start and end of each meeting of the demo as its page has them, by UID."""
    told = {}
    for meeting in Meeting.objects.filter(feeds__kind=FeedKind.ALL).select_related("page"):
        when, title = meeting.page.when, meeting.page.title
        start, end = f"{when.start:%Y-%m-%dT%H:%M:%SZ}", f"{when.end:%Y-%m-%dT%H:%M:%SZ}"
        if when.date_only:
            start, end = str(when.first_day), str(when.last_day + timedelta(days=1))
        told[str(meeting.uid)] = (f"AFLYST: {title}" if meeting.is_cancelled else title, start, end)
    return told


def test_what_an_editor_publishes_reaches_readers_and_their_calendars(address, page, tmp_path):
    (programs,) = installation.or_skip(installation.khal)
    day, later = (timezone.localdate() + timedelta(days=ahead) for ahead in (10, 12))
    desk = Desk(page, address)
    desk.log_in(EDITOR.username, EDITOR.password)
    article = write_article(desk)
    meeting = plan_meeting(desk, day)

    assert article.slug == "ny-dato-i-sjaelland"
    page.goto(address + article.url)
    assert "Det haster lidt." in page.locator("main figure.kn-quote").inner_text()
    assert page.locator("main figure img[alt='En bro over et bælt']").count() == 1
    assert "Hastemøde i Køge" in page.locator(".kn-column").inner_text()

    subscriber = Subscriber(programs, tmp_path, f"{address}/kalender/all.ics")
    subscriber.sync()
    known = len(subscriber.events())
    assert subscriber.times_of("Hastemøde i Køge") == [(f"{day}T09:30", f"{day}T12:00")]

    desk.go(f"/admin/pages/{meeting.pk}/edit/")
    desk.fill(start_date=later.isoformat(), start_time="13:00", end_time="15:00")
    assert desk.publish()  # calendars change: the page that says so asks first
    subscriber.sync()
    assert subscriber.times_of("Hastemøde i Køge") == [(f"{later}T13:00", f"{later}T15:00")]
    assert len(subscriber.events()) == known
    page.goto(address + article.url)
    assert "13.00" in page.locator(".kn-column").inner_text()

    with urllib.request.urlopen(f"{address}/kalender/all.ics", timeout=20) as response:
        calendar = response.read()
    assert len(written()) > 10
    for reader in READERS:
        found, complaints = understood(reader, calendar)
        assert {uid: (one.title, one.start, one.end) for uid, one in found.items()} == written()
        assert complaints == []
