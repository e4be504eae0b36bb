"""Blocks of text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from . import languages

RICH_TEXT = ["bold", "italic", "foreign-words", "link", "document-link", "ol", "ul", "hr"]
PLAIN_RICH_TEXT = ["bold", "italic", "foreign-words", "link", "ol", "ul"]


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: object) -> None:
        """Offer the few formats that an article needs. Headings are a block of their own, and may be pasted here."""
        kwargs.setdefault("features", [*RICH_TEXT, "h2", "h3", "word-headings"])
        kwargs.setdefault(
            "help_text", _("Running text. You may paste from Word: headings, lists and links stay, looks do not.")
        )
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "kitnet_pages/blocks/paragraph.html"


class HeadingBlock(blocks.StructBlock):
    """A heading between paragraphs."""

    text = blocks.CharBlock(label=_("Heading"), max_length=160, help_text=_("Short: what is told below it?"))
    level = blocks.ChoiceBlock(
        label=_("Level"),
        choices=[("h2", _("Heading")), ("h3", _("Smaller heading"))],
        default="h2",
        search_index=False,
        help_text=_("Use the smaller one only below a heading."),
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "kitnet_pages/blocks/heading.html"
        label_format = "{text}"


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Quote"), rows=3, help_text=_("Without quotation marks: the page sets them."))
    person = blocks.CharBlock(
        label=_("Who said it"), max_length=120, help_text=_("The name, or the role of somebody without a name.")
    )
    title = blocks.CharBlock(
        label=_("Job title"), required=False, max_length=120, help_text=_("Small letters; may be empty.")
    )
    organisation = blocks.CharBlock(
        label=_("Organisation"), required=False, max_length=120, help_text=_("Where the person works; may be empty.")
    )
    language = blocks.ChoiceBlock(
        label=_("Language of the quotation"),
        choices=languages.choices,
        required=False,
        search_index=False,
        help_text=_("Only if it is another one than the page's: then it is read aloud as it should be."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "kitnet_pages/blocks/quote.html"
        label_format = "{person}: {text}"


class FactBoxBlock(blocks.StructBlock):
    """A few facts beside the running text."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120, help_text=_("What the facts are about."))
    text = blocks.RichTextBlock(
        label=_("Text"), features=PLAIN_RICH_TEXT, help_text=_("A short list of figures and facts does best.")
    )

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        template = "kitnet_pages/blocks/fact_box.html"
        label_format = "{heading}"


class TableBlock(blocks.StructBlock):
    """A table with a caption and column headings."""

    caption = blocks.CharBlock(label=_("Caption"), max_length=200, help_text=_("Says what the table shows."))
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Text"), required=False)),
            (
                "rich_text",
                blocks.RichTextBlock(
                    label=_("Text with links"), required=False, features=["bold", "foreign-words", "link"]
                ),
            ),
            ("number", blocks.DecimalBlock(label=_("Number"), required=False)),
        ],
        label=_("Table"),
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "kitnet_pages/blocks/table.html"
        label_format = "{caption}"
