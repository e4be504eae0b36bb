"""Town halls and harbours."""

import math

from PIL import Image

from .canvas import HEIGHT, WIDTH, Canvas, Point, shade
from .palette import AMBER, DEEP, EMBER, INK, MIST, SAND, SLATE, SNOW, STRAW, mix

_ROOF = "#8c4a3a"
_COPPER = "#6fa392"


def town_hall() -> Image.Image:
    """Draw a town hall's tower over the roofs, at the blue hour, mirrored in a lake."""
    canvas = Canvas("town-hall-3")
    ground = 640.0
    canvas.sky([(0, "#1d3b5c"), (0.42, "#56708f"), (0.7, "#c79c94"), (0.9, "#f0c493"), (1, "#f7dcab")], bottom=ground)
    canvas.glow(520, ground - 30, 760, "#ffdf9f", 0.6, flatten=0.6)
    for depth, (colour, tall) in enumerate((("#8d8796", 130), ("#5b6680", 150))):
        _roofs(canvas, ground, colour, tall, depth)
    wall = "#2c4159"
    _hall(canvas, 800, ground, wall)
    _trees(canvas, ground)
    canvas.polygon([(0, ground - 6), (WIDTH, ground - 6), (WIDTH, ground + 4), (0, ground + 4)], "#15293c")
    canvas.mirror(ground + 2, depth=HEIGHT - ground - 2, squeeze=0.62)
    canvas.haze("#16324a", [(0, 0.12), (0.5, 0.36), (1, 0.74)], top=ground + 2)
    canvas.ripple(ground + 8, HEIGHT, reach=11)
    return canvas.finish()


def _roofs(canvas: Canvas, ground: float, colour: str, tall: float, depth: int) -> None:
    """Draw a row of gables, far away."""
    x = -30.0
    while x < WIDTH + 30:
        width = canvas.random.uniform(54, 120)
        height = tall * canvas.random.uniform(0.5, 1.0)
        top = ground - height
        peak = canvas.random.uniform(22, 46)
        canvas.polygon(
            [(x, ground), (x, top), (x + width / 2, top - peak), (x + width, top), (x + width, ground)], colour
        )
        if canvas.random.random() < 0.28:
            canvas.polygon(box(x + width * 0.7, top - peak - 4, 10, peak), colour)
        if depth:
            for _ in range(canvas.random.randrange(4)):
                canvas.polygon(
                    box(x + canvas.random.uniform(8, width - 18), top + canvas.random.uniform(10, height * 0.7), 7, 11),
                    AMBER,
                    0.75,
                )
        x += width


def _hall(canvas: Canvas, x: float, ground: float, wall: str) -> None:
    light = mix(wall, "#f0c493", 0.16)
    for side in (-1, 1):
        inner, outer = x + side * 62, x + side * 330
        left, right = min(inner, outer), max(inner, outer)
        canvas.polygon(box(left, ground - 190, right - left, 190), wall)
        canvas.polygon(
            [
                (left - 8, ground - 190),
                (left + 20, ground - 246),
                (right - 20, ground - 246),
                (right + 8, ground - 190),
            ],
            mix(_ROOF, wall, 0.55),
        )
        for gable in (0.24, 0.72):
            middle = left + (right - left) * gable
            canvas.polygon(
                [
                    (middle - 34, ground - 176),
                    (middle - 34, ground - 208),
                    (middle - 22, ground - 208),
                    (middle - 22, ground - 232),
                    (middle - 10, ground - 232),
                    (middle - 10, ground - 258),
                    (middle + 10, ground - 258),
                    (middle + 10, ground - 232),
                    (middle + 22, ground - 232),
                    (middle + 22, ground - 208),
                    (middle + 34, ground - 208),
                    (middle + 34, ground - 176),
                ],
                light,
            )
            _arch(canvas, middle, ground - 196, 9, 24)
        for row in range(3):
            for column in range(9):
                spot = left + 22 + column * (right - left - 44) / 8
                _arch(canvas, spot, ground - 32 - row * 52, 8, 26)
    canvas.polygon(box(x - 62, ground - 330, 124, 330), light)
    canvas.polygon(box(x - 70, ground - 336, 140, 10), wall)
    canvas.polygon(box(x - 46, ground - 452, 92, 118), light)
    canvas.polygon(box(x + 14, ground - 452, 32, 118), wall, 0.55)
    canvas.polygon(box(x + 26, ground - 326, 36, 326), wall, 0.55)
    canvas.glow(x, ground - 394, 90, STRAW, 0.5)
    canvas.circle(x, ground - 394, 33, "#fbeecb")
    canvas.ring(x, ground - 394, 33, wall, 4)
    for hour in range(12):
        turn = math.radians(hour * 30)
        canvas.circle(x + 25 * math.cos(turn), ground - 394 + 25 * math.sin(turn), 1.9, wall)
    canvas.line([(x, ground - 394), (x + 12, ground - 406)], wall, 4)
    canvas.line([(x, ground - 394), (x - 1, ground - 370)], wall, 3)
    canvas.polygon(box(x - 54, ground - 460, 108, 10), wall)
    canvas.polygon(
        [(x - 50, ground - 460), (x - 26, ground - 512), (x + 26, ground - 512), (x + 50, ground - 460)],
        mix(_COPPER, wall, 0.35),
    )
    canvas.polygon(box(x - 18, ground - 544, 36, 34), light)
    _arch(canvas, x, ground - 520, 7, 20)
    canvas.polygon([(x - 24, ground - 543), (x, ground - 622), (x + 24, ground - 543)], mix(_COPPER, wall, 0.3))
    canvas.line([(x, ground - 622), (x, ground - 636)], wall, 3)
    for row in range(3):
        for column in (-30, 0, 30):
            _arch(canvas, x + column, ground - 190 - row * 44, 8, 28)
    _arch(canvas, x, ground - 8, 26, 88)


def _arch(canvas: Canvas, x: float, foot: float, half: float, height: float) -> None:
    """Draw a lit window, or a door, with a round top."""
    dark = canvas.random.random() < 0.34 and half < 20
    colour = "#223447" if dark else mix(AMBER, "#ffeec2", canvas.random.random() * 0.8)
    canvas.polygon(box(x - half, foot - height + half, half * 2, height - half), colour)
    canvas.circle(x, foot - height + half, half, colour)


def _trees(canvas: Canvas, ground: float) -> None:
    for x in (60, 150, 232, 330, 398, 1196, 1290, 1366, 1470, 1548):
        size = canvas.random.uniform(34, 58)
        colour = mix("#1c3547", "#24504a", canvas.random.random())
        canvas.polygon(box(x - 3, ground - size, 6, size), "#15293c")
        for _ in range(9):
            spot = (x + canvas.random.gauss(0, size * 0.36), ground - size * 1.25 + canvas.random.gauss(0, size * 0.3))
            canvas.circle(*spot, size * canvas.random.uniform(0.28, 0.46), colour)


def harbour() -> Image.Image:
    """Draw a row of old gables on a quay, in clear morning light."""
    canvas = Canvas("harbour-2")
    quay = 590.0
    canvas.sky([(0, "#8fb6c8"), (0.6, "#cfe0e0"), (1, "#f3ead8")], bottom=quay)
    for _ in range(9):
        canvas.glow(
            canvas.random.uniform(0, WIDTH),
            canvas.random.uniform(60, 240),
            canvas.random.uniform(160, 380),
            "#ffffff",
            0.55,
            flatten=0.13,
        )
    walls = (
        "#b5483a",
        "#e0b25a",
        "#3f6f86",
        "#efe3cb",
        "#8aa58c",
        "#cf7f55",
        "#5b7f9b",
        "#d9c39a",
        "#a35a5f",
        "#6d8c86",
    )
    x, index = -24.0, 0
    while x < WIDTH:
        width = canvas.random.choice((112, 128, 146))
        _house(
            canvas,
            x,
            quay,
            width,
            canvas.random.uniform(210, 318),
            walls[index % len(walls)],
            canvas.random.randrange(3),
        )
        x += width
        index += 1
    canvas.polygon(box(0, quay - 4, WIDTH, 22), "#9c9484")
    canvas.polygon(box(0, quay + 14, WIDTH, 12), "#6d6a63")
    for boat in (230, 640, 1120, 1430):
        _boat(
            canvas,
            boat + canvas.random.uniform(-30, 30),
            quay + 26,
            canvas.random.choice((EMBER, SNOW, DEEP, "#3f6f86")),
        )
    canvas.mirror(quay + 34, depth=HEIGHT - quay - 34, squeeze=0.78)
    canvas.haze("#2c6079", [(0, 0.2), (0.4, 0.34), (1, 0.66)], top=quay + 34)
    canvas.ripple(quay + 36, HEIGHT, reach=16)
    return canvas.finish()


def _house(canvas: Canvas, x: float, foot: float, width: float, height: float, wall: str, kind: int) -> None:
    top = foot - height
    middle = x + width / 2
    roof = mix(_ROOF, SLATE, canvas.random.random() * 0.7)
    if kind == 0:
        canvas.polygon([(x, top), (middle, top - width * 0.62), (x + width, top)], roof)
        canvas.polygon([(x + 14, top), (middle, top - width * 0.48), (x + width - 14, top)], wall)
    elif kind == 1:
        steps = [(x, top)]
        for step in range(4):
            edge = x + width / 2 * step / 4
            steps += [(edge, top - step * 20 - 20), (edge + width / 8, top - step * 20 - 20)]
        canvas.polygon([*steps, *((2 * middle - px, py) for px, py in reversed(steps))], wall)
    else:
        canvas.polygon([(x + 4, top), (x + 16, top - 66), (x + width - 16, top - 66), (x + width - 4, top)], roof)
        for dormer in (0.3, 0.7):
            spot = x + width * dormer
            canvas.polygon(
                [
                    (spot - 15, top - 8),
                    (spot - 15, top - 42),
                    (spot, top - 56),
                    (spot + 15, top - 42),
                    (spot + 15, top - 8),
                ],
                wall,
            )
            canvas.polygon(box(spot - 8, top - 38, 16, 24), DEEP)
    canvas.polygon(box(x, top, width, height), wall)
    canvas.polygon(box(x + width - 9, top, 9, height), INK, 0.14)
    canvas.polygon(box(x, top - 3, width, 7), shade(wall, 0.45))
    columns = 3 if width < 130 else 4
    rows = max(3, round(height / 66))
    for row in range(rows):
        for column in range(columns):
            spot = x + width * (column + 0.5) / columns
            level = top + 24 + row * (height - 34) / rows
            if row == rows - 1 and column == 1:
                canvas.polygon(box(spot - 12, level - 2, 24, foot - level - 2), shade(wall, -0.45))
                continue
            canvas.polygon(box(spot - 12, level - 2, 24, 38), shade(wall, 0.6))
            glass = mix(DEEP, MIST, canvas.random.random() * 0.6)
            canvas.polygon(box(spot - 9, level, 18, 33), glass)
            canvas.line([(spot, level), (spot, level + 33)], shade(wall, 0.6), 2)
            canvas.line([(spot - 9, level + 12), (spot + 9, level + 12)], shade(wall, 0.6), 2)
    if canvas.random.random() < 0.7:
        canvas.polygon(box(x + width * 0.2, top - 84, 15, 40), shade(roof, -0.2))


def _boat(canvas: Canvas, x: float, water: float, colour: str) -> None:
    canvas.polygon([(x - 74, water - 20), (x + 78, water - 20), (x + 58, water + 9), (x - 56, water + 9)], colour)
    canvas.polygon(
        [(x - 74, water - 20), (x + 78, water - 20), (x + 75, water - 14), (x - 72, water - 14)], shade(colour, 0.5)
    )
    canvas.polygon(box(x - 10, water - 44, 46, 24), SAND)
    canvas.polygon(box(x - 3, water - 39, 12, 11), DEEP)
    canvas.polygon(box(x + 16, water - 39, 12, 11), DEEP)
    canvas.line([(x - 22, water - 20), (x - 22, water - 176)], "#5a4636", 3.4)
    canvas.line([(x - 22, water - 172), (x + 74, water - 24)], "#5a4636", 1.1)
    canvas.line([(x - 22, water - 172), (x - 70, water - 24)], "#5a4636", 1.1)
    canvas.polygon([(x - 22, water - 170), (x + 4, water - 163), (x - 22, water - 154)], EMBER)


def box(left: float, top: float, width: float, height: float) -> list[Point]:
    """Return the corners of an upright rectangle."""
    return [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
