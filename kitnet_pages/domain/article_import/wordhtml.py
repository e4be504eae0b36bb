"""HTML from Word, Outlook and their like: what they say in classes and styles, said in elements."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

# Classes of Word's own HTML, and of Google Docs'.
_TITLES = "p.MsoTitle, p.title"
_QUOTES = "p.MsoQuote, p.MsoIntenseQuote"
# What stands before a line of a list: a sign or a number, and space.
_MARK = re.compile(r"\s*(?:[·•§\u25aa\uf0b7o–-]|(?P<number>\w{1,3}[.)]))[\s\xa0]+")
_LEVEL = re.compile(r"mso-list:[^;]*level(\d)")
# The way back from a footnote, as converters write it.
_WAY_BACK = re.compile(r"^#(?:footnote|endnote|_?ftn|_?edn|sdfootnote)", re.IGNORECASE)
_ARROW = "↑"


def restore(soup: BeautifulSoup) -> None:
    """Put titles, quotations and lists of a word processor's HTML into elements; drop what was deleted."""
    for gone in soup.select("del, .msoDel"):
        gone.decompose()
    for link in soup.find_all("a", href=_WAY_BACK, string=_ARROW):
        link.decompose()
    for title in soup.select(_TITLES):
        title.name = "h1"
    for quotation in soup.select(_QUOTES):
        quotation.wrap(soup.new_tag("blockquote"))
    for line in soup.find_all(_is_listed):
        if line.parent is not None and line.name == "p":
            _make_list(soup, line)
    _mend_lists(soup)
    # Of these, the words alone are read: a line break stands between them.
    for heading in soup.select("h1, h2, h3, h4, h5, h6, blockquote"):
        for end in heading.find_all("br"):
            end.replace_with("\n")


def _is_listed(element: Tag) -> bool:
    if element.name != "p" or element.find_parent("li") is not None:
        return False
    classes = " ".join(element.get_attribute_list("class", []) or [])
    return "MsoListParagraph" in classes and (_mark_of(element) is not None or bool(_level(element)))


def _level(element: Tag) -> int:
    found = _LEVEL.search(str(element.get("style", "")))
    return int(found[1]) if found else 0


def _mark_of(element: Tag) -> re.Match[str] | None:
    return _MARK.match(element.get_text())


def _make_list(soup: BeautifulSoup, first: Tag) -> None:
    """Make one list, with lists in it, of a paragraph and those that follow it."""
    open_lists: list[Any] = []
    line: Any = first
    while isinstance(line, Tag) and _is_listed(line):
        following = line.find_next_sibling()
        mark = _mark_of(line)
        depth = min(_level(line) or 1, len(open_lists) + 1)
        kind = "ol" if mark and mark["number"] else "ul"
        del open_lists[depth:]
        if len(open_lists) < depth or open_lists[-1].name != kind:
            del open_lists[depth - 1 :]
            inner = soup.new_tag(kind)
            if open_lists:
                open_lists[-1].find_all("li", recursive=False)[-1].append(inner)
            else:
                line.insert_before(inner)
            open_lists.append(inner)
        line.extract()
        _cut(line, mark.end() if mark else 0)
        line.name, line.attrs = "li", {}
        open_lists[-1].append(line)
        line = following


def _cut(element: Tag, length: int) -> None:
    """Take that many letters away from the front of an element's text."""
    for text in list(element.find_all(string=True)):
        if length <= 0:
            return
        kept = str(text)[length:]
        length -= len(text)
        text.replace_with(kept)


def _mend_lists(soup: BeautifulSoup) -> None:
    """Bring lists into the form that rich text has: words in lines, inner lists within a line."""
    for inner in soup.select("ul > ul, ul > ol, ol > ul, ol > ol"):
        before = inner.find_previous_sibling("li")
        if before is not None:
            before.append(inner.extract())
    for part in soup.select("li p, li div"):
        following = part.find_next_sibling()
        if following is not None and following.name in {"p", "div"}:
            part.insert_after(soup.new_tag("br"))
        part.unwrap()
