"""The map of the coverage: what to draw, and where. Nothing here knows of addresses or words of the page."""

import math
from dataclasses import dataclass
from functools import lru_cache

from .coverage import Coverage, Place
from .hexagons import FLANK, HALF_WIDTH, MIDDLE, SLOPE, Cell, bounds, hexagon, outline, top, view_box

# Room for the names that appear above a hexagon, in units of the map.
_ABOVE, _AROUND, _BELOW = 14, 2, 13
# A name above its hexagon: how high over the point it stands, how wide a letter may be at most.
_LIFT, _LETTER = 4, 4.6
# The name of a group beside its area: its height and the width of a letter, at the largest size.
_NAME_HEIGHT, _NAME_LETTER = 12, 7
_NAME_MARGIN = 3


@dataclass(frozen=True)
class Layer:
    """One group's area as a picture: shapes of those who take part, of those who do not, and the line around."""

    key: int | None
    colour: str
    inside: str
    outside: str
    outline: str


@dataclass(frozen=True)
class Spot:
    """One municipality to point at: its hexagon, and where its name appears."""

    place: Place
    path: str
    x: str
    y: str
    anchor: str


@dataclass(frozen=True)
class Name:
    """A group's name, in the sea beside its area: the middle of its base line."""

    key: int
    colour: str
    text: str
    x: str
    y: str


@dataclass(frozen=True)
class CoverageMap:
    """The map: its ``viewBox``, layers of the picture, spots from north to south, and names."""

    view_box: str
    layers: tuple[Layer, ...]
    spots: tuple[Spot, ...]
    names: tuple[Name, ...]


def draw(coverage: Coverage) -> CoverageMap | None:
    """Return the map of a coverage, or None where there are no municipalities."""
    if not coverage.places:
        return None
    cells = [(place.column, place.row) for place in coverage.places]
    # A name stands above its hexagon, over what was drawn before: so the north comes first.
    ordered = sorted(coverage.places, key=lambda place: (place.row, place.column))
    left, _upper, right, _lower = bounds(cells)
    return CoverageMap(
        view_box=view_box(cells, _ABOVE, _AROUND, _BELOW),
        layers=tuple(
            _layer(tally.group.pk if tally.group else None, tally.group.colour if tally.group else "", coverage)
            for tally in coverage.by_group
        ),
        spots=tuple(_spot(place, left - _AROUND, right + _AROUND) for place in ordered),
        names=_names(coverage),
    )


def _layer(key: int | None, colour: str, coverage: Coverage) -> Layer:
    places = coverage.of_group(key)
    return Layer(
        key=key,
        colour=colour,
        inside="".join(hexagon(place.column, place.row) for place in places if place.takes_part),
        outside="".join(hexagon(place.column, place.row) for place in places if not place.takes_part),
        outline=outline((place.column, place.row) for place in places),
    )


def _spot(place: Place, left: float, right: float) -> Spot:
    x, y = top(place.column, place.row)
    half = _LETTER * len(f"{place.name} · {place.group.title if place.group else ''}") / 2
    anchor = "start" if x - half < left else "end" if x + half > right else ""
    x = max(left + 4, x - HALF_WIDTH) if anchor == "start" else min(right - 4, x + HALF_WIDTH) if anchor == "end" else x
    return Spot(place, hexagon(place.column, place.row), f"{x:g}", f"{y - _LIFT:.4g}", anchor)


def _names(coverage: Coverage) -> tuple[Name, ...]:
    groups = [tally.group for tally in coverage.by_group if tally.group]
    areas = tuple(
        (group.title, tuple((place.column, place.row) for place in coverage.of_group(group.pk))) for group in groups
    )
    rest = tuple((place.column, place.row) for place in coverage.of_group(None))
    middles = place_names(areas, rest)
    return tuple(
        Name(group.pk, group.colour, group.title, f"{spot[0]:g}", f"{spot[1] + _NAME_HEIGHT * 0.36:.4g}")
        for group, spot in zip(groups, middles, strict=True)
        if spot is not None
    )


Box = tuple[float, float, float, float]


@lru_cache(maxsize=16)
def place_names(
    areas: tuple[tuple[str, tuple[Cell, ...]], ...], rest: tuple[Cell, ...]
) -> tuple[tuple[float, float] | None, ...]:
    """Return the middle of a free place for each area's name: in the sea, near its own shore. None where there is none.

    ``areas`` are names with their hexagons, ``rest`` the other hexagons. Kept: areas seldom change.
    """
    everything = [cell for _name, cells in areas for cell in cells] + list(rest)
    if not everything:
        return ()
    frame = bounds(everything)
    taken: list[Box] = [_box_of(cell) for cell in everything]
    found: list[tuple[float, float] | None] = []
    for name, cells in areas:
        area = set(cells)
        own, others = [_middle(cell) for cell in cells], [_middle(cell) for cell in everything if cell not in area]
        spot = _free_spot(len(name) * _NAME_LETTER, own, others, taken, frame)
        found.append(spot)
        if spot is not None:
            taken.append(_box_at(spot, len(name) * _NAME_LETTER))
    return tuple(found)


def _free_spot(
    width: float, own: list[tuple[float, float]], others: list[tuple[float, float]], taken: list[Box], frame: Box
) -> tuple[float, float] | None:
    """Return the free spot nearest to an area, and nearer to it than to any other."""
    left, upper, right, lower = frame
    best, least = None, math.inf
    for row in range(int((lower + _BELOW - upper) / SLOPE)):
        for column in range(int((right - left - width) / HALF_WIDTH) + 1):
            spot = (left + width / 2 + column * HALF_WIDTH, upper + _NAME_HEIGHT / 2 + row * SLOPE)
            box = _box_at(spot, width)
            if box[3] > lower + _BELOW or any(_overlap(box, other) for other in taken):
                continue
            # Not one outlying island, but the shore.
            nearest = sorted(_distance(box, point) for point in own)[:3]
            near = sum(nearest) / len(nearest)
            foreign = min((_distance(box, point) for point in others), default=math.inf)
            cost = near + max(0, near - foreign) + sum(math.dist(spot, point) for point in own) / len(own) / 2
            if cost < least:
                best, least = spot, cost
    return best


def _middle(cell: Cell) -> tuple[float, float]:
    x, y = top(*cell)
    return x, y + MIDDLE


def _box_of(cell: Cell) -> Box:
    x, y = top(*cell)
    return x - HALF_WIDTH, y, x + HALF_WIDTH, y + FLANK + 2 * SLOPE


def _box_at(spot: tuple[float, float], width: float) -> Box:
    x, y = spot
    across, up = width / 2 + _NAME_MARGIN, _NAME_HEIGHT / 2 - 0.1
    return x - across, y - up, x + across, y + up


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _distance(box: Box, point: tuple[float, float]) -> float:
    """Return how far a point lies from a box."""
    return math.hypot(
        max(box[0] - point[0], 0, point[0] - box[2]),
        max(box[1] - point[1], 0, point[1] - box[3]),
    )
