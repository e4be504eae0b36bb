"""The register of municipalities: loaded from the file, sorted as Danes sort, edited only where an editor decides."""

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse

from kitnet_pages.domain.municipalities import load_municipalities
from kitnet_pages.models import Municipality
from tests import roles
from tests.factories import GroupPageFactory, MunicipalityFactory
from tests.planting import shared
from tests.queries import number_of_queries

INDEX = "/admin/municipalities/"


def edit_url(municipality):
    return f"/admin/municipalities/edit/{municipality.pk}/"


def names(response):
    return [municipality.name for municipality in response.context["object_list"]]


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


# ── The file ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_load_municipalities_brings_all_98_once(db):
    assert load_municipalities().created == 98
    before = list(Municipality.objects.values_list())
    again = load_municipalities()
    assert (again.created, again.updated, again.total) == (0, 0, 98)
    assert list(Municipality.objects.values_list()) == before


def test_load_municipalities_command_says_what_changed(db, capsys):
    call_command("load_municipalities")
    call_command("load_municipalities")
    assert capsys.readouterr().out == ("98 municipalities: 98 new, 0 changed.\n98 municipalities: 0 new, 0 changed.\n")


def test_load_municipalities_follows_the_file_but_not_in_the_group(db, network, group):
    load_municipalities()
    other = GroupPageFactory(parent=network.group_index, title="Et andet sted", slug="andet")
    Municipality.objects.filter(code="0370").update(name="Nestved", region="Et andet sted", group=other)
    assert load_municipalities().updated == 1
    naestved = Municipality.objects.get(code="0370")
    assert (naestved.name, naestved.region, naestved.group) == ("Næstved", "Region Sjælland", other)


def test_municipalities_sort_as_danes_sort(db):
    load_municipalities()
    sorted_names = list(Municipality.objects.values_list("name", flat=True))
    assert sorted_names[0] == "Albertslund"
    assert sorted_names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]
    assert sorted_names.index("Vordingborg") < sorted_names.index("Ærø")


# ── The register ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_register_lists_in_danish_order(network, group):
    load_municipalities()
    response = roles.editor().get(INDEX)
    assert names(response) == list(Municipality.objects.values_list("name", flat=True))
    assert names(response)[-1] == "Aarhus"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ærø", ["Ærø"]),
        ("Århus", ["Aarhus"]),
        ("AALBORG", ["Aalborg"]),
        ("0370", ["Næstved"]),
        ("nordjylland aal", ["Aalborg"]),
        ("intet", []),
    ],
)
def test_register_finds(network, words, found):
    load_municipalities()
    assert names(roles.editor().get(INDEX, {"q": words})) == found


def test_register_filters_by_group_and_region(network, group):
    load_municipalities()
    Municipality.objects.exclude(code__in=["0370", "0259"]).update(group=None)
    client = roles.editor()
    assert names(client.get(INDEX, {"group__page_ptr__exact": group.pk})) == ["Køge", "Næstved"]
    assert len(names(client.get(INDEX, {"group__isnull": "True"}))) == 96
    assert len(names(client.get(INDEX, {"region": "Region Nordjylland"}))) == 11


@pytest.mark.parametrize(
    "query",
    [
        "group__id__exact=abc",
        "group__page_ptr__exact=abc",
        "group__page_ptr__exact=99999999999999999999999",
        "group__page_ptr__exact=1",
        "group__page_ptr__exact=%00",
        "region=%00",
        "%00=1",
        "nonsense=1",
        "name__startswith=A",
        "group__owner__password__startswith=md5",
        "group__pk__in=1,x",
    ],
)
def test_register_answers_a_bad_filter_with_400(network, group, query):
    load_municipalities()
    assert roles.editor().get(f"{INDEX}?{query}").status_code == 400


@pytest.mark.parametrize(
    "query", ["p=-1", "p=0", "p=99", "p=x", "p=99999999999999999999", "o=x", "o=99", "o=-0.1", "q=%00'"]
)
def test_register_makes_do_with_odd_pages_and_orders(network, query):
    load_municipalities()
    expected = 400 if "%00" in query else 200
    assert roles.editor().get(f"{INDEX}?{query}").status_code == expected


def test_editor_changes_the_group_alone(network, group):
    naestved = MunicipalityFactory(name="Næstved", code="0370", region="Region Sjælland", hex_col=3, hex_row=4)
    client = roles.editor()
    form = client.get(edit_url(naestved)).context["form"]
    assert list(form.fields) == ["group", "mailbox"]
    response = client.post(
        edit_url(naestved), {"group": group.pk, "name": "Nestved", "code": "9999", "region": "Ude", "hex_col": "9"}
    )
    assert response.status_code == 302
    naestved.refresh_from_db()
    assert naestved.group == group
    assert (naestved.name, naestved.code, naestved.region, naestved.hex_col) == (
        "Næstved",
        "0370",
        "Region Sjælland",
        3,
    )


def test_editor_gives_a_municipality_its_mailbox(network, group):
    faxe = MunicipalityFactory(group=group)
    client = roles.editor()
    refused = client.post(edit_url(faxe), {"group": group.pk, "mailbox": "post"})
    assert set(refused.context["form"].errors) == {"mailbox"}
    client.post(edit_url(faxe), {"group": group.pk, "mailbox": "post@faxe.example"})
    faxe.refresh_from_db()
    assert (faxe.mailbox, faxe.group) == ("post@faxe.example", group)


def test_group_of_a_municipality_is_one_that_exists(network, group):
    naestved = MunicipalityFactory()
    response = roles.editor().post(edit_url(naestved), {"group": network.home.pk})
    assert response.status_code == 200
    assert "group" in response.context["form"].errors
    naestved.refresh_from_db()
    assert naestved.group is None


@pytest.mark.parametrize("make_client", [roles.editor, roles.administrator])
def test_nobody_adds_or_deletes_a_municipality(network, make_client):
    naestved = MunicipalityFactory()
    client = make_client()
    for url in (f"{INDEX}create/", f"{INDEX}delete/{naestved.pk}/"):
        for ask in (client.get, client.post):
            assert ask(url).headers["Location"] == reverse("wagtailadmin_home")
    assert list(Municipality.objects.all()) == [naestved]


def test_register_is_closed_to_other_roles(network, group):
    naestved = MunicipalityFactory()
    history = f"{INDEX}history/{naestved.pk}/"
    for client in (roles.writer(), roles.facilitator(group), roles.outsider()):
        for url in (INDEX, edit_url(naestved), history):
            assert client.get(url).headers["Location"] == reverse("wagtailadmin_home"), url
        client.post(edit_url(naestved), {"group": group.pk})
    naestved.refresh_from_db()
    assert naestved.group is None


def test_who_may_only_look_sees_the_list_and_no_form(network):
    naestved = MunicipalityFactory()
    client = roles.outsider()
    client.user.user_permissions.add(Permission.objects.get(codename="view_municipality"))
    assert names(client.get(INDEX)) == [naestved.name]
    assert client.get(edit_url(naestved)).headers["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("pk", ["0", "999", "abc", "99999999999999999999", "_2F"])
@pytest.mark.parametrize("action", ["edit", "delete", "history"])
def test_row_that_is_none_answers_404(network, action, pk):
    assert roles.editor().get(f"{INDEX}{action}/{pk}/").status_code == 404


def test_history_tells_who_chose_the_group(network, group):
    naestved = MunicipalityFactory()
    client = roles.editor()
    client.post(edit_url(naestved), {"group": group.pk})
    page = client.get(f"{INDEX}history/{naestved.pk}/").content.decode()
    assert client.user.username in page


def test_register_costs_the_same_for_1_and_30(network, group):
    client = roles.editor()
    MunicipalityFactory(group=group)
    few = number_of_queries(lambda: client.get(INDEX))
    MunicipalityFactory.create_batch(29, group=group)
    assert number_of_queries(lambda: client.get(INDEX)) == few


def test_register_stands_in_the_network_menu(network):
    page = roles.editor().get(INDEX).content.decode()
    assert "/admin/municipalities/" in page
