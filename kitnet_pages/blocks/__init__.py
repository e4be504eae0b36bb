"""The blocks of a page's body and of its right-hand column."""

from kitnet_pages.extension_points import BODY, COLUMN, register_block

from .collections import CollectionBlock
from .cookies import CookiesBlock
from .coverage import CoverageBlock
from .fields import BlocksField, OpenStreamBlock
from .links import CallToActionBlock, LinkCardsBlock
from .media import DocumentsBlock, PictureBlock, VideoBlock
from .panels import CollectionPanelBlock, ContactPanelBlock, JoinPanelBlock, LinksPanelBlock, TextPanelBlock
from .text import FactBoxBlock, HeadingBlock, ParagraphBlock, QuoteBlock, TableBlock

__all__ = ["BlocksField", "OpenStreamBlock", "register"]

_BODY_BLOCKS = {
    "paragraph": ParagraphBlock,
    "heading": HeadingBlock,
    "quote": QuoteBlock,
    "picture": PictureBlock,
    "video": VideoBlock,
    "documents": DocumentsBlock,
    "fact_box": FactBoxBlock,
    "table": TableBlock,
    "call_to_action": CallToActionBlock,
    "link_cards": LinkCardsBlock,
    "collection": CollectionBlock,
    "cookies": CookiesBlock,
    "coverage": CoverageBlock,
}
_COLUMN_PANELS = {
    "contact": ContactPanelBlock,
    "join": JoinPanelBlock,
    "links": LinksPanelBlock,
    "text": TextPanelBlock,
    "collection": CollectionPanelBlock,
}


def register() -> None:
    """Register the app's own blocks, in the order in which the editor's menu shows them."""
    for order, (name, factory) in enumerate(_BODY_BLOCKS.items(), start=1):
        register_block(BODY, name, factory, order=order * 10)
    for order, (name, factory) in enumerate(_COLUMN_PANELS.items(), start=1):
        register_block(COLUMN, name, factory, order=order * 10 + 50)
