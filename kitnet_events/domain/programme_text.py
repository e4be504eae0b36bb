"""A programme as lines that are quickly typed: "9.30-10.00 Velkomst (Ida Holm)"."""

import re
from collections.abc import Iterable
from datetime import time

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kitnet_events.models import ProgrammeItem

_CLOCK = r"(\d{1,2})(?:[.:](\d{2}))?"
_LINE = re.compile(
    rf"^(?:(?:kl\.?\s*)?{_CLOCK}(?:\s*[-–—]\s*{_CLOCK})?(?:\s+|$))?(?P<title>.*?)(?:\s*\((?P<speaker>[^()]*)\))?$",
    re.IGNORECASE,
)
_SHORTEST_TIME = re.compile(r"^(?:kl\.?\s*)?\d{1,2}[.:]\d{2}|^(?:kl\.?\s*)?\d{1,2}\s*[-–—]\s*\d{1,2}\s", re.IGNORECASE)


def programme_as_text(items: Iterable[ProgrammeItem]) -> str:
    """Return a programme, a line for each item."""
    return "\n".join(_as_line(item) for item in items)


def _as_line(item: ProgrammeItem) -> str:
    clocks = "–".join(f"{one.hour}.{one:%M}" for one in (item.start_time, item.end_time) if one is not None)
    line = f"{clocks} {item.title}".strip()
    return f"{line} ({item.speaker})" if item.speaker else line


def programme_from_text(text: str, known: Iterable[ProgrammeItem] = ()) -> list[ProgrammeItem]:
    """Return the items that the lines of ``text`` tell. A line of ``known``, left as it was, is that item with all.

    Raises ValidationError for each line that makes no sense.
    """
    before = {_as_line(item): item for item in known}
    items, errors = [], []
    for number, typed in enumerate(text.splitlines(), start=1):
        line = " ".join(typed.split())
        if not line:
            continue
        try:
            items.append(before.get(line) or _item(line))
        except ValidationError as error:
            errors += [_("Line %(number)s: %(what)s") % {"number": number, "what": what} for what in error.messages]
    if errors:
        raise ValidationError(errors)
    return items


def _item(line: str) -> ProgrammeItem:
    if _SHORTEST_TIME.match(line):
        match = _LINE.match(line)
        hour, minute, end_hour, end_minute = match.group(1, 2, 3, 4)
        title, speaker = match["title"], match["speaker"] or ""
    else:
        # "3 gode råd" begins with a number that is no time.
        hour = end_hour = minute = end_minute = None
        match = re.match(r"^(.*?)(?:\s*\(([^()]*)\))?$", line)
        title, speaker = match[1], match[2] or ""
    item = ProgrammeItem(
        start_time=_clock(hour, minute),
        end_time=_clock(end_hour, end_minute),
        title=title.strip(" ,:–-"),
        speaker=speaker,
    )
    item.clean_fields(exclude=["page", "sort_order"])
    item.clean()
    return item


def _clock(hour: str | None, minute: str | None) -> time | None:
    if hour is None:
        return None
    try:
        return time(int(hour), int(minute or 0))
    except ValueError as error:
        raise ValidationError(_("There is no such time.")) from error
