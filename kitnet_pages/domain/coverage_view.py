"""The coverage as a page shows it: the state on a day, its map and table, where each municipality leads, other days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone

from kitnet_pages.dates import day_of_address
from kitnet_pages.extension_points import coverage_days, join_address
from kitnet_pages.models import CoveragePage

from .coverage import Atlas, Coverage, Place, Tally, growth, read_atlas
from .coverage_map import CoverageMap, Spot, draw
from .coverage_table import CoverageTable, tabulate
from .navigation import network_settings, section

DAY_PARAMETER = "dag"
_KEPT = "_kitnet_coverage"


@dataclass(frozen=True)
class Target:
    """A municipality on the map or in the table, and where it leads: to its group, or to where it joins."""

    place: Place
    href: str
    joins: bool
    spot: Spot | None = None


@dataclass(frozen=True)
class Step:
    """A named day: its coverage in numbers, and the address of the page as it was then."""

    day: date
    label: str
    members: int
    share: int
    href: str
    is_shown: bool

    @property
    def gap(self) -> int:
        """What the share lacks of a hundred."""
        return 100 - self.share


@dataclass(frozen=True)
class CoverageView:
    """What the templates show. ``own`` is the tally of the group whose area is strong, or None for all.

    ``outside`` are those that are not in: of that group, if there is one.
    """

    atlas: Atlas
    coverage: Coverage
    map: CoverageMap | None
    table: CoverageTable
    spots: tuple[Target, ...]
    rows: tuple[Target, ...]
    outside: tuple[Target, ...]
    own: Tally | None
    is_today: bool
    label: str
    page_url: str


def coverage_view(page: Any, request: HttpRequest | None, own: Any = None) -> CoverageView:
    """Return the coverage as ``page`` shows it: on the day that the query string asks for, if it is a CoveragePage.

    Read once a request: the parts of a page ask for it on their own.
    """
    key = f"{_KEPT}_{own.pk if own else ''}"
    if request is None:
        return _read(page, request, own)
    if not hasattr(request, key):
        setattr(request, key, _read(page, request, own))
    return getattr(request, key)


def _read(page: Any, request: HttpRequest | None, own: Any) -> CoverageView:
    params: Mapping[str, str] = request.GET if request is not None else {}
    today = timezone.localdate()
    is_own_page = isinstance(page, CoveragePage)
    day = read_day(params, today) if is_own_page else today
    atlas = _atlas(request)
    state = atlas.on(day)
    drawn = draw(state)
    kept = {DAY_PARAMETER: day.isoformat()} if day != today else None
    table = tabulate(state, params, kept, narrows=is_own_page)
    targets = _targets(state, atlas.on(today) if day != today else state, request, own)
    label = next((one.label for one in coverage_days(request) if one.day == day), "") if day != today else ""
    return CoverageView(
        atlas=atlas,
        coverage=state,
        map=drawn,
        table=table,
        spots=tuple(_at(targets[spot.place.code], spot) for spot in drawn.spots) if drawn else (),
        rows=tuple(targets[place.code] for place in table.rows),
        outside=tuple(targets[place.code] for place in state.outside if own is None or place.group == own),
        own=next((tally for tally in state.by_group if own is not None and tally.group == own), None),
        is_today=day == today,
        label=label,
        page_url=page_address(request),
    )


@dataclass(frozen=True)
class Today:
    """The coverage of today, and the address of the page that shows it on a map (may be empty)."""

    coverage: Coverage
    page_url: str


def coverage_today(request: HttpRequest | None) -> Today:
    """Return the coverage of today, for a number in a text."""
    return Today(_atlas(request).on(timezone.localdate()), page_address(request))


def _atlas(request: HttpRequest | None) -> Atlas:
    """Return all that coverage is made of, read once a request."""
    if request is None:
        return read_atlas()
    if not hasattr(request, _KEPT):
        setattr(request, _KEPT, read_atlas())
    return getattr(request, _KEPT)


def read_day(params: Mapping[str, str], today: date) -> date:
    """Return the day that a query string's ``dag`` asks for: an ISO date up to today; today for anything else."""
    return min(day_of_address(params.get(DAY_PARAMETER, "")) or today, today)


def steps(view: CoverageView, page: Any, request: HttpRequest | None) -> tuple[Step, ...]:
    """Return the named days up to today, and today, with their numbers: the growth of the network."""
    today = timezone.localdate()
    named = {one.day: one.label for one in reversed(coverage_days(request)) if one.day < today}
    address = page.get_url(request) or ""
    total = view.coverage.total or 1
    return tuple(
        Step(
            day=day,
            label=named.get(day, ""),
            members=members,
            share=round(100 * members / total),
            href=address if day == today else f"{address}?{urlencode({DAY_PARAMETER: day.isoformat()})}",
            is_shown=day == view.coverage.day,
        )
        for day, members in growth([*sorted(named), today], view.atlas)
    )


def page_address(request: HttpRequest | None) -> str:
    """Return the address of the network's page of coverage, or an empty string."""
    page = section(request, CoveragePage)
    return (page.get_url(request) or "") if page else ""


def _targets(state: Coverage, now: Coverage, request: HttpRequest | None, own: Any) -> dict[str, Target]:
    """Return where each municipality leads. Whoever takes part today does not join, whatever the day shown."""
    members = {place.code for place in now.places if place.takes_part}
    groups = {
        tally.group.pk: tally.group.get_url(request) or ""
        for tally in state.by_group
        if tally.group and tally.group != own
    }
    join_page = network_settings(request).open_join_page
    fallback = (join_page.get_url(request) or "") if join_page is not None else ""
    return {
        place.code: Target(place, groups.get(place.group.pk, "") if place.group else "", joins=False)
        if place.code in members
        else Target(place, join_address(place.code) or fallback, joins=True)
        for place in state.places
    }


def _at(target: Target, spot: Spot) -> Target:
    return Target(target.place, target.href, target.joins, spot)
