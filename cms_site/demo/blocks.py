"""How the demo's texts name the blocks of a body, before anything has a primary key."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Ref:
    """Stands for something that gets its primary key when the demo is loaded.

    ``kind`` is ``page``, ``picture``, ``document``, ``collection`` or ``contact``; ``key`` its name in the demo.
    """

    kind: str
    key: str


@dataclass(frozen=True)
class Block:
    """One block: its registered name and its value, in which a ``Ref`` may stand anywhere."""

    name: str
    value: Any


Body = tuple[Block, ...]


def html(*paragraphs: str) -> str:
    """Return paragraphs as rich text. One that starts with a tag is taken as it is.

    A link to a page of the demo is written ``<a href="page:key">``.
    """
    return "".join(text if text.startswith("<") else f"<p>{text}</p>" for text in paragraphs)


def items(*entries: str) -> str:
    """Return a bulleted list as rich text."""
    return "<ul>" + "".join(f"<li>{entry}</li>" for entry in entries) + "</ul>"


def text(*paragraphs: str) -> Block:
    """Return running text."""
    return Block("paragraph", html(*paragraphs))


def heading(words: str, level: str = "h2") -> Block:
    """Return a heading."""
    return Block("heading", {"text": words, "level": level})


def quote(words: str, person: str, title: str = "", organisation: str = "", language: str = "") -> Block:
    """Return a quotation; ``language`` is its code, where it is not Danish."""
    who = {"person": person, "title": title, "organisation": organisation}
    return Block("quote", {"text": words, **who, "language": language})


def picture(key: str, caption: str = "") -> Block:
    """Return a picture; what it shows and who drew it is known from the picture itself."""
    return Block("picture", {"image": Ref("picture", key), "caption": caption})


def video(url: str, title: str, poster: str, *transcript: str) -> Block:
    """Return a video with its transcript."""
    return Block(
        "video", {"url": url, "title": title, "poster": Ref("picture", poster), "transcript": html(*transcript)}
    )


def documents(words: str, *papers: tuple[str, str]) -> Block:
    """Return documents to download: each its key and its title."""
    listed = [{"document": Ref("document", key), "title": title} for key, title in papers]
    return Block("documents", {"heading": words, "documents": listed})


def facts(words: str, *paragraphs: str) -> Block:
    """Return a fact box."""
    return Block("fact_box", {"heading": words, "text": html(*paragraphs)})


def table(caption: str, columns: Sequence[str], *rows: Sequence[str]) -> Block:
    """Return a table of text."""
    return Block(
        "table",
        {
            "caption": caption,
            "table": {
                "columns": [{"type": "text", "heading": column} for column in columns],
                "rows": [{"values": list(row)} for row in rows],
            },
        },
    )


def action(words: str, body: str, label: str, page: str) -> Block:
    """Return a call to action that leads to a page."""
    return Block(
        "call_to_action", {"heading": words, "text": body, "label": label, "page": Ref("page", page), "url": ""}
    )


def cards(words: str, *links: tuple[str, str, str]) -> Block:
    """Return link cards: each its title, its text and the page's key."""
    listed = [{"title": title, "text": body, "page": Ref("page", page), "url": ""} for title, body, page in links]
    return Block("link_cards", {"heading": words, "cards": listed})


def coverage(words: str) -> Block:
    """Return the number of municipalities that take part, with a text."""
    return Block("coverage", {"text": words})


def collection(key: str) -> Block:
    """Return a saved selection."""
    return Block("collection", {"collection": Ref("collection", key)})
