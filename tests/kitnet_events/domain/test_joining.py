"""Joining the network and leaving it: nobody is a member before the address is proved and the place is known."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kitnet_events.domain import joining, leaving
from kitnet_events.domain.clock import tick
from kitnet_events.domain.community import is_in_community, note_exits, note_let_in, note_let_out
from kitnet_events.domain.joining import JoinDetails
from kitnet_events.domain.privacy import erase_person, export_person, forget_due
from kitnet_events.exceptions import EnrolmentOverError
from kitnet_events.models import CommunityExit, Enrolment, Meeting, OutboxMail, Participant, SignUp
from kitnet_pages.domain.membership import begin_membership, membership_on
from kitnet_pages.models import Membership
from tests import factories
from tests.kitnet_events.mail.mails import letter_of
from tests.kitnet_events.signup.people import sign_up


@pytest.fixture
def group(network):
    group = factories.GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")
    factories.add_facilitator(group, email="tovholder@kitnet.example")
    return group


@pytest.fixture
def other(network):
    return factories.GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


@pytest.fixture
def faxe(group):
    """A municipality that does not take part."""
    return factories.MunicipalityFactory(name="Faxe", group=group)


@pytest.fixture
def koege(group):
    """A municipality that takes part."""
    municipality = factories.MunicipalityFactory(name="Køge", group=group)
    begin_membership(municipality, date(2016, 9, 1))
    return municipality


def ask(municipality=None, number=1, **fields):
    details = {
        "name": f"Ida Eksempel {number}",
        "email": f"ida-{number}@kommune.example",
        "municipality_id": municipality.pk if municipality else None,
        "organisation": "" if municipality else "KOMBIT",
    }
    return joining.ask_to_join(JoinDetails(**{**details, **fields}))


def join(municipality=None, number=1, **fields):
    return joining.prove_enrolment(ask(municipality, number, **fields).pk)


def mails(address="ida-1@kommune.example"):
    return list(OutboxMail.objects.filter(to=address).order_by("pk").values_list("key", flat=True))


# ── Asking ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_asking_makes_nobody_a_member(koege):
    mine = ask(koege)
    assert (mine.state, mine.participant.is_member, mine.participant.proved_at) == ("asked", False, None)
    assert mails() == ["join_prove"]


def test_asking_again_takes_the_later_words_and_mails_again(koege, faxe):
    ask(koege)
    mine = ask(faxe, email=" IDA-1@kommune.example ", wishes="Byggesag")
    assert Enrolment.objects.count() == Participant.objects.count() == 1
    assert (mine.municipality, mine.wishes) == (faxe, "Byggesag")
    assert mails() == ["join_prove", "join_prove"]


def test_who_is_a_member_or_waits_hears_so_by_mail_and_nothing_changes(koege, faxe):
    member, waiting = join(koege, 1), join(faxe, 2)
    before = list(Enrolment.objects.order_by("pk").values())
    ask(faxe, 1, name="En anden")
    ask(koege, 2, name="En anden")
    assert list(Enrolment.objects.order_by("pk").values()) == before
    assert mails()[-1] == "join_already"
    assert mails(waiting.participant.email)[-1] == "join_waiting"
    assert member.participant.name == "Ida Eksempel 1"


def test_an_unproved_request_does_not_change_what_is_known_of_a_person(koege):
    person = Participant.objects.create(email="ida-1@kommune.example", name="Ida", proved_at=timezone.now())
    ask(koege, name="En anden")
    person.refresh_from_db()
    assert (person.name, person.municipality) == ("Ida", None)


def test_the_municipalitys_own_group_is_not_stored_so_that_it_is_followed(koege, group, other):
    mine = join(koege, 1, group_id=group.pk)
    theirs = join(koege, 2, group_id=other.pk)
    assert (mine.group, mine.network_group, theirs.network_group) == (None, group, other)
    assert Participant.objects.get(pk=theirs.participant_id).group == other
    koege.group = other
    koege.save()
    assert set(Participant.objects.of_groups([other.pk])) == {mine.participant, theirs.participant}


# ── Proving ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_later_ones_from_a_municipality_that_takes_part_are_in_at_once(koege):
    mine = join(koege)
    person = Participant.objects.get()
    assert (mine.state, mine.first_day, person.is_member) == ("active", timezone.localdate(), True)
    assert (person.name, person.municipality) == ("Ida Eksempel 1", koege)
    assert mails() == ["join_prove", "welcome"]
    assert mails("tovholder@kitnet.example") == []


@pytest.mark.parametrize("from_municipality", [True, False])
def test_the_first_from_any_other_place_waits_for_a_facilitator(faxe, group, from_municipality):
    mine = join(faxe) if from_municipality else join(None, group_id=group.pk)
    assert (mine.state, Participant.objects.get().is_member) == ("pending", False)
    assert mails() == ["join_prove", "join_waiting"]
    assert mails("tovholder@kitnet.example") == ["join_to_approve"]
    assert not Membership.objects.exists()


def test_proving_again_changes_nothing(koege):
    mine = join(koege)
    assert joining.prove_enrolment(mine.pk).state == "active"
    assert mails() == ["join_prove", "welcome"]


def test_a_lapsed_request_is_refused_and_then_forgotten(koege):
    mine = ask(koege)
    Enrolment.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    with pytest.raises(EnrolmentOverError):
        joining.prove_enrolment(mine.pk)
    assert tick() == []
    assert not Enrolment.objects.exists()


# ── Approving ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_approval_of_the_first_begins_the_municipalitys_membership_for_all_who_wait(faxe):
    first, second = join(faxe, 1), join(faxe, 2)
    user = factories.make_administrator()
    joining.approve_enrolment(first.pk, by=user, contact_name="Digitalisering", contact_email="digi@faxe.example")
    membership = membership_on(faxe)
    assert (membership.first_day, membership.contact_email) == (timezone.localdate(), "digi@faxe.example")
    assert set(Enrolment.objects.values_list("state", "decided_by")) == {("active", user.pk)}
    assert mails(second.participant.email)[-1] == "welcome"
    assert join(faxe, 3).state == "active"


def test_approval_of_somebody_from_elsewhere_begins_no_membership(group):
    mine = join(None, group_id=group.pk)
    assert joining.approve_enrolment(mine.pk).state == "active"
    assert not Membership.objects.exists()


def test_approving_twice_begins_one_membership(faxe):
    mine = join(faxe)
    joining.approve_enrolment(mine.pk)
    joining.approve_enrolment(mine.pk)
    assert Membership.objects.count() == 1
    assert mails().count("welcome") == 1


def test_approval_with_a_wrong_address_of_the_contact_changes_nothing(faxe):
    mine = join(faxe)
    with pytest.raises(ValidationError):
        joining.approve_enrolment(mine.pk, contact_email="digi")
    mine.refresh_from_db()
    assert mine.state == "pending"


def test_declining_wants_a_reason_and_tells_it(faxe):
    mine = join(faxe)
    with pytest.raises(ValidationError):
        joining.decline_enrolment(mine.pk, "  ")
    joining.decline_enrolment(mine.pk, "Kommunen er\n ikke med i år.")
    assert "Kommunen er ikke med i år." in letter_of(OutboxMail.objects.latest("pk")).body
    for decide in (joining.approve_enrolment, joining.prove_enrolment):
        with pytest.raises(EnrolmentOverError):
            decide(mine.pk)
    assert ask(faxe).state == "asked"


# ── The welcome ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_welcome_tells_of_group_next_meeting_calendar_and_community(network, koege, group):
    group.community_url = "https://faellesskab.example/sjaelland"
    factories.publish(group)
    soon = factories.make_meeting(group, title="Netværksmøde i Køge", start_date=factories.in_days(9))
    factories.make_meeting(group, start_date=factories.in_days(40))
    join(koege)
    letter = letter_of(OutboxMail.objects.get(key="welcome"))
    assert letter.card.title == soon.title
    for words in ("Sjælland", "http://host.example/netvaerksgrupper/sjaelland/", "http://host.example/kalender/"):
        assert words in letter.body
    assert "https://faellesskab.example/sjaelland" in letter.body
    assert letter.actions[0].url.startswith("http://host.example/deltag/")


def test_welcome_without_a_meeting_says_so(koege):
    join(koege)
    assert letter_of(OutboxMail.objects.get(key="welcome")).card is None


# ── Leaving ──────────────────────────────────────────────────────────────────────────────────────────────────────
def seat(participant, meeting):
    return SignUp.objects.create(
        participant=participant,
        meeting=meeting,
        name=participant.name,
        state="confirmed",
        queued_at=timezone.now(),
        proved_at=timezone.now(),
    )


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


# ── The online community ─────────────────────────────────────────────────────────────────────────────────────────
def test_members_are_to_be_let_in_once_and_let_out_when_they_left(koege):
    mine, never_in = join(koege, 1), join(koege, 2)
    assert set(Enrolment.objects.to_let_in()) == {mine, never_in}
    assert note_let_in(Enrolment.objects.all(), [mine.pk]) == 1
    assert note_let_in(Enrolment.objects.all(), [mine.pk]) == 0
    for one in (mine, never_in):
        leaving.leave_network(one.pk)
    assert list(Enrolment.objects.to_let_out()) == [mine]
    assert note_let_out(Enrolment.objects.all(), [mine.pk, never_in.pk]) == 1
    assert not Enrolment.objects.to_let_out().exists()


def test_who_comes_back_before_being_let_out_stays_in(koege):
    mine = join(koege)
    note_let_in(Enrolment.objects.all(), [mine.pk])
    leaving.leave_network(mine.pk)
    join(koege)
    assert not Enrolment.objects.to_let_out().exists()
    assert not Enrolment.objects.to_let_in().exists()


def erased_inside(municipality):
    """Let somebody join, be let into the online community, and erase themselves."""
    mine = join(municipality)
    note_let_in(Enrolment.objects.all(), [mine.pk])
    assert is_in_community(mine.participant)
    erase_person(mine.participant)
    return CommunityExit.objects.get()


@pytest.mark.parametrize("left_before", [False, True])
def test_who_erases_themselves_inside_the_community_is_still_to_be_let_out(koege, group, left_before):
    mine = join(koege)
    note_let_in(Enrolment.objects.all(), [mine.pk])
    if left_before:
        leaving.leave_network(mine.pk)
    erase_person(mine.participant)
    kept = CommunityExit.objects.values_list("name", "email", "group", "erased_on").get()
    assert kept == ("Ida Eksempel 1", "ida-1@kommune.example", group.pk, timezone.localdate())
    assert not Participant.objects.exists()
    assert note_exits(CommunityExit.objects.all(), [CommunityExit.objects.get().pk]) == 1
    assert not CommunityExit.objects.exists()


def test_nothing_is_kept_of_who_is_not_in_the_community(koege):
    never_in, out_again = join(koege, 1), join(koege, 2)
    note_let_in(Enrolment.objects.all(), [out_again.pk])
    leaving.leave_network(out_again.pk)
    note_let_out(Enrolment.objects.all(), [out_again.pk])
    for one in (never_in, out_again):
        assert not is_in_community(one.participant)
        erase_person(one.participant)
    assert not CommunityExit.objects.exists()


def test_what_is_kept_for_letting_out_ends_after_30_days(koege):
    erased_inside(koege)
    forget_due(timezone.now() + timedelta(days=30))
    assert CommunityExit.objects.exists()
    forget_due(timezone.now() + timedelta(days=31))
    assert not CommunityExit.objects.exists()


def test_who_comes_back_after_being_erased_is_still_in_and_not_to_be_let_out(koege):
    erased_inside(koege)
    mine = join(koege)
    assert mine.let_in_at is not None
    assert not CommunityExit.objects.exists()


def test_being_erased_twice_does_not_lengthen_the_days(koege, group):
    erased_inside(koege)
    CommunityExit.objects.update(erased_on=date(2026, 1, 2))
    person = sign_up(factories.make_meeting(group), 1, email="ida-1@kommune.example").participant
    assert [row["erased_on"] for row in export_person(person)["community_exits"]] == [date(2026, 1, 2)]
    erase_person(person)
    assert CommunityExit.objects.get().erased_on == date(2026, 1, 2)


def test_who_is_forgotten_half_a_year_after_leaving_is_forgotten_whole(koege):
    mine = join(koege)
    note_let_in(Enrolment.objects.all(), [mine.pk])
    leaving.leave_network(mine.pk)
    Participant.objects.update(created_at=timezone.now() - timedelta(days=400))
    forget_due(timezone.now() + timedelta(days=182))
    assert not Participant.objects.exists()
    assert not CommunityExit.objects.exists()


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
