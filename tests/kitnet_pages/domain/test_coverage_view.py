"""What a query string asks of the coverage."""

from datetime import date

import pytest

from kitnet_pages.domain.coverage import Coverage, Place
from kitnet_pages.domain.coverage_table import tabulate
from kitnet_pages.domain.coverage_view import read_day
from tests.hostile import TEXTS


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_odd_parameters_count_as_none(text):
    today = date(2026, 11, 24)
    assert read_day({"dag": text}, today) == today
    place = Place("0259", "Køge", "koge", "Region Sjælland", None, 1, 1, None)
    table = tabulate(Coverage(today, (place,)), {"sortering": text})
    assert not table.is_sorted
    assert table.columns[0].aria_sort == "ascending"
