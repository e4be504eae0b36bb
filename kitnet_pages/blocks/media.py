"""Blocks of pictures, video and documents."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from kitnet_pages.blocks.choosers import PictureChooserBlock
from kitnet_pages.blocks.text import PLAIN_RICH_TEXT


class PictureBlock(blocks.StructBlock):
    """A picture in an article."""

    image = PictureChooserBlock(
        label=_("Picture"), help_text=_("Choose one from the library, or upload one. At least 1200 pixels wide.")
    )
    alt = blocks.CharBlock(
        label=_("What the picture shows"),
        required=False,
        max_length=250,
        help_text=_("Read aloud to those who do not see it. Leave empty only if the picture is pure decoration."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=300, help_text=_("What a reader cannot see: who, where, when.")
    )
    # Not what a page is about: who looks for the network would find each page with a drawing of its own.
    credit = blocks.CharBlock(
        label=_("Credit"), required=False, max_length=120, search_index=False, help_text=_("Who made the picture.")
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "kitnet_pages/blocks/picture.html"


class VideoBlock(blocks.StructBlock):
    """A link to a video. Nothing is fetched from elsewhere before the visitor clicks."""

    url = blocks.URLBlock(
        label=_("Address of the video"), help_text=_("From YouTube, Vimeo or anywhere else: copy it from your browser.")
    )
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("What the video shows. Stands on its still picture.")
    )
    poster = PictureChooserBlock(
        label=_("Still picture"),
        required=False,
        help_text=_("Seen until the video is started. Nothing is fetched from elsewhere before that."),
    )
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=PLAIN_RICH_TEXT,
        help_text=_("What is said and shown, for those who do not hear or see the video."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "kitnet_pages/blocks/video.html"
        label_format = "{title}"


class DocumentItemBlock(blocks.StructBlock):
    """One document, with a title of its own if the file's is no good."""

    document = DocumentChooserBlock(label=_("Document"), help_text=_("Choose one from the library, or upload one."))
    title = blocks.CharBlock(
        label=_("Title"),
        required=False,
        max_length=160,
        help_text=_("If the document's own title is no good to a reader."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")


class DocumentsBlock(blocks.StructBlock):
    """Documents to download."""

    heading = blocks.CharBlock(
        label=_("Heading"), required=False, max_length=120, help_text=_("Above what stands in the block; may be empty.")
    )
    documents = blocks.ListBlock(DocumentItemBlock(), label=_("Documents"))

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``documents``: those that have not been deleted since."""
        context = super().get_context(value, parent_context=parent_context)
        context["documents"] = [item for item in value["documents"] if item["document"]]
        return context

    class Meta:
        icon = "doc-full-inverse"
        label = _("Documents")
        template = "kitnet_pages/blocks/documents.html"
