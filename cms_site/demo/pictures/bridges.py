"""A long bridge."""

import math
from itertools import pairwise

from PIL import Image

from .canvas import HEIGHT, WIDTH, Canvas
from .palette import INK, MIST, SNOW, mix
from .towns import box


def bridge() -> Image.Image:
    """Draw a long bridge from one shore to another, in morning mist."""
    canvas = Canvas("bridge")
    water = 640.0
    canvas.sky([(0, "#7fa3b5"), (0.45, "#b9cdd0"), (0.8, "#efdcc3"), (1, "#f6e6cf")], bottom=water)
    canvas.glow(1240, 470, 620, "#fff3d9", 0.9, flatten=0.7)
    canvas.circle(1240, 462, 40, "#fffdf5")
    steel = "#33566b"
    towers = ((430.0, 0.62), (980.0, 1.0))
    deck = [
        (x, 560 - 66 * math.sin(math.pi * min(max((x + 120) / (WIDTH + 240), 0), 1)) ** 1.2)
        for x in range(-8, WIDTH + 9, 8)
    ]
    heights = dict(deck)
    span = (-180.0, 430.0, 980.0, 1700.0)
    for left, right in pairwise(span):
        cable = []
        for step in range(49):
            t = step / 48
            x = left + (right - left) * t
            low = 470.0
            high = [470.0 if edge in (span[0], span[-1]) else 176.0 for edge in (left, right)]
            y = high[0] * (1 - t) ** 2 + 2 * (low + 26) * t * (1 - t) + high[1] * t**2
            cable.append((x, y))
            spot = min(heights, key=lambda place, x=x: abs(place - x))
            if step % 2 == 0 and -8 <= x <= WIDTH + 8:
                canvas.line([(x, y), (x, heights[spot])], mix(steel, SNOW, 0.3), 1.2, 0.8)
        canvas.line(cable, steel, 5)
    canvas.polygon([*deck, *((x, y + 12) for x, y in reversed(deck))], mix(steel, INK, 0.3))
    for x, y in deck[::9]:
        if 440 < x < 970:
            continue
        canvas.polygon(box(x - 3, y + 10, 6, water - y - 10), mix(steel, MIST, 0.45))
    for x, _ in towers:
        for leg in (-19, 13):
            canvas.polygon([(x + leg - 1, water), (x + leg + 2, 170), (x + leg + 6, 170), (x + leg + 9, water)], steel)
        for level in (196, 300, 404):
            canvas.polygon(box(x - 18, level, 34, 9), steel)
        canvas.polygon(box(x - 36, water - 20, 72, 24), mix(steel, INK, 0.4))
    canvas.haze("#f3e4cf", [(0, 0.0), (0.7, 0.55), (1, 0.85)], top=water - 150, bottom=water)
    canvas.mirror(water, depth=HEIGHT - water, squeeze=0.56)
    canvas.haze("#3f6f86", [(0, 0.1), (0.5, 0.34), (1, 0.72)], top=water)
    canvas.ripple(water + 2, HEIGHT, reach=14)
    canvas.glow(1240, water + 90, 360, "#fff3d9", 0.35, flatten=0.3)
    return canvas.finish()
