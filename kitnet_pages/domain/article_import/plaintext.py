"""Plain text: paragraphs stand apart, a short line without a full stop is a heading."""

import re

from .pieces import Piece, Source, bullets, paragraph, plain

LONGEST_HEADING = 100
# Programs that break lines do so well before; a longer line is a whole paragraph.
LONGEST_WRAPPED = 150
_BULLET = re.compile(r"^\s*[-*•–·]\s+")
# The end of a sentence, or of a part of one, and what may close it.
_ENDS = re.compile(r"[.,;:…!][\"'”»)]*$")
_MARKS = ('"', "”", "“", "„", "»", "–", "—")
# A line that was broken inside a word.
_BROKEN_LINE = re.compile(r"(?<=[a-zæøåé])-\n(?=[a-zæøåé])")


def read_text(text: str) -> Source:
    """Return the pieces of a plain text."""
    parts = [part.strip("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip()]
    parts = [line for part in parts for line in _lines(part, alone=len(parts) == 1)]
    pieces = [_piece(part) for part in parts]
    return Source([_heading(piece) if _is_heading(pieces, place) else piece for place, piece in enumerate(pieces)])


def _lines(part: str, *, alone: bool) -> list[str]:
    """Return the paragraphs of a part: its lines, where they are that as Word saves text, else the part."""
    lines = part.split("\n")
    if not (alone or any(len(line) > LONGEST_WRAPPED for line in lines)):
        return [part]
    found: list[str] = []
    for line in filter(str.strip, _BROKEN_LINE.sub("-", part).split("\n")):
        if found and _BULLET.match(line) and _BULLET.match(found[-1]):
            found[-1] += f"\n{line}"
        else:
            found.append(line)
    return found


def _piece(part: str) -> Piece:
    lines = [line for line in part.split("\n") if line.strip()]
    if all(_BULLET.match(line) for line in lines):
        return bullets([_BULLET.sub("", line) for line in lines])
    return paragraph(_BROKEN_LINE.sub("-", part))


def _is_heading(pieces: list[Piece], place: int) -> bool:
    """Say whether a piece looks like a heading: short, no sentence, with something below it."""
    text = pieces[place].text
    short = pieces[place].kind == "paragraph" and len(text) <= LONGEST_HEADING and not _ENDS.search(text)
    return short and not text.startswith(_MARKS) and place + 1 < len(pieces)


def _heading(piece: Piece) -> Piece:
    return Piece("heading", plain(piece.text))
