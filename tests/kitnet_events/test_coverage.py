"""What meetings add to the map of the coverage: the rounds' days, and where a municipality joins."""

from datetime import date, time

from django.test import override_settings
from django.urls import set_urlconf

from kitnet_events.domain.coverage import join_form, round_days
from kitnet_pages.extension_points import CoverageDay
from tests import factories
from tests.planting import shared
from tests.queries import number_of_queries


@shared
def group(network):
    return factories.GroupPageFactory(parent=network.group_index, slug="sjaelland")


def make_round(network, group, number, *days, live=True):
    """Make a round of 2016 with a meeting on each day, and return it."""
    page = factories.RoundPageFactory(parent=network.meeting_index, year=2016, number=number, live=live)
    for day in days:
        factories.make_meeting(
            factories.fresh(group), round=page, start_date=day, start_time=time(0, 30), end_time=time(15)
        )
    return page


def test_round_has_the_local_day_of_its_first_meeting(network, group):
    make_round(network, group, 1, date(2016, 9, 20), date(2016, 9, 13))
    assert list(round_days(None)) == [CoverageDay(date(2016, 9, 13), "1. runde 2016")]


def test_round_without_meetings_or_not_published_has_no_day(network, group):
    make_round(network, group, 1)
    make_round(network, group, 2, date(2016, 11, 8), live=False)
    assert list(round_days(None)) == []


def test_meeting_that_was_cancelled_does_not_count(network, group):
    page = make_round(network, group, 1, date(2026, 9, 20), date(2026, 9, 27))
    first = page.meetings.order_by("starts_at").first()
    page.meetings.filter(pk=first.pk).update(status="cancelled")
    assert [one.day for one in round_days(None)] == [date(2026, 9, 27)]


def test_days_cost_one_query(network, group):
    make_round(network, group, 1, date(2016, 9, 13))
    make_round(network, group, 2, date(2016, 11, 8))
    assert number_of_queries(lambda: list(round_days(None))) == 1


def test_map_leads_to_the_form_with_the_municipality_chosen(network, client):
    factories.MunicipalityFactory(code="0825", name="Læsø")
    client.defaults["SERVER_NAME"] = "host.example"
    page = client.get(join_form("0825"))
    assert page.status_code == 200
    assert 'value="Læsø"' in page.content.decode()


def test_host_without_the_form_gets_no_address():
    with override_settings(ROOT_URLCONF="wagtail.urls"):
        set_urlconf(None)
        assert join_form("0825") == ""
    set_urlconf(None)
