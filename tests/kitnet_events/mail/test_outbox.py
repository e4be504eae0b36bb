"""The register of mails, and what an editor does there."""

import pytest
from django.urls import reverse

from kitnet_events.domain.resending import drop_mails, release_mails, send_again
from kitnet_events.enums import ItipMethod, MailKey, MailState
from kitnet_events.models import OutboxMail
from tests import factories, roles
from tests.queries import number_of_queries

from . import mails

WHY = "Modtagerens adresse afvises: 550 No such user"


def url(name, *args):
    return reverse(f"meetings_outbox_modeladmin_{name}", args=args)


@pytest.fixture
def failed(meeting):
    mail = mails.make_mail(MailKey.CONFIRMED, meeting)
    OutboxMail.objects.filter(pk=mail.pk).update(state=MailState.FAILED, attempts=8, last_error=WHY)
    return factories.fresh(mail)


@pytest.fixture
def held(meeting):
    sign_up = mails.make_sign_up(meeting, number=7)
    return mails.write_mail(MailKey.MEETING_MOVED, sign_up, method=ItipMethod.REQUEST, on_hold=True)


# ── The rules ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_sending_again_starts_afresh_under_the_same_message_id(failed):
    assert send_again([failed.pk]) == 1
    again = factories.fresh(failed)
    assert (again.state, again.attempts, again.message_id) == (MailState.QUEUED, 0, failed.message_id)
    assert send_again([failed.pk]) == 0


def test_only_what_waits_or_failed_is_dropped(failed, held, meeting):
    queued = mails.make_mail(MailKey.REMINDER, meeting, number=3)
    assert drop_mails([failed.pk, held.pk, queued.pk]) == 2
    assert factories.fresh(queued).state == MailState.QUEUED


def test_a_released_mail_takes_its_sequence_then(held):
    assert held.sequence is None
    assert release_mails([held.pk]) == 1
    assert factories.fresh(held).sequence == held.meeting.sequence


def test_a_mail_on_hold_is_dropped_when_its_reader_is_signed_up_no_more(held):
    type(held.sign_up).objects.filter(pk=held.sign_up_id).update(state="cancelled")
    assert (release_mails([held.pk]), factories.fresh(held).state) == (0, MailState.DROPPED)


def test_the_sign_up_shows_why_its_mail_failed_and_sends_it_again(failed):
    client = roles.editor()
    address = reverse("meetings_signups_modeladmin_inspect", args=[failed.sign_up_id])
    html = client.get(address).content.decode()
    assert WHY in html
    assert url("action", failed.pk, "again") in html
    answer = client.post(url("action", failed.pk, "again"), {"next": address})
    assert answer.headers["Location"] == address
    assert factories.fresh(failed).state == MailState.QUEUED


# ── The register ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_list_says_state_recipient_and_reason_in_words(failed):
    html = roles.editor().get(url("index")).content.decode()
    assert 'data-state="failed"' in html
    assert failed.to in html
    assert WHY in html


@pytest.mark.parametrize("query", ["state__exact=failed", "q=deltager-1", "q=550"])
def test_list_is_filtered_and_searched(failed, held, query):
    found = list(roles.editor().get(f"{url('index')}?{query}").context["object_list"])
    assert found == [failed]


def test_one_mail_is_shown_as_it_arrives_without_its_link(failed):
    answer = roles.editor().get(url("inspect", failed.pk))
    html = answer.content.decode()
    assert WHY in html
    assert "/tilmelding/…/" in answer.context["preview"].text
    real = mails.receive(failed).content("text/plain")
    token = next(word for word in real.split() if "/tilmelding/" in word).rstrip("/").rpartition("/")[2]
    assert len(token) > 40
    assert token not in html


def test_buttons_send_again_release_and_drop(failed, held):
    client = roles.editor()
    client.post(url("action", failed.pk, "again"))
    client.post(url("action", held.pk, "send"))
    assert {factories.fresh(mail).state for mail in (failed, held)} == {MailState.QUEUED}
    OutboxMail.objects.filter(pk=held.pk).update(state=MailState.ON_HOLD)
    client.post(url("action", held.pk, "drop"))
    assert factories.fresh(held).state == MailState.DROPPED


def test_a_held_mail_about_a_change_leads_to_the_page_for_all_of_them(held):
    html = roles.editor().get(url("inspect", held.pk)).content.decode()
    assert reverse("kitnet_meetings:release", args=[held.meeting.uid]) in html


def test_what_is_done_is_done_by_post_alone_and_never_twice(failed):
    client = roles.editor()
    assert client.get(url("action", failed.pk, "again")).status_code == 405
    assert client.get(url("all_again")).status_code == 405
    assert client.post(url("action", failed.pk, "explode")).status_code == 302
    assert factories.fresh(failed).state == MailState.FAILED


def test_all_failed_mails_go_again_by_one_click(failed, meeting):
    other = mails.make_mail(MailKey.REMINDER, meeting, number=3)
    OutboxMail.objects.filter(pk=other.pk).update(state=MailState.FAILED)
    client = roles.editor()
    assert client.get(url("index")).context["failed_count"] == 2
    client.post(url("all_again"))
    assert OutboxMail.objects.filter(state=MailState.QUEUED).count() == 2


def test_facilitators_reach_their_own_groups_mails_alone(failed, network):
    elsewhere = factories.GroupPageFactory(parent=network.group_index, title="Syddanmark")
    own, foreign = roles.facilitator(failed.meeting.group), roles.facilitator(elsewhere)
    assert list(own.get(url("index")).context["object_list"]) == [failed]
    assert list(foreign.get(url("index")).context["object_list"]) == []
    assert foreign.get(url("inspect", failed.pk)).status_code == 404
    assert foreign.post(url("action", failed.pk, "again")).status_code == 404
    foreign.post(url("all_again"))
    assert factories.fresh(failed).state == MailState.FAILED
    assert own.post(url("action", failed.pk, "again")).status_code == 302
    assert factories.fresh(failed).state == MailState.QUEUED
    assert roles.writer().get(url("index")).headers["Location"] == "/admin/"


def test_list_costs_the_same_for_one_mail_and_for_thirty(meeting):
    client = roles.editor()
    mails.make_mail(MailKey.CONFIRMED, meeting)
    one = number_of_queries(lambda: client.get(url("index")))
    for number in range(2, 31):
        mails.make_mail(MailKey.CONFIRMED, meeting, number=number)
    assert number_of_queries(lambda: client.get(url("index"))) == one
