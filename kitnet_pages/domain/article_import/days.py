"""Days as people write them above an article."""

import re
from datetime import date

_MONTHS = (
    ("januar", "january", "jan"),
    ("februar", "february", "feb"),
    ("marts", "march", "mar"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_BEFORE = r"^(?:(?:dato|date|publiceret|offentliggjort|udgivet|published)\s*:?\s*)?(?:\w+dag\s*,?\s*)?(?:d\.|den\s)?\s*"
_IN_WORDS = re.compile(rf"{_BEFORE}(?P<day>\d{{1,2}})\.?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{{4}})\.?$")
_IN_NUMBERS = re.compile(rf"{_BEFORE}(?P<day>\d{{1,2}})[./-]\s?(?P<month>\d{{1,2}})[./ -]\s?(?P<year>\d{{4}})\.?$")
_ISO = re.compile(rf"{_BEFORE}(?P<year>\d{{4}})-(?P<month>\d{{2}})-(?P<day>\d{{2}})(?:[t ].*)?$")


def day_in(text: str) -> date | None:
    """Return the day that a line is, or None when it is anything else: ``24. oktober 2016`` and its like."""
    line = text.strip().lower()
    match = _IN_WORDS.match(line) or _IN_NUMBERS.match(line) or _ISO.match(line)
    if match is None:
        return None
    month = _NUMBERS.get(match["month"]) or (int(match["month"]) if match["month"].isdigit() else 0)
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None
