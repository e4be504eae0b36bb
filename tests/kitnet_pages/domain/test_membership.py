"""Membership: its days, overlaps refused by rules and by the database, and what the log keeps."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import ModelLogEntry

from kitnet_pages.domain.membership import (
    LOG_BEGIN,
    LOG_CORRECT,
    LOG_END,
    LOG_REMOVE,
    begin_membership,
    correct_membership,
    end_membership,
    membership_on,
    remove_membership,
)
from kitnet_pages.models import Membership
from tests.factories import MembershipFactory, MunicipalityFactory, UserFactory

FIRST, LAST = date(2016, 9, 1), date(2017, 12, 31)
ONE_DAY = timedelta(days=1)


@pytest.fixture
def koege(db):
    return MunicipalityFactory(name="Køge", code="0259")


def log_of(membership):
    return ModelLogEntry.objects.for_instance(membership).order_by("pk")


# ── Days ─────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "holds"), [(FIRST - ONE_DAY, False), (FIRST, True), (LAST, True), (LAST + ONE_DAY, False)]
)
def test_membership_holds_on_its_first_and_last_day_and_not_beside(koege, day, holds):
    membership = begin_membership(koege, FIRST, last_day=LAST)
    assert (membership_on(koege, day) == membership) is holds
    assert membership.holds_on(day) is holds


def test_membership_without_an_end_holds_for_ever(koege):
    membership = begin_membership(koege, FIRST)
    assert membership_on(koege, date(2099, 1, 1)) == membership


def test_membership_begins_and_ends_today_unless_told_otherwise(koege):
    membership = end_membership(begin_membership(koege))
    assert (membership.first_day, membership.last_day) == (timezone.localdate(), timezone.localdate())
    assert membership_on(koege) == membership


def test_membership_may_be_taken_up_again_the_day_after(koege):
    begin_membership(koege, FIRST, last_day=LAST)
    begin_membership(koege, LAST + ONE_DAY)
    assert Membership.objects.count() == 2


def test_membership_cannot_end_before_it_begins(koege):
    membership = begin_membership(koege, FIRST)
    with pytest.raises(ValidationError) as caught:
        end_membership(membership, FIRST - ONE_DAY)
    assert list(caught.value.message_dict) == ["last_day"]
    membership.refresh_from_db()
    assert membership.last_day is None


def test_membership_with_an_address_that_is_none_is_refused(koege):
    with pytest.raises(ValidationError):
        begin_membership(koege, FIRST, contact_email="ikke en adresse")
    assert not Membership.objects.exists()


# ── Overlaps ─────────────────────────────────────────────────────────────────────────────────────────────────────
OVERLAPS = [
    (FIRST - ONE_DAY, FIRST),
    (FIRST, LAST),
    (FIRST + ONE_DAY, LAST - ONE_DAY),
    (FIRST - ONE_DAY, LAST + ONE_DAY),
    (LAST, LAST + ONE_DAY),
    (LAST, None),
    (FIRST - ONE_DAY, None),
]


@pytest.mark.parametrize(("first", "last"), OVERLAPS)
def test_membership_that_overlaps_is_refused_and_the_other_is_named(koege, first, last):
    begin_membership(koege, FIRST, last_day=LAST)
    with pytest.raises(ValidationError, match=r"Køge .*1\. september 2016 – 31\. december 2017"):
        begin_membership(koege, first, last_day=last)
    assert Membership.objects.count() == 1


@pytest.mark.parametrize(("first", "last"), OVERLAPS)
def test_database_refuses_an_overlap(koege, first, last):
    MembershipFactory(municipality=koege, first_day=FIRST, last_day=LAST)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.bulk_create([Membership(municipality=koege, first_day=first, last_day=last)])


def test_database_refuses_two_that_never_end(koege):
    MembershipFactory(municipality=koege, first_day=FIRST)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(municipality=koege, first_day=LAST)


def test_database_refuses_a_change_into_an_overlap(koege):
    MembershipFactory(municipality=koege, first_day=FIRST, last_day=LAST)
    later = MembershipFactory(municipality=koege, first_day=LAST + ONE_DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=later.pk).update(first_day=LAST)


def test_database_refuses_a_last_day_before_the_first(koege):
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(municipality=koege, first_day=LAST, last_day=FIRST)


def test_database_lets_others_take_part_at_the_same_time(koege):
    MembershipFactory(municipality=koege)
    MembershipFactory()
    assert Membership.objects.count() == 2


def test_database_lets_a_membership_be_saved_again(koege):
    membership = MembershipFactory(municipality=koege, first_day=FIRST)
    membership.save()
    Membership.objects.filter(pk=membership.pk).update(last_day=LAST)


@pytest.mark.django_db(transaction=True)
def test_constraint_outlives_a_change_of_the_table():
    """SQLite makes a changed table anew: the triggers must come along."""
    koege = MunicipalityFactory()
    MembershipFactory(municipality=koege, first_day=FIRST)
    other = next(one for one in Membership._meta.constraints if one.name == "kitnet_membership_days_in_order")
    with connection.schema_editor() as editor:
        editor.remove_constraint(Membership, other)
        editor.add_constraint(Membership, other)
    for first, last in ((LAST, FIRST), (LAST, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            MembershipFactory(municipality=koege, first_day=first, last_day=last)


def test_who_was_slower_is_told(koege, monkeypatch):
    """Between check and saving somebody else began the same membership."""
    monkeypatch.setattr(Membership, "full_clean", lambda self: None)
    MembershipFactory(municipality=koege, first_day=FIRST)
    with pytest.raises(ValidationError, match="allerede"):
        begin_membership(koege, FIRST)
    assert Membership.objects.count() == 1


# ── History ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_correction_keeps_what_was_before(koege):
    user = UserFactory()
    membership = begin_membership(koege, FIRST, by=user)
    correct_membership(membership, by=user, first_day=FIRST + ONE_DAY)
    end_membership(membership, LAST, by=user)
    entries = log_of(membership)
    assert [entry.action for entry in entries] == [LOG_BEGIN, LOG_CORRECT, LOG_END]
    assert entries[1].data["changes"] == {"first_day": ["2016-09-01", "2016-09-02"]}
    assert entries[2].data["changes"] == {"last_day": ["", "2017-12-31"]}
    assert {entry.user_id for entry in entries} == {user.pk}


def test_correction_that_changes_nothing_is_not_told(koege):
    membership = begin_membership(koege, FIRST)
    correct_membership(membership, first_day=FIRST, contact_name="")
    assert log_of(membership).count() == 1


def test_log_keeps_nobodys_name(koege):
    membership = begin_membership(koege, FIRST, contact_name="Bo Prøvesen", contact_email="bo@koege.example")
    correct_membership(membership, contact_name="It-afdelingen", contact_email="it@koege.example")
    told = "".join(str(entry.data) for entry in log_of(membership))
    assert "contact_name" in told
    assert "Bo" not in told
    assert "koege.example" not in told


def test_removed_membership_leaves_its_days_in_the_log(koege):
    membership = begin_membership(koege, FIRST)
    key = str(membership.pk)
    remove_membership(membership)
    entry = ModelLogEntry.objects.get(action=LOG_REMOVE, object_id=key)
    assert entry.data["changes"]["first_day"] == ["2016-09-01", ""]
    assert "Køge" in entry.label
    assert not Membership.objects.exists()


def test_correction_takes_facts_alone(koege):
    membership = begin_membership(koege, FIRST)
    with pytest.raises(TypeError, match="pk"):
        correct_membership(membership, pk=1)
