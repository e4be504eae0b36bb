"""Mails that the calendar calls for: reminders, and that sign-up is open."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kitnet_events.domain.reminders import due_at, reminder_days, tell_openings, write_reminders
from kitnet_events.domain.sending import send_due
from kitnet_events.domain.signup import note_opening
from kitnet_events.enums import MailKey, MailState, SignUpState
from kitnet_events.models import OpeningNotice, OutboxMail, SignUp
from tests import factories

from . import mails


@pytest.fixture
def ea(meeting):
    sign_up = mails.make_sign_up(meeting, name="Ea Holm")
    SignUp.objects.filter(pk=sign_up.pk).update(proved_at=timezone.now() - timedelta(days=60))
    return sign_up


def reminders():
    return OutboxMail.objects.filter(key=MailKey.REMINDER)


def test_reminders_go_seven_days_and_one_day_before_unless_the_meeting_says_otherwise(meeting):
    assert reminder_days(meeting) == (7, 1)
    for chosen, days in (("14, 3,3", (14, 3)), ("2", (2,)), (" - ", ()), ("0", (0,))):
        meeting.reminder_days = chosen
        assert reminder_days(meeting) == days


def test_each_person_with_a_seat_is_reminded_once_a_time(meeting, ea):
    mails.make_sign_up(meeting, SignUpState.WAITING, number=2)
    mails.make_sign_up(meeting, SignUpState.CANCELLED, number=3)
    counts = [write_reminders(due_at(meeting, days) + timedelta(minutes=1)) for days in (8, 7, 7, 3, 1, 1)]
    assert counts == [0, 1, 0, 0, 1, 0]
    assert list(reminders().values_list("to", flat=True)) == [ea.participant.email] * 2


def test_a_meeting_without_reminders_has_none(meeting, ea):
    meeting.reminder_days = "-"
    meeting.save()
    assert write_reminders(due_at(meeting, 7) + timedelta(minutes=1)) == 0


def test_who_got_the_seat_after_a_reminder_was_due_is_not_reminded_at_once(meeting):
    mails.make_sign_up(meeting)
    SignUp.objects.update(proved_at=due_at(meeting, 7) + timedelta(minutes=5))
    assert write_reminders(due_at(meeting, 7) + timedelta(hours=1)) == 0


def test_who_was_just_told_of_the_seat_is_not_reminded_at_once(meeting, ea):
    """They proved the address long ago, waited, and hear of the meeting this morning anyway."""
    mails.write_mail(MailKey.PROMOTED, ea)
    OutboxMail.objects.update(created_at=due_at(meeting, 7) + timedelta(minutes=5))
    assert write_reminders(due_at(meeting, 7) + timedelta(hours=1)) == 0
    assert write_reminders(due_at(meeting, 1) + timedelta(hours=1)) == 1


def test_nobody_is_reminded_of_a_cancelled_meeting(meeting, ea):
    type(meeting).objects.update(status="cancelled")
    assert write_reminders(due_at(meeting, 7) + timedelta(minutes=1)) == 0


def test_a_reminder_that_is_a_day_late_is_not_written_any_more(meeting, ea):
    assert write_reminders(due_at(meeting, 7) + timedelta(hours=25)) == 0


def test_who_was_reminded_is_reminded_of_the_new_date_of_a_moved_meeting(meeting, ea):
    write_reminders(due_at(meeting, 7) + timedelta(minutes=1))
    page = meeting.page
    page.start_date += timedelta(days=20)
    page.save()
    moved = factories.fresh(meeting)
    assert write_reminders(due_at(moved, 7) + timedelta(minutes=1)) == 1


def test_a_reminder_is_dropped_when_the_meeting_is_cancelled_meanwhile(meeting, ea):
    write_reminders(due_at(meeting, 7) + timedelta(minutes=1))
    type(meeting).objects.update(status="cancelled")
    assert send_due() == 0
    assert reminders().get().state == MailState.DROPPED


def test_reminder_says_when_where_and_how_to_step_back(meeting, ea):
    write_reminders(due_at(meeting, 7) + timedelta(minutes=1))
    text = mails.receive(reminders().get()).content("text/plain")
    for expected in ("Ea Holm", meeting.title, "kl.\N{NO-BREAK SPACE}9.30–15.00", "Næstved Rådhus", "/tilmelding/"):
        assert expected in text


# ── Sign-up opens ────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_asked_hears_once_that_sign_up_is_open_and_is_forgotten(meeting):
    meeting.opens_at = timezone.now() + timedelta(days=2)
    meeting.save()
    note_opening(meeting.pk, " Nysgerrig@kommune.example ")
    note_opening(meeting.pk, "nysgerrig@kommune.example")
    assert tell_openings() == 0
    assert tell_openings(meeting.opens_at + timedelta(minutes=1)) == 1
    assert (OpeningNotice.objects.count(), tell_openings(meeting.opens_at + timedelta(minutes=2))) == (0, 0)
    assert OutboxMail.objects.get(key=MailKey.SIGN_UP_OPENS).to == "nysgerrig@kommune.example"


def test_who_asked_about_a_meeting_that_is_over_is_forgotten_without_a_word(meeting):
    note_opening(meeting.pk, "nysgerrig@kommune.example")
    assert tell_openings(meeting.starts_at + timedelta(minutes=1)) == 0
    assert (OpeningNotice.objects.count(), OutboxMail.objects.count()) == (0, 0)
