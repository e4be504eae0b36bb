"""Who may do what: editors, writers, and the facilitators of each group.

Roles are Django's groups with Wagtail's permissions, so they can be looked at and widened in the admin. Setting them up
again gives back what is missing, and never takes away what somebody added.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import swapper
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from kitnet_pages import conf
from kitnet_pages.extension_points import (
    ROLE_EDITORS,
    ROLE_FACILITATORS,
    ROLE_WRITERS,
    register_role_permissions,
    role_permissions,
)
from kitnet_pages.models import FacilitatorRole, GroupPage, HomePage

swapper.set_app_prefix("wagtailcore", "wagtail")

_NAME_LENGTH = Group._meta.get_field("name").max_length
_PAGE_ACTIONS = {
    ROLE_EDITORS: ("add", "change", "publish", "bulk_delete", "lock", "unlock"),
    ROLE_WRITERS: ("add",),
    ROLE_FACILITATORS: ("add", "change", "publish"),
}
_FILE_ACTIONS = {
    ROLE_EDITORS: ("add", "change", "choose"),
    ROLE_WRITERS: ("add", "choose"),
    ROLE_FACILITATORS: ("add", "choose"),
}
_FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))


@dataclass
class RolesResult:
    """What setting up changed: names of roles made, number of rights given."""

    created: list[str] = field(default_factory=list)
    granted: int = 0


def register() -> None:
    """Say what the roles may do with this app's own registers."""
    for role in (ROLE_EDITORS, ROLE_WRITERS, ROLE_FACILITATORS):
        register_role_permissions(role, "wagtailadmin.access_admin")
    for model in ("contact", "organisation", "topic", "collection", "membership"):
        register_role_permissions(
            ROLE_EDITORS, *(f"kitnet_pages.{action}_{model}" for action in ("add", "change", "delete", "view"))
        )
    register_role_permissions(
        ROLE_EDITORS,
        "kitnet_pages.change_networksettings",
        "kitnet_pages.change_municipality",
        "kitnet_pages.view_municipality",
        "kitnet_pages.view_exportrecord",
    )
    register_role_permissions(ROLE_FACILITATORS, "kitnet_pages.view_membership")


@transaction.atomic
def setup_roles() -> RolesResult:
    """Give the site its roles, their rights and the writers' workflow. Running it again changes nothing.

    Editors and writers work below each home page (below each site's root, where there is no home page); each network
    group has facilitators of its own.
    """
    result = RolesResult()
    homes = _homes()
    editors = _role(ROLE_EDITORS, homes, result)
    _role(ROLE_WRITERS, homes, result)
    _workflow(editors, homes)
    for page_id in GroupPage.objects.order_by("path").values_list("pk", flat=True):
        _facilitators(page_id, result, anew=True)
    return result


@transaction.atomic
def keep_facilitators(page_id: int) -> None:
    """Make the facilitators' role of a network group, or bring its name up to the group's title."""
    _facilitators(page_id, RolesResult(), anew=False)


def reaches_all(user: Any, permission: str) -> bool:
    """Say whether the user has ``permission`` ("app_label.codename") from more than a facilitators' role.

    A facilitators' role gives it for one group's own things only.
    """
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    app_label, codename = permission.split(".")
    elsewhere = Q(user=user) | Q(group__in=Group.objects.filter(user=user, facilitator_role__isnull=True))
    return Permission.objects.filter(elsewhere, content_type__app_label=app_label, codename=codename).exists()


def facilitated_groups(user: Any) -> QuerySet[GroupPage]:
    """Return the network groups that the user facilitates."""
    return GroupPage.objects.filter(facilitator_role__auth_group__user=user)


def _homes() -> list[Any]:
    """Return the pages below which editors work."""
    homes = list(HomePage.objects.order_by("path"))
    return homes or list({site.root_page_id: site.root_page for site in Site.objects.order_by("pk")}.values())


def _role(role: str, homes: Iterable[Any], result: RolesResult) -> Group:
    """Return the role's group, with its rights on ``homes``."""
    group, created = Group.objects.get_or_create(name=conf.get("ROLE_NAMES")[role])
    if created:
        result.created.append(group.name)
    _grant(group, role, homes, result)
    return group


def _facilitators(page_id: int, result: RolesResult, *, anew: bool) -> None:
    """Make or rename the role of one group. With ``anew``, give back its rights, too."""
    # Read afresh: whoever saved the page may hold a draft's title in hand.
    title = GroupPage.objects.filter(pk=page_id).values_list("title", flat=True).first()
    if title is None:
        return
    role = FacilitatorRole.objects.filter(page_id=page_id).select_related("auth_group").first()
    if role is None:
        auth_group = Group.objects.create(name=_free_name(title))
        FacilitatorRole.objects.create(page_id=page_id, auth_group=auth_group)
        result.created.append(auth_group.name)
        _grant(auth_group, ROLE_FACILITATORS, [GroupPage.objects.get(pk=page_id)], result)
        return
    if not _is_name_of(role.auth_group.name, title):
        role.auth_group.name = _free_name(title)
        role.auth_group.save(update_fields=["name"])
    if anew:
        _grant(role.auth_group, ROLE_FACILITATORS, [GroupPage.objects.get(pk=page_id)], result)


def _plain_name(title: str, suffix: str = "") -> str:
    pattern = conf.get("ROLE_NAMES")[ROLE_FACILITATORS]
    room = _NAME_LENGTH - len(pattern.format(group="")) - len(suffix)
    return pattern.format(group=title[:room]) + suffix


def _is_name_of(name: str, title: str) -> bool:
    """Say whether ``name`` is a name that ``_free_name`` could have given for ``title``."""
    number = name.rpartition(" (")[2].removesuffix(")")
    return name == _plain_name(title) or (number.isdecimal() and name == _plain_name(title, f" ({number})"))


def _free_name(title: str) -> str:
    """Return a name that no role has. A role that is there already is never taken over: others may have its rights."""
    name, number = _plain_name(title), 1
    while Group.objects.filter(name=name).exists():
        number += 1
        name = _plain_name(title, f" ({number})")
    return name


def _grant(group: Group, role: str, pages: Iterable[Any], result: RolesResult) -> None:
    """Give a role what it lacks: on pages and all below them, on files, and what apps registered for it."""
    page_model = swapper.load_model("wagtailcore", "Page")
    content_type = ContentType.objects.get_for_model(page_model)
    on_pages = [
        Permission.objects.get(content_type=content_type, codename=get_permission_codename(action, page_model._meta))
        for action in _PAGE_ACTIONS[role]
    ]
    for page in pages:
        for permission in on_pages:
            _made, new = GroupPagePermission.objects.get_or_create(group=group, page_id=page.pk, permission=permission)
            result.granted += new
    everything = Collection.get_first_root_node()
    for app_label, model in _FILES:
        for action in _FILE_ACTIONS[role]:
            permission = _permission(f"{app_label}.{action}_{model}")
            _made, new = GroupCollectionPermission.objects.get_or_create(
                group=group, collection=everything, permission=permission
            )
            result.granted += new
    known = set(group.permissions.values_list("pk", flat=True))
    missing = [one for name in role_permissions(role) if (one := _permission(name)).pk not in known]
    group.permissions.add(*missing)
    result.granted += len(missing)


def _permission(name: str) -> Permission:
    """Return a permission by ``"app_label.codename"``. Raises Permission.DoesNotExist."""
    app_label, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app_label, codename=codename)


def _workflow(editors: Group, homes: Iterable[Any]) -> None:
    """Let editors approve what writers submit. A workflow that somebody chose for a home page stays."""
    name = conf.get("WORKFLOW_NAME")
    task = GroupApprovalTask.objects.filter(name=name).order_by("pk").first()
    task = task or GroupApprovalTask.objects.create(name=name)
    task.groups.add(editors)
    workflow = Workflow.objects.filter(name=name).order_by("pk").first() or Workflow.objects.create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for home in homes:
        WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": workflow})
