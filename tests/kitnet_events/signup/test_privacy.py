"""Personal data ends: after a week, after 180 days, and when somebody leaves."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from kitnet_events.admin.signup_filters import register_url
from kitnet_events.domain import clock
from kitnet_events.domain import signup as rules
from kitnet_events.domain.attendance import attendance_of
from kitnet_events.domain.privacy import erase_person, forget_due, forget_personal_data
from kitnet_events.models import (
    AttendanceCount,
    ClockMark,
    Invitation,
    Meeting,
    OpeningNotice,
    OutboxMail,
    Participant,
    Renewal,
    RenewalYear,
    SignUp,
)
from tests import factories

from .people import WRITTEN, details, ended, everything, sign_up

pytestmark = pytest.mark.django_db


def grow_old(**ago):
    """Let everybody have been known for so long."""
    Participant.objects.update(created_at=timezone.now() - timedelta(**ago))


# ── The two clocks ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("ago", "needs", "note"),
    [
        ({"days": 6, "hours": 23}, "Nødder", "Kommer senere"),
        ({"days": 7, "hours": 1}, "", "Kommer senere"),
        ({"days": 179, "hours": 23}, "", "Kommer senere"),
        ({"days": 180, "hours": 1}, "", ""),
    ],
)
def test_needs_end_after_a_week_and_what_was_written_after_180_days(meeting, ago, needs, note):
    mine = sign_up(meeting, 1, **WRITTEN)
    SignUp.objects.update(internal_note="Ringede")
    Participant.objects.update(is_member=True)
    ended(meeting, **ago)
    forget_due()
    mine.refresh_from_db()
    assert (mine.needs, mine.note) == (needs, note)
    rest = (mine.answers, mine.internal_note, mine.signed_up_by)
    assert rest == ((WRITTEN["answers"], "Ringede", "Bo Eksempel") if note else ({}, "", ""))
    assert OutboxMail.objects.exists() == bool(note)
    assert Invitation.objects.exists() == bool(note)


def test_needs_of_who_steps_back_end_at_once(meeting):
    mine = sign_up(meeting, 1, **WRITTEN)
    rules.cancel_sign_up(mine.pk)
    mine.refresh_from_db()
    assert (mine.needs, mine.note) == ("", WRITTEN["note"])


def test_the_clocks_are_settings(meeting, settings):
    settings.KITNET_EVENTS = {"NEEDS_DAYS": 1, "DATA_DAYS": 2}
    mine = sign_up(meeting, 1, **WRITTEN)
    Participant.objects.update(is_member=True)
    ended(meeting, hours=25)
    forget_due()
    mine.refresh_from_db()
    assert (mine.needs, mine.note) == ("", "Kommer senere")
    ended(meeting, hours=49)
    forget_due()
    mine.refresh_from_db()
    assert mine.note == ""


def test_what_is_written_of_a_coming_meeting_stays(meeting):
    mine = sign_up(meeting, 1, **WRITTEN)
    grow_old(days=900)
    OutboxMail.objects.update(created_at=timezone.now() - timedelta(days=900))
    result = forget_due()
    assert (result.needs, result.data, result.people) == (0, 0, 0)
    mine.refresh_from_db()
    assert mine.needs == "Nødder"
    assert OutboxMail.objects.exists()


def test_mail_about_no_meeting_ends_180_days_after_it_was_written(meeting):
    from kitnet_events.domain.own_page import send_link

    sign_up(meeting)
    send_link("deltager-1@kommune.example")
    OutboxMail.objects.filter(key="own_page").update(created_at=timezone.now() - timedelta(days=179))
    forget_due()
    assert OutboxMail.objects.filter(key="own_page").exists()
    OutboxMail.objects.filter(key="own_page").update(created_at=timezone.now() - timedelta(days=181))
    forget_due()
    assert not OutboxMail.objects.filter(key="own_page").exists()


def test_name_and_attendance_stay_while_the_person_is_a_member(meeting):
    mine = sign_up(meeting)
    SignUp.objects.update(attended=True)
    Participant.objects.update(is_member=True)
    ended(meeting, days=1000)
    grow_old(days=1100)
    forget_due()
    mine.refresh_from_db()
    assert (mine.name, mine.attended, mine.participant.email) == ("Deltager 1", True, "deltager-1@kommune.example")


def test_who_left_the_network_leaves_numbers_by_municipality(meeting):
    koege, faxe = factories.MunicipalityFactory(name="Køge"), factories.MunicipalityFactory(name="Faxe")
    meeting.capacity = 9
    meeting.save()
    homes = (koege, koege, faxe, None)
    mine = [sign_up(meeting, number, municipality_id=one and one.pk) for number, one in enumerate(homes)]
    rules.cancel_sign_up(sign_up(meeting, 8, municipality_id=faxe.pk).pk)
    SignUp.objects.filter(pk=mine[0].pk).update(attended=True)
    ended(meeting, days=181)
    grow_old(days=300)
    before = {(one.municipality_id, one.signed_up, one.attended) for one in attendance_of(meeting)}
    assert before == {(koege.pk, 2, 1), (faxe.pk, 1, 0), (None, 1, 0)}
    assert forget_due().people == 5
    assert {(one.municipality_id, one.signed_up, one.attended) for one in attendance_of(meeting)} == before
    assert not Participant.objects.exists()
    assert not SignUp.objects.exists()
    assert [row for row in everything() if "Deltager" in row[1] or "kommune.example" in row[1]] == []


def test_editors_see_the_numbers_when_the_names_are_gone(admin_client, meeting):
    koege = factories.MunicipalityFactory(name="Køge")
    meeting.capacity = None
    meeting.save()
    mine = [sign_up(meeting, number, municipality_id=home) for number, home in enumerate((koege.pk, koege.pk, None))]
    SignUp.objects.filter(pk=mine[0].pk).update(attended=True)
    ended(meeting, days=181)
    grow_old(days=300)
    forget_due()
    rows = BeautifulSoup(admin_client.get(register_url(meeting)).content, "html.parser").select(".kn-desk__where li")
    told = [" ".join(row.get_text().split()) for row in rows]
    assert told == ["Køge 2 · 1 var der", "Andre organisationer 1 · 0 var der"]


def test_numbers_are_the_same_in_every_step_of_forgetting(meeting):
    meeting.capacity = None
    meeting.save()
    people = [sign_up(meeting, number).participant for number in range(3)]
    ended(meeting, days=1)
    expected = attendance_of(meeting)
    for person in people:
        erase_person(person)
        assert attendance_of(meeting) == expected
    assert AttendanceCount.objects.get().signed_up == 3


def test_who_was_at_a_meeting_lately_is_not_forgotten_for_an_older_one(meeting, group):
    mine = sign_up(meeting)
    recent = factories.make_meeting(group)
    sign_up(recent)
    ended(meeting, days=400)
    ended(recent, days=100)
    grow_old(days=500)
    assert forget_due().people == 0
    mine.refresh_from_db()
    assert mine.name == "Deltager 1"


def test_what_nobody_said_yes_to_is_forgotten_the_day_after_its_hold_ended(meeting):
    log(rules.sign_up(meeting.pk, details(1)), "wagtail.edit")
    now = timezone.now()
    rules.end_lapsed(meeting.pk, now=now + timedelta(hours=49))
    Participant.objects.update(created_at=now)
    forget_due(now + timedelta(hours=50))
    assert SignUp.objects.count() == 1
    forget_due(now + timedelta(hours=74))
    assert not SignUp.objects.exists()
    assert not Participant.objects.exists()
    assert [row for row in everything() if "deltager-1" in row[1]] == []
    assert not AttendanceCount.objects.exists()
    assert not ModelLogEntry.objects.exists()


def test_seat_that_is_held_and_whoever_was_added_by_hand_are_kept(meeting):
    rules.sign_up(meeting.pk, details(1))
    rules.add_by_hand(meeting.pk, details(2))
    grow_old(days=30)
    assert forget_due().people == 0
    assert SignUp.objects.count() == 2


def test_notice_of_a_meeting_that_never_opened_ends(meeting):
    rules.note_opening(meeting.pk, "ida@faxe.example")
    Meeting.objects.update(starts_at=None, ends_at=None)
    forget_due()
    assert OpeningNotice.objects.exists()
    OpeningNotice.objects.update(created_at=timezone.now() - timedelta(days=181))
    forget_due()
    assert not OpeningNotice.objects.exists()


def test_log_of_the_admin_forgets_names_with_the_rest(meeting):
    mine = sign_up(meeting)
    Participant.objects.update(is_member=True)
    for thing in (mine, mine.participant, meeting.page):
        log(thing, "wagtail.edit")
    ModelLogEntry.objects.update(timestamp=timezone.now() - timedelta(days=181))
    assert ModelLogEntry.objects.count() == 2
    forget_due()
    assert not ModelLogEntry.objects.exists()


def test_forgetting_again_changes_nothing(meeting):
    sign_up(meeting, 1, **WRITTEN)
    ended(meeting, days=200)
    grow_old(days=300)
    first = forget_due()
    assert (first.needs, first.people) == (1, 1)
    again = forget_due()
    assert (again.needs, again.data, again.people) == (0, 0, 0)


@pytest.mark.parametrize(("days", "kept"), [(179, "kontakt@koege.example"), (182, "")])
def test_contact_of_a_municipality_that_left_is_forgotten_after_180_days(db, days, kept):
    membership = factories.MembershipFactory(
        last_day=timezone.localdate() - timedelta(days=days), contact_email="kontakt@koege.example"
    )
    factories.MembershipFactory(contact_email="stadig@koege.example")
    asked = Renewal.objects.create(
        year=RenewalYear.objects.create(year=2027), membership=membership, email="kontakt@koege.example"
    )
    forget_due()
    membership.refresh_from_db()
    asked.refresh_from_db()
    assert (membership.contact_email, asked.email) == (kept, kept)


# ── The clock ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_clock_forgets_once_a_day(meeting):
    assert forget_personal_data in clock.STEPS
    sign_up(meeting, 1, needs="Nødder")
    ended(meeting, days=8)
    assert forget_personal_data().needs == 1
    assert forget_personal_data() is None
    ClockMark.objects.filter(name="privacy").update(done_at=timezone.now() - timedelta(hours=25))
    assert forget_personal_data().needs == 0


def test_day_on_which_forgetting_failed_is_not_lost(meeting, monkeypatch):
    sign_up(meeting, 1, needs="Nødder")
    ended(meeting, days=8)
    with monkeypatch.context() as patch:
        patch.setattr("kitnet_events.domain.privacy.forget_old_exports", lambda _now: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            forget_personal_data()
    assert forget_personal_data().needs == 1
