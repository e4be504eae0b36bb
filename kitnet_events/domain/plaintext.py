"""Text that is fit for a calendar: no markup, no entities, no control characters."""

import re
import unicodedata

from bs4 import BeautifulSoup, NavigableString, Tag

_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "section", "figure", "hr"}
_KEPT_CONTROLS = "\n\t"
_BYTE_ORDER_MARK = "\ufeff"


def clean_text(text: str) -> str:
    r"""Return ``text`` without control characters, lone surrogates and byte order marks, line breaks as ``\n``.

    TEXT holds no control characters but HTAB (RFC 5545, section 3.3.11).
    """
    text = _LINE_BREAKS.sub("\n", text).replace(_BYTE_ORDER_MARK, "")
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs"})


def clean_line(text: str) -> str:
    """Return ``text`` on one line: fit for a title, a place, a name."""
    return re.sub(r"[\n\t]+", " ", clean_text(text)).strip()


def html_to_text(html: str) -> str:
    """Return readable plain text: paragraphs apart, list items dashed, addresses of links kept."""
    # Wrapped, since Beautiful Soup warns of text that looks like an address or a file name.
    soup = BeautifulSoup(f"<div>{html}</div>", "html.parser")
    text = "".join(_pieces(soup))
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _pieces(node: Tag) -> list[str]:
    pieces: list[str] = []
    for child in node.children:
        if isinstance(child, Tag):
            pieces += _tag_pieces(child)
        elif type(child) is NavigableString:
            pieces.append(re.sub(r"\s+", " ", child))
    return pieces


def _tag_pieces(tag: Tag) -> list[str]:
    if tag.name in {"script", "style"}:
        return []
    if tag.name == "br":
        return ["\n"]
    inner = _pieces(tag)
    if tag.name == "li":
        return ["\n- ", *inner]
    if tag.name == "a" and (href := str(tag.get("href", ""))).startswith(("http:", "https:", "mailto:")):
        label = "".join(inner).strip()
        address = href.removeprefix("mailto:")
        return [label if label == address else f"{label} ({address})"]
    if tag.name in _BLOCKS:
        return ["\n\n", *inner, "\n\n"]
    return inner
