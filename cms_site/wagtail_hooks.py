"""Wiring of the site into Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms_site import guide


@hooks.register("register_admin_urls")
def guide_urls() -> list[Any]:
    """Add the guide and its pictures; Wagtail lets in only who may enter the admin."""
    return [
        path("guide/", guide.guide, name="kitnet_guide"),
        path(f"guide/{guide.PICTURES}<slug:name>.webp", guide.picture, name="kitnet_guide_picture"),
    ]


@hooks.register("register_help_menu_item")
def guide_menu_item() -> MenuItem:
    """Add the guide to the help menu, on top."""
    return MenuItem(
        _("The editors' guide"), reverse("kitnet_guide"), name="kitnet-guide", icon_name="doc-full", order=10
    )


@hooks.register("construct_help_menu")
def only_our_help(request: HttpRequest, items: list[MenuItem]) -> None:
    """Take away what tells editors about releases of a system that they do not look after."""
    items[:] = [item for item in items if not item.name.startswith("whats-new")]
