"""The online community: whom to let in, whom to let out, and what is kept of who erases themselves inside it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from kitnet_events.domain import leaving
from kitnet_events.domain.community import is_in_community, note_exits, note_let_in, note_let_out
from kitnet_events.domain.privacy import erase_person, export_person, forget_due
from kitnet_events.models import CommunityExit, Enrolment, Participant
from tests import factories
from tests.kitnet_events.joiners import join
from tests.kitnet_events.signup.people import sign_up


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


def test_a_second_click_on_erasing_changes_nothing(koege):
    """Both clicks were let through; the first was faster."""
    mine = join(koege)
    note_let_in(Enrolment.objects.all(), [mine.pk])
    clicked = Participant.objects.get(pk=mine.participant_id)
    erase_person(mine.participant)
    erase_person(clicked)
    assert CommunityExit.objects.count() == 1


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
