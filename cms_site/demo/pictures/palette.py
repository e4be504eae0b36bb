"""The colours of the demo's pictures, and how two colours meet."""

import itertools
from collections.abc import Sequence
from functools import lru_cache

Colour = tuple[int, int, int]
Stop = tuple[float, str]

NIGHT = "#0b1d2e"
INK = "#12314a"
DEEP = "#1b4965"
SEA = "#2f7690"
SHALLOW = "#7fb6bf"
FOAM = "#d5e7e6"
SNOW = "#f6f3ec"
SAND = "#e8d9bd"
STRAW = "#e3b75f"
AMBER = "#f0a04b"
EMBER = "#d8643c"
ROSE = "#c98a8a"
HEATHER = "#7d5578"
MOSS = "#6f8f57"
PINE = "#24504a"
MIST = "#b8c9cf"
SLATE = "#51697a"

GROUP_COLOURS = {
    "Hovedstaden": "#3465b4",
    "Sjælland": "#1f8a86",
    "Syddanmark": "#dd8a34",
    "Midt-Nord": "#a93a72",
}


def rgb(code: str) -> Colour:
    """Return the red, green and blue (0 to 255) of ``#rrggbb``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def _to_oklab(code: str) -> tuple[float, float, float]:
    linear = []
    for channel in rgb(code):
        value = channel / 255
        linear.append(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
    red, green, blue = linear
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> str:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    codes = []
    for channel in linear:
        value = min(max(channel, 0.0), 1.0)
        value = value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
        codes.append(f"{round(value * 255):02x}")
    return "#" + "".join(codes)


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that is ``share`` (0 to 1) of the way from ``first`` to ``second``.

    The way goes through the OKLab colour space, in which the middle of two colours is not grey. It has 160 steps.
    """
    return _mix(first, second, round(min(max(share, 0.0), 1.0) * 160))


@lru_cache(maxsize=65536)
def _mix(first: str, second: str, step: int) -> str:
    share = step / 160
    pairs = zip(_to_oklab(first), _to_oklab(second), strict=True)
    lightness, a, b = (one + (two - one) * share for one, two in pairs)
    return _from_oklab(lightness, a, b)


def ramp(stops: Sequence[Stop], position: float) -> str:
    """Return the colour at ``position`` of a ramp of ``(position, colour)`` stops in rising order."""
    if position <= stops[0][0]:
        return stops[0][1]
    for (start, first), (end, second) in itertools.pairwise(stops):
        if position <= end:
            return mix(first, second, (position - start) / (end - start))
    return stops[-1][1]
