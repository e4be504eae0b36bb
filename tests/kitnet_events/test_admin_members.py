"""The lists of members in the admin: whom to approve, whom to let in and out."""

from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from kitnet_events.domain.community import note_let_in
from kitnet_events.domain.privacy import erase_person
from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.models import CommunityExit, Enrolment
from kitnet_pages.domain.membership import begin_membership, membership_on
from tests import factories, roles
from tests.kitnet_events.joiners import join, link_of
from tests.queries import number_of_queries

LISTS = "/admin/network/members/"
HOME = "/admin/"


def test_lists_show_editors_all_and_facilitators_their_own_group(network, group, other, faxe):
    mine = join(faxe, 1)
    theirs = join(factories.MunicipalityFactory(group=other), 2)
    assert roles.editor().get(LISTS).context["pending"] == [mine, theirs]
    facilitator = roles.facilitator(group)
    assert facilitator.get(LISTS).context["pending"] == [mine]
    for action in ("approve", "decline"):
        assert facilitator.get(f"{LISTS}{mine.pk}/{action}/").status_code == 200
        assert facilitator.get(f"{LISTS}{theirs.pk}/{action}/").status_code == 404
        assert facilitator.post(f"{LISTS}{theirs.pk}/{action}/", {"reason": "Nej"}).status_code == 404
    for client in (roles.writer(), roles.outsider()):
        assert client.get(LISTS).headers["Location"] == HOME
        assert client.get(f"{LISTS}{mine.pk}/approve/").headers["Location"] == HOME
        assert client.post(LISTS, {"action": "let_in", "member": mine.pk}).headers["Location"] == HOME


def test_menu_has_the_lists_for_those_who_may_see_them(network, group):
    for client, shown in ((roles.editor(), True), (roles.facilitator(group), True), (roles.writer(), False)):
        assert (f'"{LISTS}"' in client.get(HOME).content.decode()) is shown


def test_facilitator_approves_and_the_municipality_is_in(network, group, faxe):
    mine = join(faxe)
    client = roles.facilitator(group)
    address = f"{LISTS}{mine.pk}/approve/"
    form = client.get(address).context["form"]
    assert form.initial == {"contact_name": "Ida Eksempel 1", "contact_email": "ida-1@kommune.example"}
    refused = client.post(address, {"contact_name": "Digitalisering", "contact_email": "digi"})
    assert set(refused.context["form"].errors) == {"contact_email"}
    client.post(address, {"contact_name": "Digitalisering", "contact_email": "digi@faxe.example"})
    mine.refresh_from_db()
    assert (mine.state, mine.decided_by) == ("active", client.user)
    assert membership_on(faxe).contact_email == "digi@faxe.example"
    assert client.post(address, {}).headers["Location"] == LISTS


def test_approval_that_a_coming_membership_forbids_says_so(network, group, faxe):
    begin_membership(faxe, timezone.localdate() + timedelta(days=30))
    mine = join(faxe)
    response = roles.editor().post(f"{LISTS}{mine.pk}/approve/", {})
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"__all__"}


def test_declining_wants_a_reason(network, faxe):
    mine = join(faxe)
    client = roles.editor()
    assert set(client.post(f"{LISTS}{mine.pk}/decline/", {}).context["form"].errors) == {"reason"}
    client.post(f"{LISTS}{mine.pk}/decline/", {"reason": "Vi tager kun kommuner med."})
    mine.refresh_from_db()
    assert mine.state == "declined"


def test_community_lists_are_ticked_off(network, group, koege):
    mine, theirs = join(koege, 1), join(koege, 2)
    client = roles.facilitator(group)
    assert client.get(LISTS).context["to_let_in"] == [mine, theirs]
    client.post(LISTS, {"action": "let_in", "member": [mine.pk, "x", "9" * 30]})
    assert client.get(LISTS).context["to_let_in"] == [theirs]
    joining_page = link_of(mine)
    client.post(joining_page, {"action": "leave"})
    assert client.get(LISTS).context["to_let_out"] == [Enrolment.objects.get(pk=mine.pk)]
    client.post(LISTS, {"action": "let_out", "member": mine.pk})
    assert client.get(LISTS).context["to_let_out"] == []
    assert client.post(LISTS, {"action": "nonsense"}).status_code == 404


def test_who_may_only_look_at_members_ticks_nobody_off(network, koege):
    mine = join(koege)
    client = roles.outsider()
    client.user.user_permissions.add(Permission.objects.get(codename="view_enrolment"))
    page = client.get(LISTS)
    assert page.context["to_let_in"] == [mine]
    assert 'name="action"' not in page.content.decode()
    assert client.post(LISTS, {"action": "let_in", "member": mine.pk}).headers["Location"] == HOME
    assert list(Enrolment.objects.to_let_in()) == [mine]


def test_who_is_erased_is_let_out_by_the_own_groups_facilitator(network, group, other, koege):
    mine = join(koege, 1)
    theirs = join(koege, 2, group_id=other.pk)
    note_let_in(Enrolment.objects.all(), [mine.pk, theirs.pk])
    for one in (mine, theirs):
        erase_person(one.participant)
    client, own = roles.facilitator(group), CommunityExit.objects.get(group=group)
    page = client.get(LISTS)
    assert page.context["exits"] == [own]
    assert page.content.decode().count(own.email) == 2
    assert "1 person skal meldes ud af onlinefællesskabet" in client.get(HOME).content.decode()
    client.post(LISTS, {"action": "let_out", "erased": [one.pk for one in CommunityExit.objects.all()]})
    assert list(CommunityExit.objects.values_list("group", flat=True)) == [other.pk]
    assert roles.editor().get(LISTS).context["exits"] == list(CommunityExit.objects.all())


def test_erasing_says_what_is_kept_and_until_when(client, koege):
    mine = join(koege)
    address = f"/mine/bekraeft/{make_token(Purpose.STEP_UP, mine.participant, what='erase')}/"

    def lead(response):
        return response.content.decode().split('class="kn-lead"')[1].split("</p>")[0]

    assert "30 dage" not in lead(client.get(address))
    note_let_in(Enrolment.objects.all(), [mine.pk])
    assert "højst i 30 dage" in lead(client.get(address))
    assert "højst i 30 dage" in lead(client.post(address))
    assert CommunityExit.objects.get().email == mine.participant.email


def test_lists_cost_the_same_for_1_and_30(network, group, koege, faxe):
    client = roles.editor()
    join(koege, 1)
    join(faxe, 2)
    few = number_of_queries(lambda: client.get(LISTS))
    for number in range(3, 12):
        join(koege if number % 2 else faxe, number)
    assert number_of_queries(lambda: client.get(LISTS)) == few
