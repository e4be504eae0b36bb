"""The block that shows a saved selection."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kitnet_pages.blocks.choosers import CollectionChooserBlock


class CollectionBlock(blocks.StructBlock):
    """A collection: what it finds today, with a link to see all."""

    collection = CollectionChooserBlock(
        label=_("Collection"),
        help_text=_("A saved selection of articles or meetings, made under Network, Collections."),
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``kind``, ``items`` and ``see_all_url`` of the chosen collection."""
        context = super().get_context(value, parent_context=parent_context)
        collection = value.get("collection")
        kind = collection.kind_object if collection else None
        if kind is not None:
            request = context.get("request")
            context["collection"] = collection
            context["kind"] = kind
            context["items"] = kind.items(collection)
            context["see_all_url"] = kind.see_all_url(collection, request)
        return context

    class Meta:
        icon = "list-ul"
        label = _("Collection")
        template = "kitnet_pages/blocks/collection.html"
