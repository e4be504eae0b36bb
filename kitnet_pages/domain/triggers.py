"""What follows by itself when pages are saved."""

from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import post_delete, post_save

from kitnet_pages.models import FacilitatorRole, GroupPage

from .roles import keep_facilitators


def connect() -> None:
    """Connect the receivers. Called once, when the app is ready."""
    post_save.connect(_group_saved, sender=GroupPage, dispatch_uid="kitnet_pages.group_saved")
    post_delete.connect(_role_gone, sender=FacilitatorRole, dispatch_uid="kitnet_pages.role_gone")


def _group_saved(instance: GroupPage, *, raw: bool, **kwargs: Any) -> None:
    """Give a new network group its facilitators' role; keep the role's name."""
    if not raw:
        keep_facilitators(instance.pk)


def _role_gone(instance: FacilitatorRole, **kwargs: Any) -> None:
    """Let nobody keep the rights of a network group that is gone."""
    Group.objects.filter(pk=instance.auth_group_id).delete()
