"""Small pictures: a pattern in place of each person's portrait, and the organisers' names as plain wordmarks."""

import math

from PIL import Image

from .canvas import Canvas, Point, hexagon
from .palette import AMBER, DEEP, EMBER, GROUP_COLOURS, HEATHER, INK, PINE, SAND, SEA, SHALLOW, SNOW, STRAW

_SCHEMES = (
    (DEEP, SHALLOW, SAND, AMBER),
    (PINE, "#8fb7a4", SNOW, STRAW),
    (INK, EMBER, SAND, SHALLOW),
    (HEATHER, "#d9a5a0", SNOW, STRAW),
    (SEA, SNOW, STRAW, EMBER),
    (GROUP_COLOURS["Hovedstaden"], "#a9c1e8", SNOW, AMBER),
    (GROUP_COLOURS["Sjælland"], SAND, INK, AMBER),
    (GROUP_COLOURS["Midt-Nord"], "#e6b3c6", SAND, DEEP),
)
_SIDE = 480
_CELL = 160


def portrait(seed: str) -> Image.Image:
    """Return a pattern of nine tiles, the same for the same seed: a sign for a person, not a likeness."""
    canvas = Canvas(f"portrait-{seed}", width=_SIDE, height=_SIDE)
    scheme = list(_SCHEMES[sum(map(ord, seed)) % len(_SCHEMES)])
    for row in range(3):
        for column in range(3):
            ground, ink, extra = canvas.random.sample(scheme, 3)
            _tile(canvas, column * _CELL, row * _CELL, ground, ink, extra)
    return canvas.finish()


def _tile(canvas: Canvas, left: float, top: float, ground: str, ink: str, extra: str) -> None:
    right, bottom = left + _CELL, top + _CELL
    canvas.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], ground)
    x, y = left + _CELL / 2, top + _CELL / 2
    kind = canvas.random.randrange(6)
    turn = canvas.random.randrange(4)
    corner = [(left, top), (right, top), (right, bottom), (left, bottom)][turn]
    if kind == 0:
        canvas.polygon(_pie(corner, _CELL, 90 * turn, 90), ink)
        canvas.polygon(_pie(corner, _CELL * 0.5, 90 * turn, 90), extra)
    elif kind == 1:
        canvas.polygon(hexagon(x, y, 66), ink)
        canvas.polygon(hexagon(x, y, 33), extra)
    elif kind == 2:
        canvas.polygon(_pie((x, y), _CELL / 2, 90 * turn, 180), ink)
    elif kind == 3:
        canvas.circle(x, y, 62, ink)
        canvas.circle(x, y, 36, ground)
        canvas.circle(x, y, 14, extra)
    elif kind == 4:
        opposite = [(right, bottom), (left, bottom), (left, top), (right, top)][turn]
        leaf = [*_pie(corner, _CELL, 90 * turn, 90)[1:], *_pie(opposite, _CELL, 90 * turn + 180, 90)[1:]]
        canvas.polygon(leaf, ink)
    else:
        for stripe in range(4):
            start = left + stripe * _CELL / 4
            canvas.polygon([(start, top), (start + 20, top), (start + 20, bottom), (start, bottom)], ink)


def _pie(middle: Point, radius: float, start: float, sweep: float) -> list[Point]:
    """Return a slice of a circle: its middle, then its arc. Angles are in degrees, clockwise from the right."""
    points = [middle]
    for step in range(49):
        angle = math.radians(start + sweep * step / 48)
        points.append((middle[0] + radius * math.cos(angle), middle[1] + radius * math.sin(angle)))
    return points


# Each letter in strokes, on a grid 100 high; its width comes first.
_LETTERS: dict[str, tuple[float, list[list[Point]]]] = {
    "K": (70, [[(0, 0), (0, 100)], [(66, 0), (4, 58)], [(24, 42), (70, 100)]]),
    "L": (56, [[(0, 0), (0, 100), (56, 100)]]),
    "O": (100, []),
    "M": (96, [[(0, 100), (0, 0), (48, 62), (96, 0), (96, 100)]]),
    "B": (60, [[(30, 0), (0, 0), (0, 100), (33, 100)], [(0, 47), (33, 47)]]),
    "I": (0, [[(0, 0), (0, 100)]]),
    "T": (72, [[(0, 0), (72, 0)], [(36, 0), (36, 100)]]),
    "@": (104, []),
}
_GAP = 36


def wordmark(word: str, ink: str) -> Image.Image:
    """Return a name in plain strokes on a light tile. It is nobody's logo."""
    size = 640, 320
    canvas = Canvas(f"wordmark-{word}", width=size[0], height=size[1])
    canvas.sky([(0, SNOW), (1, SNOW)])
    length = sum(_LETTERS[letter][0] for letter in word) + _GAP * (len(word) - 1)
    scale = min(1.25, 500 / length)
    x, top, weight = (size[0] - length * scale) / 2, (size[1] - 100 * scale) / 2, 15 * scale
    for letter in word:
        width, strokes = _LETTERS[letter]
        for stroke in [*strokes, *_curves(letter)]:
            points = [(x + px * scale, top + py * scale) for px, py in stroke]
            canvas.line(points, ink, weight)
            for point in points:
                canvas.circle(*point, weight / 2 - 0.4, ink)
        x += (width + _GAP) * scale
    return canvas.finish()


def _curves(letter: str) -> list[list[Point]]:
    """Return the round strokes of a letter."""
    if letter == "O":
        return [_pie((50, 50), 50, 0, 360)[1:]]
    if letter == "B":
        return [_pie((30, 23.5), 23.5, -90, 180)[1:], _pie((33, 73.5), 26.5, -90, 180)[1:]]
    if letter == "@":
        tail = [(73, 29), (73, 56), *_pie((87.5, 56), 14.5, 180, -180)[1:], (102, 50)]
        return [_pie((52, 50), 50, 56, 304)[1:], _pie((52, 50), 21, 0, 360)[1:], tail]
    return []
