"""Which of the country's municipalities take part in the network, on any day, as it was on that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import F
from django.utils import timezone

from kitnet_pages.collation import danish_sort_key
from kitnet_pages.models import GroupPage, Municipality
from kitnet_pages.models.querysets import open_to_all

# From the first day to the last one; None is for ever.
Span = tuple[date, date | None]


@dataclass(frozen=True)
class Place:
    """One municipality on a day: where it belonged then, and since when it has taken part (None: it does not)."""

    code: str
    name: str
    sort_key: str
    region: str
    group: GroupPage | None
    column: int
    row: int
    since: date | None

    @property
    def takes_part(self) -> bool:
        """Whether it takes part."""
        return self.since is not None


@dataclass(frozen=True)
class Tally:
    """How many of some municipalities take part."""

    label: str
    members: int
    total: int
    group: GroupPage | None = None

    @property
    def missing(self) -> int:
        """How many do not."""
        return self.total - self.members


@dataclass(frozen=True)
class Coverage:
    """All municipalities on one day, sorted as Danes sort."""

    day: date
    places: tuple[Place, ...]

    @cached_property
    def members(self) -> int:
        """How many take part."""
        return sum(place.takes_part for place in self.places)

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.places)

    @property
    def missing(self) -> int:
        """How many do not take part."""
        return self.total - self.members

    @cached_property
    def outside(self) -> tuple[Place, ...]:
        """Those that do not take part."""
        return tuple(place for place in self.places if not place.takes_part)

    @cached_property
    def by_group(self) -> tuple[Tally, ...]:
        """The tally of each group, in the editors' order; municipalities without a group come last, as label ""."""
        groups = {place.group.pk: place.group for place in self.places if place.group}
        ordered = sorted(groups.values(), key=lambda group: group.path)
        tallies = [_tally(group.title, self.of_group(group.pk), group) for group in ordered]
        rest = self.of_group(None)
        return (*tallies, _tally("", rest)) if rest else tuple(tallies)

    @cached_property
    def by_region(self) -> tuple[Tally, ...]:
        """The tally of each region, sorted as Danes sort."""
        regions = sorted({place.region for place in self.places}, key=danish_sort_key)
        return tuple(_tally(region, [place for place in self.places if place.region == region]) for region in regions)

    def of_group(self, key: int | None) -> list[Place]:
        """Return the municipalities of the group with the primary key ``key``; None for those without one."""
        return [place for place in self.places if (place.group.pk if place.group else None) == key]


def _tally(label: str, places: Iterable[Place], group: GroupPage | None = None) -> Tally:
    known = list(places)
    return Tally(label, sum(place.takes_part for place in known), len(known), group)


@dataclass(frozen=True)
class Atlas:
    """All municipalities with all their memberships and placements: the coverage of any day can be read from it."""

    municipalities: tuple[Municipality, ...]
    spans: dict[int, list[Span]]
    placements: dict[int, list[tuple[date, int | None, str]]]
    groups: dict[int, GroupPage]

    def on(self, day: date) -> Coverage:
        """Return who takes part on ``day`` (local), with group and region as they were then."""
        return Coverage(day, tuple(self._place(one, day) for one in self.municipalities))

    def members(self, day: date) -> int:
        """Return how many municipalities take part on ``day`` (local)."""
        return sum(_since(spans, day) is not None for spans in self.spans.values())

    def _place(self, one: Municipality, day: date) -> Place:
        then = next((known for known in self.placements[one.pk] if known[0] >= day), None)
        group_id, region = (one.group_id, one.region) if then is None else then[1:]
        return Place(
            code=one.code,
            name=one.name,
            sort_key=one.sort_key,
            region=region,
            group=self.groups.get(group_id),
            column=one.hex_col,
            row=one.hex_row,
            since=_since(self.spans[one.pk], day),
        )


def read_atlas() -> Atlas:
    """Read everything that coverage is made of. Groups that are not published count as none.

    Two queries, whatever the number of memberships.
    """
    rows = Municipality.objects.order_by("sort_key").annotate(
        first_day=F("memberships__first_day"),
        last_day=F("memberships__last_day"),
        past_day=F("past_placements__last_day"),
        past_group=F("past_placements__group_id"),
        past_region=F("past_placements__region"),
    )
    known: dict[int, Municipality] = {}
    spans: dict[int, set[Span]] = {}
    placements: dict[int, set[tuple[date, int | None, str]]] = {}
    for row in rows:
        known.setdefault(row.pk, row)
        spans.setdefault(row.pk, set())
        placements.setdefault(row.pk, set())
        if row.first_day is not None:
            spans[row.pk].add((row.first_day, row.last_day))
        if row.past_day is not None:
            placements[row.pk].add((row.past_day, row.past_group, row.past_region))
    return Atlas(
        municipalities=tuple(known.values()),
        # No two of a municipality begin or end on the same day, so nothing else is compared.
        spans={key: sorted(found) for key, found in spans.items()},
        placements={key: sorted(found) for key, found in placements.items()},
        groups={group.pk: group for group in open_to_all(GroupPage.objects.all()).defer("body")},
    )


def coverage(day: date | None = None) -> Coverage:
    """Return who takes part on ``day`` (local; default: today), with group and region as they were then."""
    return read_atlas().on(day or timezone.localdate())


def growth(days: Iterable[date], atlas: Atlas | None = None) -> list[tuple[date, int]]:
    """Return how many municipalities took part on each of ``days`` (local), in the order given."""
    known = atlas or read_atlas()
    return [(day, known.members(day)) for day in days]


def _since(spans: list[Span], day: date) -> date | None:
    """Return since when a municipality that takes part on ``day`` has done so, or None: it does not.

    Memberships that follow each other without a gap are one.
    """
    begun, ended = None, None
    for first, last in spans:
        if first > day:
            break
        if ended is None or ended + timedelta(days=1) < first:
            begun = first
        ended = last or date.max
    return begun if ended is not None and ended >= day else None
