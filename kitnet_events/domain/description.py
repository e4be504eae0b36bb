"""The text of a meeting in calendars, twice: plain for everybody, formatted for programs that can show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext

from kitnet_events.models import Meeting, MeetingPage, ProgrammeItem
from kitnet_pages.dates import span_in_words

from .plaintext import clean_line, clean_text, html_to_text

_LINKS_KEPT = ("http:", "https:", "mailto:")


@dataclass(frozen=True)
class Passage:
    """A part of the description, as plain text and as HTML."""

    text: str
    html: str

    @classmethod
    def of_text(cls, text: str, tag: str = "p") -> "Passage":
        """Make a passage of plain text."""
        text = clean_text(text).strip()
        return cls(text, f"<{tag}>{escape(text)}</{tag}>".replace("\n", "<br>"))

    @classmethod
    def of_html(cls, html: str) -> "Passage":
        """Make a passage of HTML."""
        return cls(html_to_text(html), clean_text(html))


def description_of(meeting: Meeting, page: MeetingPage, url: str) -> tuple[str, str]:
    """Return what a meeting's page says, as plain text and as an HTML document.

    Programs that show the HTML do not show the text, so each says everything: that the meeting is cancelled or moved,
    too. It depends on nothing but the meeting: of links to other pages, which may move or be drafts, the words stay.
    """
    passages = [Passage.of_text(note) for note in _notes(meeting)]
    passages += [Passage.of_text(page.lead), _programme(page), *_body(page), _link(url)]
    told = [passage for passage in passages if passage.text]
    html = "".join(passage.html for passage in told)
    return "\n\n".join(passage.text for passage in told), f"<html><body>{html}</body></html>"


def _notes(meeting: Meeting) -> list[str]:
    if meeting.is_cancelled:
        return [gettext("The meeting is cancelled. %(reason)s") % {"reason": meeting.cancellation_reason}]
    notes = []
    if meeting.is_announced:
        notes.append(gettext("Only the date is set. Programme and sign-up follow."))
    if moved := meeting.moved_from:
        old = span_in_words(moved.start, moved.end, date_only=moved.date_only)
        new = span_in_words(meeting.when.start, meeting.when.end, date_only=meeting.when.date_only)
        notes.append(gettext("The meeting is moved. Before: %(old)s. Now: %(new)s.") % {"old": old, "new": new})
    return notes


def _link(url: str) -> Passage:
    label = gettext("Programme and sign-up: %(url)s")
    address = f'<a href="{escape(url)}">{escape(url)}</a>'
    return Passage(label % {"url": url}, f"<p>{escape(label) % {'url': address}}</p>")


# ── Programme ────────────────────────────────────────────────────────────────────────────────────────────────────
def _programme(page: MeetingPage) -> Passage:
    lines = [_item_line(item) for item in page.programme_items.all()]
    if not lines:
        return Passage("", "")
    heading = gettext("Programme")
    html = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return Passage("\n".join([heading, *lines]), f"<h3>{escape(heading)}</h3><ul>{html}</ul>")


def _item_line(item: ProgrammeItem) -> str:
    speaker = ", ".join(part for part in (clean_line(item.speaker), clean_line(item.speaker_title)) if part)
    line = " ".join(part for part in (_item_times(item), clean_line(item.title)) if part)
    return f"{line} ({speaker})" if speaker else line


def _item_times(item: ProgrammeItem) -> str:
    end = item.end_time
    if end is None and item.start_time and item.duration:
        begin = datetime.combine(date.min, item.start_time)
        end = (begin + timedelta(minutes=item.duration)).time()
    return "–".join(_clock(one) for one in (item.start_time, end) if one is not None)


def _clock(one: time) -> str:
    return f"{one.hour}.{one:%M}"


# ── Body ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _body(page: MeetingPage) -> list[Passage]:
    """Return the running text of the body: pictures, tables and cards are for the page."""
    return [_PASSAGES[child.block_type](child.value) for child in page.body if child.block_type in _PASSAGES]


def _paragraph(value: Any) -> Passage:
    return Passage.of_html(_simple_html(value.source))


def _heading(value: Any) -> Passage:
    return Passage.of_text(value["text"], "h3")


def _quote(value: Any) -> Passage:
    who = ", ".join(clean_line(value[key]) for key in ("person", "title", "organisation") if value[key])
    return Passage.of_text(f"{value['text']} ({who})", "blockquote")


def _fact_box(value: Any) -> Passage:
    heading, text = Passage.of_text(value["heading"], "h3"), _paragraph(value["text"])
    return Passage(f"{heading.text}\n{text.text}".strip(), heading.html + text.html)


_PASSAGES: dict[str, Callable[[Any], Passage]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "fact_box": _fact_box,
}


def _simple_html(source: str) -> str:
    """Return rich text, as it is stored, without what only a page can show. Only links to the outside stay links."""
    # Wrapped, since Beautiful Soup warns of text that looks like an address or a file name.
    soup = BeautifulSoup(f"<div>{source}</div>", "html.parser")
    for embed in soup.find_all("embed"):
        embed.decompose()
    for link in soup.find_all("a"):
        href = str(link.get("href", ""))
        if href.startswith(_LINKS_KEPT):
            link.attrs = {"href": href}
        else:
            link.unwrap()
    for tag in soup.find_all(attrs={"data-block-key": True}):
        del tag["data-block-key"]
    return soup.div.decode_contents(formatter="minimal")
