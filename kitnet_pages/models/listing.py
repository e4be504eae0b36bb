"""A filtered list in pages: what an index shows for the query string it was asked with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import QuerySet

MAX_PAGE_DIGITS = 6


@dataclass(frozen=True)
class Choice:
    """One value that a filter can take: what the address says, what the reader sees, what the rows are found by."""

    value: str
    label: str
    key: Any = None


@dataclass
class Filter:
    """One filter of a listing. ``selected`` is the chosen value, or an empty string.

    ``written``: whether its choices are words of editors, not of ours.
    """

    name: str
    label: Any
    choices: list[Choice]
    selected: str = ""
    written: bool = False

    @property
    def selected_label(self) -> str:
        """What the reader sees of the chosen value."""
        return next((choice.label for choice in self.choices if choice.value == self.selected), "")

    @property
    def selected_keys(self) -> list[Any]:
        """What the rows of the chosen value are found by: more than one where two choices have the same value."""
        return [choice.key for choice in self.choices if choice.value == self.selected]


@dataclass
class Listing:
    """Rows of one page of a list, with the filters that led to them."""

    filters: list[Filter]
    page: PaginatorPage | None = None
    query: dict[str, str] = field(default_factory=dict)

    def keys(self, name: str) -> list[Any]:
        """Return what the rows are found by that the filter ``name`` leaves; empty when nothing is chosen in it."""
        return next(each.selected_keys for each in self.filters if each.name == name)

    @property
    def is_filtered(self) -> bool:
        """Whether any filter is chosen."""
        return bool(self.query)

    def url_for(self, number: int) -> str:
        """Return the query string of another page of the list under the same filters."""
        query = dict(self.query)
        if number > 1:
            query["side"] = str(number)
        return "?" + urlencode(query)

    @property
    def url(self) -> str:
        """Query string of the list's first page under the same filters."""
        return self.url_for(1)

    @property
    def and_query(self) -> str:
        """The filters, to be put after another parameter: ``&gruppe=sjaelland``, or empty."""
        return f"&{urlencode(self.query)}" if self.query else ""

    @property
    def next_url(self) -> str:
        """Query string of the next page, or empty."""
        return self.url_for(self.page.next_page_number()) if self.page and self.page.has_next() else ""

    @property
    def previous_url(self) -> str:
        """Query string of the page before, or empty."""
        return self.url_for(self.page.previous_page_number()) if self.page and self.page.has_previous() else ""

    @property
    def pages(self) -> list[tuple[int, str]]:
        """Numbers and query strings of the pages near this one, the first and the last; number 0 is a gap."""
        if self.page is None:
            return []
        numbers = self.page.paginator.get_elided_page_range(self.page.number, on_each_side=1, on_ends=1)
        return [(n, self.url_for(n)) if isinstance(n, int) else (0, "") for n in numbers]


def read_filters(filters: Iterable[Filter], params: Mapping[str, str]) -> Listing:
    """Take the chosen values from a query string. A value that no filter offers is ignored."""
    chosen = list(filters)
    query: dict[str, str] = {}
    for each in chosen:
        value = params.get(each.name, "")
        if value and any(choice.value == value for choice in each.choices):
            each.selected = query[each.name] = value
    return Listing(filters=chosen, query=query)


def paginate(listing: Listing, rows: QuerySet, params: Mapping[str, str], size: int) -> Listing:
    """Put one page of ``rows`` into ``listing``. A page number that does not exist gives the nearest one."""
    listing.page = Paginator(rows, size).get_page(read_page_number(params))
    return listing


def read_page_number(params: Mapping[str, str]) -> int:
    """Return the page that a query string's ``side`` asks for; 1 when it asks for none or for nonsense."""
    asked = params.get("side", "1")
    is_number = asked.isascii() and asked.isdigit() and len(asked) <= MAX_PAGE_DIGITS
    return max(int(asked), 1) if is_number else 1
