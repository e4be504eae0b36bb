"""The country as hexagons, one for each municipality: which of them belong to which group."""

from dataclasses import dataclass

from kitnet_pages.models import Municipality

from .hexagons import hexagon, view_box


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
        shapes.setdefault((group_id, colour or ""), []).append(hexagon(column, row))
    areas = [Area(key, colour, "".join(paths), len(paths)) for (key, colour), paths in shapes.items()]
    return AreaMap(areas, view_box([(column, row) for *_rest, column, row in rows]))
