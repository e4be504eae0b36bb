"""Editors, writers and facilitators: what they are given, and that it stays so."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
)

from kitnet_pages.domain.roles import facilitated_groups, reaches_all, setup_roles
from kitnet_pages.extension_points import register_role_permissions, role_permissions
from kitnet_pages.models import FacilitatorRole, GroupPage
from tests.factories import GroupIndexPageFactory, GroupPageFactory, HomePageFactory, UserFactory, publish
from tests.planting import shared


@shared
def sjaelland(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland")


def rights(name):
    group = Group.objects.get(name=name)
    return {
        "general": set(group.permissions.values_list("content_type__app_label", "codename")),
        "pages": set(group.page_permissions.values_list("page__title", "permission__codename")),
        "files": set(group.collection_permissions.values_list("collection__name", "permission__codename")),
    }


def everything():
    """Return all that roles are made of, as plain data."""
    return {
        "groups": list(Group.objects.order_by("pk").values_list("name", flat=True)),
        "general": list(Group.permissions.through.objects.order_by("pk").values_list()),
        "pages": list(GroupPagePermission.objects.order_by("pk").values_list()),
        "files": list(GroupCollectionPermission.objects.order_by("pk").values_list()),
        "workflows": list(Workflow.objects.order_by("pk").values_list("name", "active")),
        "workflow pages": list(WorkflowPage.objects.order_by("pk").values_list()),
        "roles": list(FacilitatorRole.objects.order_by("pk").values_list()),
    }


def test_setup_roles_makes_the_roles_once(network, sjaelland):
    assert setup_roles().created == ["Redaktører", "Skribenter"]
    before = everything()
    again = setup_roles()
    assert (again.created, again.granted) == ([], 0)
    assert everything() == before


def test_setup_roles_command_says_what_it_made(network, capsys):
    call_command("setup_roles")
    assert "New role: Redaktører\nNew role: Skribenter\n" in capsys.readouterr().out


def test_setup_roles_gives_back_what_is_missing_and_takes_nothing_away(network, sjaelland):
    setup_roles()
    before = rights("Redaktører")
    editors = Group.objects.get(name="Redaktører")
    editors.page_permissions.all().delete()
    extra = Permission.objects.get(content_type__app_label="wagtailusers", codename="view_userprofile")
    editors.permissions.set([extra])
    setup_roles()
    after = rights("Redaktører")
    assert after["pages"] == before["pages"]
    assert after["general"] == before["general"] | {("wagtailusers", "view_userprofile")}


def test_editors_publish_below_the_home_page(network):
    setup_roles()
    got = rights("Redaktører")
    assert got["pages"] == {
        ("Netværket", f"{action}_page") for action in ("add", "change", "publish", "bulk_delete", "lock", "unlock")
    }
    assert got["files"] == {
        ("Root", f"{action}_{kind}") for action in ("add", "change", "choose") for kind in ("image", "document")
    }
    assert got["general"] == {
        ("wagtailadmin", "access_admin"),
        ("kitnet_pages", "change_networksettings"),
        ("kitnet_events", "change_privacysettings"),
        ("kitnet_pages", "change_municipality"),
        ("kitnet_pages", "view_municipality"),
        ("kitnet_pages", "view_exportrecord"),
        ("kitnet_events", "view_meeting"),
        ("kitnet_events", "view_feedfetches"),
        ("kitnet_events", "view_participant"),
        ("kitnet_events", "change_participant"),
        ("kitnet_events", "view_enrolment"),
        ("kitnet_events", "change_enrolment"),
        ("kitnet_events", "view_renewal"),
        ("kitnet_events", "add_renewalyear"),
        *(
            ("kitnet_events", f"{action}_{model}")
            for action in ("view", "change")
            for model in ("outboxmail", "mailtext", "signup")
        ),
        *(
            ("kitnet_pages", f"{action}_{model}")
            for action in ("add", "change", "delete", "view")
            for model in ("contact", "organisation", "topic", "collection", "membership")
        ),
    }


def test_writers_add_and_may_not_publish(network):
    setup_roles()
    got = rights("Skribenter")
    assert got["pages"] == {("Netværket", "add_page")}
    assert got["general"] == {("wagtailadmin", "access_admin")}
    assert got["files"] == {
        ("Root", f"{action}_{kind}") for action in ("add", "choose") for kind in ("image", "document")
    }


def test_writers_submit_to_the_editors(network):
    setup_roles()
    (task,) = network.home.get_workflow().tasks
    assert list(task.specific.groups.values_list("name", flat=True)) == ["Redaktører"]
    assert network.news_index.get_workflow() == network.home.get_workflow()


def test_workflow_that_somebody_chose_stays(network):
    own = Workflow.objects.create(name="Vores egen")
    WorkflowPage.objects.create(workflow=own, page=network.home)
    setup_roles()
    assert WorkflowPage.objects.get(page=network.home).workflow == own


def test_each_home_page_has_editors(network):
    HomePageFactory(parent=Page.get_first_root_node(), title="Et andet netværk", slug="andet")
    setup_roles()
    assert {title for title, _right in rights("Redaktører")["pages"]} == {"Netværket", "Et andet netværk"}


def test_without_home_page_the_sites_root_has_editors(db):
    setup_roles()
    root = Site.objects.get().root_page
    assert {title for title, _right in rights("Redaktører")["pages"]} == {root.title}


def test_new_group_page_brings_its_role(sjaelland):
    role = FacilitatorRole.objects.get(page=sjaelland)
    assert role.auth_group.name == "Tovholdere – Sjælland"
    assert rights("Tovholdere – Sjælland") == {
        "pages": {("Sjælland", f"{action}_page") for action in ("add", "change", "publish")},
        "general": {
            ("wagtailadmin", "access_admin"),
            ("kitnet_events", "view_meeting"),
            ("kitnet_pages", "view_membership"),
            ("kitnet_events", "view_participant"),
            *(
                ("kitnet_events", f"{action}_{model}")
                for action in ("view", "change")
                for model in ("outboxmail", "signup")
            ),
            ("kitnet_events", "view_enrolment"),
            ("kitnet_events", "change_enrolment"),
            ("kitnet_events", "view_renewal"),
        },
        "files": {
            (Collection.get_first_root_node().name, f"{action}_{kind}")
            for action in ("add", "choose")
            for kind in ("image", "document")
        },
    }


def test_role_is_named_after_the_group(sjaelland):
    sjaelland.title = "Sjælland og øerne"
    sjaelland.save_revision()
    assert FacilitatorRole.objects.get().auth_group.name == "Tovholdere – Sjælland"
    publish(sjaelland)
    assert FacilitatorRole.objects.get().auth_group.name == "Tovholdere – Sjælland og øerne"


def test_role_never_takes_over_a_name(network):
    stranger = Group.objects.create(name="Tovholdere – Midt-Nord")
    first = GroupPageFactory(parent=network.group_index, title="Midt-Nord")
    second = GroupPageFactory(parent=network.group_index, title="Midt-Nord", slug="midt-nord-igen")
    names = {page: FacilitatorRole.objects.get(page=page).auth_group.name for page in (first, second)}
    assert names == {first: "Tovholdere – Midt-Nord (2)", second: "Tovholdere – Midt-Nord (3)"}
    assert not stranger.permissions.exists()
    first.save()
    assert FacilitatorRole.objects.get(page=first).auth_group.name == "Tovholdere – Midt-Nord (2)"


def test_role_of_a_long_title_has_a_name_that_fits(network):
    page = GroupPageFactory(parent=network.group_index, title="x" * 255, slug="lang")
    name = FacilitatorRole.objects.get(page=page).auth_group.name
    assert len(name) == 150
    assert name.startswith("Tovholdere – xxx")


def permissions_of(role):
    rows = GroupPagePermission.objects.filter(group=role.auth_group)
    return sorted(rows.values_list("page", "permission__codename"))


def test_moved_group_page_keeps_its_role(network, sjaelland):
    role = FacilitatorRole.objects.get(page=sjaelland)
    before = permissions_of(role)
    sjaelland.move(GroupIndexPageFactory(parent=network.home, slug="andre"), pos="last-child")
    kept = FacilitatorRole.objects.get(page=sjaelland)
    assert (kept.auth_group, permissions_of(kept)) == (role.auth_group, before)


def test_deleted_group_page_takes_its_role_along(network, sjaelland):
    user = UserFactory()
    user.groups.add(FacilitatorRole.objects.get().auth_group)
    kept = GroupPageFactory(parent=network.group_index, title="Syddanmark")
    Page.objects.get(pk=sjaelland.pk).delete()
    assert list(FacilitatorRole.objects.values_list("page", flat=True)) == [kept.pk]
    assert not Group.objects.filter(name="Tovholdere – Sjælland").exists()
    assert not user.groups.exists()


def test_deleted_section_takes_its_groups_roles_along(network, sjaelland):
    network.group_index.delete()
    assert not FacilitatorRole.objects.exists()
    assert not Group.objects.filter(name__startswith="Tovholdere").exists()


def test_role_deleted_by_hand_comes_back(sjaelland):
    Group.objects.filter(name="Tovholdere – Sjælland").delete()
    assert not FacilitatorRole.objects.exists()
    assert setup_roles().created == ["Redaktører", "Skribenter", "Tovholdere – Sjælland"]


def test_reach_of_a_facilitator_is_the_own_group(network, sjaelland):
    setup_roles()
    facilitator, editor, both, direct = UserFactory.create_batch(4)
    role = FacilitatorRole.objects.get().auth_group
    facilitator.groups.add(role)
    editor.groups.add(Group.objects.get(name="Redaktører"))
    both.groups.add(role, Group.objects.get(name="Redaktører"))
    direct.user_permissions.add(Permission.objects.get(codename="view_meeting"))
    right = "kitnet_events.view_meeting"
    assert [reaches_all(user, right) for user in (facilitator, editor, both, direct)] == [False, True, True, True]
    assert list(facilitated_groups(facilitator)) == [sjaelland]
    assert list(facilitated_groups(editor)) == []
    editor.is_active = False
    assert not reaches_all(editor, right)


def test_other_apps_give_rights_to_roles(network, monkeypatch):
    from kitnet_pages import extension_points

    monkeypatch.setattr(extension_points._registry, "role_permissions", {})
    register_role_permissions("writers", "kitnet_pages.add_topic", "kitnet_pages.add_topic")
    assert role_permissions("writers") == ["kitnet_pages.add_topic"]
    setup_roles()
    assert rights("Skribenter")["general"] == {("kitnet_pages", "add_topic")}


@pytest.mark.parametrize(("role", "permission"), [("kings", "kitnet_pages.add_topic"), ("writers", "add_topic")])
def test_mistaken_right_is_refused_at_once(role, permission):
    with pytest.raises(ValueError, match=r"role|app_label"):
        register_role_permissions(role, permission)


def test_group_page_of_a_fixture_makes_no_role(sjaelland):
    from django.db.models.signals import post_save

    FacilitatorRole.objects.all().delete()
    post_save.send(GroupPage, instance=sjaelland, created=True, raw=True, using="default", update_fields=None)
    assert not FacilitatorRole.objects.exists()
