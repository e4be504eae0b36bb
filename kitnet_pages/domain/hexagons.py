"""The country as hexagons, one for each municipality: where they stand, and their shapes as SVG paths.

Lengths are units of the map. A hexagon has a point at the top; odd rows stand half a hexagon to the right.
"""

from collections.abc import Iterable

# Half a hexagon's width, the height of its flank, and how much higher than its shoulder its point is.
HALF_WIDTH = 9
FLANK = 10.4
SLOPE = 5.2
COLUMN = 2 * HALF_WIDTH
ROW = FLANK + SLOPE
# From the point at the top to the middle, as drawn.
MIDDLE = 9.4
# Drawn a little smaller than its place, so that neighbours stay apart: how far the points lie within.
_INSET = 1
_SHAPE = "l8.2 4.7v9.5l-8.2 4.7-8.2-4.7v-9.5z"
# Around the place itself, clockwise from the point at the top: each edge's vector, and by columns and rows where the
# neighbour behind it is; the columns for even and for odd rows.
_EDGES = (
    ((HALF_WIDTH, SLOPE), (0, 1), -1),
    ((0, FLANK), (1, 1), 0),
    ((-HALF_WIDTH, SLOPE), (0, 1), 1),
    ((-HALF_WIDTH, -SLOPE), (-1, 0), 1),
    ((0, -FLANK), (-1, -1), 0),
    ((HALF_WIDTH, -SLOPE), (-1, 0), -1),
)

Cell = tuple[int, int]


def top(column: int, row: int) -> tuple[float, float]:
    """Return where a hexagon's upper point is."""
    return column * COLUMN + HALF_WIDTH * (row % 2), row * ROW


def hexagon(column: int, row: int) -> str:
    """Return the path of a hexagon."""
    x, y = top(column, row)
    return f"M{x:g} {y:g}{_SHAPE}"


def outline(cells: Iterable[Cell]) -> str:
    """Return the path of the line around an area: each edge of its hexagons that is not shared by two of them."""
    area = set(cells)
    parts = []
    for column, row in sorted(area, key=lambda cell: (cell[1], cell[0])):
        x, y = top(column, row)
        y -= _INSET
        for (dx, dy), columns, rows in _EDGES:
            if (column + columns[row % 2], row + rows) not in area:
                parts.append(f"M{x:g} {y:.4g}l{dx:g} {dy:g}")
            x, y = x + dx, y + dy
    return "".join(parts)


def view_box(cells: Iterable[Cell], above: float = 1, around: float = 0, below: float = 0) -> str:
    """Return the ``viewBox`` of a map of some hexagons, with room above, beside and below them."""
    left, upper, right, lower = bounds(cells)
    left, upper, right, lower = left - around, upper - above, right + around, lower + below
    return f"{left:g} {upper:g} {right - left:g} {lower - upper:g}"


def bounds(cells: Iterable[Cell]) -> tuple[float, float, float, float]:
    """Return left, upper, right and lower edge of the hexagons' places."""
    tops = [top(column, row) for column, row in cells]
    xs, ys = [x for x, _y in tops], [y for _x, y in tops]
    return min(xs) - HALF_WIDTH, min(ys), max(xs) + HALF_WIDTH, max(ys) + FLANK + 2 * SLOPE
