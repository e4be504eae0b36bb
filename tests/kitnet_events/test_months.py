"""A month of meetings as a table."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup

from kitnet_events.months import month_of, read_month
from tests import factories
from tests.hostile import TEXTS
from tests.queries import number_of_queries


def meeting_on(network, day: date, **fields):
    return factories.MeetingPageFactory(
        parent=network.meeting_index, start_date=day, start_time=time(9, 30), end_time=time(15), **fields
    )


def cells(client, network, month: str = "2027-01", **more) -> dict[str, list[str]]:
    """Return the titles in the table of a month by day."""
    answer = client.get(network.meeting_index.get_url(), {"maaned": month, **more})
    assert answer.status_code == 200
    table = BeautifulSoup(answer.content, "html.parser").select_one("table.kn-calendar")
    shown = {cell.time["datetime"]: cell for cell in table.select("td")}
    return {day: [li.get_text(strip=True) for li in cell.select("li")] for day, cell in shown.items()}


def test_month_is_weeks_of_days_from_monday():
    month = month_of(date(2027, 1, 1), [])
    assert [week.number for week in month.weeks] == [53, 1, 2, 3, 4]
    assert month.weeks[0].days[0].day == date(2026, 12, 28)
    assert [day.inside for day in month.weeks[0].days] == [False] * 4 + [True] * 3
    assert (month.previous, month.next, month.is_empty) == ("2026-12", "2027-02", True)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2027-01", date(2027, 1, 1)),
        ("1990-12", date(1990, 12, 1)),
        *((nonsense, None) for nonsense in ("", "2027-13", "2027-1", "1989-12", "2200-01", "9999-99", "٢٠٢٧-٠١")),
    ],
)
def test_month_is_read_from_an_address(text, first):
    assert read_month(text) == first


@pytest.mark.parametrize("first", [date(1990, 1, 1), date(2199, 12, 1)])
def test_leafing_ends_where_time_ends(first):
    month = month_of(first, [])
    assert "" in {month.previous, month.next}


def test_meetings_stand_on_their_days(planted, client):
    meeting_on(planted, date(2027, 1, 5), title="Om data")
    meeting_on(planted, date(2027, 1, 30), title="Over månedsskiftet", end_date=date(2027, 2, 1))
    meeting_on(planted, date(2027, 2, 20), title="I februar")
    days = cells(client, planted)
    assert {day: titles for day, titles in days.items() if titles} == {
        "2027-01-05": ["Om data"],
        "2027-01-30": ["Over månedsskiftet"],
        "2027-01-31": ["Over månedsskiftet"],
    }
    assert cells(client, planted, "2027-02")["2027-02-01"] == ["Over månedsskiftet"]


def test_month_keeps_the_chosen_group(planted, client):
    group = factories.GroupPageFactory(parent=planted.group_index, title="Sjælland", slug="sjaelland")
    other = factories.GroupPageFactory(parent=planted.group_index, title="Syddanmark", slug="syddanmark")
    for parent in (group, other):
        factories.MeetingPageFactory(parent=parent, start_date=date(2027, 1, 5), title=f"Møde i {parent.title}")
    assert cells(client, planted, gruppe="sjaelland")["2027-01-05"] == ["Møde i Sjælland"]
    html = client.get(planted.meeting_index.get_url(), {"maaned": "2027-01", "gruppe": "sjaelland"}).content.decode()
    assert 'href="?maaned=2027-02&amp;gruppe=sjaelland"' in html
    assert '<input type="hidden" name="maaned" value="2027-01">' in html


def test_month_costs_the_same_for_1_and_30_meetings(planted, client):
    meeting_on(planted, date(2027, 1, 5))
    one = number_of_queries(lambda: cells(client, planted))
    for day in range(1, 30):
        meeting_on(planted, date(2027, 1, day))
    assert number_of_queries(lambda: cells(client, planted)) == one


@pytest.mark.parametrize("name", TEXTS)
def test_nonsense_shows_the_present_month(planted, client, name):
    month = TEXTS[name][:100].encode("utf-8", "replace").decode()
    answer = client.get(planted.meeting_index.get_url(), {"maaned": month})
    assert answer.status_code == 200
    assert answer.context["month"].key == answer.context["this_month"]


def test_month_without_meetings_leads_to_the_next_ones(planted, client):
    index = planted.meeting_index.get_url()
    assert "maaned=2090-03" not in client.get(f"{index}?maaned=2014-02").content.decode()
    meeting_on(planted, date(2090, 3, 1))
    assert 'href="?maaned=2090-03"' in client.get(f"{index}?maaned=2014-02").content.decode()
