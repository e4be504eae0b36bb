"""The coverage as a table that readers sort by links and narrow down by a form, on the server."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext_lazy as _

from kitnet_pages.collation import danish_sort_key
from kitnet_pages.models.listing import Choice, Filter, Listing, read_filters

from .coverage import Coverage, Place

# Names in addresses are Danish, like the pages' own.
SORT_PARAMETER = "sortering"
GROUP_PARAMETER = "gruppe"
MEMBERS_PARAMETER = "med"
ANCHOR = "kommuner"


def _by_name(place: Place) -> tuple[Any, ...]:
    return (place.sort_key,)


def _by_region(place: Place) -> tuple[Any, ...]:
    return (danish_sort_key(place.region),)


def _by_group(place: Place) -> tuple[Any, ...]:
    return (place.group is None, danish_sort_key(place.group.title) if place.group else "")


def _by_membership(place: Place) -> tuple[Any, ...]:
    # Those who are missing come after all others.
    return (place.since or date.max,)


_COLUMNS: dict[str, tuple[Any, Callable[[Place], tuple[Any, ...]]]] = {
    "kommune": (_("Municipality"), _by_name),
    "region": (_("Region"), _by_region),
    "gruppe": (_("Group"), _by_group),
    "siden": (_("Takes part"), _by_membership),
}
_DEFAULT = "kommune"


@dataclass(frozen=True)
class Column:
    """A column's head: its name, the link that sorts by it, and ``aria-sort`` (empty when it does not sort now)."""

    key: str
    label: Any
    href: str
    aria_sort: str


@dataclass(frozen=True)
class CoverageTable:
    """Columns and rows; ``is_sorted`` when a reader asked for an order.

    ``listing`` has the filters, or is None where there are none; ``kept`` is what else the address says.
    """

    columns: tuple[Column, ...]
    rows: tuple[Place, ...]
    is_sorted: bool
    listing: Listing | None = None
    kept: Mapping[str, str] = field(default_factory=dict)


def tabulate(
    coverage: Coverage,
    params: Mapping[str, str],
    kept: Mapping[str, str] | None = None,
    *,
    narrows: bool = False,
) -> CoverageTable:
    """Return the table in the order that a query string asks for: ``sortering=region``, ``sortering=-region``.

    What is no column's name counts as nothing asked. Equals stand in the order of their names. ``kept`` are parameters
    that the links take along. A table that ``narrows`` has those of a group alone (``gruppe=``, its slug), of those
    that take part or do not (``med=ja``, ``med=nej``), where they are asked for.
    """
    asked = params.get(SORT_PARAMETER, "")
    key, descending = asked.removeprefix("-"), asked.startswith("-")
    is_sorted = key in _COLUMNS
    if not is_sorted:
        key, descending = _DEFAULT, False
    listing = read_filters(_filters(coverage), params) if narrows else None
    rows = sorted(_chosen(coverage.places, listing), key=lambda place: place.sort_key)
    rows.sort(key=_COLUMNS[key][1], reverse=descending)
    along = {**(kept or {}), **(listing.query if listing else {})}
    columns = tuple(
        Column(
            key=name,
            label=label,
            href="?"
            + urlencode({**along, SORT_PARAMETER: f"-{name}" if name == key and not descending else name})
            + f"#{ANCHOR}",
            aria_sort=("descending" if descending else "ascending") if name == key else "",
        )
        for name, (label, _key) in _COLUMNS.items()
    )
    return CoverageTable(
        columns, tuple(rows), is_sorted, listing, {**(kept or {}), **({SORT_PARAMETER: asked} if is_sorted else {})}
    )


def _filters(coverage: Coverage) -> list[Filter]:
    groups = {place.group.pk: place.group for place in coverage.places if place.group}.values()
    by_name = sorted(groups, key=lambda group: danish_sort_key(group.title))
    return [
        Filter(
            GROUP_PARAMETER,
            _("Group"),
            [Choice(group.slug, group.title, group.pk) for group in by_name],
            written=True,
        ),
        Filter(
            MEMBERS_PARAMETER, _("Takes part"), [Choice("ja", _("Yes"), key=True), Choice("nej", _("No"), key=False)]
        ),
    ]


def _chosen(places: Iterable[Place], listing: Listing | None) -> list[Place]:
    groups = listing.keys(GROUP_PARAMETER) if listing else []
    members = listing.keys(MEMBERS_PARAMETER) if listing else []
    return [
        place
        for place in places
        if (not groups or (place.group is not None and place.group.pk in groups))
        and (not members or place.takes_part in members)
    ]
