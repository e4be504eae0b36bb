"""Coasts, hills, fields and light over water."""

import math

from PIL import Image

from .canvas import HEIGHT, WIDTH, Canvas, hexagon, shade
from .noise import Noise
from .palette import (
    AMBER,
    DEEP,
    FOAM,
    HEATHER,
    INK,
    MOSS,
    NIGHT,
    PINE,
    SAND,
    SEA,
    SHALLOW,
    SLATE,
    SNOW,
    mix,
    ramp,
)

_SHORE = (
    (0.00, NIGHT),
    (0.22, INK),
    (0.34, DEEP),
    (0.44, SEA),
    (0.505, SHALLOW),
    (0.525, FOAM),
    (0.54, SNOW),
    (0.56, SAND),
    (0.62, "#dcc794"),
    (0.68, "#a9b173"),
    (0.78, MOSS),
    (0.9, PINE),
    (1.0, "#1b3f3c"),
)


def coast() -> Image.Image:
    """Draw a coast from above, in hexagons: deep water, foam, sand, dune grass, woods."""
    canvas = Canvas("coast")
    noise = Noise("coast-3", octaves=5)
    canvas.sky([(0, INK), (1, INK)])
    radius = 12.5
    across, down = math.sqrt(3) * radius, 1.5 * radius
    for row in range(-1, round(HEIGHT / down) + 2):
        for column in range(-1, round(WIDTH / across) + 2):
            x, y = (column + 0.5 * (row % 2)) * across, row * down
            slope = (x * 0.82 + y * 0.5) / (WIDTH * 0.82 + HEIGHT * 0.5)
            height = 0.16 + 0.72 * slope + (noise.at(x / 330, y / 330) - 0.5) * 0.62
            tone = ramp(_SHORE, height + canvas.random.uniform(-0.012, 0.012))
            if height > 0.525:
                canvas.polygon(hexagon(x - 3, y - 3, radius * 1.02), INK, 0.16)
            canvas.polygon(hexagon(x, y, radius * 1.01), tone)
            if height > 0.54:
                canvas.polygon(hexagon(x + 1.2, y + 1.6, radius * 0.86), shade(tone, -0.05))
    return canvas.finish()


def light_over_water() -> Image.Image:
    """Draw a low sun over still water."""
    canvas = Canvas("light-over-water")
    horizon = 470.0
    canvas.sky(
        [(0, "#2b4f70"), (0.38, "#7c8fa3"), (0.66, "#dcb39a"), (0.86, "#f4c889"), (1, "#f8dca6")], bottom=horizon
    )
    canvas.glow(1030, horizon - 40, 720, "#ffd890", 0.9, flatten=0.62)
    canvas.glow(1030, horizon - 40, 240, "#fff3cf", 1.0)
    canvas.circle(1030, horizon - 40, 54, "#fffaf0")
    _clouds(canvas, horizon)
    _ridge(canvas, "far", horizon, 46, 210, mix(SLATE, "#dcb39a", 0.45))
    _ridge(canvas, "near", horizon, 26, 130, mix(INK, "#c98a6a", 0.28), start=0.0, end=0.55)
    canvas.mirror(horizon, depth=HEIGHT - horizon, squeeze=0.95)
    canvas.haze(DEEP, [(0, 0.03), (0.3, 0.26), (0.6, 0.5), (1, 0.84)], top=horizon)
    canvas.ripple(horizon + 2, HEIGHT, reach=26)
    _glitter(canvas, 1030, horizon)
    return canvas.finish()


def _clouds(canvas: Canvas, horizon: float) -> None:
    for _ in range(26):
        y = canvas.random.uniform(60, horizon - 110)
        x, reach = canvas.random.uniform(-100, WIDTH), canvas.random.uniform(140, 520)
        canvas.glow(x, y, reach, mix("#fff0d8", HEATHER, canvas.random.random() * 0.5), 0.16, flatten=0.055)


def _ridge(
    canvas: Canvas,
    seed: str,
    base: float,
    height: float,
    length: float,
    colour: str,
    *,
    start: float = 0,
    end: float = 1,
) -> None:
    """Draw a low coast along the horizon, over a part of the width."""
    noise = Noise(f"ridge-{seed}", octaves=4)
    points = [(start * WIDTH, base)]
    for step in range(round(start * WIDTH), round(end * WIDTH) + 1, 4):
        ends = min(1.0, (step - start * WIDTH) / 90, (end * WIDTH - step) / 260)
        points.append((step, base - height * noise.at(step / length) ** 1.5 * max(ends, 0) - 1))
    points.append((end * WIDTH, base))
    canvas.polygon(points, colour)


def _glitter(canvas: Canvas, x: float, horizon: float) -> None:
    """Lay the sun's broken path on the water."""
    row = horizon + 3
    while row < HEIGHT:
        near = (row - horizon) / (HEIGHT - horizon)
        spread = 42 + 190 * near
        for _ in range(5):
            length = canvas.random.uniform(10, 36 + 90 * near) * (1 - 0.3 * near)
            middle = x + canvas.random.gauss(0, 0.45) * spread
            strength = 0.85 * math.exp(-(((middle - x) / spread) ** 2) * 2.2) * (1 - 0.55 * near)
            thick = 0.8 + 2.6 * near
            canvas.polygon(
                [(middle - length, row), (middle, row - thick), (middle + length, row), (middle, row + thick)],
                mix("#fff6dd", AMBER, 0.2 + 0.5 * near),
                strength,
            )
        row += 3.2 + 8 * near


def hills() -> Image.Image:
    """Hills behind hills at dusk, with turbines on the ridges."""
    canvas = Canvas("hills")
    canvas.sky([(0, "#38516f"), (0.3, "#8c7f97"), (0.52, "#d99f86"), (0.7, "#f3cb92"), (1, SNOW)])
    canvas.glow(430, 400, 620, "#ffe2a8", 0.85, flatten=0.7)
    canvas.circle(430, 372, 46, "#fff7e2")
    layers = 8
    for layer in range(layers):
        depth = layer / (layers - 1)
        base = 455 + 425 * depth**1.15
        noise = Noise(f"hill-{layer}", octaves=3)
        colour = ramp([(0, "#d8ab94"), (0.3, "#a07f8b"), (0.6, "#5c607a"), (0.85, "#2c4258"), (1, "#152c40")], depth)
        length = 330 + 260 * depth
        crest = {x: base - (60 + 90 * depth) * noise.at(x / length + layer * 5) for x in range(-8, WIDTH + 9, 8)}
        if layer in (2, 3, 4):
            _turbines(canvas, crest, colour, 0.5 + 0.9 * depth)
        canvas.polygon([(-8, HEIGHT), *crest.items(), (WIDTH + 8, HEIGHT)], colour)
        canvas.haze("#f6d3ac", [(0, 0.0), (1, 0.22 * (1 - depth))], top=base - 20, bottom=base + 120)
        if layer >= layers - 3:
            _villages(canvas, crest, 4 + 2 * (layer % 2))
    return canvas.finish()


def _villages(canvas: Canvas, crest: dict[int, float], count: int) -> None:
    """Light some windows on a slope."""
    for _ in range(count):
        x = canvas.random.randrange(40, WIDTH - 40, 8)
        y = crest[x] + canvas.random.uniform(34, 70)
        canvas.glow(x, y, 60, AMBER, 0.42, flatten=0.7)
        for _ in range(canvas.random.choice((3, 5, 7))):
            canvas.circle(x + canvas.random.gauss(0, 15), y + canvas.random.gauss(0, 5), 1.9, "#ffe3ad")


def _turbines(canvas: Canvas, crest: dict[int, float], colour: str, size: float) -> None:
    x = canvas.random.randrange(520, 700, 8)
    for _ in range((3, 2, 3)[round(size * 7) % 3]):
        y = crest[x] + 4
        top = y - 92 * size
        pale = mix(colour, SNOW, 0.55)
        canvas.polygon([(x - 2.2 * size, y), (x - 1 * size, top), (x + 1 * size, top), (x + 2.2 * size, y)], pale)
        turn = canvas.random.uniform(0, 120)
        for blade in range(3):
            angle = math.radians(turn + 120 * blade)
            tip = (x + 46 * size * math.cos(angle), top + 46 * size * math.sin(angle))
            side = (1.9 * size * -math.sin(angle), 1.9 * size * math.cos(angle))
            canvas.polygon([(x + side[0], top + side[1]), tip, (x - side[0], top - side[1])], pale)
        canvas.circle(x, top, 2.6 * size, pale)
        x += canvas.random.randrange(96, 200, 8)
        if x > WIDTH - 40:
            break


def fields() -> Image.Image:
    """Spring fields seen from the air, each a hexagon with its furrows."""
    canvas = Canvas("fields")
    crops = (
        "#8fa866",
        "#a9bd7c",
        "#d9c25c",
        "#e6d27a",
        "#6f8f57",
        "#c9b98f",
        "#b59a72",
        "#7f9c8a",
        "#dfe0b8",
        "#587a52",
    )
    canvas.sky([(0, "#f1ead9"), (1, "#e4dcc3")])
    radius = 92.0
    across, down = math.sqrt(3) * radius, 1.5 * radius
    noise = Noise("crops", octaves=2)
    for row in range(-1, round(HEIGHT / down) + 3):
        for column in range(-1, round(WIDTH / across) + 2):
            x, y = (column + 0.5 * (row % 2)) * across - 20, row * down - 10
            pick = noise.at(column * 0.61 + 3, row * 0.83) * 1.9 - 0.45 + canvas.random.uniform(-0.18, 0.18)
            colour = crops[min(max(int(pick * len(crops)), 0), len(crops) - 1)]
            _field(canvas, x, y, radius * 0.955, colour)
    stream = Noise("stream", octaves=3)
    middle = [(x, 130 + x * 0.36 + (stream.at(x / 300) - 0.5) * 330) for x in range(-20, WIDTH + 24, 8)]
    canvas.line(middle, "#f1ead9", 46)
    canvas.line(middle, SEA, 30)
    canvas.line([(x, y - 4) for x, y in middle], mix(SEA, SHALLOW, 0.5), 11)
    return canvas.finish()


def _field(canvas: Canvas, x: float, y: float, radius: float, colour: str) -> None:
    """Draw one field: its ground, then furrows clipped to the hexagon."""
    canvas.polygon(hexagon(x, y, radius), colour)
    turn = math.radians(canvas.random.choice((0, 60, 120)))
    inner = radius * math.sqrt(3) / 2
    gap = canvas.random.choice((7, 9, 12))
    offset = -inner + gap
    dark = shade(colour, canvas.random.choice((-0.09, -0.06, 0.12)))
    while offset < inner - 2:
        # Across a flat side, a hexagon is as long as its side plus what the two slopes leave.
        half = radius - abs(offset) / math.sqrt(3) - 2
        direction, normal = (math.sin(turn), -math.cos(turn)), (math.cos(turn), math.sin(turn))
        foot = (x + normal[0] * offset, y + normal[1] * offset)
        canvas.line(
            [
                (foot[0] - direction[0] * half, foot[1] - direction[1] * half),
                (foot[0] + direction[0] * half, foot[1] + direction[1] * half),
            ],
            dark,
            gap * 0.38,
        )
        offset += gap
