"""An editor moves a meeting: what the page that asks shows, and what arrives."""

import pytest
from django.contrib.auth.models import Group
from django.core import mail as django_mail

from kitnet_events.domain.sending import send_due
from kitnet_events.enums import MailKey, MailState
from kitnet_events.models import MailText, OutboxMail
from kitnet_pages.domain.roles import setup_roles
from tests import factories
from tests.desk import Desk

from . import mails

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


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
    with desk.tab.expect_navigation():
        desk.tab.locator(selector).first.click()


def test_editor_sees_the_mail_with_the_line_before_anybody_gets_it(desk, meeting):
    for number in (1, 2):
        mails.make_sign_up(meeting, number=number)
    text = MailText.objects.get(key=MailKey.MEETING_MOVED)
    desk.go(f"/admin/meetings/mail-texts/edit/{text.pk}/")
    desk.tab.locator("#id_body").fill("Kære ")
    desk.tab.locator("[data-kn-insert='{navn}']").click()
    shown = desk.tab.frame_locator("#kn-mail-preview iframe")
    shown.get_by_role("paragraph").filter(has_text="Kære ").first.wait_for()
    assert desk.tab.locator("#id_body").input_value() == "Kære {navn}"
    press(desk, ".kn-buttons button[type=submit]")

    desk.go(f"/admin/pages/{meeting.page_id}/edit/")
    desk.fill(start_time="18:00", end_time="20:00")
    desk.tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
    press(desk, "footer button[name=action-publish]")
    assert "2 tilmeldte får en mail" in desk.tab.inner_text("main")
    desk.tab.locator("#id_added_line").fill("Salen var optaget.")
    shown.get_by_role("paragraph").filter(has_text="Salen var optaget.").first.wait_for()
    assert OutboxMail.objects.count() == 0
    press(desk, ".kn-buttons button[type=submit]")
    assert "2 mails er på vej" in desk.tab.inner_text("body")
    assert set(OutboxMail.objects.values_list("key", "state")) == {(MailKey.MEETING_MOVED, MailState.SENT)}
    assert send_due() == 0
    assert [message.to for message in django_mail.outbox] == [
        ["deltager-1@kommune.example"],
        ["deltager-2@kommune.example"],
    ]
    assert django_mail.outbox[0].body.startswith("Kære Søren Kærgaard\n\nSalen var optaget.")
