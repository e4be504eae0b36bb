"""The register of participants: who may see whom, what is found, what leaves the house, and merging."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_pages.models import ExportRecord
from tests import roles
from tests.factories import GroupPageFactory, MunicipalityFactory, make_meeting
from tests.kitnet_events.signup.people import sign_up
from tests.planting import shared
from tests.queries import number_of_queries

LIST = "/admin/participants/"
HOME = "/admin/"


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def other(network):
    return GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


def person(name="Ida Eksempel", group=None, **fields):
    """Make a participant; with a group, from a municipality of its own there."""
    if group is not None:
        fields["municipality"] = MunicipalityFactory(group=group)
    email = f"{name.lower().replace(' ', '.')}@kommune.example".encode("ascii", "ignore").decode()
    return Participant.objects.create(**{"name": name, "email": email, "proved_at": timezone.now(), **fields})


def seat(participant, meeting, **fields):
    return SignUp.objects.create(
        **{
            "participant": participant,
            "meeting": meeting,
            "name": participant.name,
            "state": "confirmed",
            "queued_at": timezone.now(),
            "proved_at": timezone.now(),
            **fields,
        }
    )


def held(meeting, days):
    """Let a meeting be held ``days`` ago."""
    end = timezone.now() - timedelta(days=days)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=end - timedelta(hours=5), ends_at=end)
    meeting.refresh_from_db()
    return meeting


def inspect(participant):
    return f"{LIST}inspect/{participant.pk}/"


def merge(participant):
    return f"{LIST}merge/{participant.pk}/"


def listed(response):
    return [one.name for one in response.context["object_list"]]


# ── Who sees whom ────────────────────────────────────────────────────────────────────────────────────────────────
def test_editors_see_all_and_facilitators_their_own_groups(network, group, other):
    mine, theirs, nobodys = person("Ida Eksempel", group), person("Bo Prøvesen", other), person("Kim Demodal")
    assert listed(roles.editor().get(LIST)) == ["Bo Prøvesen", "Ida Eksempel", "Kim Demodal"]
    facilitator = roles.facilitator(group)
    assert listed(facilitator.get(LIST)) == ["Ida Eksempel"]
    assert facilitator.get(inspect(mine)).status_code == 200
    for foreign in (theirs, nobodys):
        assert facilitator.get(inspect(foreign)).status_code == 404
        assert facilitator.get(merge(foreign)).status_code == 404
    assert facilitator.get(merge(mine)).headers["Location"] == HOME
    assert "merge" not in facilitator.get(inspect(mine)).content.decode()
    # Also with a role that lets them change participants: who sees but one group cannot know who else is there.
    widened = roles.facilitator(group)
    widened.user.groups.get().permissions.add(Permission.objects.get(codename="change_participant"))
    assert widened.get(merge(mine)).headers["Location"] == HOME


def test_writers_and_others_see_nobody(network, group):
    one = person("Ida Eksempel", group)
    for client in (roles.writer(), roles.outsider()):
        for address in (LIST, f"{LIST}?export=csv", inspect(one), merge(one)):
            assert client.get(address).headers["Location"] == HOME
    assert not ExportRecord.objects.exists()


# ── What is found ────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("words", ["ærlig", "ÆRLIG", "arlig@", "kommune.example ær", "KØGE", "køg ær"])
def test_people_are_found_by_name_address_and_workplace(network, group, words):
    koege = MunicipalityFactory(name="Køge", group=group)
    person("Åse Ærlig", municipality=koege, email="arlig@kommune.example")
    person("Bo Prøvesen", organisation="KOMBIT")
    assert listed(roles.editor().get(LIST, {"q": words})) == ["Åse Ærlig"]


def test_list_is_filtered_by_group_municipality_and_activity(network, group, other):
    ida, bo = person("Ida Eksempel", group), person("Bo Prøvesen", other)
    absent, never, longago = person("Abe Sent"), person("Never Kommet"), person("Otto Oldtid")
    last = held(make_meeting(group), 30)
    seat(ida, last)
    seat(absent, last, attended=False)
    seat(longago, held(make_meeting(group), 500), attended=True)
    seat(bo, make_meeting(other), state="waiting")
    client = roles.editor()
    assert listed(client.get(LIST, {"group": group.pk})) == ["Ida Eksempel"]
    assert listed(client.get(LIST, {"municipality__id__exact": bo.municipality_id})) == ["Bo Prøvesen"]
    assert listed(client.get(LIST, {"active": "yes"})) == ["Bo Prøvesen", "Ida Eksempel"]
    assert listed(client.get(LIST, {"active": "no"})) == [absent.name, never.name, longago.name]


@pytest.mark.parametrize(
    "query", ["group=x", "group=0", "active=maybe", "active=%00", "municipality__id__exact=x", "sign_ups__note=a"]
)
def test_a_filter_that_is_none_answers_400(network, group, query):
    person("Ida Eksempel", group)
    assert roles.editor().get(f"{LIST}?{query}").status_code == 400


def test_facilitators_are_not_offered_other_groups(network, group, other):
    person("Ida Eksempel", group)
    facilitator = roles.facilitator(group)
    assert facilitator.get(LIST, {"group": other.pk}).status_code == 400
    assert other.title not in facilitator.get(LIST).content.decode()


def test_list_costs_the_same_for_1_and_30(network, group):
    client, meeting = roles.editor(), held(make_meeting(group), 9)
    seat(person("Ida Eksempel", group), meeting)
    few = number_of_queries(lambda: client.get(LIST + "?active=yes&q=e"))
    for number in range(29):
        seat(person(f"Ida Eksempel {number}", group), meeting)
    assert number_of_queries(lambda: client.get(LIST + "?active=yes&q=e")) == few


# ── A participant ────────────────────────────────────────────────────────────────────────────────────────────────
def test_participants_page_shows_the_history_of_meetings_latest_first(network, group):
    ida = person("Ida Eksempel", group)
    seat(ida, held(make_meeting(group, title="Det første møde"), 90), attended=True)
    seat(ida, held(make_meeting(group, title="Det andet møde"), 30), attended=False)
    page = roles.editor().get(inspect(ida))
    assert [one.meeting.title for one in page.context["history"]] == ["Det andet møde", "Det første møde"]
    assert "Network group" in page.content.decode()


def test_participants_page_costs_the_same_for_1_and_30_meetings(network, group):
    client, ida = roles.editor(), person("Ida Eksempel", group)
    seat(ida, make_meeting(group))
    few = number_of_queries(lambda: client.get(inspect(ida)))
    for _ in range(9):
        seat(ida, make_meeting(group))
    assert number_of_queries(lambda: client.get(inspect(ida))) == few


# ── What leaves the house ────────────────────────────────────────────────────────────────────────────────────────
def test_export_holds_the_filtered_rows_without_formulas_and_is_logged(network, group):
    person("=HYPERLINK(1)", group, email="ida@kommune.example", title="@SUM(1)")
    person("Bo Prøvesen")
    client = roles.editor()
    text = b"".join(client.get(LIST, {"export": "csv", "group": group.pk, "q": "hyper"}).streaming_content).decode()
    assert text.startswith("\ufeff")
    lines = text.removeprefix("\ufeff").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("'=HYPERLINK(1);ida@kommune.example;'@SUM(1);")
    workbook = b"".join(client.get(LIST, {"export": "xlsx"}).streaming_content)
    rows = list(openpyxl.load_workbook(io.BytesIO(workbook)).active.values)
    assert [row[0] for row in rows[1:]] == ["'=HYPERLINK(1)", "Bo Prøvesen"]
    records = ExportRecord.objects.order_by("pk").values_list("user", "what", "rows", "file_format")
    assert list(records) == [
        (client.user.pk, "Participants", 1, "csv"),
        (client.user.pk, "Participants", 2, "xlsx"),
    ]


def test_facilitators_take_away_their_own_group_alone(network, group, other):
    person("Ida Eksempel", group)
    person("Bo Prøvesen", other)
    text = b"".join(roles.facilitator(group).get(LIST, {"export": "csv"}).streaming_content).decode()
    assert "Ida Eksempel" in text
    assert "Bo Prøvesen" not in text


# ── Merging ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_merging_offers_who_looks_the_same_and_finds_others(network, group):
    ida = person("Ida Eksempel", group)
    person("Ida Eksempel", email="ida@koege.example")
    person("Bo Prøvesen", email="bo@koege.example")
    client = roles.editor()
    assert [one.email for one in client.get(merge(ida)).context["found"]] == ["ida@koege.example"]
    assert [one.email for one in client.get(merge(ida), {"q": "bo"}).context["found"]] == ["bo@koege.example"]
    assert client.get(merge(ida), {"q": "ida"}).context["found"][0].email == "ida@koege.example"


def test_merging_shows_what_will_happen_and_does_it_on_post(network, group):
    meeting = make_meeting(group)
    first, second = sign_up(meeting, 1).participant, sign_up(meeting, 2).participant
    client = roles.editor()
    page = client.get(merge(first), {"with": second.pk})
    assert (page.context["kept"], page.context["plan"].both) == (first, 1)
    swapped = client.get(merge(first), {"with": second.pk, "keep": second.pk})
    assert (swapped.context["kept"], swapped.context["goes"]) == (second, first)
    assert Participant.objects.count() == 2
    response = client.post(merge(first), {"with": second.pk, "keep": second.pk})
    assert response.headers["Location"] == inspect(second)
    assert list(Participant.objects.values_list("pk", flat=True)) == [second.pk]


def test_merging_keeps_the_proved_address_unless_told_otherwise(network):
    old = person("Ida Eksempel", proved_at=None)
    new = person("Ida Eksempel", email="ida@koege.example")
    client = roles.editor()
    assert client.get(merge(old), {"with": new.pk}).context["kept"] == new
    refused = client.get(merge(old), {"with": new.pk, "keep": old.pk})
    assert "proved" in refused.context["refusal"]
    client.post(merge(old), {"with": new.pk, "keep": old.pk})
    assert Participant.objects.count() == 2


@pytest.mark.parametrize("value", ["", "x", "0", "-1", "²", "9" * 30, "\0"])
def test_merging_with_nobody_asks_again(network, value):
    ida = person("Ida Eksempel")
    client = roles.editor()
    assert client.get(merge(ida), {"with": value}).context["other"] is None
    assert client.post(merge(ida), {"with": value}).status_code == 200
    assert client.get(merge(ida), {"with": ida.pk}).context["other"] is None
