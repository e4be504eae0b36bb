"""Planning a round: the rules."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from kitnet_events.domain.clashes import find_clashes, public_holiday, school_break
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.domain.planning import MeetingPlan, RoundPlan, plan_round
from kitnet_events.domain.proposals import propose
from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.models import Feed, Meeting, MeetingPage, ProgrammeItem, RoundPage
from kitnet_events.timespan import at_local
from tests import factories
from tests.kitnet_events import calendars
from tests.planting import shared

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]

# A Tuesday that is nothing else, and the day on which the plans are looked at.
DAY, TODAY = date(2027, 9, 7), date(2027, 1, 4)


@shared
def other(network):
    return factories.GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


def planned(parent, **fields):
    return MeetingPlan(parent, **{"day": DAY, "start": time(9, 30), "end": time(15), **fields})


def plan_of(*meetings, **fields):
    return RoundPlan(**{"year": 2027, "number": 3, "meetings": meetings, **fields})


def sentences(*meetings, **fields):
    return [(clash.meeting, clash.sentence) for clash in find_clashes(plan_of(*meetings, **fields), TODAY)]


# ── Making it ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_plan_becomes_drafts_that_nobody_is_told_of(network, group, other, client):
    host, user = factories.MunicipalityFactory(name="Køge"), factories.UserFactory()
    before = list(Feed.objects.order_by("pk").values())
    programme = [
        ProgrammeItem(title="Velkomst", start_time=time(9, 30), description="Med kaffe."),
        ProgrammeItem(title="Oplæg", speaker="Ida Holm"),
    ]
    page = plan_round(
        plan_of(
            planned(group, host=host, venue="Rådhuset", address="Torvet 1", capacity=40, opens_days=60, closes_days=7),
            planned(other, day=DAY + timedelta(days=1), start=None, end=None),
            planned(network.meeting_index, day=DAY + timedelta(days=30)),
            theme="Data",
            introduction="Vi ser på data.",
            programme=programme,
        ),
        network.meeting_index,
        user,
    )
    assert (page.title, page.year, page.number, page.theme) == ("Round 3, 2027", 2027, 3, "Data")
    assert (page.live, page.introduction, page.owner) == (False, "Vi ser på data.", user)
    drafts = [one.get_latest_revision_as_object() for one in MeetingPage.objects.order_by("start_date")]
    assert [draft.title for draft in drafts] == ["Round 3: Køge", "Round 3: Syddanmark", "Round 3: all groups"]
    assert {(draft.live, draft.round, draft.lead) for draft in drafts} == {(False, page, "Vi ser på data.")}
    for draft in drafts:
        told = [(item.title, item.speaker, item.description) for item in draft.programme_items.all()]
        assert told == [("Velkomst", "", "Med kaffe."), ("Oplæg", "Ida Holm", "")]
    first = drafts[0]
    assert (first.start_date, first.start_time, first.end_time) == (DAY, time(9, 30), time(15))
    assert (first.venue, first.address, first.host) == ("Rådhuset", "Torvet 1", host)
    meeting = Meeting.objects.get(page=first.pk)
    assert (meeting.capacity, meeting.group) == (40, group)
    assert meeting.opens_at == at_local(DAY - timedelta(days=60), time(8))
    assert meeting.closes_at == at_local(DAY - timedelta(days=7), time(12))
    assert drafts[1].start_time is None
    assert Meeting.objects.get(page=drafts[2].pk).joint
    assert list(Feed.objects.order_by("pk").values()) == before
    assert calendars.read(client).events == []
    assert rebuild_calendar().was_sound


def test_plan_that_cannot_be_makes_nothing(network, group, other):
    bad = planned(other, start=time(15), end=time(9))
    with pytest.raises(ValidationError) as refused:
        plan_round(plan_of(planned(group), bad), network.meeting_index)
    assert set(refused.value.error_dict) == {"end"}
    assert not RoundPage.objects.exists()
    assert not MeetingPage.objects.exists()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"start": None}, "start"),
        ({"end": None}, "end"),
        ({"day": date(1066, 1, 1)}, "day"),
        ({"day": date(2027, 3, 28), "start": time(2, 30)}, "start"),
        ({"opens_days": 3, "closes_days": 7}, "closes_days"),
        ({"opens_days": 0}, "closes_days"),
    ],
)
def test_meeting_is_checked_field_by_field(group, fields, wrong):
    with pytest.raises(ValidationError) as refused:
        planned(group, **fields).validate()
    assert set(refused.value.error_dict) == {wrong}


def test_titles_are_in_the_sites_language_and_addresses_are_free(network, group, settings):
    settings.LANGUAGE_CODE = "da"
    for _time in range(2):
        plan_round(plan_of(planned(group)), network.meeting_index)
    assert list(RoundPage.objects.order_by("pk").values_list("title", "slug")) == [
        ("3. runde 2027", "3-runde-2027"),
        ("3. runde 2027", "3-runde-2027-2"),
    ]
    assert list(MeetingPage.objects.order_by("pk").values_list("title", "slug")) == [
        ("3. runde: Sjælland", "3-runde-sjaelland-2027"),
        ("3. runde: Sjælland", "3-runde-sjaelland-2027-2"),
    ]


def test_sign_up_closes_before_a_meeting_that_begins_early(group):
    assert planned(group, start=time(8), closes_days=0).closes_at == at_local(DAY, time(8))
    assert planned(group, closes_days=0).closes_at == at_local(DAY, time(9, 30))


# ── What speaks against it ───────────────────────────────────────────────────────────────────────────────────────
def test_ordinary_day_has_nothing_against_it(group):
    assert sentences(planned(group)) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 1, 3), ["Sunday 3 January 2027 is past.", "Sunday 3 January 2027 lies in a weekend."]),
        (date(2027, 5, 6), ["Thursday 6 May 2027 is a public holiday: Ascension Day."]),
        (date(2027, 9, 11), ["Saturday 11 September 2027 lies in a weekend."]),
        (date(2027, 10, 20), ["Wednesday 20 October 2027 lies in the autumn break."]),
        (date(2027, 7, 14), ["Wednesday 14 July 2027 lies in the summer break."]),
    ],
)
def test_days_that_are_not_for_meetings_are_named(group, day, expected):
    assert [sentence for _place, sentence in sentences(planned(group, day=day))] == expected


def test_same_day_twice_is_named_at_both(network, group, other):
    factories.make_meeting(group, title="Et andet", start_date=DAY)
    factories.make_meeting(group, title="En kladde", start_date=DAY, live=False)
    cancel_meeting(factories.make_meeting(group, title="Et aflyst", start_date=DAY).pk, "Sygdom")
    assert sentences(planned(group), planned(other), planned(other, day=date(2027, 9, 8))) == [
        (0, "The same day as in this plan: Syddanmark."),
        (0, "The same day: En kladde."),
        (0, "The same day: Et andet."),
        (1, "The same day as in this plan: Sjælland."),
        (1, "The same day: En kladde."),
        (1, "The same day: Et andet."),
    ]


def test_each_day_of_a_meeting_of_several_is_taken(network, group):
    factories.make_meeting(group, title="To dage", start_date=DAY - timedelta(days=1), end_date=DAY)
    after = DAY + timedelta(days=1)
    assert sentences(planned(group), planned(group, day=after)) == [(0, "The same day: To dage.")]


def test_round_that_is_there_already_is_named(network, group):
    factories.RoundPageFactory(parent=network.meeting_index, year=2027, number=3)
    assert sentences(planned(group)) == [(None, "There is a round “Round 3, 2027” already.")]


def test_store_bededag_is_no_holiday_any_more():
    assert public_holiday(date(2023, 5, 5))
    assert not public_holiday(date(2027, 4, 23))


def test_holidays_are_named_in_the_editors_language():
    from django.utils import translation

    with translation.override("da"):
        assert public_holiday(date(2027, 5, 6)) == "Kristi himmelfartsdag"


def test_school_breaks_are_a_setting(settings):
    settings.KITNET_EVENTS = {
        "SCHOOL_BREAKS": (("ferie", "W08"), ("fri", "05-05", "05-07"), ("dag", "2027-06-04", "2027-06-04"))
    }
    assert school_break(date(2027, 2, 24)) == "ferie"
    assert school_break(date(2031, 5, 7)) == "fri"
    assert school_break(date(2027, 6, 4)) == "dag"
    assert school_break(date(2028, 6, 4)) == school_break(date(2027, 2, 14)) == ""


# ── From another round ───────────────────────────────────────────────────────────────────────────────────────────
@shared
def last(network, group, other):
    """Plant a published round with a meeting in one of two groups, and a joint one."""
    page = factories.RoundPageFactory(
        parent=network.meeting_index, year=2026, number=2, theme="Begreber", introduction="Om begreber."
    )
    host = factories.MunicipalityFactory(name="Køge")
    meeting = factories.make_meeting(
        group, round=page, start_date=date(2026, 9, 8), venue="Rådhuset", address="Torvet 1", host=host
    )
    factories.add_programme_item(meeting.page, title="Velkomst")
    Meeting.objects.filter(pk=meeting.pk).update(
        capacity=30, opens_at=at_local(date(2026, 7, 10), time(8)), closes_at=at_local(date(2026, 9, 1), time(12))
    )
    factories.make_meeting(network.meeting_index, round=page, start_date=date(2026, 10, 6))
    return page


def parents(network, *groups):
    return [*groups, network.meeting_index]


def test_next_round_begins_as_the_last_one_without_dates(network, group, other, last, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 2))
    proposal = propose(parents(network, group, other), last)
    plan = proposal.plan
    assert (plan.year, plan.number, plan.theme, plan.introduction) == (2026, 3, "Begreber", "Om begreber.")
    assert [item.title for item in plan.programme] == ["Velkomst"]
    assert [(row.parent, row.wanted, row.day) for row in proposal.rows] == [
        (group, True, None),
        (other, False, None),
        (network.meeting_index, True, None),
    ]
    told = proposal.rows[0].plan
    assert (told.start, told.end, told.venue, told.address, told.host.name) == (
        time(9, 30),
        time(15),
        "Rådhuset",
        "Torvet 1",
        "Køge",
    )
    assert (told.capacity, told.opens_days, told.closes_days) == (30, 60, 7)


def test_copy_to_next_year_lies_on_the_same_weekdays(network, group, other, last):
    proposal = propose(parents(network, group, other), last, next_year=True)
    assert (proposal.plan.year, proposal.plan.number) == (2027, 2)
    assert [row.day for row in proposal.rows] == [date(2027, 9, 7), None, date(2027, 10, 5)]


def test_first_round_of_all_wants_every_group_and_no_joint_meeting(network, group, other):
    proposal = propose(parents(network, group, other), None)
    assert proposal.plan.number == 1
    assert [row.wanted for row in proposal.rows] == [True, True, False]


def test_first_round_of_a_year_is_number_one(network, group, last, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2027, 1, 4))
    plan = propose(parents(network, group), last).plan
    assert (plan.year, plan.number) == (2027, 1)


def test_copied_plan_can_be_made(network, group, other, last):
    proposal = propose(parents(network, group, other), last, next_year=True)
    rows = [replace(row.plan, day=row.day) for row in proposal.rows if row.wanted]
    page = plan_round(replace(proposal.plan, meetings=rows), network.meeting_index)
    assert MeetingPage.objects.filter(round=page).count() == 2
