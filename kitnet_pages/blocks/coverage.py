"""The coverage in a page's body."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class CoverageBlock(blocks.StructBlock):
    """How many municipalities take part, counted when the page is read."""

    text = blocks.TextBlock(
        label=_("Text"),
        required=False,
        rows=2,
        help_text=_("Below the number: one or two sentences. The number itself is counted, so it is always right."),
    )

    class Meta:
        icon = "globe"
        label = _("How many take part")
        description = _("The number of municipalities that take part, with a link to the map.")
        template = "kitnet_pages/blocks/coverage.html"
