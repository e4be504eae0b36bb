"""Coverage: who takes part on a day, as it was on that day."""

from datetime import date, timedelta

import pytest

from kitnet_pages.domain.coverage import coverage, growth
from kitnet_pages.domain.municipalities import change_group, load_municipalities
from kitnet_pages.models import Membership, Municipality, PastPlacement
from tests.factories import GroupPageFactory, MembershipFactory, MunicipalityFactory
from tests.planting import shared
from tests.queries import number_of_queries

DAY = date(2016, 10, 24)
ONE_DAY = timedelta(days=1)


@shared
def groups(network):
    return {
        title: GroupPageFactory(parent=network.group_index, title=title, slug=title.lower())
        for title in ("Vest", "Øst")
    }


@shared
def koege(groups):
    return MunicipalityFactory(name="Køge", region="Region Øst", group=groups["Øst"])


def tallies(rows):
    return {row.label: (row.members, row.total) for row in rows}


@pytest.mark.parametrize(("day", "members"), [(DAY - ONE_DAY, 0), (DAY, 1), (DAY + ONE_DAY, 1), (DAY + 2 * ONE_DAY, 0)])
def test_coverage_counts_the_first_and_the_last_day(koege, day, members):
    MembershipFactory(municipality=koege, first_day=DAY, last_day=DAY + ONE_DAY)
    state = coverage(day)
    assert (state.members, state.missing, state.total) == (members, 1 - members, 1)
    assert state.places[0].since == (DAY if members else None)
    assert growth([day]) == [(day, members)]


def test_coverage_is_of_today_unless_told_otherwise(koege):
    MembershipFactory(municipality=koege)
    assert coverage().members == 1


def test_memberships_that_follow_each_other_are_one(koege):
    for year in (2016, 2017, 2019):
        MembershipFactory(municipality=koege, first_day=date(year, 1, 1), last_day=date(year, 12, 31))
    begun = [coverage(date(year, 5, 1)).places[0].since for year in (2015, 2016, 2017, 2018, 2019)]
    assert begun == [None, date(2016, 1, 1), date(2016, 1, 1), None, date(2019, 1, 1)]


def test_coverage_tells_of_groups_and_regions(groups, koege):
    MembershipFactory(municipality=koege)
    MunicipalityFactory(region="Region Vest", group=groups["Vest"])
    MunicipalityFactory(region="Region Vest")
    state = coverage(DAY)
    assert tallies(state.by_group) == {"Vest": (0, 1), "Øst": (1, 1), "": (0, 1)}
    assert tallies(state.by_region) == {"Region Vest": (0, 2), "Region Øst": (1, 1)}
    assert [place.takes_part for place in state.of_group(groups["Øst"].pk)] == [True]


def test_coverage_names_those_outside_in_danish_order(db):
    for name in ("Ærø", "Aarhus", "Vejen", "Køge"):
        MunicipalityFactory(name=name)
    MembershipFactory(municipality=Municipality.objects.get(name="Køge"))
    assert [place.name for place in coverage(DAY).outside] == ["Vejen", "Ærø", "Aarhus"]


def test_municipality_that_changes_group_leaves_the_past_where_it_was(groups, koege):
    MembershipFactory(municipality=koege)
    change_group(koege, groups["Vest"], date(2017, 6, 1))
    change_group(koege, groups["Øst"], date(2018, 6, 1))
    whose = {day: coverage(day).places[0].group.title for day in (DAY, date(2017, 5, 31), date(2017, 6, 1))}
    assert whose == {DAY: "Øst", date(2017, 5, 31): "Øst", date(2017, 6, 1): "Vest"}
    assert coverage(date(2018, 5, 31)).places[0].group.title == "Vest"
    assert coverage().places[0].group.title == "Øst"


def test_group_that_is_chosen_first_holds_for_the_past(groups):
    lonely = MunicipalityFactory(name="Fanø")
    change_group(lonely, groups["Vest"])
    assert coverage(DAY).places[0].group == groups["Vest"]
    assert not PastPlacement.objects.exists()


def test_group_that_stays_leaves_nothing_behind(groups, koege):
    change_group(koege, groups["Øst"])
    assert not PastPlacement.objects.exists()


def test_two_changes_on_one_day_leave_behind_what_was_the_day_before(groups, koege):
    day = date(2017, 6, 1)
    change_group(koege, groups["Vest"], day)
    change_group(koege, None, day)
    assert coverage(DAY).places[0].group == groups["Øst"]
    assert coverage(day).places[0].group is None


def test_region_that_the_file_renames_stays_what_it_was_in_the_past(db):
    load_municipalities()
    Municipality.objects.filter(code="0370").update(region="Storstrøms Amt")
    load_municipalities()
    assert next(place for place in coverage(DAY).places if place.code == "0370").region == "Storstrøms Amt"
    assert next(place for place in coverage().places if place.code == "0370").region == "Region Sjælland"


def test_group_that_is_not_published_is_none(groups, koege):
    groups["Øst"].unpublish()
    assert coverage(DAY).places[0].group is None


def test_coverage_costs_the_same_for_ten_years_of_memberships(groups, koege):
    few = number_of_queries(lambda: coverage(DAY))
    for _ in range(30):
        municipality = MunicipalityFactory(group=groups["Vest"])
        Membership.objects.bulk_create(
            Membership(municipality=municipality, first_day=date(year, 1, 1), last_day=date(year, 12, 31))
            for year in range(2016, 2026)
        )
    assert number_of_queries(lambda: coverage(DAY)) == few == 2
    assert coverage(DAY).members == 30
