"""Sending what the outbox holds: tries, pauses, giving up, and the words for it."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail as django_mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from kitnet_events.domain.sending import send_due
from kitnet_events.enums import MailKey, MailState
from kitnet_events.models import Meeting, OutboxMail, SignUp
from tests import factories

from . import mails

REFUSED = smtplib.SMTPRecipientsRefused({"a@kommune.example": (550, b"No such user https://spam.example/?t=secret")})
BUSY = smtplib.SMTPRecipientsRefused({"a@kommune.example": (451, b"Greylisted, try later")})
GONE = ConnectionRefusedError(111, "Connection refused")


class Postman(EmailBackend):
    """A mail server that answers as a test wants it to."""

    answers: list = []
    asked = 0

    def send_messages(self, messages):
        Postman.asked += 1
        answer = Postman.answers.pop(0) if Postman.answers else None
        if isinstance(answer, Exception):
            raise answer
        if answer == 0:
            return 0
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def postman(settings):
    settings.EMAIL_BACKEND = f"{__name__}.{Postman.__name__}"
    Postman.answers, Postman.asked = [], 0
    return Postman


@pytest.fixture
def mail(meeting):
    return mails.make_mail(MailKey.CONFIRMED, meeting)


def again(mail):
    """Let the pause be over, and send."""
    OutboxMail.objects.update(next_attempt_at=timezone.now())
    send_due()
    return factories.fresh(mail)


def test_a_mail_is_sent_once_and_says_when(mail):
    assert (send_due(), send_due()) == (1, 0)
    sent = factories.fresh(mail)
    assert (sent.state, sent.attempts, sent.leased_until, sent.last_error) == (MailState.SENT, 1, None, "")
    assert timezone.now() - sent.sent_at < timedelta(minutes=1)
    assert len(django_mail.outbox) == 1


def test_a_server_that_is_busy_is_asked_again_after_a_pause_that_doubles(mail, postman):
    postman.answers = [BUSY, BUSY, BUSY]
    pauses = []
    for _try in range(3):
        tried = again(mail)
        pauses.append(round((tried.next_attempt_at - timezone.now()).total_seconds()))
    assert pauses == [60, 120, 240]
    assert (tried.state, tried.attempts) == (MailState.QUEUED, 3)
    assert "451 Greylisted, try later" in tried.last_error
    assert again(mail).state == MailState.SENT


def test_nothing_is_sent_before_its_pause_is_over(mail, postman):
    postman.answers = [BUSY]
    assert (send_due(), send_due(), postman.asked) == (0, 0, 1)


def test_after_the_last_try_the_row_says_why(mail, postman):
    postman.answers = [BUSY] * 20
    for _try in range(8):
        tried = again(mail)
    assert (tried.state, tried.attempts) == (MailState.FAILED, 8)
    assert "451 Greylisted, try later" in tried.last_error
    again(mail)
    assert postman.asked == 8


def test_a_refused_address_is_not_tried_again_and_the_reason_holds_no_link(mail, postman):
    postman.answers = [REFUSED]
    tried = again(mail)
    assert (tried.state, tried.attempts) == (MailState.FAILED, 1)
    assert "550 No such user …" in tried.last_error
    assert "secret" not in tried.last_error


def test_a_server_that_cannot_be_reached_costs_no_mail_a_try_too_many(mail, postman):
    postman.answers = [GONE] * 50
    for _try in range(12):
        tried = again(mail)
    assert (tried.state, tried.attempts) == (MailState.QUEUED, 12)
    assert (tried.next_attempt_at - timezone.now()).total_seconds() <= 15 * 60
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=4))
    assert again(mail).state == MailState.FAILED


def test_others_are_not_tried_while_the_server_cannot_be_reached(meeting, mail, postman):
    mails.make_mail(MailKey.CONFIRMED, meeting, number=2)
    postman.answers = [GONE]
    assert (send_due(), postman.asked) == (0, 1)


def test_a_server_that_breaks_off_after_some_mails_gets_the_others_on_a_new_connection(meeting, mail, postman):
    second, third = [mails.make_mail(MailKey.CONFIRMED, meeting, number=number) for number in (2, 3)]
    postman.answers = [None, smtplib.SMTPServerDisconnected("Enough for now")]
    assert send_due() == 2
    assert [factories.fresh(one).state for one in (mail, second, third)] == ["sent", "queued", "sent"]


def test_a_server_that_took_nothing_has_not_got_it(mail, postman):
    postman.answers = [0]
    assert (send_due(), factories.fresh(mail).state) == (0, MailState.QUEUED)


def test_one_bad_mail_does_not_keep_the_others(meeting, mail, postman):
    other = mails.make_mail(MailKey.CONFIRMED, meeting, number=2)
    postman.answers = [REFUSED]
    assert send_due() == 1
    assert [factories.fresh(one).state for one in (mail, other)] == [MailState.FAILED, MailState.SENT]


def test_a_mail_that_cannot_be_written_does_not_keep_the_others(meeting, mail):
    OutboxMail.objects.filter(pk=mail.pk).update(key="unknown")
    other = mails.make_mail(MailKey.CONFIRMED, meeting, number=2)
    assert send_due() == 1
    assert factories.fresh(other).state == MailState.SENT
    broken = factories.fresh(mail)
    assert (broken.state, "KeyError" in broken.last_error) == (MailState.QUEUED, True)


def test_who_has_leased_a_mail_has_it_alone_until_the_lease_runs_out(mail):
    OutboxMail.objects.update(leased_until=timezone.now() + timedelta(seconds=30))
    assert send_due() == 0
    OutboxMail.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert send_due() == 1


def test_nobody_else_sends_a_mail_that_is_on_its_way(mail, postman, monkeypatch):
    others = []

    def meanwhile(self, messages):
        monkeypatch.undo()
        others.append(send_due())
        return self.send_messages(messages)

    monkeypatch.setattr(postman, "send_messages", meanwhile)
    assert (send_due(), others, len(django_mail.outbox)) == (1, [0], 1)


def test_who_was_too_slow_leaves_the_mail_to_whom_has_leased_it_since(mail, postman, monkeypatch):
    theirs = timezone.now() + timedelta(minutes=9)

    def too_slow(self, messages):
        OutboxMail.objects.update(leased_until=theirs)
        raise BUSY

    monkeypatch.setattr(postman, "send_messages", too_slow)
    send_due()
    assert (factories.fresh(mail).leased_until, factories.fresh(mail).last_error) == (theirs, "")


def test_to_one_person_about_one_meeting_mails_go_in_the_order_of_their_writing(mail, meeting, postman):
    second = mails.write_mail(MailKey.CANCELLED, mail.sign_up)
    postman.answers = [BUSY]
    assert send_due() == 0
    assert factories.fresh(second).state == MailState.QUEUED
    again(mail)
    arrived = [message.extra_headers["Message-ID"] for message in django_mail.outbox]
    assert [str(one.message_id) in there for one, there in zip((mail, second), arrived, strict=True)] == [True, True]


@pytest.mark.parametrize(
    ("key", "model", "change"),
    [
        (MailKey.WAITING, SignUp, {"state": "cancelled"}),
        (MailKey.PROVE, SignUp, {"proved_at": timezone.now()}),
        (MailKey.OFFERED, SignUp, {"state": "confirmed"}),
        (MailKey.REMINDER, SignUp, {"state": "cancelled"}),
        (MailKey.SIGN_UP_OPENS, Meeting, {"takes_sign_ups": False}),
    ],
)
def test_a_mail_with_nothing_to_tell_any_more_is_dropped(meeting, key, model, change):
    mail = mails.make_mail(key, meeting)
    model.objects.update(**change)
    assert send_due() == 0
    assert factories.fresh(mail).state == MailState.DROPPED


def test_what_is_on_hold_stays(meeting):
    held = mails.write_mail(MailKey.MEETING_MOVED, mails.make_sign_up(meeting), on_hold=True)
    assert send_due() == 0
    assert factories.fresh(held).state == MailState.ON_HOLD


def test_the_log_says_which_mail_but_not_to_whom(mail, postman, caplog):
    postman.answers = [REFUSED]
    send_due()
    assert f"Mail {mail.pk} (confirmed) was not sent" in caplog.text
    assert mail.to not in caplog.text
    assert "secret" not in caplog.text
