"""What stands in a spreadsheet's cells: words, Danish time, and nothing that is taken for a formula."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

# What a spreadsheet program takes for the beginning of a formula; the wide signs are narrowed by some on the way.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY_AND_TIME = "%d.%m.%Y %H:%M"


def plain(value: Any) -> Any:
    """Return a text that no spreadsheet program takes for a formula; other values as they are."""
    return f"'{value}" if isinstance(value, str) and len(value) > 1 and value.startswith(_FORMULA) else value


def cell(value: Any, *, as_text: bool = False) -> Any:
    """Return a value as it stands in a cell. With ``as_text`` (CSV) a moment becomes text, too."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, datetime):
        local = timezone.make_naive(value) if timezone.is_aware(value) else value
        return local.strftime(DAY_AND_TIME) if as_text else local
    return value if isinstance(value, int | float) else plain(str(value))
