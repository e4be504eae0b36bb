"""One line of the table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of the table: ``value`` must be at most ``mark``."""

    what: str
    value: float
    mark: float
    unit: str = "×"
    note: str = ""
