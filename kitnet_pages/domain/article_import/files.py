"""Which files can be read, how large they may be, and who reads them."""

import re
from pathlib import PurePath

from django.utils.translation import gettext
from markdown_it import MarkdownIt

from kitnet_pages import conf
from kitnet_pages.exceptions import UnreadableArticleError

from .markup import read_html
from .pieces import MOST_PIECES, Source
from .plaintext import read_text
from .word import old_format, read_docx

EXTENSIONS = (".docx", ".md", ".html", ".htm", ".txt")
LONGEST_TEXT = 200_000
MEGABYTE = 1024 * 1024
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^(\w+)\s*:\s*(.+)$", re.MULTILINE)
# What a file may call what it says about itself.
_KEYS = {"titel": "title", "dato": "date", "manchet": "lead", "author": "byline", "forfatter": "byline"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read_file(name: str, content: bytes) -> Source:
    """Return what stands in a file. Raises UnreadableArticleError with a sentence for the editor."""
    extension = PurePath(name).suffix.lower()
    _check(extension, content)
    if extension == ".docx":
        source = read_docx(content)
    else:
        text = _decode(content)
        source = {".txt": read_text, ".md": _read_markdown}.get(extension, read_html)(text)
    if not any(piece.text for piece in source.pieces):
        raise UnreadableArticleError(gettext("There is no text in the file."))
    if len(source.pieces) > MOST_PIECES or sum(len(piece.text) for piece in source.pieces) > LONGEST_TEXT:
        raise _too_long()
    return source


def _check(extension: str, content: bytes) -> None:
    if extension == ".doc":
        raise UnreadableArticleError(old_format())
    if extension not in EXTENSIONS:
        raise UnreadableArticleError(gettext("Choose a file that ends in .docx, .md, .html or .txt."))
    check_size(len(content))


def check_size(size: int) -> None:
    """Refuse a file of too many bytes. Raises UnreadableArticleError."""
    largest = int(conf.get("IMPORT_MEGABYTES"))
    if size > largest * MEGABYTE:
        raise UnreadableArticleError(
            gettext("The file is too large: at most %(number)s MB. Pictures make a document large: save it without.")
            % {"number": largest}
        )


def _decode(content: bytes) -> str:
    """Return the text of a file, in whichever of the usual encodings it is written."""
    encodings = ("utf-16",) if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            if len(text) > LONGEST_TEXT * 4:
                raise _too_long()
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise UnreadableArticleError(gettext("This is not a text file, whatever its name says."))


def _read_markdown(text: str) -> Source:
    about: dict[str, str] = {}
    front = _FRONT_MATTER.match(text)
    if front:
        about = {_KEYS.get(key.lower(), key.lower()): value.strip("\"' ") for key, value in _ENTRY.findall(front[1])}
        text = text[front.end() :]
    if len(text) > LONGEST_TEXT:
        raise _too_long()
    source = read_html(MarkdownIt("commonmark", {"html": False}).enable("table").render(text))
    source.about = about
    return source


def _too_long() -> UnreadableArticleError:
    return UnreadableArticleError(
        gettext("The text is too long for one article. Divide it, or attach it as a document.")
    )
