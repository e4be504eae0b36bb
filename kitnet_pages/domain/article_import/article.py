"""What the pieces of a text are in an article: its date, title, lead and blocks."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from . import quotes
from .days import day_in
from .pieces import Piece, Source
from .words import broken_words, joiner

LONGEST_TITLE = 255
LONGEST_HEADING = 160
LONGEST_NAME = 120
LONGEST_BYLINE = 160
# How far down the day and the byline are looked for.
HEAD = 5
# "Af Ea Hansen, KL": a name, and perhaps where it belongs.
_BYLINE = re.compile(r"^(?:Af|By|Tekst)\s*:?\s+(?P<who>[A-ZÆØÅ][\w.-]+(?:\s+[A-ZÆØÅ][\w.-]+)+(?:,\s*[^.!?]{1,80})?)$")


@dataclass
class ImportedArticle:
    """An article as it was understood. ``body`` is stream data; ``notes`` are sentences for the editor."""

    title: str = ""
    day: date | None = None
    byline: str = ""
    lead: str = ""
    body: list[dict[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def understand(source: Source, name: str = "") -> ImportedArticle:
    """Return what a source is as an article. ``name`` is its title where the text has none."""
    pieces, joined = _mend(source.pieces)
    article = ImportedArticle(lead=source.about.get("lead", ""), byline=source.about.get("byline", "")[:LONGEST_BYLINE])
    article.day = day_in(source.about.get("date", ""))
    rest = _take_head(article, pieces, source.about.get("title", "") or name)
    article.body = _blocks(rest)
    article.notes = _notes(article, source, joined)
    return article


def _mend(pieces: list[Piece]) -> tuple[list[Piece], list[str]]:
    """Join broken words; return the pieces and the words that were joined."""
    found = broken_words(piece.text for piece in pieces)
    join = joiner(found)
    return [_with(piece, join) for piece in pieces], list(found.values())


def _with(piece: Piece, join: Callable[[str], str]) -> Piece:
    rows = tuple(tuple(join(cell) for cell in row) for row in piece.rows)
    return Piece(piece.kind, join(piece.text), join(piece.html), piece.level, rows)


def _take_head(article: ImportedArticle, pieces: list[Piece], fallback: str) -> list[Piece]:
    """Take day, title, byline and lead from the top of a text; return what is left."""
    rest = list(pieces)
    for piece in rest[:HEAD]:
        day = day_in(piece.text)
        if day:
            article.day = day
            rest.remove(piece)
            break
    title = _title_of(rest)
    if title is None:
        article.title = fallback
    else:
        article.title = title.text
        rest.remove(title)
    for piece in rest[:HEAD]:
        match = None if article.byline or piece.kind == "table" else _BYLINE.match(piece.text)
        if match:
            article.byline = match["who"][:LONGEST_BYLINE]
            rest.remove(piece)
            break
    if not article.lead and rest and rest[0].kind == "paragraph" and quotes.spoken(rest[0].text) is None:
        article.lead = rest.pop(0).text
    return rest


def _title_of(pieces: list[Piece]) -> Piece | None:
    """Return the piece that is the title: the first heading of the first level, else a heading or short line on top."""
    first = next((piece for piece in pieces if piece.kind == "heading" and piece.level == 1), None)
    if first is None and pieces and pieces[0].kind == "heading":
        first = pieces[0]
    if first is None and pieces and len(pieces[0].text) <= LONGEST_TITLE and pieces[0].text[-1:] not in ".,:;":
        first = pieces[0] if pieces[0].kind == "paragraph" else None
    return first


def _blocks(pieces: list[Piece]) -> list[dict[str, Any]]:
    """Return the blocks of a body. Paragraphs and lists that follow each other are one block of text."""
    levels = [piece.level for piece in pieces if piece.kind == "heading"]
    highest = min(levels, default=2)
    blocks: list[dict[str, Any]] = []
    waiting: str | None = None
    for place, piece in enumerate(pieces):
        if waiting == piece.text:
            waiting = None
            continue
        following = pieces[place + 1].text if place + 1 < len(pieces) else ""
        quote = _quote_of(piece, following)
        if piece.kind == "heading":
            blocks.append(_block("heading", text=piece.text[:LONGEST_HEADING], level=_level(piece, highest)))
        elif quote is not None:
            found, takes_next = quote
            waiting = following if takes_next else None
            blocks.append(_quote_block(found))
        elif piece.kind == "table" and piece.rows:
            blocks.append(_table(piece))
        elif blocks and blocks[-1]["type"] == "paragraph":
            blocks[-1]["value"] += piece.html
        elif piece.html:
            blocks.append({"type": "paragraph", "value": piece.html})
    return blocks


def _quote_of(piece: Piece, following: str) -> tuple[quotes.Quote, bool] | None:
    """Return the quotation that a piece is, and whether the next piece names its speaker."""
    if piece.kind == "quote":
        found = quotes.set_apart(piece.text)
    elif piece.kind == "paragraph":
        found = quotes.spoken(piece.text) or quotes.marked(piece.text)
    else:
        return None
    who = quotes.signed(following) if found is not None and not found.person else None
    if found is None or (piece.kind == "paragraph" and not found.person and who is None):
        return None
    return (quotes.Quote(found.text, *who), True) if who else (found, False)


def _quote_block(quote: quotes.Quote) -> dict[str, Any]:
    return _block(
        "quote",
        text=quote.text,
        person=quote.person[:LONGEST_NAME],
        title=quote.title[:LONGEST_NAME],
        organisation=quote.organisation[:LONGEST_NAME],
    )


def _table(piece: Piece) -> dict[str, Any]:
    width = max(map(len, piece.rows))
    heads, *rows = [list(row) + [""] * (width - len(row)) for row in piece.rows]
    columns = [{"type": "text", "heading": head} for head in heads]
    return _block("table", caption="", table={"columns": columns, "rows": [{"values": row} for row in rows]})


def _level(piece: Piece, highest: int) -> str:
    return "h2" if piece.level == highest else "h3"


def _block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "value": value}


def _notes(article: ImportedArticle, source: Source, joined: list[str]) -> list[str]:
    """Bring what is too long or missing into form, and say so: a sentence for each thing to look at."""
    notes = []
    if article.day is None:
        notes.append(gettext("No date stands at the top of the text. The article has got today's."))
    if not article.lead:
        notes.append(gettext("No lead was found. Write one before you publish."))
    if len(article.title) > LONGEST_TITLE:
        article.title = Truncator(article.title).chars(LONGEST_TITLE)
        notes.append(gettext("The title was too long, and has been cut."))
    if joined:
        notes.append(gettext("Divided words have been joined: %(words)s.") % {"words": ", ".join(joined[:20])})
    kinds = [(block["type"], block["value"]) for block in article.body]
    if any(kind == "quote" and not value["person"] for kind, value in kinds):
        notes.append(gettext("A quotation does not say who said it. Fill that in before you publish."))
    if any(kind == "table" for kind, _value in kinds):
        notes.append(gettext("Give the tables a caption before you publish."))
    if source.pictures:
        sentence = ngettext(
            "%(count)s picture was left out. Upload it, and say what it shows.",
            "%(count)s pictures were left out. Upload them, and say what they show.",
            source.pictures,
        )
        notes.append(sentence % {"count": source.pictures})
    return notes
