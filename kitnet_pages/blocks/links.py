"""Blocks that lead somewhere."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from kitnet_pages.blocks.choosers import LinkedPageChooserBlock


class LinkValue(blocks.StructValue):
    """A link to a page of this site or to an address elsewhere."""

    @property
    def href(self) -> str:
        """The address: the page's while it is published, else the external one, else empty."""
        page = self.get("page")
        if page and page.live:
            return page.url or ""
        return self.get("url") or ""

    @property
    def is_external(self) -> bool:
        """Whether the link leaves this site."""
        return not self.get("page") and bool(self.get("url"))


class LinkStructBlock(blocks.StructBlock):
    """Base of blocks with a link: a page or an address, not both and not none."""

    page = LinkedPageChooserBlock(
        label=_("Page"), required=False, help_text=_("A page of this site: the link follows it, wherever it moves.")
    )
    url = blocks.URLBlock(
        label=_("Or an address elsewhere"), required=False, help_text=_("Instead of a page of this site.")
    )

    link_required = True

    def clean(self, value: Any, **kwargs: Any) -> Any:
        """Check that exactly one target is chosen. Raises StructBlockValidationError."""
        cleaned = super().clean(value, **kwargs)
        targets = [target for target in (cleaned.get("page"), cleaned.get("url")) if target]
        if len(targets) > 1:
            raise StructBlockValidationError({"url": ValidationError(_("Choose a page or an address, not both."))})
        if self.link_required and not targets:
            raise StructBlockValidationError({"page": ValidationError(_("Choose a page, or give an address."))})
        return cleaned

    class Meta:
        value_class = LinkValue


class CallToActionBlock(LinkStructBlock):
    """A heading, a line and a button."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, help_text=_("What you want the reader to do."))
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2, help_text=_("Why: one sentence."))
    label = blocks.CharBlock(
        label=_("Text on the button"), max_length=60, help_text=_("A verb: Sign up, Read more, Write to us.")
    )

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "kitnet_pages/blocks/call_to_action.html"
        label_format = "{heading}"
        form_layout = ["heading", "text", "label", "page", "url"]


class LinkCardBlock(LinkStructBlock):
    """A card that is a link."""

    title = blocks.CharBlock(label=_("Title"), max_length=120, help_text=_("Where the card leads."))
    text = blocks.TextBlock(label=_("Text"), required=False, rows=2, help_text=_("One sentence; may be empty."))

    class Meta:
        icon = "link"
        label = _("Card")
        form_layout = ["title", "text", "page", "url"]


class LinkCardsBlock(blocks.StructBlock):
    """A row of cards."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=120, help_text=_("Above what stands in the block; may be empty.")
    )
    cards = blocks.ListBlock(LinkCardBlock(), label=_("Cards"), min_num=1, max_num=12)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``cards``: those that lead somewhere."""
        context = super().get_context(value, parent_context=parent_context)
        context["cards"] = [card for card in value["cards"] if card.href]
        return context

    class Meta:
        icon = "list-ul"
        label = _("Link cards")
        template = "kitnet_pages/blocks/link_cards.html"


class LinkItemBlock(LinkStructBlock):
    """One link in a list."""

    label = blocks.CharBlock(
        label=_("Text of the link"), max_length=120, help_text=_("Says where it leads, also when it is read alone.")
    )

    class Meta:
        icon = "link"
        label = _("Link")
        form_layout = ["label", "page", "url"]
