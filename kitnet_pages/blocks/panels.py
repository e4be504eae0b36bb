"""Panels of the right-hand column."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kitnet_pages.blocks.choosers import ContactChooserBlock
from kitnet_pages.blocks.collections import CollectionBlock
from kitnet_pages.blocks.links import LinkItemBlock
from kitnet_pages.blocks.text import PLAIN_RICH_TEXT


class PanelBlock(blocks.StructBlock):
    """Base of panels: a heading that the editor may replace."""

    heading = blocks.CharBlock(
        label=_("Heading"),
        required=False,
        max_length=80,
        help_text=_("Replaces the panel's usual heading; may be empty."),
    )


class ContactPanelBlock(PanelBlock):
    """Whom to ask."""

    contacts = blocks.ListBlock(
        ContactChooserBlock(),
        label=_("Contacts"),
        help_text=_("Leave empty to show the page's own contacts: a group's facilitators, a meeting's contacts."),
        default=[],
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``contacts``: the chosen ones, else those of the page."""
        context = super().get_context(value, parent_context=parent_context)
        context["contacts"] = [contact for contact in value["contacts"] if contact] or _contacts_of_page(context)
        return context

    class Meta:
        icon = "user"
        label = _("Contact")
        template = "kitnet_pages/panels/contact.html"


def _contacts_of_page(context: dict[str, Any]) -> list[Any]:
    """Return the page's own contacts: those that its view has read already, if it has."""
    if "page_contacts" in context:
        return context["page_contacts"]
    page = context.get("page")
    return page.get_contacts() if hasattr(page, "get_contacts") else []


class JoinPanelBlock(PanelBlock):
    """A call to join the network. Where it leads stands in the site settings."""

    text = blocks.TextBlock(
        label=_("Text"), required=False, rows=2, help_text=_("Above the button: one or two sentences.")
    )

    class Meta:
        icon = "group"
        label = _("Join the network")
        template = "kitnet_pages/panels/join.html"


class LinksPanelBlock(PanelBlock):
    """Links to go on with."""

    links = blocks.ListBlock(LinkItemBlock(), label=_("Links"), min_num=1)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``links``: those that lead somewhere."""
        context = super().get_context(value, parent_context=parent_context)
        context["links"] = [link for link in value["links"] if link.href]
        return context

    class Meta:
        icon = "link"
        label = _("Links")
        template = "kitnet_pages/panels/links.html"


class TextPanelBlock(PanelBlock):
    """A short text."""

    text = blocks.RichTextBlock(
        label=_("Text"), features=PLAIN_RICH_TEXT, help_text=_("The column is narrow: a few sentences.")
    )

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "kitnet_pages/panels/text.html"


class CollectionPanelBlock(CollectionBlock):
    """A collection, in the narrow form of the column."""

    class Meta:
        template = "kitnet_pages/panels/collection.html"
