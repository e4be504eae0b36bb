"""The register of memberships: written through the rules, told in its history, open to whom it concerns."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from kitnet_pages.domain.membership import begin_membership
from kitnet_pages.models import Membership, PastPlacement
from tests import roles
from tests.factories import GroupPageFactory, MembershipFactory, MunicipalityFactory, fresh
from tests.planting import shared
from tests.queries import number_of_queries

INDEX = "/admin/memberships/"
FIRST, LAST = date(2016, 9, 1), date(2017, 12, 31)


def url(action, membership):
    return f"{INDEX}{action}/{membership.pk}/"


def form(municipality, **values):
    fields = {"first_day": "2016-09-01", "last_day": "", "contact_name": "", "contact_email": ""}
    return {"municipality": municipality.pk, **fields, **values}


def names(response):
    return [membership.municipality.name for membership in response.context["object_list"]]


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def koege(group):
    return MunicipalityFactory(name="Køge", code="0259", region="Region Sjælland", group=group)


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_editor_begins_a_membership(koege):
    client = roles.editor()
    response = client.post(f"{INDEX}create/", form(koege, contact_name="It", contact_email="it@koege.example"))
    assert response.status_code == 302
    membership = Membership.objects.get()
    assert (membership.municipality, membership.first_day, membership.last_day) == (koege, FIRST, None)
    assert membership.contact_email == "it@koege.example"
    assert ModelLogEntry.objects.for_instance(membership).get().user == client.user


def test_editor_is_told_what_overlaps_and_keeps_what_was_typed(koege):
    begin_membership(koege, FIRST, last_day=LAST)
    response = roles.editor().post(f"{INDEX}create/", form(koege, first_day="2017-01-01", contact_name="It i Køge"))
    assert response.status_code == 200
    assert "1. september 2016 – 31. december 2017" in str(response.context["form"].errors["first_day"])
    assert 'value="It i Køge"' in response.content.decode()
    assert Membership.objects.count() == 1


def test_editor_who_was_slower_is_told(koege, monkeypatch):
    """The form was sound; the database refuses."""
    MembershipFactory(municipality=koege)
    monkeypatch.setattr(Membership, "full_clean", lambda self, **kwargs: None)
    monkeypatch.setattr(Membership, "validate_constraints", lambda self, **kwargs: None)
    response = roles.editor().post(f"{INDEX}create/", form(koege))
    assert response.status_code == 200
    assert "allerede" in str(response.context["form"].non_field_errors())


def test_history_tells_each_change_in_words(koege):
    membership = begin_membership(koege, FIRST)
    client = roles.editor()
    client.post(url("edit", membership), form(koege, last_day="2017-12-31", contact_name="Bo Prøvesen"))
    page = client.get(url("history", membership)).content.decode()
    assert "Deltagelse begyndt" in page
    assert "sidste dag: – → 31.12.2017" in page
    assert "ændret" in page
    assert "Bo Prøvesen" not in page
    assert client.user.username in page


def test_last_day_alone_is_told_as_an_end(koege):
    membership = begin_membership(koege, FIRST)
    client = roles.editor()
    for last_day, told in (("2017-12-31", "Deltagelse afsluttet"), ("", "Deltagelse rettet")):
        assert client.post(url("edit", membership), form(koege, last_day=last_day)).status_code == 302
        assert told in client.get(url("history", membership)).content.decode()


def test_deleting_asks_whether_it_was_a_mistake_and_leaves_a_trace(koege):
    membership = begin_membership(koege, FIRST)
    client = roles.editor()
    assert "ved en fejl" in client.get(url("delete", membership)).content.decode()
    assert client.post(url("delete", membership)).status_code == 302
    assert not Membership.objects.exists()
    assert ModelLogEntry.objects.filter(label__startswith="Køge", deleted=True).exists()


def test_municipality_that_changes_group_in_its_register_leaves_the_old_one_behind(koege, group, network):
    other = GroupPageFactory(parent=network.group_index, title="Hovedstaden", slug="hovedstaden")
    assert roles.editor().post(f"/admin/municipalities/edit/{koege.pk}/", {"group": other.pk}).status_code == 302
    assert fresh(koege).group == other
    past = PastPlacement.objects.get()
    assert (past.group, past.last_day) == (group, timezone.localdate() - timedelta(days=1))


# ── Finding ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def several(koege):
    today = timezone.localdate()
    begin_membership(koege, FIRST, contact_email="it@koege.example")
    for name, first, last in (
        ("Ærø", FIRST, LAST),
        ("Aarhus", FIRST, None),
        ("Fanø", today + timedelta(days=9), None),
    ):
        begin_membership(MunicipalityFactory(name=name, region="Region Vest"), first, last_day=last)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Fanø", "Køge", "Ærø", "Aarhus"]),
        ("state=now", ["Køge", "Aarhus"]),
        ("state=ended", ["Ærø"]),
        ("state=coming", ["Fanø"]),
        ("q=århus", ["Aarhus"]),
        ("q=it@koege", ["Køge"]),
        ("q=vest", ["Fanø", "Ærø", "Aarhus"]),
        ("q=%20", ["Fanø", "Køge", "Ærø", "Aarhus"]),
        ("municipality__region=Region+Vest&state=now", ["Aarhus"]),
    ],
)
def test_register_finds(several, query, found):
    assert names(roles.editor().get(f"{INDEX}?{query}")) == found


@pytest.mark.parametrize("query", ["state=odd", "state=%00", "municipality__group__page_ptr__exact=abc", "odd=1"])
def test_register_answers_a_bad_filter_with_400(several, query):
    assert roles.editor().get(f"{INDEX}?{query}").status_code == 400


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ("0", ["Fanø", "Køge", "Ærø", "Aarhus"]),
        ("-0", ["Aarhus", "Ærø", "Køge", "Fanø"]),
        ("2.0", ["Køge", "Fanø", "Ærø", "Aarhus"]),
        ("3.0", ["Køge", "Ærø", "Aarhus", "Fanø"]),
    ],
)
def test_register_sorts_by_its_columns(several, order, found):
    assert names(roles.editor().get(f"{INDEX}?o={order}")) == found


def test_register_exports(several):
    response = roles.editor().get(f"{INDEX}?export=csv&state=now")
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert [line.split(";")[0] for line in lines[1:]] == ["Køge", "Aarhus"]


def test_register_costs_the_same_for_1_and_30(koege):
    begin_membership(koege, FIRST)
    client = roles.editor()
    few = number_of_queries(lambda: client.get(INDEX))
    for _ in range(30):
        MembershipFactory()
    assert number_of_queries(lambda: client.get(INDEX)) == few


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_facilitator_sees_the_own_groups_and_changes_nothing(koege, group, network):
    own = begin_membership(koege, FIRST)
    foreign = MembershipFactory()
    client = roles.facilitator(group)
    assert names(client.get(INDEX)) == ["Køge"]
    assert client.get(url("history", foreign)).status_code == 404
    for action in ("edit", "delete"):
        assert client.get(url(action, own)).headers["Location"] == reverse("wagtailadmin_home")
        assert client.get(url(action, foreign)).status_code == 404
        client.post(url(action, own), form(koege, last_day="2016-10-01"))
    assert fresh(own).last_day is None


def test_register_is_closed_to_other_roles(koege):
    membership = begin_membership(koege, FIRST)
    for client in (roles.writer(), roles.outsider()):
        for address in (INDEX, f"{INDEX}create/", url("edit", membership), url("history", membership)):
            assert client.get(address).headers["Location"] == reverse("wagtailadmin_home"), address
