"""What the editor of running text adds to Wagtail's: headings pasted from Word, and words in another language."""

from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature

from kitnet_pages.blocks import languages

# Headings that no button makes: they come in with a paste from Word, and are stored as one that the page has.
WORD_HEADINGS = "word-headings"
WORD_HEADINGS_BELOW = "word-headings-below"
_STORED = {
    WORD_HEADINGS: {"header-one": "h2", "header-four": "h3"},
    WORD_HEADINGS_BELOW: {"header-one": "h3", "header-two": "h3", "header-four": "h3"},
}


# Marks what is not in the page's own language, so that it is read aloud and divided as it should be.
FOREIGN_WORDS = "foreign-words"


class PastedBlocks(Feature):
    """Kinds of blocks that the editor accepts without offering them, and what tidies a paste before it is read."""

    def __init__(self, types: list[str]) -> None:
        """Take Draft.js's names of the kinds."""
        super().__init__(js=["kitnet_pages/js/paste.js"])
        self.types = types

    def construct_options(self, options: dict[str, Any]) -> None:
        """Add the kinds to the editor's, without label and icon: so they have no button."""
        blocks = options.setdefault("blockTypes", [])
        blocks += [{"type": kind, "label": None, "icon": None} for kind in self.types]
        options.setdefault("plugins", []).append({"type": "kitnet-paste"})


def register_pasted_headings(features: Any) -> None:
    """Let Word's headings keep being headings, whatever their level."""
    for name, stored in _STORED.items():
        features.register_editor_plugin("draftail", name, PastedBlocks(list(stored)))
        rule = {"from_database_format": {}, "to_database_format": {"block_map": stored}}
        features.register_converter_rule("contentstate", name, rule)


class ForeignWords(Feature):
    """A button for each language that words may be marked as."""

    def construct_options(self, options: dict[str, Any]) -> None:
        """Add the languages to the editor's styles. In the editor what is marked is underlined with dots."""
        styles = options.setdefault("inlineStyles", [])
        styles += [
            {
                "type": _style_of(code),
                "label": code.upper(),
                "description": format_lazy(_("Words in another language: {language}"), language=name),
                "style": {"textDecoration": "underline dotted"},
            }
            for code, name in languages.choices()
        ]


def register_foreign_words(features: Any) -> None:
    """Let editors mark words in other languages; they are stored as ``<span lang="…">``."""
    codes = [code for code, _name in languages.choices()]
    features.register_editor_plugin("draftail", FOREIGN_WORDS, ForeignWords())
    read = {f'span[lang="{code}"]': InlineStyleElementHandler(_style_of(code)) for code in codes}
    written = {_style_of(code): {"element": "span", "props": {"lang": code}} for code in codes}
    rule = {"from_database_format": read, "to_database_format": {"style_map": written}}
    features.register_converter_rule("contentstate", FOREIGN_WORDS, rule)


def _style_of(code: str) -> str:
    return f"LANGUAGE-{code.upper()}"
