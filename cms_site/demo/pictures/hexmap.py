"""Denmark's municipalities as hexagons: the network's own landscape."""

import csv
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from PIL import Image

from .canvas import HEIGHT, WIDTH, Canvas, Point, hexagon, shade
from .noise import Noise
from .palette import AMBER, DEEP, FOAM, GROUP_COLOURS, INK, MIST, NIGHT, SEA, SNOW, STRAW, mix

HOSTS_OF_2016 = ("0580", "0756", "0259", "0250", "0480", "0370", "0710", "0210")


@dataclass(frozen=True)
class Hex:
    """A municipality's place on the map."""

    code: str
    group: str
    column: int
    row: int


@cache
def hexes() -> tuple[Hex, ...]:
    """Return the places of all municipalities."""
    text = resources.files("kitnet_pages").joinpath("data/municipalities.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Hex(row["code"], row["group"], int(row["hex_col"]), int(row["hex_row"])) for row in rows)


@dataclass(frozen=True)
class Projection:
    """How columns and rows become places on the canvas."""

    radius: float
    left: float
    top: float

    def at(self, column: float, row: int) -> Point:
        """Return the middle of a hexagon."""
        across = math.sqrt(3) * self.radius
        return self.left + (column + 0.5 * (row % 2)) * across, self.top + row * 1.5 * self.radius

    @classmethod
    def around(cls, radius: float, places: list[Hex], x: float, y: float) -> "Projection":
        """Make a projection that puts the middle of some hexagons at a place."""
        plain = cls(radius, 0, 0)
        spots = [plain.at(place.column, place.row) for place in places]
        xs, ys = [spot[0] for spot in spots], [spot[1] for spot in spots]
        return cls(radius, x - (min(xs) + max(xs)) / 2, y - (min(ys) + max(ys)) / 2)


def network_map() -> Image.Image:
    """All of the country at night, its groups in their colours, lines of light between the eight first hosts."""
    canvas = Canvas("network-map")
    projection = Projection.around(33, list(hexes()), WIDTH / 2 + 40, HEIGHT / 2)
    _water(canvas, projection, NIGHT, DEEP)
    _land(canvas, projection, lambda place, light: mix(GROUP_COLOURS[place.group], NIGHT, 0.42 - 0.34 * light))
    spots = {place.code: projection.at(place.column, place.row) for place in hexes()}
    for code in HOSTS_OF_2016:
        canvas.glow(*spots[code], 170, AMBER, 0.6)
    _links(canvas, spots)
    for code in HOSTS_OF_2016:
        canvas.circle(*spots[code], 11, STRAW)
        canvas.circle(*spots[code], 6, SNOW)
    return canvas.finish()


def group_map(group: str) -> Image.Image:
    """One group's area in its own colour, the rest of the country pale around it."""
    canvas = Canvas(f"group-map-{group}")
    own = [place for place in hexes() if place.group == group and place.code != "0400"]
    radius = {"Midt-Nord": 43, "Syddanmark": 62, "Sjælland": 64, "Hovedstaden": 66}[group]
    projection = Projection.around(radius, own, WIDTH / 2, HEIGHT / 2)
    _water(canvas, projection, mix(SEA, FOAM, 0.72), mix(SEA, SNOW, 0.86))
    colour = GROUP_COLOURS[group]

    def tone(place: Hex, light: float) -> str:
        if place.group == group:
            return mix(shade(colour, -0.1), shade(colour, 0.28), light)
        return mix(mix(MIST, SNOW, 0.45), SNOW, light)

    _land(canvas, projection, tone)
    spots = {place.code: projection.at(place.column, place.row) for place in own}
    _web(canvas, list(spots.values()), radius)
    return canvas.finish()


def _water(canvas: Canvas, projection: Projection, low: str, high: str) -> None:
    """Cover the canvas with hexagons of water whose colour follows slow currents."""
    noise = Noise("currents", octaves=3)
    canvas.sky([(0, low), (1, high)])
    across = math.sqrt(3) * projection.radius
    first_column = math.floor(-projection.left / across) - 2
    first_row = math.floor(-projection.top / (1.5 * projection.radius)) - 2
    for row in range(first_row, first_row + round(HEIGHT / (1.5 * projection.radius)) + 5):
        for column in range(first_column, first_column + round(WIDTH / across) + 5):
            x, y = projection.at(column, row)
            depth = noise.at(x / 420 + 7, y / 300 + 3)
            canvas.polygon(
                hexagon(x, y, projection.radius * 1.01), mix(low, high, depth * 1.5 - 0.3 + y / HEIGHT * 0.25)
            )


def _land(canvas: Canvas, projection: Projection, tone: Callable[[Hex, float], str]) -> None:
    """Draw the municipalities: a shadow, a side, a top."""
    noise = Noise("fields", octaves=2)
    radius = projection.radius
    ordered = sorted(hexes(), key=lambda place: place.row)
    lift = radius * 0.2
    for place in ordered:
        x, y = projection.at(place.column, place.row)
        canvas.polygon(hexagon(x + lift * 0.6, y + lift * 1.4, radius * 1.02), INK, 0.2)
    for place in ordered:
        x, y = projection.at(place.column, place.row)
        top = tone(place, noise.at(x / 130, y / 130))
        canvas.polygon(hexagon(x, y + lift * 0.5, radius * 0.95), mix(top, INK, 0.34))
        canvas.polygon(hexagon(x, y - lift * 0.2, radius * 0.95), shade(top, 0.2))
        canvas.polygon(hexagon(x, y, radius * 0.93), top)


def _links(canvas: Canvas, spots: dict[str, Point]) -> None:
    """Draw arcs of light between the hosts."""
    codes = list(HOSTS_OF_2016)
    for index, start in enumerate(codes):
        for end in codes[index + 1 :]:
            points = arc(spots[start], spots[end], 0.16)
            canvas.line(points, AMBER, 5, 0.10)
            canvas.line(points, STRAW, 1.8, 0.75)


def _web(canvas: Canvas, spots: list[Point], radius: float) -> None:
    """Join each place with its two nearest, and some further off."""
    for spot in spots:
        nearest = sorted(spots, key=lambda other: math.dist(spot, other))
        for other in [*nearest[1:3], nearest[min(7, len(nearest) - 1)]]:
            canvas.line(arc(spot, other, 0.12), SNOW, radius / 34, 0.5)
    for x, y in spots:
        canvas.circle(x, y, radius * 0.13, SNOW)


def arc(start: Point, end: Point, bend: float, steps: int = 28) -> list[Point]:
    """Return the points of a curve that swings ``bend`` of its length aside, always to the north."""
    (x1, y1), (x2, y2) = start, end
    if x1 > x2:
        x1, y1, x2, y2 = x2, y2, x1, y1
    middle_x, middle_y = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend
    points = []
    for step in range(steps + 1):
        t = step / steps
        near, far, between = (1 - t) ** 2, t**2, 2 * t * (1 - t)
        points.append((near * x1 + between * middle_x + far * x2, near * y1 + between * middle_y + far * y2))
    return points
