"""The colours of tokens.css, the pairs in which they are used, and their contrast (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from dataclasses import dataclass
from pathlib import Path

import kitnet_pages

TOKENS = Path(kitnet_pages.__file__).parent / "static" / "kitnet_pages" / "css" / "tokens.css"
TEXT, GRAPHICS = 4.5, 3.0
GROUPS = ("teal", "royalblue", "darkorange", "mediumvioletred", "olivedrab")
# A plane is dark in both schemes, and so is what stands on it.
PLANE = "plane"

_TEXT_ON = {
    "paper": ("ink", "ink-soft", "strong", "strong-deep", "alert", "notice", "good"),
    "card": ("ink", "ink-soft", "strong", "good", "notice"),
    "mist": ("ink", "ink-soft", "strong"),
    "mist-deep": ("ink", "ink-soft", "strong", "strong-deep"),
    "strong": ("on-strong",),
    "strong-deep": ("on-strong",),
    "alert": ("paper",),
    "alert-tint": ("ink", "alert"),
    "notice-tint": ("ink", "notice", "ink-soft"),
    "good-tint": ("ink", "good"),
    "mark": ("ink",),
    PLANE: ("ink", "ink-soft", "strong"),
    **{f"{group}-tint": ("ink", f"{group}-ink") for group in GROUPS},
}
_GRAPHICS_ON = {
    "paper": ("edge", "focus", "spark", *GROUPS),
    "mist": ("edge", "focus", "strong"),
    PLANE: ("focus", "spark"),
    "notice-tint": ("notice",),
    "alert-tint": ("alert",),
    **{f"{group}-tint": (group,) for group in GROUPS},
}


@dataclass(frozen=True)
class Pair:
    """A colour on another, and how much contrast it must have; ``light`` and ``dark`` are what it has."""

    front: str
    back: str
    needed: float
    light: float
    dark: float

    @property
    def holds(self) -> bool:
        """Whether both schemes have enough."""
        return min(self.light, self.dark) >= self.needed


def read_colours(css: str) -> dict[str, tuple[str, str]]:
    """Return the colours that a style sheet defines, by name without ``--kn-``: light and dark, as ``#rrggbb``."""
    both = re.findall(r"--kn-([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\)", css)
    # The first definition counts: later ones are for browsers that know no light-dark().
    one = re.findall(r"--kn-([\w-]+):\s*(#[0-9a-f]{6});", css)
    found = {name: (colour, colour) for name, colour in reversed(one)}
    return found | {name: (light, dark) for name, light, dark in both}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs(css: str) -> list[Pair]:
    """Return every pair that the components use, with its contrast under a style sheet's colours."""
    colours = read_colours(css)
    wanted = [(front, back, TEXT) for back, fronts in _TEXT_ON.items() for front in fronts]
    wanted += [(front, back, GRAPHICS) for back, fronts in _GRAPHICS_ON.items() for front in fronts]
    return [_pair(colours, *one) for one in wanted]


def _pair(colours: dict[str, tuple[str, str]], front: str, back: str, needed: float) -> Pair:
    light, dark = (contrast(colours[front][scheme], colours[back][scheme]) for scheme in (0, 1))
    return Pair(front, back, needed, dark if back == PLANE else light, dark)


def _luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2, definition of relative luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
