"""The country as hexagons, one for each municipality: which of them belong to which group."""

from dataclasses import dataclass

from kitnet_pages.models import Municipality

# A hexagon with a point at the top, in units of the map: half its width, and its height from flank to flank.
_HALF_WIDTH = 9
_FLANK = 10.4
_SLOPE = 5.2
_ROW = _FLANK + _SLOPE
_COLUMN = 2 * _HALF_WIDTH
# Drawn a little smaller than its place, so that neighbours stay apart.
_SHAPE = "l8.2 4.7v9.5l-8.2 4.7-8.2-4.7v-9.5z"


@dataclass(frozen=True)
class Area:
    """The hexagons of one group (``key`` is its primary key), or of no group (``key`` None)."""

    key: int | None
    colour: str
    path: str
    count: int


@dataclass(frozen=True)
class AreaMap:
    """All areas, with the ``viewBox`` of the map."""

    areas: list[Area]
    view_box: str

    def area(self, key: int | None) -> Area | None:
        """Return the area of the group with the primary key ``key``, if it has any municipality."""
        return next((area for area in self.areas if area.key == key), None)


def area_map() -> AreaMap | None:
    """Return the map of the register of municipalities, or None while that is empty. One query."""
    rows = list(Municipality.objects.order_by("code").values_list("group_id", "group__colour", "hex_col", "hex_row"))
    if not rows:
        return None
    shapes: dict[tuple[int | None, str], list[str]] = {}
    for group_id, colour, column, row in rows:
        shapes.setdefault((group_id, colour or ""), []).append(_hexagon(column, row))
    areas = [Area(key, colour, "".join(paths), len(paths)) for (key, colour), paths in shapes.items()]
    return AreaMap(areas, _view_box([(column, row) for *_rest, column, row in rows]))


def _top(column: int, row: int) -> tuple[float, float]:
    """Return where a hexagon's upper point is. Odd rows stand half a hexagon to the right."""
    return column * _COLUMN + _HALF_WIDTH * (row % 2), row * _ROW


def _hexagon(column: int, row: int) -> str:
    x, y = _top(column, row)
    return f"M{x:g} {y:g}{_SHAPE}"


def _view_box(places: list[tuple[int, int]]) -> str:
    tops = [_top(column, row) for column, row in places]
    left, right = min(x for x, _y in tops) - _HALF_WIDTH, max(x for x, _y in tops) + _HALF_WIDTH
    top, bottom = min(y for _x, y in tops) - 1, max(y for _x, y in tops) + _FLANK + 2 * _SLOPE
    return f"{left:g} {top:g} {right - left:g} {bottom - top:g}"
