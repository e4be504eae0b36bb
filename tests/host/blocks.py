"""What the host's own app adds to the network's pages, as docs/extending.md describes it."""

from datetime import time
from typing import Any

from wagtail import blocks

from kitnet_pages.blocks.panels import PanelBlock
from kitnet_pages.extension_points import COLUMN, register_block


class OpeningHoursPanelBlock(PanelBlock):
    """When the host's reception is open."""

    opens = blocks.TimeBlock(label="Åbner")
    closes = blocks.TimeBlock(label="Lukker", default=time(16))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``page_title``: a panel knows on which page it stands."""
        context = super().get_context(value, parent_context=parent_context)
        context["page_title"] = context["page"].title
        return context

    class Meta:
        icon = "time"
        label = "Åbningstider"
        template = "host/panels/opening_hours.html"


def register() -> None:
    """Offer the panel to editors."""
    register_block(COLUMN, "opening_hours", OpeningHoursPanelBlock, order=500)
