"""What the editor of running text keeps of a text that is pasted into it."""

from typing import Any

from wagtail.admin.rich_text.editors.draftail.features import Feature

# Headings that no button makes: they come in with a paste from Word, and are stored as one that the page has.
WORD_HEADINGS = "word-headings"
WORD_HEADINGS_BELOW = "word-headings-below"
_STORED = {
    WORD_HEADINGS: {"header-one": "h2", "header-four": "h3"},
    WORD_HEADINGS_BELOW: {"header-one": "h3", "header-two": "h3", "header-four": "h3"},
}


class PastedBlocks(Feature):
    """Kinds of blocks that the editor accepts without offering them."""

    def __init__(self, types: list[str]) -> None:
        """Take Draft.js's names of the kinds."""
        super().__init__()
        self.types = types

    def construct_options(self, options: dict[str, Any]) -> None:
        """Add the kinds to the editor's, without label and icon: so they have no button."""
        blocks = options.setdefault("blockTypes", [])
        blocks += [{"type": kind, "label": None, "icon": None} for kind in self.types]


def register_pasted_headings(features: Any) -> None:
    """Let Word's headings keep being headings, whatever their level."""
    for name, stored in _STORED.items():
        features.register_editor_plugin("draftail", name, PastedBlocks(list(stored)))
        rule = {"from_database_format": {}, "to_database_format": {"block_map": stored}}
        features.register_converter_rule("contentstate", name, rule)
