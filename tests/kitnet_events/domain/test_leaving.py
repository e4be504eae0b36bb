"""Leaving the network: the coming seats go to the next in line, and what is known of a member ends in its time."""

from datetime import timedelta

from django.utils import timezone

from kitnet_events.domain import joining, leaving
from kitnet_events.domain.privacy import erase_person, forget_due
from kitnet_events.models import Enrolment, Meeting, OutboxMail, Participant, SignUp
from kitnet_pages.domain.membership import membership_on
from tests import factories
from tests.kitnet_events.joiners import ask, join, mails, seat
from tests.kitnet_events.signup.people import sign_up


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_leaving_gives_coming_seats_to_the_next_in_line_and_keeps_past_ones(koege, group):
    mine = join(koege)
    coming = factories.make_meeting(group)
    past = factories.make_meeting(group)
    Meeting.objects.filter(pk=coming.pk).update(capacity=1)
    coming.refresh_from_db()
    seat(mine.participant, coming)
    waiting = sign_up(coming, 7)
    seat(mine.participant, past)
    end = timezone.now() - timedelta(days=1)
    Meeting.objects.filter(pk=past.pk).update(starts_at=end - timedelta(hours=5), ends_at=end)
    assert [one.meeting for one in leaving.coming_seats(mine.participant)] == [coming]
    assert leaving.leave_network(mine.pk) == 1
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert SignUp.objects.get(meeting=past).state == "confirmed"
    mine.refresh_from_db()
    assert (mine.state, mine.last_day) == ("ended", timezone.localdate())
    assert Participant.objects.get(pk=mine.participant_id).is_member is False
    assert mails()[-1] == "left"
    assert leaving.leave_network(mine.pk) == 0
    assert membership_on(koege) is not None


def test_who_left_may_come_back_and_keeps_the_history(koege):
    mine = join(koege)
    leaving.leave_network(mine.pk)
    join(koege)
    assert sorted(Enrolment.objects.values_list("state", flat=True)) == ["active", "ended"]


def test_link_to_leave_goes_to_members_alone(koege, faxe):
    member, waiting = join(koege, 1), join(faxe, 2)
    for address in (" IDA-1@kommune.example", waiting.participant.email, "ukendt@kommune.example"):
        leaving.send_leave_link(address)
    assert list(OutboxMail.objects.filter(key="leave_link").values_list("to", flat=True)) == [member.participant.email]


# ── Personal data ────────────────────────────────────────────────────────────────────────────────────────────────
def test_people_are_kept_while_members_and_half_a_year_after_their_last_day(koege):
    mine = join(koege)
    long_ago = timezone.now() - timedelta(days=400)
    Participant.objects.update(created_at=long_ago)
    Enrolment.objects.update(decided_at=long_ago)
    forget_due()
    leaving.leave_network(mine.pk)
    forget_due()
    assert Participant.objects.exists()
    forget_due(timezone.now() + timedelta(days=182))
    assert not Participant.objects.exists()


def test_who_waits_for_approval_is_not_forgotten(faxe):
    join(faxe)
    Participant.objects.update(created_at=timezone.now() - timedelta(days=400))
    forget_due()
    assert Enrolment.objects.get().state == "pending"


def test_who_never_proved_the_address_is_forgotten_with_the_request(koege):
    ask(koege)
    OutboxMail.objects.update(state="sent")
    forget_due(timezone.now() + timedelta(days=3))
    assert Participant.objects.exists()
    Enrolment.objects.update(expires_at=timezone.now())
    joining.end_lapsed_requests()
    forget_due(timezone.now() + timedelta(days=8))
    assert not Participant.objects.exists()


def test_erasing_a_member_takes_the_membership_along(koege):
    mine = join(koege)
    erase_person(mine.participant)
    assert not Enrolment.objects.exists()
    assert not Participant.objects.exists()
