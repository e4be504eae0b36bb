"""When a meeting is: from local wall-clock time to moments, and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE_NAME = "Europe/Copenhagen"
ZONE = ZoneInfo(ZONE_NAME)
# Years in which a meeting may be: what lies outside is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 1990, 2199


@dataclass(frozen=True)
class TimeSpan:
    """From ``start`` to ``end``, both aware. In Danish local time the day of each is ``first_day`` and ``last_day``.

    With ``date_only`` no time of day is known: ``start`` is midnight of the first day, ``end`` midnight after the last.
    """

    start: datetime
    end: datetime
    date_only: bool = False

    @property
    def first_day(self) -> date:
        """The local day on which it starts."""
        return self.start.astimezone(ZONE).date()

    @property
    def last_day(self) -> date:
        """The local day on which it ends."""
        if self.date_only:
            return (self.end.astimezone(ZONE) - timedelta(hours=1)).date()
        return self.end.astimezone(ZONE).date()

    @property
    def one_day(self) -> bool:
        """Whether it starts and ends on the same local day."""
        return self.first_day == self.last_day

    @classmethod
    def from_local(cls, first_day: date, start: time | None, last_day: date | None, end: time | None) -> "TimeSpan":
        """Make a span from what an editor types. No start time means that only the dates are known."""
        last_day = last_day or first_day
        if start is None or end is None:
            return cls(at_local(first_day, time()), at_local(last_day + timedelta(days=1), time()), date_only=True)
        return cls(at_local(first_day, start), at_local(last_day, end))


def at_local(day: date, clock: time) -> datetime:
    """Return the moment (UTC) at which clocks in Denmark show ``clock`` on ``day``.

    Of an hour that comes twice (the end of summer time), the first is meant. In UTC, since Python takes no moment of
    such an hour for equal to the same moment in another zone: a meeting then would differ from itself once stored.
    """
    return datetime.combine(day, clock.replace(fold=0), tzinfo=ZONE).astimezone(UTC)


def start_of_year(year: int) -> datetime:
    """Return the moment (UTC) at which a year begins in Denmark."""
    return at_local(date(year, 1, 1), time())


def exists_locally(day: date, clock: time) -> bool:
    """Say whether clocks in Denmark ever show ``clock`` on ``day``: one hour each March is left out."""
    shown = at_local(day, clock).astimezone(ZONE)
    return (shown.date(), shown.time()) == (day, clock.replace(fold=0))
