"""Wagtail's API for its own admin publishes pages, too: what reaches people is refused there, and asked about."""

from typing import Any, ClassVar

from django.utils.translation import gettext
from rest_framework import status
from rest_framework.response import Response
from wagtail.admin.api.actions.publish import PublishPageAPIAction
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter

from .publishing import question_about


class AskingPublishAction(PublishPageAPIAction):
    """Publishes a page, unless that reaches people."""

    def execute(self, instance: Any, data: Any) -> Response:
        """Publish; or answer 409 with the address of the page that asks."""
        if question := question_about(instance):
            words = gettext("This reaches people: it is published after a page has said what it does, and asked.")
            return Response({"message": words, "ask_at": question}, status=status.HTTP_409_CONFLICT)
        return super().execute(instance, data)


class AskingPagesAPIViewSet(PagesAdminAPIViewSet):
    """Pages in the admin's own API."""

    actions: ClassVar[dict[str, Any]] = {**PagesAdminAPIViewSet.actions, "publish": AskingPublishAction}


def ask_in_api(router: WagtailAPIRouter) -> None:
    """Put ours in the place of Wagtail's."""
    router.register_endpoint("pages", AskingPagesAPIViewSet)
