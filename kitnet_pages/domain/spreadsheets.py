"""What stands in a spreadsheet's cells: words, Danish time, and nothing that is taken for a formula."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

# What a spreadsheet program takes for the beginning of a formula; the wide signs are narrowed by some on the way.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
DAY_AND_TIME = "%d.%m.%Y %H:%M"
_SHOWN_AS = {datetime: "dd.mm.yyyy hh:mm", date: "dd.mm.yyyy"}
# Of a column, in signs; a day that does not fit is shown as ######.
_NARROWEST, _WIDEST = 10, 60
# What the name of a sheet may not hold, and how long it may be.
_NO_NAME, _LONGEST_NAME = re.compile(r"[\[\]:*?/\\]"), 31


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


def workbook(title: str, headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> bytes:
    """Return an Excel file of one sheet: bold headings that stay in sight, columns as wide as what stands in them."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=_NO_NAME.sub(" ", title)[:_LONGEST_NAME])
    heads, body = [str(heading) for heading in headings], [list(row) for row in rows]
    sheet.freeze_panes = "A2"
    for number, column in enumerate(zip(heads, *body, strict=False), start=1):
        widest = max(len(_shown(value)) for value in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(max(widest + 2, _NARROWEST), _WIDEST)
    for number, row in enumerate([heads, *body]):
        cells = [WriteOnlyCell(sheet, _writable(value)) for value in row]
        for one, value in zip(cells, row, strict=True):
            if number == 0:
                one.font = Font(bold=True)
            elif type(value) in _SHOWN_AS:
                one.number_format = _SHOWN_AS[type(value)]
        sheet.append(cells)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


def _shown(value: Any) -> str:
    return value.strftime(DAY_AND_TIME) if isinstance(value, datetime) else str(value)


def _writable(value: Any) -> Any:
    """Return a value without the signs that no Excel file may hold."""
    return ILLEGAL_CHARACTERS_RE.sub("", value) if isinstance(value, str) else value
