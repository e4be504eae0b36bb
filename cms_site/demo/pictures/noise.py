"""Smooth randomness: the rise and fall of land, cloud and water."""

import math
import random


class Noise:
    """A smooth random field over the plane, with values from 0 to 1."""

    def __init__(self, seed: str, *, octaves: int = 4) -> None:
        """Prepare a field. The same seed always gives the same field."""
        source = random.Random(seed)
        self._table = [source.random() for _ in range(4096)]
        self._octaves = octaves

    def at(self, x: float, y: float = 0.0) -> float:
        """Return the field's value at a place; neighbouring whole numbers are one hill apart."""
        total, weight, size = 0.0, 1.0, 0.0
        for _ in range(self._octaves):
            total += self._smooth(x, y) * weight
            size += weight
            weight /= 2
            x, y = x * 2 + 17.3, y * 2 + 9.1
        return total / size

    def _smooth(self, x: float, y: float) -> float:
        column, row = math.floor(x), math.floor(y)
        across, down = x - column, y - row
        across, down = across * across * (3 - 2 * across), down * down * (3 - 2 * down)
        upper = self._corner(column, row) * (1 - across) + self._corner(column + 1, row) * across
        lower = self._corner(column, row + 1) * (1 - across) + self._corner(column + 1, row + 1) * across
        return upper * (1 - down) + lower * down

    def _corner(self, column: int, row: int) -> float:
        return self._table[(column * 73 + row * 1259 + (column * row) % 31) % 4096]
