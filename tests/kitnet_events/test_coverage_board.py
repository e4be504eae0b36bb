"""The coverage board: municipalities by rounds, counted from sign-ups and attendance."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.utils import timezone

from kitnet_events.domain.coverage_board import Tally, coverage_board
from kitnet_events.domain.privacy import erase_person
from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_pages.domain.membership import begin_membership
from kitnet_pages.models import ExportRecord
from tests import roles
from tests.factories import GroupPageFactory, MunicipalityFactory, RoundPageFactory, make_meeting
from tests.planting import shared
from tests.queries import number_of_queries

BOARD = "/admin/network/coverage/"
HOME = "/admin/"


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def faxe(group):
    return MunicipalityFactory(name="Faxe", code="0320", region="Region Sjælland", group=group)


@shared
def odense(network):
    return MunicipalityFactory(name="Odense", code="0461", region="Region Syddanmark")


def held(network, group, days):
    """Make a round with a meeting held ``days`` ago; a negative number lies ahead."""
    round_page = RoundPageFactory(parent=network.meeting_index, year=3000 - days)
    meeting = make_meeting(group, round=round_page)
    end = timezone.now() - timedelta(days=days)
    Meeting.objects.filter(pk=meeting.pk).update(round=round_page, starts_at=end - timedelta(hours=5), ends_at=end)
    meeting.refresh_from_db()
    return meeting


def seat(meeting, municipality, attended=None, **fields):
    number = Participant.objects.count()
    person = Participant.objects.create(email=f"deltager-{number}@kommune.example", municipality=municipality)
    return SignUp.objects.create(
        **{
            "participant": person,
            "meeting": meeting,
            "name": "Deltager",
            "municipality": municipality,
            "attended": attended,
            "state": "confirmed",
            "queued_at": timezone.now(),
            **fields,
        }
    )


def names(board):
    return [row.municipality.name for row in board.rows]


def test_board_counts_seats_presence_and_absence_by_round(network, group, faxe, odense):
    last, coming = held(network, group, 9), held(network, group, -9)
    seat(last, faxe, attended=True)
    seat(last, faxe, attended=False)
    seat(last, faxe, attended=True, state="cancelled")
    seat(last, faxe, attended=True, role="speaker")
    seat(last, odense)
    seat(coming, faxe)
    board = coverage_board()
    assert [(one.pk, one.is_over) for one in board.rounds] == [(coming.round_id, False), (last.round_id, True)]
    assert {row.municipality.name: row.tallies for row in board.rows} == {
        "Faxe": (Tally(1, 0, 0), Tally(2, 1, 1)),
        "Odense": (Tally(), Tally(1, 0, 0)),
    }
    assert board.totals == (Tally(1, 0, 0), Tally(3, 1, 1))
    assert board.municipalities_seen == (1, 2)


def test_numbers_stay_when_names_are_erased(network, group, faxe):
    last = held(network, group, 9)
    seat(last, faxe, attended=True)
    gone = seat(last, faxe, attended=False)
    before = coverage_board().rows[0].tallies
    erase_person(gone.participant)
    assert coverage_board().rows[0].tallies == before == (Tally(2, 1, 1),)


def test_a_municipality_that_changes_group_keeps_its_past(network, group, faxe):
    seat(held(network, group, 9), faxe, attended=True)
    faxe.group = GroupPageFactory(parent=network.group_index)
    faxe.save()
    assert coverage_board(group_id=group.pk).rows == ()
    assert coverage_board(group_id=faxe.group_id).rows[0].tallies == (Tally(1, 1, 0),)


def test_who_was_in_none_of_the_two_last_rounds_has_not_been_seen(network, group, faxe, odense):
    before, last, coming = (held(network, group, days) for days in (99, 50, -9))
    seat(held(network, group, 200), faxe, attended=True)
    seat(last, faxe, attended=False)
    seat(coming, faxe)
    seat(before, odense, attended=True)
    assert names(coverage_board(unseen=True)) == ["Faxe"]
    seat(last, faxe)
    assert names(coverage_board(unseen=True)) == []


def test_before_two_rounds_are_over_nobody_is_missed(network, group, faxe):
    held(network, group, 9)
    assert coverage_board(unseen=True).rows == ()


def test_board_is_filtered_by_group_region_and_membership(network, group, faxe, odense):
    begin_membership(odense, date(2016, 9, 1))
    client = roles.facilitator(group)
    assert names(client.get(BOARD).context["board"]) == ["Faxe", "Odense"]
    assert names(client.get(BOARD, {"group": group.pk}).context["board"]) == ["Faxe"]
    assert names(client.get(BOARD, {"region": "Region Syddanmark"}).context["board"]) == ["Odense"]
    assert names(client.get(BOARD, {"member": "yes"}).context["board"]) == ["Odense"]
    assert names(client.get(BOARD, {"member": "no"}).context["board"]) == ["Faxe"]


def test_board_and_map_say_alike_since_when_a_municipality_takes_part(network, faxe):
    begin_membership(faxe, date(2016, 9, 1), last_day=date(2016, 12, 31))
    begin_membership(faxe, date(2017, 1, 1))
    assert [row.since for row in coverage_board().rows] == [date(2016, 9, 1)]


@pytest.mark.parametrize(
    "query", ["group=x", "group=0", "region=x", "region=%00", "member=1", "unseen=1", "export=pdf"]
)
def test_a_filter_that_is_none_answers_400(network, faxe, query):
    assert roles.editor().get(f"{BOARD}?{query}").status_code == 400


def test_board_is_for_those_who_run_meetings(network, group, faxe):
    assert roles.editor().get(BOARD).status_code == 200
    assert f'"{BOARD}"' in roles.facilitator(group).get(HOME).content.decode()
    for client in (roles.writer(), roles.outsider()):
        assert client.get(BOARD).headers["Location"] == HOME
        assert f'"{BOARD}"' not in client.get(HOME).content.decode()


def test_board_is_handed_out_as_a_file_and_that_is_noted(network, group, faxe, odense):
    seat(held(network, group, 9), faxe, attended=True)
    client = roles.editor()
    text = client.get(BOARD, {"export": "csv", "group": group.pk}).content.decode()
    assert text.startswith("\ufeff")
    lines = text.splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Faxe;0320;Region Sjælland;Sjælland;;1;1;0;")
    type(group).objects.filter(pk=group.pk).update(title="=1+1")
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(BOARD, {"export": "xlsx"}).content)).active
    assert [(row[0], row[3]) for row in sheet.values][1:] == [("Faxe", "'=1+1"), ("Odense", None)]
    assert list(ExportRecord.objects.order_by("pk").values_list("rows", "file_format", "selection")) == [
        (1, "csv", f"group={group.pk}"),
        (2, "xlsx", ""),
    ]


def test_board_costs_the_same_whatever_there_is_to_count(network, group, faxe, django_assert_num_queries):
    seat(held(network, group, 9), faxe, attended=True)
    client = roles.editor()
    few = number_of_queries(lambda: client.get(BOARD))
    for number in range(4):
        meeting = held(network, group, 20 + number)
        for municipality in MunicipalityFactory.create_batch(5, group=group):
            seat(meeting, municipality, attended=True)
            begin_membership(municipality, date(2016, 9, 1))
    assert number_of_queries(lambda: client.get(BOARD)) == few
    with django_assert_num_queries(6):
        coverage_board()
