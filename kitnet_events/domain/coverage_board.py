"""Who came from where, round by round: counted from sign-ups and attendance, so nobody has to keep it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db.models import Count, Max, Q
from django.utils import timezone

from kitnet_events.enums import SignUpRole, SignUpState
from kitnet_events.models import AttendanceCount, RoundPage, SignUp
from kitnet_pages.domain.coverage import coverage
from kitnet_pages.models import GroupPage, Municipality

MOST_ROUNDS = 6
# Whoever has not been seen for so many rounds that are over is worth a call.
UNSEEN_ROUNDS = 2


@dataclass(frozen=True)
class Column:
    """A round. ``is_over`` once its last meeting has begun."""

    pk: int
    title: str
    is_over: bool


@dataclass(frozen=True)
class Tally:
    """How many of one municipality had a seat at a round's meetings, how many of them were there, and were not.

    What nobody has noted is in neither of the two last numbers.
    """

    signed_up: int = 0
    present: int = 0
    absent: int = 0

    @property
    def was_seen(self) -> bool:
        """Whether somebody was there; while nobody has noted who was, whether somebody had a seat."""
        return self.present > 0 or self.signed_up > self.absent


@dataclass(frozen=True)
class BoardRow:
    """A municipality, with a tally for each of the board's rounds."""

    municipality: Municipality
    since: date | None
    tallies: tuple[Tally, ...]
    unseen: bool

    @property
    def takes_part(self) -> bool:
        """Whether it takes part today."""
        return self.since is not None

    @property
    def group(self) -> GroupPage | None:
        """The group to which it belongs now."""
        return self.municipality.group


@dataclass(frozen=True)
class Board:
    """The board: its rounds, the latest first, and its rows, sorted as Danes sort."""

    rounds: tuple[Column, ...]
    rows: tuple[BoardRow, ...]

    @cached_property
    def totals(self) -> tuple[Tally, ...]:
        """The sum of each round."""
        columns = zip(*(row.tallies for row in self.rows), strict=True) if self.rows else [()] * len(self.rounds)
        return tuple(
            Tally(sum(one.signed_up for one in each), sum(one.present for one in each), sum(one.absent for one in each))
            for each in columns
        )

    @cached_property
    def municipalities_seen(self) -> tuple[int, ...]:
        """From how many of the rows somebody was seen, for each round."""
        return tuple(sum(row.tallies[number].was_seen for row in self.rows) for number in range(len(self.rounds)))


def coverage_board(
    *,
    group_id: int | None = None,
    region: str = "",
    member: bool | None = None,
    unseen: bool = False,
    now: datetime | None = None,
) -> Board:
    """Return the board of the latest rounds. Six queries, whatever there is to count.

    ``group_id`` and ``region`` choose municipalities as they belong now; ``member`` those that take part today, or that
    do not; ``unseen`` those that have not been seen for two rounds that are over.
    """
    now = now or timezone.now()
    rounds = _rounds(now)
    tallies = _tallies([one.pk for one in rounds])
    since = {place.code: place.since for place in coverage(timezone.localdate(now)).places}
    over = [number for number, one in enumerate(rounds) if one.is_over][:UNSEEN_ROUNDS]
    rows = []
    for place in _places(group_id, region):
        own = tuple(tallies.get((place.pk, one.pk), Tally()) for one in rounds)
        is_unseen = len(over) == UNSEEN_ROUNDS and not any(own[number].was_seen for number in over)
        row = BoardRow(place, since.get(place.code), own, is_unseen)
        if (member is None or row.takes_part is member) and (is_unseen or not unseen):
            rows.append(row)
    return Board(rounds, tuple(rows))


def _rounds(now: datetime) -> tuple[Column, ...]:
    rounds = RoundPage.objects.live().for_listing().annotate(last=Max("meetings__starts_at")).defer("body")
    return tuple(Column(one.pk, one.title, one.last is not None and one.last <= now) for one in rounds[:MOST_ROUNDS])


def _places(group_id: int | None, region: str) -> Iterable[Municipality]:
    places = Municipality.objects.select_related("group").defer("group__body").order_by("sort_key")
    if group_id is not None:
        places = places.filter(group_id=group_id)
    return places.filter(region=region) if region else places


def _tallies(round_ids: list[int]) -> dict[tuple[int, int], Tally]:
    """Return the tallies by municipality and round: of those who are known, and of those who are forgotten."""
    numbers: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0, 0])
    by = ("municipality_id", "meeting__round_id")
    seats = SignUp.objects.filter(
        meeting__round__in=round_ids,
        municipality__isnull=False,
        state=SignUpState.CONFIRMED,
        role=SignUpRole.PARTICIPANT,
    )
    known = (
        seats.order_by()
        .values(*by)
        .annotate(
            seats=Count("pk"), there=Count("pk", filter=Q(attended=True)), away=Count("pk", filter=Q(attended=False))
        )
    )
    for place, round_id, signed_up, present, absent in known.values_list(*by, "seats", "there", "away"):
        numbers[place, round_id] = [signed_up, present, absent]
    forgotten = AttendanceCount.objects.filter(meeting__round__in=round_ids, municipality__isnull=False)
    for place, round_id, signed_up, present in forgotten.values_list(*by, "signed_up", "attended"):
        sums = numbers[place, round_id]
        sums[0] += signed_up
        sums[1] += present
        # Of those who are forgotten it is only known who was there.
        sums[2] += signed_up - present
    return {key: Tally(*sums) for key, sums in numbers.items()}
