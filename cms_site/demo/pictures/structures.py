"""Plans and patterns: layers, building blocks, threads, rings, stars."""

import math

from PIL import Image

from .canvas import HEIGHT, WIDTH, Canvas, Point, hexagon, shade
from .hexmap import arc
from .noise import Noise
from .palette import (
    AMBER,
    DEEP,
    EMBER,
    GROUP_COLOURS,
    INK,
    MIST,
    NIGHT,
    SAND,
    SEA,
    SHALLOW,
    SNOW,
    STRAW,
    mix,
    ramp,
)

_GROUPS = tuple(GROUP_COLOURS.values())


def layers() -> Image.Image:
    """Draw an architecture in four layers, floating above each other, joined by threads of light."""
    canvas = Canvas("layers")
    canvas.sky([(0, SNOW), (0.55, "#eef0ea"), (1, "#d9e5e4")])
    canvas.glow(WIDTH / 2, 480, 900, "#ffffff", 0.9, flatten=0.6)
    tops = (702.0, 538.0, 374.0, 210.0)
    colours = (DEEP, GROUP_COLOURS["Sjælland"], STRAW, EMBER)
    plates = [[_on_plate(column, row, top) for row in range(7) for column in range(7)] for top in tops]
    for level, top in enumerate(tops):
        _plate(canvas, top, colours[level], level)
        if level + 1 < len(tops):
            for _ in range(9):
                spot = canvas.random.randrange(49)
                foot, head = plates[level][spot], plates[level + 1][spot]
                canvas.line([foot, head], mix(colours[level], colours[level + 1], 0.5), 2.2, 0.75)
                canvas.circle(*foot, 6, SNOW)
                canvas.circle(*foot, 3.4, colours[level])
    return canvas.finish()


def _on_plate(column: float, row: float, top: float) -> Point:
    """Return the place of a cell (0 to 6 both ways) on the plate that lies at ``top``."""
    return WIDTH / 2 + (column - row) * 78, top + (column + row - 6) * 21


def _plate(canvas: Canvas, top: float, colour: str, level: int) -> None:
    edge = [_on_plate(*corner, top) for corner in ((-0.7, -0.7), (6.7, -0.7), (6.7, 6.7), (-0.7, 6.7))]
    canvas.glow(WIDTH / 2, top + 74, 640, INK, 0.26, flatten=0.36)
    side = [edge[3], edge[2], edge[1]]
    canvas.polygon([*side, *((x, y + 13) for x, y in reversed(side))], shade(colour, -0.22))
    canvas.polygon(edge, colour, 0.93)
    canvas.line([edge[3], edge[0], edge[1]], shade(colour, 0.4), 1.6)
    noise = Noise(f"plate-{level}", octaves=2)
    for row in range(7):
        for column in range(7):
            if noise.at(column * 0.5, row * 0.5) < 0.5:
                continue
            half = 0.38
            cell = [
                _on_plate(column + dx, row + dy, top)
                for dx, dy in ((-half, -half), (half, -half), (half, half), (-half, half))
            ]
            height = 4 + 22 * max(0.0, noise.at(column * 0.5, row * 0.5) - 0.5) * 3
            lifted = [(x, y - height) for x, y in cell]
            canvas.polygon([cell[3], cell[2], lifted[2], lifted[3]], shade(colour, -0.2))
            canvas.polygon([cell[2], cell[1], lifted[1], lifted[2]], shade(colour, -0.34))
            canvas.polygon(lifted, shade(colour, 0.34))


def columns() -> Image.Image:
    """Draw a landscape of six-sided columns, like basalt at low sun."""
    canvas = Canvas("columns")
    canvas.sky([(0, "#24405c"), (0.5, "#5b7c93"), (1, "#c9b9a4")])
    noise = Noise("columns-2", octaves=3)
    radius, squash = 33.0, 0.56
    across, down = math.sqrt(3) * radius, 1.5 * radius * squash
    tones = ((0, "#173a55"), (0.3, DEEP), (0.5, "#2f7f86"), (0.66, "#8fb7a4"), (0.8, SAND), (0.92, AMBER), (1, EMBER))
    for row in range(-3, round(HEIGHT / down) + 9):
        for column in range(-1, round(WIDTH / across) + 2):
            x, y = (column + 0.5 * (row % 2)) * across, row * down
            rise = min(max((noise.at(x / 420 + 2, y / 250 + 5) - 0.26) * 1.95, 0), 1)
            height = 16 + 210 * rise**1.6
            colour = ramp(tones, rise + canvas.random.uniform(-0.05, 0.05))
            _column(canvas, x, y, radius * 0.985, squash, height, colour)
    return canvas.finish()


def _column(canvas: Canvas, x: float, y: float, radius: float, squash: float, height: float, colour: str) -> None:
    top = hexagon(x, y - height, radius, squash=squash)
    # Corners 0 to 5 run from the right upwards side clockwise: 1, 2 and 3 are those nearest to us.
    right, front, left = top[1], top[2], top[3]
    foot = height + 6
    canvas.polygon([right, front, (front[0], front[1] + foot), (right[0], right[1] + foot)], shade(colour, -0.34))
    canvas.polygon([front, left, (left[0], left[1] + foot), (front[0], front[1] + foot)], shade(colour, -0.12))
    canvas.polygon(top, shade(colour, 0.2))
    canvas.polygon(hexagon(x, y - height, radius * 0.93, squash=squash), shade(colour, 0.1))


def threads() -> Image.Image:
    """Threads from many places, woven through a few knots and out again."""
    canvas = Canvas("threads")
    canvas.sky([(0, NIGHT), (0.6, INK), (1, "#16405a")])
    canvas.glow(WIDTH / 2, HEIGHT / 2, 760, SEA, 0.6, flatten=0.7)
    knots = [(800.0, 190 + 173 * index) for index in range(4)]
    for index, knot in enumerate(knots):
        canvas.glow(*knot, 180, _GROUPS[index], 0.5)
    for index in range(74):
        start = (-20.0, HEIGHT * (index + 0.5) / 74)
        knot = canvas.random.choices(range(4), [1 / (30 + abs(start[1] - y)) ** 1.5 for _, y in knots])[0]
        end = (WIDTH + 20.0, HEIGHT * ((index * 29) % 74 + 0.5) / 74)
        colour = mix(_GROUPS[knot], SNOW, canvas.random.uniform(0.1, 0.55))
        aside = canvas.random.gauss(0, 9)
        middle = (knots[knot][0], knots[knot][1] + aside)
        width = canvas.random.choice((0.9, 1.3, 2.0))
        canvas.line(_ease(start, middle), colour, width, 0.8)
        canvas.line(_ease(middle, end), colour, width, 0.8)
    for index, knot in enumerate(knots):
        canvas.polygon(hexagon(*knot, 47), mix(_GROUPS[index], NIGHT, 0.35))
        canvas.polygon(hexagon(*knot, 42), _GROUPS[index])
        canvas.polygon(hexagon(*knot, 15), SNOW)
    return canvas.finish()


def _ease(start: Point, end: Point, steps: int = 48) -> list[Point]:
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append((start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t * t * (3 - 2 * t)))
    return points


def rings() -> Image.Image:
    """Four rounds of seats about one table, from above: a joint meeting."""
    canvas = Canvas("rings")
    canvas.sky([(0, "#efe6d4"), (1, "#e2d6bf")])
    x, y = WIDTH / 2, HEIGHT / 2
    for ring in range(11, 0, -1):
        canvas.circle(x, y, 70 + ring * 86, mix("#e9dec9", "#ddcfb2", 0.5 + 0.5 * math.sin(ring * 1.9)))
    seats: list[Point] = []
    for ring in range(8):
        radius = 176 + ring * 82
        count = round(math.tau * radius / 62)
        for seat in range(count):
            turn = math.tau * seat / count + ring * 0.23
            if canvas.random.random() < 0.1 + ring * 0.02:
                continue
            spot = (x + radius * math.cos(turn), y + radius * math.sin(turn))
            seats.append(spot)
            quarter = int((turn % math.tau) / math.tau * 4 + canvas.random.gauss(0, 0.16)) % 4
            colour = mix(_GROUPS[quarter], SNOW, canvas.random.uniform(0.0, 0.3))
            canvas.circle(spot[0] + 4, spot[1] + 7, 20, "#5c4a32", 0.22)
            canvas.circle(*spot, 20, colour)
            canvas.circle(spot[0] - 2, spot[1] - 3, 12.5, shade(colour, 0.22))
    for _ in range(40):
        start, end = canvas.random.sample(seats[: len(seats) // 2], 2)
        canvas.line(arc(start, end, 0.2), SNOW, 1.4, 0.5)
    canvas.circle(x + 6, y + 10, 116, "#5c4a32", 0.25)
    canvas.polygon(hexagon(x, y, 118), INK)
    canvas.polygon(hexagon(x, y, 108), DEEP)
    for index, colour in enumerate(_GROUPS):
        turn = math.radians(45 + 90 * index)
        canvas.polygon(hexagon(x + 46 * math.cos(turn), y + 46 * math.sin(turn), 29), colour)
    return canvas.finish()


def stars() -> Image.Image:
    """Draw a network as a constellation over a dark shore."""
    canvas = Canvas("stars")
    canvas.sky([(0, "#081524"), (0.5, "#123250"), (0.8, "#2d6178"), (1, "#83aca8")])
    for _ in range(520):
        x, y = canvas.random.uniform(0, WIDTH), 720 * canvas.random.random() ** 1.3
        canvas.circle(x, y, canvas.random.choice((0.6, 0.8, 1.2)), SNOW, canvas.random.uniform(0.25, 0.9))
    spots = []
    while len(spots) < 34:
        spot = (canvas.random.uniform(90, WIDTH - 90), canvas.random.uniform(70, 600))
        if all(math.dist(spot, other) > 112 for other in spots):
            spots.append(spot)
    for spot in spots:
        for other in sorted(spots, key=lambda place, spot=spot: math.dist(spot, place))[1:4]:
            canvas.line([spot, other], MIST, 1.1, 0.36)
    for index, spot in enumerate(spots):
        colour = (STRAW, SHALLOW, "#e6a3b8", "#f4d6a0")[index % 4]
        canvas.glow(*spot, canvas.random.uniform(26, 54), colour, 0.75)
        canvas.circle(*spot, canvas.random.uniform(3, 6), SNOW)
    for depth, colour in enumerate(("#3d6b78", "#1f4558", NIGHT)):
        noise = Noise(f"shore-{depth}", octaves=4)
        base = 740 + depth * 62
        crest = [(x, base - 120 * noise.at(x / (420 - 60 * depth)) + 30) for x in range(-8, WIDTH + 9, 4)]
        canvas.polygon([(-8, HEIGHT), *crest, (WIDTH + 8, HEIGHT)], colour)
    return canvas.finish()
