"""Where the pages about sign-ups stand in the admin."""

from typing import Any

from django.urls import path
from wagtail.admin.viewsets.base import ViewSet

from .door import DoorView, NameTagsView, PrintView
from .signup_desk import ActView, AddView, BulkView


class SignUpDesk(ViewSet):
    """Pages about sign-ups that are no list: reached from the register, so they have no menu item."""

    name = "kitnet_signups"
    url_prefix = "meetings/desk"
    add_to_admin_menu = False

    def get_urlpatterns(self) -> list[Any]:
        """Return their addresses."""
        return [
            path("several/", BulkView.as_view(), name="bulk"),
            path("<int:pk>/", ActView.as_view(), name="act"),
            path("<uuid:uid>/add/", AddView.as_view(), name="add"),
            path("<uuid:uid>/door/", DoorView.as_view(), name="door"),
            path("<uuid:uid>/list/", PrintView.as_view(), name="print"),
            path("<uuid:uid>/name-tags/", NameTagsView.as_view(), name="name_tags"),
        ]
