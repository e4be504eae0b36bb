"""An editor plans a round of five, publishes it and moves one meeting; and what was told to whom."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.domain.sending import send_due
from kitnet_events.models import Meeting, MeetingPage, RoundPage
from kitnet_pages.domain.roles import setup_roles
from tests import factories
from tests.desk import Desk
from tests.kitnet_events import calendars
from tests.kitnet_events.mail.mails import make_sign_up
from tests.planting import shared

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NAMES = ("Hovedstaden", "Midt-Nord", "Sjælland", "Syddanmark")
# Tuesdays of an autumn, none of them in a break: two years ahead, so that none is ever past.
YEAR = timezone.localdate().year + 2
TUESDAY = next(day for day in (date(YEAR, 9, 1) + timedelta(days=n) for n in range(7)) if day.weekday() == 1)
DAYS = [TUESDAY + timedelta(weeks=week) for week in range(5)]


@shared
def last(network):
    """Plant last year's round: a meeting in each group and a joint one."""
    page = factories.RoundPageFactory(parent=network.meeting_index, year=YEAR - 1, number=2, theme="Begreber")
    groups = [factories.GroupPageFactory(parent=network.group_index, title=name) for name in NAMES]
    for parent, day in zip([*groups, network.meeting_index], DAYS, strict=True):
        factories.make_meeting(parent, round=page, venue="Rådhuset", start_date=day - timedelta(weeks=50))
    return page


@pytest.fixture
def desk(network, page, live_server):
    setup_roles()
    editor = factories.UserFactory(username="redaktoer")
    editor.set_password("hemmelig-nok-2016")
    editor.save()
    editor.groups.add(Group.objects.get(name="Redaktører"))
    desk = Desk(page, live_server.url)
    desk.log_in("redaktoer", "hemmelig-nok-2016")
    return desk


def press(desk, selector):
    """Press a button and wait for the page that it leads to."""
    with desk.tab.expect_navigation():
        desk.tab.locator(selector).first.click()


def told():
    """Return what the network's calendar says of each meeting: UID, then its day and SEQUENCE."""
    events = calendars.read(Client(HTTP_HOST="host.example")).events
    return {event["UID"].raw: (event["DTSTART"].raw[:8], event["SEQUENCE"].raw) for event in events}


def test_planned_published_and_moved(desk, network, last):
    before = told()
    desk.go("/admin/meetings/plan/")
    fields = desk.tab.locator("input[name$='-day']").all()
    for field, day in zip(fields, DAYS, strict=True):
        field.fill(day.isoformat())
        field.press("Escape")
    press(desk, "form .kn-buttons button[type=submit]")

    season = RoundPage.objects.latest("pk")
    pages = list(MeetingPage.objects.filter(round=season).order_by("start_date"))
    assert [page.start_date for page in pages] == DAYS
    # Drafts are told to nobody.
    assert told() == before
    press(desk, "form[action*='publish'] button")
    assert told() == before
    press(desk, ".kn-effect .kn-buttons button[type=submit]")
    assert RoundPage.objects.get(pk=season.pk).live
    uids = [str(Meeting.objects.get(page=page).uid) for page in pages]
    published = dict(zip(uids, [(f"{day:%Y%m%d}", "0") for day in DAYS], strict=True))
    assert told() == before | published

    moved, stays = (Meeting.objects.get(page=page) for page in pages[:2])
    make_sign_up(moved, number=1)
    make_sign_up(stays, number=2)
    send_due()
    mail.outbox.clear()
    another = DAYS[0] + timedelta(days=1)
    desk.go(f"/admin/pages/{moved.page_id}/edit/")
    desk.fill(start_date=another.isoformat())
    desk.tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
    press(desk, "footer button[name=action-publish]")
    # The page asks first, and has told nobody yet.
    assert told()[uids[0]] == (f"{DAYS[0]:%Y%m%d}", "0")
    press(desk, ".kn-buttons button[type=submit]")
    send_due()

    assert told() == before | published | {uids[0]: (f"{another:%Y%m%d}", "1")}
    assert [message.to for message in mail.outbox] == [["deltager-1@kommune.example"]]
    assert rebuild_calendar().was_sound
