"""Attendance at the door, on a phone."""

import pytest
from django.urls import reverse

from kitnet_events.domain import signup
from kitnet_pages.models import ExportRecord
from tests import factories, roles
from tests.queries import number_of_queries

from .people import sign_up


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


def at(name, meeting):
    return reverse(f"kitnet_signups:{name}", args=[meeting.uid])


# ── At the door ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_tap_at_the_door_says_who_is_there_and_a_second_one_the_same(meeting):
    mine, _second, _waiting = [sign_up(meeting, number) for number in (1, 2, 3)]
    client = roles.facilitator(meeting.group)
    response = client.get(at("door", meeting))
    assert [one.name for one in response.context_data["people"]] == ["Deltager 1", "Deltager 2"]
    for _tap in range(2):
        response = client.post(at("door", meeting), {"sign_up": mine.pk, "attended": "yes", "q": "deltager"})
        assert response["Location"] == f"{at('door', meeting)}?q=deltager#s{mine.pk}"
        mine.refresh_from_db()
        assert mine.attended is True
    assert client.get(at("door", meeting)).context_data["present"] == 1
    client.post(at("door", meeting), {"sign_up": mine.pk, "attended": "unknown"})
    mine.refresh_from_db()
    assert mine.attended is None


@pytest.mark.parametrize("data", [{}, {"sign_up": "x"}, {"sign_up": "9" * 40, "attended": "yes"}, {"attended": "yes"}])
def test_a_tap_that_says_nothing_is_not_found(meeting, data):
    assert roles.editor().post(at("door", meeting), data).status_code == 404


def test_a_tap_reaches_nobody_at_another_meetings_door(meeting):
    other = factories.make_meeting(factories.GroupPageFactory(parent=meeting.group.get_parent(), title="Syddanmark"))
    theirs = sign_up(other, 1)
    data = {"sign_up": theirs.pk, "attended": "yes"}
    assert roles.facilitator(meeting.group).post(at("door", meeting), data).status_code == 404
    assert factories.fresh(theirs).attended is None


def test_name_tags_are_for_who_has_a_seat_and_fill_the_last_sheet(meeting):
    for number in (1, 2, 3):
        sign_up(meeting, number)
    client = roles.facilitator(meeting.group)
    html = client.get(at("name_tags", meeting)).content.decode()
    assert ("Deltager 1" in html, "Deltager 2" in html, "Deltager 3" in html) == (True, True, False)
    assert (html.count("<li>"), html.count('<li class="tags__empty">')) == (2, 8)
    assert list(ExportRecord.objects.values_list("user", "rows", "file_format")) == [(client.user.pk, 2, "print")]


def test_the_door_costs_the_same_for_1_and_30(meeting):
    signup.change_capacity(meeting.pk, None)
    client = roles.editor()
    sign_up(meeting, 1)
    few = number_of_queries(lambda: client.get(at("door", meeting)))
    for number in range(2, 31):
        sign_up(meeting, number)
    assert number_of_queries(lambda: client.get(at("door", meeting))) == few
