"""Wagtail's API for its own admin publishes, moves and takes away pages, too.

What reaches people is refused there, with the address of the page that asks.
"""

from typing import Any, ClassVar

import swapper
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from rest_framework import status
from rest_framework.response import Response
from wagtail.admin.api.actions.delete import DeletePageAPIAction
from wagtail.admin.api.actions.move import MovePageAPIAction
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.actions.unpublish import UnpublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter

from kitnet_events.domain.protection import protected_meetings
from kitnet_events.domain.tree_effects import TreeEffect, foresee_deleting, foresee_moving, foresee_unpublishing

from .publishing import question_about


class AskingPublishAction(PublishPageAPIAction):
    """Publishes a page, unless that reaches people."""

    def execute(self, instance: Any, data: Any) -> Response:
        """Publish; or answer 409 with the address of the page that asks."""
        if question := question_about(instance):
            return _asked_at(question)
        return super().execute(instance, data)


class AskingUnpublishAction(UnpublishPageAPIAction):
    """Unpublishes a page, unless that reaches people."""

    def execute(self, instance: Any, data: Any) -> Response:
        """Unpublish; or answer 409, unless it is refused anyhow."""
        user = self.request.user
        may = instance.permissions_for_user(user).can_unpublish()
        if may and _is_asked_about(foresee_unpublishing([instance], user, below=data["recursive"])):
            return _asked_at(reverse("wagtailadmin_pages:unpublish", args=[instance.pk]))
        return super().execute(instance, data)


class AskingDeleteAction(DeletePageAPIAction):
    """Deletes a page, unless that reaches people."""

    def execute(self, instance: Any, data: Any) -> Response:
        """Delete; or answer 409, unless it is refused anyhow."""
        may = instance.permissions_for_user(self.request.user).can_delete()
        if may and _is_asked_about(foresee_deleting([instance])):
            return _asked_at(reverse("wagtailadmin_pages:delete", args=[instance.pk]))
        return super().execute(instance, data)


class AskingMoveAction(MovePageAPIAction):
    """Moves a page, unless that reaches people."""

    def execute(self, instance: Any, data: Any) -> Response:
        """Move; or answer 409."""
        target = swapper.load_model("wagtailcore", "Page").objects.filter(pk=data["destination_page_id"]).first()
        beside = data.get("position") in {"left", "right", "first-sibling", "last-sibling"}
        parent = target.get_parent() if target and beside else target
        may = parent is not None and instance.permissions_for_user(self.request.user).can_move_to(parent)
        if may and _is_asked_about(foresee_moving([instance], parent)):
            return _asked_at(reverse("wagtailadmin_pages:move_confirm", args=[instance.pk, parent.pk]))
        return super().execute(instance, data)


def _asked_at(address: str) -> Response:
    words = gettext("This reaches people: it is done after a page has said what it does, and asked.")
    return Response({"message": words, "ask_at": address}, status=status.HTTP_409_CONFLICT)


def _is_asked_about(effect: TreeEffect) -> bool:
    """Whether somebody must say yes: nobody is asked about what is refused anyhow."""
    return effect.reaches_people and not protected_meetings(Q(pk__in=[meeting.pk for meeting in effect.withdrawn]))


class AskingPagesAPIViewSet(PagesAdminAPIViewSet):
    """Pages in the admin's own API."""

    actions: ClassVar[dict[str, Any]] = {
        **PagesAdminAPIViewSet.actions,
        "publish": AskingPublishAction,
        "unpublish": AskingUnpublishAction,
        "delete": AskingDeleteAction,
        "move": AskingMoveAction,
    }


def ask_in_api(router: WagtailAPIRouter) -> None:
    """Put ours in the place of Wagtail's."""
    router.register_endpoint("pages", AskingPagesAPIViewSet)
