"""Which of the country's municipalities take part in the network, on any day, as it was on that day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from kitnet_pages.collation import danish_sort_key
from kitnet_pages.models import GroupPage, Membership, Municipality, PastPlacement
from kitnet_pages.models.querysets import open_to_all


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


def coverage(day: date | None = None) -> Coverage:
    """Return who takes part on ``day`` (local; default: today), with group and region as they were then.

    Groups that are not published count as none. Four queries, whatever the number of memberships.
    """
    day = day or timezone.localdate()
    since = _since(day)
    before = _placements(day)
    groups = {group.pk: group for group in open_to_all(GroupPage.objects.all()).defer("body")}
    places = []
    for one in Municipality.objects.order_by("sort_key"):
        group_id, region = before.get(one.pk, (one.group_id, one.region))
        places.append(
            Place(
                code=one.code,
                name=one.name,
                sort_key=one.sort_key,
                region=region,
                group=groups.get(group_id),
                column=one.hex_col,
                row=one.hex_row,
                since=since.get(one.pk),
            )
        )
    return Coverage(day, tuple(places))


def _since(day: date) -> dict[int, date]:
    """Return since when those who take part on ``day`` have done so. Memberships that follow each other are one."""
    begun: dict[int, date] = {}
    ended: dict[int, date | None] = {}
    rows = Membership.objects.filter(first_day__lte=day).order_by("first_day")
    for key, first, last in rows.values_list("municipality_id", "first_day", "last_day"):
        before = ended.get(key)
        if before is None or before + timedelta(days=1) < first:
            begun[key] = first
        ended[key] = last
    return {key: first for key, first in begun.items() if (last := ended[key]) is None or last >= day}


def _placements(day: date) -> dict[int, tuple[int | None, str]]:
    """Return group and region of the municipalities that belonged elsewhere on ``day`` than they do now."""
    rows = PastPlacement.objects.filter(last_day__gte=day).order_by("-last_day")
    # The earliest end that has not passed is the one that held; it comes last, and stays.
    return {row.municipality_id: (row.group_id, row.region) for row in rows}


def growth(days: Iterable[date]) -> list[tuple[date, int]]:
    """Return how many municipalities took part on each of ``days``, in the order given. One query."""
    spans = list(Membership.objects.order_by().values_list("first_day", "last_day"))
    return [(day, sum(first <= day and (last is None or day <= last) for first, last in spans)) for day in days]
