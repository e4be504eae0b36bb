"""Joining the network: nobody is a member before the address is proved and the place is known."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from kitnet_events.domain import joining
from kitnet_events.domain.clock import tick
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.exceptions import EnrolmentOverError
from kitnet_events.models import Enrolment, OutboxMail, Participant
from kitnet_pages.domain.membership import membership_on
from kitnet_pages.models import Membership
from tests import factories
from tests.kitnet_events.joiners import ask, join, mails
from tests.kitnet_events.mail.mails import letter_of


@pytest.fixture
def group(group):
    factories.add_facilitator(group, email="tovholder@kitnet.example")
    return group


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
    assert person.proved_at == mine.proved_at
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
    cancel_meeting(factories.make_meeting(group, start_date=factories.in_days(3)).pk, "Sygdom")
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
