"""HTML: headings, paragraphs, lists, quotations and tables are kept; looks, scripts and forms are dropped."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

# Wagtail brings it along.
from bs4 import BeautifulSoup, Comment, Tag
from django.utils.translation import gettext
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from kitnet_pages.exceptions import UnreadableArticleError

from .pieces import MOST_PIECES, Piece, Source, plain
from .wordhtml import restore

# An honest article has some hundred elements, a few of them inside each other.
MOST_ELEMENTS = 5_000
DEEPEST_MARKUP = 120
FEATURES = ["bold", "italic", "foreign-words", "link", "ol", "ul"]
DEEPEST = 60
_DROPPED = "script, style, template, noscript, iframe, object, embed, form, nav, aside, svg, button, head"
_CONTAINERS = {"article", "body", "div", "figure", "footer", "header", "html", "main", "section", "[document]"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = _HEADINGS | {"p", "ul", "ol", "blockquote", "table", "hr", "pre", "figcaption", "address", "dl"}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)", re.IGNORECASE)
# A paragraph ends where the next begins, also where its end is not written (HTML, 13.1.2.4).
_PARAGRAPH = re.compile(r"<p(?=[\s>])", re.IGNORECASE)
# Elements that never have an end (HTML, 13.1.2).
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"}
_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_LONGEST_BOLD_HEADING = 100
# A line below a quotation that says whose it is.
_SIGNATURE = re.compile(r"\n(?=\s*[–—-])")


def read_html(text: str) -> Source:
    """Return the pieces of an HTML document, and the title and day that it states.

    Raises UnreadableArticleError on markup that only a machine would write: reading it would take minutes.
    """
    text = _PARAGRAPH.sub("</p><p", text)
    if _is_too_intricate(text):
        raise UnreadableArticleError(gettext("The file holds more formatting than an article can. Save it as .txt."))
    soup = BeautifulSoup(text, "html.parser")
    about = _about(soup)
    pictures = len(soup.find_all(["img", "picture", "video"]))
    for element in soup.select(_DROPPED):
        element.decompose()
    for comment in soup.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    restore(soup)
    for link in soup.find_all("a"):
        if not _SAFE_LINK.match(str(link.get("href", "")).strip()):
            link.unwrap()
    whole = soup.find("article") or soup.find("main") or soup
    pieces = (piece for piece in _walk(whole, 0) if piece.text or piece.rows)
    # One too many is enough to see that there are too many.
    return Source(list(islice(pieces, MOST_PIECES + 1)), about, pictures)


def clean(markup: str) -> str:
    """Return rich text of which bold, italics, languages, links and lists are left, as Wagtail's editor stores it."""
    converter = ContentstateConverter(FEATURES)
    return re.sub(r' data-block-key="[^"]*"', "", converter.to_database_format(converter.from_database_format(markup)))


def _is_too_intricate(text: str) -> bool:
    """Say whether there are more elements, or more inside each other, than a text for people has.

    In one pass, by the parser's own reckoning: an element that nobody ends holds all that follows, and a parser takes
    the longer for each the deeper it stands.
    """
    inside: list[str] = []
    for number, tag in enumerate(_TAG.finditer(text)):
        closing, name, rest = tag[1], tag[2].lower(), tag[3]
        if closing and name in inside:
            while inside.pop() != name:
                pass
        elif not closing and name not in _VOID and not rest.endswith("/"):
            inside.append(name)
        if number > MOST_ELEMENTS * 2 or len(inside) > DEEPEST_MARKUP:
            return True
    return False


def _about(soup: BeautifulSoup) -> dict[str, str]:
    about = {}
    if soup.title and soup.title.get_text(strip=True):
        about["title"] = plain(soup.title.get_text())
    moment = soup.find("time", datetime=True)
    if moment:
        about["date"] = str(moment["datetime"])
        if moment.parent is None or moment.parent.name in _CONTAINERS:
            moment.decompose()
    return about


def _walk(element: Tag, depth: int) -> Iterator[Piece]:
    """Yield the pieces of an element. Words that stand in no block are a paragraph."""
    loose: list[str] = []
    for child in list(element.children):
        name = getattr(child, "name", None)
        if name not in _CONTAINERS | _BLOCKS:
            loose.append(str(child))
            continue
        yield from _loose(loose)
        loose = []
        if name in _BLOCKS:
            yield from _block(child, depth)
        elif depth < DEEPEST:
            yield from _walk(child, depth + 1)
        else:
            yield from _loose([child.get_text(" ")])
    yield from _loose(loose)


def _loose(parts: list[str]) -> Iterator[Piece]:
    soup = BeautifulSoup("".join(parts), "html.parser")
    if plain(soup.get_text()):
        yield Piece("paragraph", plain(soup.get_text()), clean(f"<p>{soup.decode()}</p>"))


def _block(element: Any, depth: int) -> Iterator[Piece]:
    text = plain(element.get_text(" " if element.name in {"table", "ul", "ol", "dl"} else ""))
    if element.name in _HEADINGS:
        yield Piece("heading", text, level=int(element.name[1]))
    elif element.name in {"ul", "ol"}:
        yield Piece("list", text, clean(str(element)))
    elif element.name == "blockquote":
        parts = element.find_all(["p", "cite", "footer"]) or [element]
        said = [plain(line) for part in parts for line in _SIGNATURE.split(part.get_text())]
        yield Piece("quote", "\n".join(line for line in said if line))
    elif element.name == "table":
        rows = tuple(_row(row) for row in element.find_all("tr"))
        yield Piece("table", text, rows=tuple(row for row in rows if any(row)))
    elif _is_bold_heading(element, text):
        yield Piece("heading", text, level=6)
    elif element.find(_CONTAINERS | _BLOCKS) and depth < DEEPEST:
        yield from _walk(element, depth + 1)
    elif text:
        yield Piece("paragraph", text, clean(f"<p>{element.decode_contents()}</p>"))


def _row(row: Any) -> tuple[str, ...]:
    return tuple(plain(cell.get_text(" ")) for cell in row.find_all(["th", "td"]))


def _is_bold_heading(element: Any, text: str) -> bool:
    """Say whether a paragraph is all bold and short: how headings are made by those who know no styles."""
    bold = "".join(part.get_text() for part in element.find_all(["b", "strong"], recursive=False))
    return 0 < len(text) <= _LONGEST_BOLD_HEADING and plain(bold) == text and text[-1] not in ".:,;"
