"""Two participants who are one person: both histories are kept, and no seat, link or calendar entry is left behind."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from kitnet_events.domain import signup
from kitnet_events.domain.letters import compose
from kitnet_events.domain.mail_values import Stationery
from kitnet_events.domain.merging import MergeRefusedError, likely_doubles, merge_participants, plan_merge
from kitnet_events.domain.own_page import send_link
from kitnet_events.domain.tokens import BadTokenError, read_sign_up_token, sign_up_token
from kitnet_events.models import Enrolment, Invitation, Meeting, OptOut, OutboxMail, Participant, SignUp
from tests import factories
from tests.kitnet_events.signup.conftest import group, meeting  # noqa: F401 - fixtures
from tests.kitnet_events.signup.people import sign_up, states
from tests.planting import shared


@shared
def other_meeting(group):  # noqa: F811 - a fixture
    return factories.make_meeting(group)


def end(meeting):  # noqa: F811 - not the fixture
    """Let a meeting be over since yesterday."""
    end = timezone.now() - timedelta(days=1)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=end - timedelta(hours=5), ends_at=end)


def merge(kept, other, **more):
    return merge_participants(kept.pk, other.pk, **more)


def told(address):
    """Return what an address was told, in order: key, iTIP method, SEQUENCE."""
    return list(OutboxMail.objects.filter(to=address).order_by("pk").values_list("key", "method", "sequence"))


def test_merging_keeps_both_histories(meeting, other_meeting):  # noqa: F811
    mine, theirs = sign_up(meeting, 1), sign_up(other_meeting, 2)
    end(meeting)
    end(other_meeting)
    SignUp.objects.update(attended=True)
    merge(mine.participant, theirs.participant)
    person = Participant.objects.get()
    assert person.email == "deltager-1@kommune.example"
    assert set(person.sign_ups.values_list("meeting", "attended")) == {(meeting.pk, True), (other_meeting.pk, True)}


@pytest.mark.parametrize("kept_first", [True, False])
def test_at_one_meeting_the_better_place_stays_and_the_other_goes_to_the_next_in_line(meeting, kept_first):  # noqa: F811
    seated = sign_up(meeting, 1)
    sign_up(meeting, 3)
    waiting, next_in_line = sign_up(meeting, 2), sign_up(meeting, 4)
    kept, other = (seated, waiting) if kept_first else (waiting, seated)
    merge(kept.participant, other.participant)
    assert SignUp.objects.get(participant=kept.participant).state == "confirmed"
    next_in_line.refresh_from_db()
    assert next_in_line.state == "waiting"
    assert len(states(meeting)) == 3


def test_of_two_seats_one_goes_to_the_next_in_line(meeting):  # noqa: F811
    mine, theirs, waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    merged = merge(mine.participant, theirs.participant)
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"
    assert (merged.taken, merged.doubled) == (1, 1)
    assert states(meeting) == ["confirmed", "confirmed"]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"), [(True, None, True), (None, True, True), (False, True, True), (None, False, False)]
)
def test_who_was_there_under_either_address_was_there(meeting, mine, theirs, expected):  # noqa: F811
    first, second = sign_up(meeting, 1), sign_up(meeting, 2)
    SignUp.objects.filter(pk=first.pk).update(attended=mine)
    SignUp.objects.filter(pk=second.pk).update(attended=theirs)
    end(meeting)
    merge(first.participant, second.participant)
    assert SignUp.objects.get().attended is expected


def test_what_only_one_of_the_two_knows_is_kept(meeting, group):  # noqa: F811
    municipality = factories.MunicipalityFactory(group=group)
    first = sign_up(meeting, 1, organisation="", name="Ida Eksempel")
    second = sign_up(meeting, 2, title="It-arkitekt", municipality_id=municipality.pk, organisation="", note="Sent")
    Participant.objects.filter(pk=second.participant_id).update(is_member=True)
    merge(first.participant, second.participant)
    person, mine = Participant.objects.get(), SignUp.objects.get()
    assert (person.name, person.title, person.municipality, person.is_member) == (
        "Ida Eksempel",
        "It-arkitekt",
        municipality,
        True,
    )
    assert (mine.note, mine.title) == ("Sent", "It-arkitekt")


def test_the_other_calendar_is_told_before_and_below_the_one_that_stays(meeting):  # noqa: F811
    mine, theirs = sign_up(meeting, 1), sign_up(meeting, 2)
    Invitation.objects.filter(email=theirs.participant.email).update(last_sequence=7)
    merge(mine.participant, theirs.participant)
    assert told("deltager-2@kommune.example")[-1] == ("merged", "CANCEL", 8)
    assert told("deltager-1@kommune.example")[-1] == ("confirmed", "REQUEST", 9)
    assert list(Invitation.objects.values_list("email", "last_sequence", "standing")) == [
        ("deltager-1@kommune.example", 9, True)
    ]
    letters = [compose(mail, Stationery.read()) for mail in OutboxMail.objects.order_by("-pk")[:2]]
    assert ["STATUS:CANCELLED" in letter.calendar for letter in letters] == [False, True]


def test_a_seat_taken_over_is_invited_anew_at_the_address_that_stays(meeting):  # noqa: F811
    theirs = sign_up(meeting, 2)
    kept = Participant.objects.create(email="ida@kommune.example", name="Ida", proved_at=timezone.now())
    merge(kept, theirs.participant)
    assert told("ida@kommune.example") == [("confirmed", "REQUEST", 2)]
    assert SignUp.objects.get().participant == kept


def test_of_a_past_meeting_nobody_is_told_anything(meeting):  # noqa: F811
    mine, theirs = sign_up(meeting, 1), sign_up(meeting, 2)
    end(meeting)
    before = OutboxMail.objects.count()
    merge(mine.participant, theirs.participant)
    assert OutboxMail.objects.count() == before


def test_links_to_the_other_are_void_and_fresh_ones_are_sent(meeting):  # noqa: F811
    sign_up(meeting, 3)
    sign_up(meeting, 4)
    theirs = sign_up(meeting, 2)
    old = sign_up_token(theirs)
    kept = Participant.objects.create(email="ida@kommune.example", proved_at=timezone.now())
    merge(kept, theirs.participant)
    with pytest.raises(BadTokenError):
        read_sign_up_token(old)
    mail = OutboxMail.objects.get(to="ida@kommune.example")
    assert (mail.key, read_sign_up_token(sign_up_token(mail.sign_up)).state) == ("waiting", "waiting")


def test_unsent_mails_with_links_do_not_go_to_the_other_address(meeting):  # noqa: F811
    theirs = signup.sign_up(meeting.pk, signup.SignUpDetails("Ida", "ida@gammel.example"))
    kept = Participant.objects.create(email="ida@ny.example")
    merge(kept, theirs.participant)
    assert set(OutboxMail.objects.values_list("to", "key", "state")) == {
        ("ida@gammel.example", "prove", "dropped"),
        ("ida@ny.example", "prove", "queued"),
    }


def test_link_to_the_own_page_that_waits_goes_to_the_address_that_stays(meeting):  # noqa: F811
    mine, theirs = sign_up(meeting, 1), sign_up(meeting, 2)
    send_link(theirs.participant.email)
    merge(mine.participant, theirs.participant)
    assert OutboxMail.objects.get(key="own_page").to == mine.participant.email


def test_merging_refuses_what_makes_no_sense(meeting):  # noqa: F811
    mine = sign_up(meeting, 1).participant
    unproved = Participant.objects.create(email="ukendt@kommune.example")
    for kept, other in ((mine, mine), (unproved, mine)):
        with pytest.raises(MergeRefusedError):
            merge(kept, other)
        with pytest.raises(MergeRefusedError):
            plan_merge(kept, other)
    assert Participant.objects.count() == 2


def test_merging_stands_in_the_log_without_the_others_address(meeting):  # noqa: F811
    mine, theirs = sign_up(meeting, 1), sign_up(meeting, 2)
    user = factories.make_administrator()
    merge(mine.participant, theirs.participant, user=user)
    entry = ModelLogEntry.objects.get(action="kitnet_events.merge_participants")
    assert (entry.user, entry.data) == (user, {"sign_ups": 1})


def test_likely_doubles_share_a_name_or_a_mailbox_name(db):
    make = Participant.objects.create
    ida = make(email="ida@faxe.example", name="Ida Eksempel")
    same_name = make(email="idae@koege.example", name="ida eksempel")
    same_mailbox = make(email="ida@koege.example", name="I. Eksempel")
    make(email="idalil@koege.example", name="Bo Eksempel")
    assert set(likely_doubles(ida, Participant.objects.all())) == {same_name, same_mailbox}


def test_plan_counts_meetings_of_each_and_of_both(meeting, other_meeting):  # noqa: F811
    mine = sign_up(meeting, 1)
    sign_up(other_meeting, 1)
    theirs = sign_up(meeting, 2)
    plan = plan_merge(mine.participant, theirs.participant)
    assert (plan.only_kept, plan.only_other, plan.both) == (1, 0, 1)


@pytest.mark.parametrize("kept_first", [True, False])
def test_two_memberships_become_one_since_the_earlier_day(db, kept_first):
    topic = factories.TopicFactory()
    people = [Participant.objects.create(email=f"ida@{place}.example", proved_at=timezone.now()) for place in "ab"]
    active = Enrolment.objects.create(participant=people[0], name="Ida", state="active", first_day=date(2024, 5, 1))
    active.topics.add(topic)
    Enrolment.objects.create(participant=people[0], name="Ida", state="ended", first_day=date(2016, 9, 1))
    Enrolment.objects.create(participant=people[1], name="Ida", state="active", first_day=date(2026, 5, 1))
    OptOut.objects.add_address(people[0].email)
    kept, other = people if kept_first else reversed(people)
    merge(kept, other)
    assert sorted(Enrolment.objects.values_list("participant", "state", "first_day")) == [
        (kept.pk, "active", date(2024, 5, 1)),
        (kept.pk, "ended", date(2016, 9, 1)),
    ]
    assert list(Enrolment.objects.get(state="active").topics.all()) == [topic]
    assert OptOut.objects.has_address(kept.email)


def test_a_member_who_is_merged_with_one_who_waits_is_a_member(db):
    people = [Participant.objects.create(email=f"ida@{place}.example", proved_at=timezone.now()) for place in "ab"]
    Enrolment.objects.create(participant=people[0], name="Ida", state="pending")
    Enrolment.objects.create(participant=people[1], name="Ida", state="active", first_day=date(2024, 5, 1))
    merge(*people)
    assert Enrolment.objects.values_list("participant", "state").get() == (people[0].pk, "active")
