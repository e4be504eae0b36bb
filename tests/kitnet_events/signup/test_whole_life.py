"""The whole life of a sign-up, in real browsers, with mail over SMTP: what the network does all year long."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import icalendar
import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone

from kitnet_events.domain.sending import send_due
from kitnet_events.domain.terms import set_terms
from tests import factories
from tests.desk import PATIENCE, Desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FIRST, SECOND = "ida@faxe.example", "bo@koege.example"


class PostOffice:
    """A mail server that keeps what it accepts."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd calls it so
        letter = message_from_bytes(envelope.content, policy=policy.default)
        assert envelope.rcpt_tos == [letter["To"]]
        self.letters.append(letter)
        return "250 OK"

    def last_to(self, address: str) -> Any:
        """Let the outbox be sent, and return the latest letter to an address."""
        send_due()
        return [letter for letter in self.letters if letter["To"] == address][-1]


class AnyPort(Controller):
    """A mail server on whichever port is free."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def post_office(settings):
    office = PostOffice()
    controller = AnyPort(office, hostname="127.0.0.1", port=0)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    settings.KITNET_EVENTS = {"FORM_SECONDS": 0}
    yield office
    controller.stop()


@pytest.fixture
def meeting(network, live_server):
    """A meeting with one seat, on a site at the live server's address."""
    network.site.hostname, network.site.port = "localhost", int(live_server.url.rpartition(":")[2])
    network.site.save()
    group = factories.GroupPageFactory(parent=network.group_index)
    meeting = factories.make_meeting(group, title="Møde i Næstved")
    set_terms(meeting.pk, capacity=1)
    return meeting


def invitation(letter):
    """Return method, UID, SEQUENCE and start of what a letter tells the calendar; None when it tells nothing."""
    parts = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return None
    calendar = icalendar.Calendar.from_ical(parts[0].get_content())
    (event,) = calendar.events
    assert parts[0].get_param("method") == calendar["METHOD"]
    assert str(event["ATTENDEE"]) == f"mailto:{letter['To']}"
    return str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"]), event.start


def link_in(letter):
    words = letter.get_body(("plain",)).get_content()
    return re.search(r"http://localhost:\d+/tilmelding/\S+", words)[0]


def sign_up(tab, address, name, email):
    """Go from the meeting's page to the form, make a mistake first, and send it."""
    tab.goto(address)
    tab.get_by_role("link", name=re.compile("Tilmeld|venteliste")).first.click()
    tab.fill("[name=name]", name)
    tab.fill("[name=workplace]", "Konsulenthuset")
    tab.locator("main form.kn-form button[type=submit]").click()
    summary = tab.locator(".kn-errors")
    summary.wait_for()
    assert tab.evaluate("document.activeElement.classList.contains('kn-errors')")
    assert tab.input_value("[name=name]") == name
    tab.fill("[name=email]", email)
    tab.locator("main form.kn-form button[type=submit]").click()
    tab.wait_for_url("**/se-din-mail/")
    assert email in tab.locator("main").inner_text()


def press(tab, label):
    tab.get_by_role("button", name=label).click()
    tab.wait_for_url("**udfoert=*")
    assert tab.locator("main [role=status]").is_visible()


def test_two_people_one_seat_and_a_meeting_that_moves(page, browser, meeting, live_server, post_office):
    address = live_server.url + meeting.page.url
    second = browser.new_context(locale="da-DK", timezone_id="Europe/Copenhagen").new_page()
    for tab in (page, second):
        tab.set_default_timeout(PATIENCE)

    sign_up(page, address, "Ida Eksempel", FIRST)
    page.goto(link_in(post_office.last_to(FIRST)))
    press(page, "Ja, jeg vil have pladsen")
    method, uid, first_sequence, start = invitation(post_office.last_to(FIRST))
    assert (method, uid, start) == ("REQUEST", str(meeting.uid), meeting.starts_at)

    second.goto(address)
    assert "Alle pladser er taget" in second.locator(".kn-signup").inner_text()
    sign_up(second, address, "Bo Eksempel", SECOND)
    second.goto(link_in(post_office.last_to(SECOND)))
    press(second, "Ja, sæt mig på ventelisten")
    assert "nummer 1 på ventelisten" in second.locator("h1").inner_text()
    assert invitation(post_office.last_to(SECOND)) is None

    page.goto(link_in(post_office.last_to(FIRST)))
    press(page, "Jeg kommer ikke")
    assert invitation(post_office.last_to(FIRST))[::2] == ("CANCEL", first_sequence + 1)
    method, uid, sequence, _start = invitation(post_office.last_to(SECOND))
    assert (method, uid) == ("REQUEST", str(meeting.uid))
    second.reload()
    assert "Du har en plads" in second.locator("h1").inner_text()

    day = timezone.localdate(meeting.starts_at) + timedelta(days=7)
    user = factories.make_administrator()
    user.set_password("en lang kode")
    user.save()
    desk = Desk(browser.new_context(locale="da-DK").new_page(), live_server.url)
    desk.log_in(user.username, "en lang kode")
    desk.go(f"/admin/pages/{meeting.page_id}/edit/")
    desk.fill(start_date=day.isoformat())
    desk.tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
    desk.tab.locator("footer button[name=action-publish]").click()
    desk.tab.get_by_role("button", name=re.compile("send 1 mail")).click()
    desk.tab.locator(".messages .success").wait_for()

    moved = post_office.last_to(SECOND)
    method, uid, later, start = invitation(moved)
    assert (method, uid) == ("REQUEST", str(meeting.uid))
    assert later > sequence
    assert timezone.localdate(start) == day
    words = moved.get_body(("plain",)).get_content()
    assert f"{timezone.localdate(meeting.starts_at).day}.\N{NO-BREAK SPACE}" in words
    assert f"{day.day}.\N{NO-BREAK SPACE}" in words
    assert len([letter for letter in post_office.letters if letter["To"] == FIRST]) == 3
