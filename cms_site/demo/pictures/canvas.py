"""A canvas to draw on: larger than the picture, so that edges come out smooth."""

import itertools
import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageDraw

from .palette import Colour, Stop, mix, ramp, rgb

Point = tuple[float, float]

WIDTH = 1600
HEIGHT = 900
SCALE = 2
GRAIN = 2


class Canvas:
    """A picture in the making. Every length and place is in pixels of the finished picture."""

    def __init__(self, seed: str, *, width: int = WIDTH, height: int = HEIGHT) -> None:
        """Start an empty picture. The same seed always gives the same picture."""
        self.width = width
        self.height = height
        self.random = random.Random(seed)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE))
        self._pen = ImageDraw.Draw(self.image, "RGBA")

    def sky(self, stops: Sequence[Stop], *, top: float = 0, bottom: float | None = None) -> None:
        """Fill the height from ``top`` to ``bottom`` with a vertical ramp of colours."""
        end = self.height if bottom is None else bottom
        column = Image.new("RGB", (1, 256))
        column.putdata([rgb(ramp(stops, row / 255)) for row in range(256)])
        size = (self.width * SCALE, max(1, round((end - top) * SCALE)))
        self.image.paste(_widen(column, size), (0, round(top * SCALE)))

    def polygon(self, points: Iterable[Point], colour: str, alpha: float = 1.0) -> None:
        """Fill a polygon."""
        self._pen.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=_ink(colour, alpha))

    def line(self, points: Iterable[Point], colour: str, width: float = 1.0, alpha: float = 1.0) -> None:
        """Draw a line through the points."""
        places = [(x * SCALE, y * SCALE) for x, y in points]
        self._pen.line(places, fill=_ink(colour, alpha), width=max(1, round(width * SCALE)), joint="curve")

    def circle(self, x: float, y: float, radius: float, colour: str, alpha: float = 1.0) -> None:
        """Fill a circle."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._pen.ellipse(box, fill=_ink(colour, alpha))

    def ring(self, x: float, y: float, radius: float, colour: str, width: float = 1.0, alpha: float = 1.0) -> None:
        """Draw a circle's edge."""
        box = [(x - radius) * SCALE, (y - radius) * SCALE, (x + radius) * SCALE, (y + radius) * SCALE]
        self._pen.ellipse(box, outline=_ink(colour, alpha), width=max(1, round(width * SCALE)))

    def glow(
        self, x: float, y: float, radius: float, colour: str, strength: float = 1.0, *, flatten: float = 1.0
    ) -> None:
        """Lay a soft light around a place; ``flatten`` below 1 makes it lower than wide."""
        across, down = round(radius * 2 * SCALE), round(radius * 2 * flatten * SCALE)
        # Pillow's gradient has 181 at the middle of each edge, and 255 in the corners only.
        light = Image.radial_gradient("L").point(
            [round(strength * 255 * (1 - min(value / 181, 1)) ** 2) for value in range(256)]
        )
        mask = light.resize((max(1, across), max(1, down)), Image.Resampling.BILINEAR)
        self.image.paste(rgb(colour), (round(x * SCALE) - across // 2, round(y * SCALE) - down // 2), mask)

    def haze(
        self, colour: str, stops: Sequence[tuple[float, float]], *, top: float = 0, bottom: float = HEIGHT
    ) -> None:
        """Lay a veil whose strength (0 to 1) follows ``(position, strength)`` stops from top to bottom."""
        column = Image.new("L", (1, 256))
        column.putdata([round(255 * _between(stops, row / 255)) for row in range(256)])
        mask = _widen(column, (self.width * SCALE, max(1, round((bottom - top) * SCALE))))
        self.image.paste(rgb(colour), (0, round(top * SCALE)), mask)

    def mirror(self, horizon: float, *, depth: float, squeeze: float = 1.0) -> None:
        """Mirror what stands above ``horizon`` into the ``depth`` pixels below it."""
        source = self.image.crop(
            (0, round((horizon - depth / squeeze) * SCALE), self.width * SCALE, round(horizon * SCALE))
        )
        flipped = source.transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        self.image.paste(flipped.resize((self.width * SCALE, round(depth * SCALE))), (0, round(horizon * SCALE)))

    def ripple(self, top: float, bottom: float, *, reach: float) -> None:
        """Shift rows sideways as water does: slower and further the nearer they are. ``reach`` is in pixels."""
        phases = [self.random.random() * math.tau for _ in range(3)]
        row = top
        while row < bottom:
            near = (row - top) / (bottom - top)
            # Waves look longer the nearer they are: the phase grows fast at the horizon, slowly at our feet.
            place = 46 * math.log1p((row - top) / 9)
            wave = (
                math.sin(place + phases[0])
                + 0.55 * math.sin(place * 2.3 + phases[1])
                + 0.3 * self.random.uniform(-1, 1)
            )
            shift = round(wave * reach * 0.55 * (0.2 + 0.8 * near) * SCALE)
            box = (0, round(row * SCALE), self.width * SCALE, round(min(row + 1, bottom) * SCALE))
            self.image.paste(ImageChops.offset(self.image.crop(box), shift, 0), box[:2])
            row += 1

    def finish(self) -> Image.Image:
        """Return the picture in its own size, with a breath of grain, so that soft skies show no bands."""
        small = self.image.reduce(SCALE)
        noise = Image.frombytes("L", small.size, self.random.randbytes(self.width * self.height))
        noise = noise.point([round(128 + (value - 128) * GRAIN / 128) for value in range(256)])
        bands = [ImageChops.add(band, noise, scale=1, offset=-128) for band in small.split()]
        return Image.merge("RGB", bands)


def hexagon(x: float, y: float, radius: float, *, squash: float = 1.0) -> list[Point]:
    """Return the corners of a pointy-top hexagon around a place."""
    corners = []
    for corner in range(6):
        angle = math.radians(60 * corner - 30)
        corners.append((x + radius * math.cos(angle), y + radius * math.sin(angle) * squash))
    return corners


def shade(colour: str, amount: float) -> str:
    """Return the colour made darker (below 0) or lighter (above 0) by ``amount``."""
    return mix(colour, "#ffffff" if amount > 0 else "#000000", abs(amount))


def _widen(column: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Stretch a column one pixel wide: smoothly downwards, then plainly sideways, which costs little."""
    return column.resize((1, size[1]), Image.Resampling.BICUBIC).resize(size, Image.Resampling.NEAREST)


def _ink(colour: str, alpha: float) -> tuple[int, ...]:
    channels: Colour = rgb(colour)
    return channels if alpha >= 1 else (*channels, round(255 * max(alpha, 0)))


def _between(stops: Sequence[tuple[float, float]], position: float) -> float:
    if position <= stops[0][0]:
        return stops[0][1]
    for (start, first), (end, second) in itertools.pairwise(stops):
        if position <= end:
            return first + (second - first) * (position - start) / (end - start)
    return stops[-1][1]
