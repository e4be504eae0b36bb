"""What every kind of file is read into: pieces of text in their order."""

import html
import re
from dataclasses import dataclass, field

# More than this is no article.
MOST_PIECES = 600
# Invisible signs that word processors leave: soft hyphen, zero-width signs, the mark of byte order.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SPACE = re.compile(r"[ \t\u00a0\u2007\u202f]+")


@dataclass(frozen=True)
class Piece:
    """A piece of a text.

    ``kind`` is ``heading``, ``paragraph``, ``list``, ``quote`` or ``table``. ``text`` is its words; ``html`` the same
    as rich text, for paragraphs and lists; ``level`` a heading's, 1 to 6; ``rows`` a table's cells.
    """

    kind: str
    text: str = ""
    html: str = ""
    level: int = 2
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class Source:
    """What was found in a file: its pieces, what it says about itself, and how many pictures had to be left out."""

    pieces: list[Piece]
    about: dict[str, str] = field(default_factory=dict)
    pictures: int = 0


def plain(text: str) -> str:
    """Return ``text`` on one line, without invisible signs."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text).replace("\n", " ")).strip()


def paragraph(text: str) -> Piece:
    """Return a paragraph of plain words."""
    return Piece("paragraph", plain(text), f"<p>{html.escape(plain(text), quote=False)}</p>")


def bullets(entries: list[str]) -> Piece:
    """Return a list of plain words."""
    items = "".join(f"<li>{html.escape(plain(entry), quote=False)}</li>" for entry in entries)
    return Piece("list", " ".join(map(plain, entries)), f"<ul>{items}</ul>")
