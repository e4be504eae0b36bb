"""A facilitator writes the own group's page, cannot take it away, and finds nothing of another group."""

import json

import pytest
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from kitnet_pages.domain.roles import setup_roles
from kitnet_pages.models import FacilitatorRole, GroupIndexPage, GroupPage
from tests import roles
from tests.factories import GroupIndexPageFactory, GroupPageFactory, NewsPageFactory, StandardPageFactory
from tests.forms import page_form
from tests.planting import shared

HOME = "/admin/"

# Every address of one page in the editor: what a facilitator gets at the own group's page. At another group's page,
# and everywhere else, it is "refused". "open" is Wagtail's own choice, for everybody who may enter the admin.
PAGE_ADDRESSES = {
    "add_subpage": "shown",
    "convert_alias": "none",
    "copy": "shown",
    "delete": "refused",
    "edit": "shown",
    "history": "shown",
    "history_results": "shown",
    "lock": "refused",
    "move": "refused",
    "move_confirm": "refused",
    "preview_on_edit": "shown",
    "revisions_compare": "shown",
    "revisions_index": "open",
    "revisions_revert": "shown",
    "revisions_unschedule": "shown",
    "revisions_view": "shown",
    "set_page_position": "refused",
    "set_privacy": "refused",
    "unlock": "refused",
    "unpublish": "refused",
    "usage": "shown",
    "view_draft": "shown",
    "workflow_history": "shown",
}
# Addresses of no page, or of a workflow that is under way.
OTHER_ADDRESSES = {
    "add",
    "choose_parent",
    "collect_workflow_action_data",
    "confirm_workflow_cancellation",
    "preview_on_add",
    "search",
    "search_results",
    "type_use",
    "type_use_results",
    "workflow_action",
    "workflow_history_detail",
    "workflow_preview",
}
POSTED = {"lock", "unlock", "set_page_position", "preview_on_edit"}


@shared
def own(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def other(network):
    return GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


@pytest.fixture(autouse=True)
def elsewhere(network):
    """Plant another section, to which a group's page could be moved."""
    return GroupIndexPageFactory(parent=network.home, title="Flere grupper", slug="flere")


@pytest.fixture
def client(own):
    return roles.facilitator(own)


def address(name, page):
    revision = page.get_latest_revision() or page.save_revision()
    arguments = {
        "move_confirm": [page.pk, GroupIndexPage.objects.exclude(pk=page.get_parent().pk).get().pk],
        "revisions_view": [page.pk, revision.pk],
        "revisions_revert": [page.pk, revision.pk],
        "revisions_unschedule": [page.pk, revision.pk],
        "revisions_compare": [page.pk, "earliest", "latest"],
    }
    return reverse(f"wagtailadmin_pages:{name}", args=arguments.get(name, [page.pk]))


def answer(client, name, page):
    ask = client.post if name in POSTED else client.get
    response = ask(address(name, page))
    if response.status_code == 302 and response.headers["Location"] == HOME:
        return "refused"
    if response.status_code in {403, 404}:
        return {403: "refused", 404: "none"}[response.status_code]
    if name == "revisions_index":
        return "open"
    return "shown" if response.status_code == 200 else f"{response.status_code} {response.headers.get('Location')}"


def test_table_holds_every_address_of_a_page():
    resolver = dict(get_resolver().namespace_dict)["wagtailadmin_pages"][1]
    names = {name for name in resolver.reverse_dict if isinstance(name, str)}
    assert names == PAGE_ADDRESSES.keys() | OTHER_ADDRESSES


def test_facilitator_at_the_own_groups_page(client, own):
    assert {name: answer(client, name, own) for name in PAGE_ADDRESSES} == PAGE_ADDRESSES


def test_facilitator_at_another_groups_page(client, own, other):
    # These two say nothing of the page.
    asked = PAGE_ADDRESSES.keys() - {"revisions_index", "convert_alias"}
    assert {name: answer(client, name, other) for name in asked} == dict.fromkeys(asked, "refused")
    other.refresh_from_db()
    assert (other.live, other.locked) == (True, False)


def test_editor_at_a_groups_page(own):
    client = roles.editor()
    refused = [name for name, facilitators in PAGE_ADDRESSES.items() if facilitators == "refused"]
    assert [name for name in refused if answer(client, name, own) == "refused"] == []


# ── Writing ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_facilitator_writes_and_publishes_the_page(client, own):
    response = client.post(
        address("edit", own), page_form(client, own, introduction="Ny tekst.", **{"action-publish": "1"})
    )
    assert response.status_code == 302
    own.refresh_from_db()
    assert (own.introduction, own.live) == ("Ny tekst.", True)


def test_facilitator_cannot_give_the_page_another_address_or_schedule(client, own):
    form = client.get(address("edit", own)).context["form"]
    assert [name for name in form.fields if form.fields[name].disabled] == ["slug", "go_live_at", "expire_at"]
    soon = timezone.localtime(timezone.now() + timezone.timedelta(days=1)).strftime("%d.%m.%Y %H:%M")
    data = page_form(client, own, title="Sjælland!", slug="kapret", expire_at=soon, **{"action-publish": "1"})
    assert client.post(address("edit", own), data).status_code == 302
    own.refresh_from_db()
    assert (own.title, own.slug, own.expire_at) == ("Sjælland!", "sjaelland", None)


def test_facilitator_publishing_an_old_version_keeps_the_address(client, own):
    own.slug = "gammelt"
    revision = own.save_revision()
    own.slug = "sjaelland"
    own.save_revision()
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[own.pk, revision.pk])
    data = page_form(client, own, url=revert, **{"action-publish": "1"})
    assert data["slug"] == "sjaelland"
    client.post(address("edit", own), {**data, "slug": "gammelt", "revision": revision.pk})
    assert GroupPage.objects.get(pk=own.pk).slug == "sjaelland"


def test_editor_gives_the_page_another_address(own):
    editor = roles.editor()
    client_form = page_form(editor, own, slug="sjaelland-og-oeerne", **{"action-publish": "1"})
    editor.post(address("edit", own), client_form)
    own.refresh_from_db()
    assert own.slug == "sjaelland-og-oeerne"


def test_writer_proposes_an_address_for_the_own_draft(network):
    writer = roles.writer()
    draft = GroupPageFactory(parent=network.group_index, live=False, owner=writer.user, slug="nyt")
    form = writer.get(address("edit", draft)).context["form"]
    assert not form.fields["slug"].disabled


# ── Taking away ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_facilitator_cannot_take_the_page_away_by_bulk_action(client, network, own, elsewhere, action):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action]) + f"?id={own.pk}&next=/admin/"
    client.post(url, {"chooser": elsewhere.pk, "wagtail_site_name": "Host"})
    own.refresh_from_db()
    assert (own.live, own.get_parent().pk) == (True, network.group_index.pk)


def test_facilitator_cannot_close_the_page(client, own):
    client.post(address("set_privacy", own), {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()


def test_facilitator_has_no_buttons_for_what_is_refused(client, own):
    page = client.get(reverse("wagtailadmin_explore", args=[own.pk])).content.decode()
    for name in ("delete", "move", "unpublish"):
        assert reverse(f"wagtailadmin_pages:{name}", args=[own.pk]) not in page
    assert reverse("wagtailadmin_pages:edit", args=[own.pk]) in page


def test_facilitator_deletes_what_stands_below_the_page(client, own):
    below = StandardPageFactory.build(title="Nedenfor", slug="nedenfor")
    own.add_child(instance=below)
    client.post(reverse("wagtailadmin_pages:delete", args=[below.pk]))
    assert not Page.objects.filter(pk=below.pk).exists()


def test_right_from_another_role_counts(own):
    """An editor who facilitates, too, is no less an editor."""
    editor = roles.editor()
    editor.user.groups.add(FacilitatorRole.objects.get().auth_group)
    assert own.permissions_for_user(editor.user).can_delete()
    assert own.permissions_for_user(editor.user).can_readdress()


def test_rights_of_two_roles_do_not_add_up(own):
    """A writer who owns the page, and facilitates, still cannot publish it away."""
    setup_roles()
    writer = roles.writer()
    writer.user.groups.add(FacilitatorRole.objects.get().auth_group)
    own.owner = writer.user
    own.save()
    may = own.permissions_for_user(writer.user)
    assert (may.can_edit(), may.can_publish()) == (True, True)
    assert (may.can_delete(), may.can_move(), may.can_unpublish(), may.can_readdress()) == (False,) * 4


def test_plain_page_in_hand_asks_the_same(client, own):
    may = Page.objects.get(pk=own.pk).permissions_for_user(client.user)
    assert (may.can_delete(), may.can_edit()) == (False, True)


# ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_facilitators_explorer_begins_at_the_own_group(client, own, other):
    response = client.get(reverse("wagtailadmin_explore_root"))
    assert response.headers["Location"] == reverse("wagtailadmin_explore", args=[own.pk])
    elsewhere = client.get(reverse("wagtailadmin_explore", args=[other.pk]))
    assert elsewhere.headers["Location"] == reverse("wagtailadmin_explore", args=[own.pk])


def test_facilitator_finds_the_own_groups_pages_alone(client, own, other):
    response = client.get(reverse("wagtailadmin_pages:search"), {"q": "sjælland syddanmark"})
    assert other not in [page.specific for page in response.context["pages"]]


def test_facilitator_sees_no_list_of_news_in_the_menu(client, own, network):
    NewsPageFactory(parent=network.news_index)
    assert reverse("kitnet_news:index") not in client.get(HOME).content.decode()
    assert list(client.get(reverse("kitnet_news:index")).context["object_list"]) == []
    assert reverse("kitnet_news:index") in roles.writer().get(HOME).content.decode()


def test_facilitator_of_two_groups_has_both(own, other):
    client = roles.facilitator(own, other)
    assert answer(client, "edit", own) == answer(client, "edit", other) == "shown"
    assert answer(client, "delete", own) == answer(client, "delete", other) == "refused"


@pytest.mark.parametrize(
    "name",
    [
        "wagtailsnippets_kitnet_pages_contact:list",
        "wagtailsnippets_kitnet_pages_topic:add",
        "wagtailsites:index",
        "wagtailusers_users:index",
        "wagtailusers_groups:index",
        "wagtailadmin_workflows:index",
        "wagtailadmin_collections:index",
    ],
)
def test_facilitator_is_kept_out_of(client, name):
    assert client.get(reverse(name)).headers["Location"] == HOME


def test_facilitator_chooses_and_adds_pictures(client, own):
    assert client.get(reverse("wagtailimages:add")).status_code == 200
    assert client.get(reverse("wagtailimages_chooser:choose")).status_code == 200
    assert client.get(reverse("wagtaildocs_chooser:choose")).status_code == 200


def test_form_of_a_group_page_serves_json_to_autosave(client, own):
    data = page_form(client, own, introduction="Gemt af sig selv.", slug="kapret")
    response = client.post(address("edit", own), data, headers={"accept": "application/json"})
    assert json.loads(response.content)["success"]
    assert own.get_latest_revision_as_object().slug == "sjaelland"
