"""The facilitators of a group: their role, and what it lets them do with the group's own page."""

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import PagePermissionTester

_CACHE = "_kitnet_facilitator_auth_groups"


class FacilitatorRole(models.Model):
    """The role of one network group's facilitators.

    A table of its own, not a field of the page: publishing an old draft would write an old value back.
    """

    page = models.OneToOneField(
        "kitnet_pages.GroupPage",
        verbose_name=_("network group"),
        on_delete=models.CASCADE,
        related_name="facilitator_role",
    )
    auth_group = models.OneToOneField(
        Group, verbose_name=_("role"), on_delete=models.CASCADE, related_name="facilitator_role"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("facilitators' role")
        verbose_name_plural = _("facilitators' roles")

    def __str__(self) -> str:
        """Return the role's name."""
        return self.auth_group.name


def facilitator_auth_groups(user: Any) -> frozenset[int]:
    """Return which of the user's roles are facilitators' roles. Read once for each request's user."""
    known = getattr(user, _CACHE, None)
    if known is None:
        known = frozenset(FacilitatorRole.objects.filter(auth_group__user=user).values_list("auth_group_id", flat=True))
        setattr(user, _CACHE, known)
    return known


class GroupPagePermissionTester(PagePermissionTester):
    """What a user may do with a group's page.

    The facilitators' role reaches the page and everything below it. It lets them write the page, but not take it away:
    deleting, moving, unpublishing and closing it, its address and its schedule need a right from another role. Asked
    by views, bulk actions, buttons and the admin's API alike.
    """

    def __init__(self, user: Any, page: Any) -> None:
        """Read the user's rights on ``page``, with and without those of the facilitators' role."""
        super().__init__(user, page)
        self.without_role = PagePermissionTester(user, page)
        if user.is_active and not user.is_superuser:
            granted = self.permission_policy.get_cached_permissions_for_user(user)
            roles = facilitator_auth_groups(user) if granted else frozenset()
            self.without_role.permissions = set(
                _actions(one for one in granted if one.group_id not in roles and page.path.startswith(one.page.path))
            )

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Say whether the user may delete the page; ``can_move`` asks this, too."""
        return self.without_role.can_delete(ignore_bulk)

    def can_unpublish(self) -> bool:
        """Say whether the user may take the page off the web."""
        return self.without_role.can_unpublish()

    def can_set_view_restrictions(self) -> bool:
        """Say whether the user may close the page to the public."""
        return self.without_role.can_set_view_restrictions()

    def can_readdress(self) -> bool:
        """Say whether the user may change the page's address and schedule.

        Whoever cannot publish may: what they write is looked at before it is published.
        """
        return self.without_role.can_publish() or not self.can_publish()


def _actions(granted: Iterable[Any]) -> Iterable[str]:
    """Return the actions of page permissions: ``add`` for ``add_page``, whatever the host's page model is called."""
    return (one.permission.codename.rsplit("_", maxsplit=1)[0] for one in granted)


class FacilitatedPageForm(WagtailAdminPageForm):
    """The form of a group's page: address and schedule are read-only for its facilitators."""

    kept_from_facilitators = ("slug", "go_live_at", "expire_at")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Wagtail's arguments; close the fields that ``for_user`` may not change."""
        super().__init__(*args, **kwargs)
        page = cast("Any", self.instance)
        if not page.pk or self.for_user is None or page.permissions_for_user(self.for_user).can_readdress():
            return
        # The instance holds a draft or an old revision, whose address may be another one than the page's.
        names = [name for name in self.kept_from_facilitators if name in self.fields]
        stored = type(page).objects.filter(pk=page.pk).values(*names).first() or {}
        for name in names:
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Only editors change this.")
            self.initial[name] = stored.get(name)


class FacilitatedPageMixin(models.Model):
    """A page that has facilitators."""

    base_form_class = FacilitatedPageForm

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> GroupPagePermissionTester:
        """Return what ``user`` may do with the page."""
        return GroupPagePermissionTester(user, self)
