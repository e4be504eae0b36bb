"""How many queries something costs."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


def number_of_queries(ask: Callable[[], Any]) -> int:
    """Call ``ask`` twice and return how many queries the second time cost: what is kept between is kept by then."""
    ask()
    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)
