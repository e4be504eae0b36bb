"""A change of a meeting with nobody to ask, cancelling and reviving: what waits for an editor, and what goes out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kitnet_events.domain.meetings import cancel_meeting, revive_meeting
from kitnet_events.enums import ItipMethod, MailKey, MailState, SignUpState
from kitnet_events.models import Meeting, MeetingPage, OutboxMail
from tests import factories, roles

from . import mails
from .asking import ALL_DROPPED, ALL_HELD, ALL_QUEUED, edited, form_of, moved_by_script, release_address, states

pytestmark = pytest.mark.usefixtures("english")


# ── With nobody to ask ───────────────────────────────────────────────────────────────────────────────────────────
def test_what_nobody_was_asked_about_waits_and_the_page_leads_there(meeting, people):
    moved_by_script(meeting)
    assert states() == ALL_HELD
    page = roles.editor().get(reverse("wagtailadmin_pages:edit", args=[meeting.page_id])).content.decode()
    assert release_address(meeting) in page
    assert "3 mails wait for you" in page


@pytest.mark.parametrize(("answer", "expected"), [({}, ALL_QUEUED), ({"without-mail": "1"}, ALL_DROPPED)])
def test_mails_that_wait_are_sent_or_dropped_by_one_click(meeting, people, answer, expected):
    moved_by_script(meeting)
    client = roles.editor()
    shown = client.get(release_address(meeting))
    assert "18.00–20.00" in shown.context["preview"].text
    (when,) = shown.context["effect"].differences
    assert (when.old[-10:], when.new[-11:]) == ("9.30–15.00", "18.00–20.00")
    client.post(release_address(meeting), {"added_line": "Undskyld.", **answer})
    assert states() == expected
    assert client.get(release_address(meeting)).status_code == 302


def test_the_old_time_in_the_mail_is_the_one_that_its_reader_knows(meeting, people):
    moved_by_script(meeting)
    client, answer = edited(meeting, start_time="12:00", end_time="13:00")
    _address, page, _fields = form_of(client, answer)
    assert "9.30–15.00" in page.context["preview"].text
    assert "18.00" not in page.context["preview"].text


def test_who_never_heard_that_it_moved_hears_nothing_when_it_is_back(meeting, people):
    before = factories.fresh(meeting.page)
    moved_by_script(meeting)
    page = factories.fresh(meeting.page)
    page.start_time, page.end_time = before.start_time, before.end_time
    page.save_revision().publish()
    assert states() == ALL_DROPPED


def test_who_never_heard_that_it_was_cancelled_hears_of_no_revival(meeting, people):
    cancel_meeting(meeting.pk, "Syg")
    revive_meeting(meeting.pk)
    assert set(OutboxMail.objects.values_list("state", flat=True)) == {MailState.DROPPED}


def test_a_correction_of_a_meeting_that_is_over_is_told_to_nobody(meeting, people):
    held = timezone.now() - timedelta(days=3)
    MeetingPage.objects.filter(pk=meeting.page_id).update(start_date=held)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=held, ends_at=held + timedelta(hours=5))
    moved_by_script(meeting)
    assert states() == []


def test_another_time_of_a_cancelled_meeting_is_told_to_nobody(meeting, people):
    cancel_meeting(meeting.pk, "Syg")
    moved_by_script(meeting)
    assert states() == []


# ── Cancelling and reviving ──────────────────────────────────────────────────────────────────────────────────────
def test_cancelling_tells_all_at_once_with_reason_and_line(meeting, people):
    for one in people[:2]:
        mails.write_mail(MailKey.CONFIRMED, one, method=ItipMethod.REQUEST)
    OutboxMail.objects.all().update(state=MailState.SENT)
    client, address = roles.editor(), reverse("kitnet_meetings:cancel", args=[meeting.uid])
    shown = client.get(address)
    assert "3 persons who signed up get a mail" in shown.content.decode()
    assert "cancelled" in shown.context["preview"].text
    client.post(address, {"reason": "Værten er syg.", "added_line": "Vi finder en ny dag."})
    told = OutboxMail.objects.filter(key=MailKey.MEETING_CANCELLED, state=MailState.QUEUED)
    assert told.count() == 3
    received = mails.receive(told.get(to="deltager-1@kommune.example"))
    text = received.content("text/plain")
    assert "Værten er syg." in text
    assert "Vi finder en ny dag." in text
    assert received.calendar["METHOD"] == "CANCEL"


def test_reviving_tells_all_at_once(meeting, people):
    cancel_meeting(meeting.pk, "Syg")
    client = roles.editor()
    client.post(release_address(meeting), {})
    client.post(reverse("kitnet_meetings:revive", args=[meeting.uid]), {"added_line": "Ny vært."})
    assert OutboxMail.objects.filter(key=MailKey.MEETING_REVIVED, state=MailState.QUEUED).count() == 3


def test_whom_the_new_time_does_not_suit_steps_back_with_two_clicks(client, meeting, people):
    moved_by_script(meeting)
    roles.editor().post(release_address(meeting), {})
    mail = OutboxMail.objects.get(key=MailKey.MEETING_MOVED, to="deltager-1@kommune.example")
    link = next(word for word in mails.receive(mail).content("text/plain").split() if "/tilmelding/" in word)
    path = link.removeprefix("http://host.example")
    page = client.get(path, HTTP_HOST="host.example").content.decode()
    assert 'name="action" value="cancel"' in page
    client.post(path, {"action": "cancel"}, HTTP_HOST="host.example")
    assert factories.fresh(people[0]).state == SignUpState.CANCELLED
