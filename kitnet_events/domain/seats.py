"""Seats at a meeting: counted from the sign-ups themselves, under the lock of the meeting's row."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self

from django.db.models import Count, Q

from kitnet_events import conf
from kitnet_events.enums import MailKey, SignUpRole, SignUpState, WaitingReason
from kitnet_events.models import Meeting, SignUp
from kitnet_events.models.quick_reads import count_seats
from kitnet_events.models.signups import SEATED

from .mailing import invite, write_mail
from .signup_states import change_state


def lock_meeting(meeting_id: int) -> Meeting:
    """Return a meeting with its row locked until the transaction ends: every change of seats begins here.

    SQLite has no row locks; there the transaction is immediate, so writers already stand in line.
    """
    return Meeting.objects.select_for_update().defer("vevent").get(pk=meeting_id)


def lock_meetings(*meeting_ids: int) -> dict[int, Meeting]:
    """Lock several meetings, in one order, so that two movers never wait for each other."""
    locked = Meeting.objects.select_for_update().filter(pk__in=meeting_ids).order_by("pk")
    return {meeting.pk: meeting for meeting in locked.defer("vevent")}


def is_too_late(meeting: Meeting, now: datetime) -> bool:
    """Say whether no seat can be given or taken any more: the meeting is off, has begun, or has no date."""
    return meeting.is_cancelled or meeting.starts_at is None or meeting.starts_at <= now


@dataclass
class Seats:
    """A meeting's seats and its waiting list, counted once, by municipality (None: other organisations).

    Where there is no maximum for each municipality, all are counted together, under None. ``taken`` are confirmed, held
    and offered seats of participants; ``waiting`` those who wait and have proved their address. Under the meeting's
    lock this is the truth, as long as what is given away is told with ``take``.
    """

    capacity: int | None
    municipality_max: int | None
    taken: Counter = field(default_factory=Counter)
    waiting: Counter = field(default_factory=Counter)

    @classmethod
    def read(cls, meeting: Meeting) -> Self:
        """Count, in one query."""
        seats = cls(meeting.capacity, meeting.municipality_max)
        if meeting.municipality_max is None:
            # Who comes from where plays no part.
            seats.taken[None], seats.waiting[None] = count_seats(meeting.pk)
            return seats
        counted = Q(state__in=SEATED) | Q(state=SignUpState.WAITING, proved_at__isnull=False)
        rows = SignUp.objects.filter(counted, meeting=meeting, role=SignUpRole.PARTICIPANT).order_by()
        for municipality_id, state, number in rows.values_list("municipality_id", "state").annotate(Count("pk")):
            line = seats.waiting if state == SignUpState.WAITING else seats.taken
            line[municipality_id] += number
        return seats

    @property
    def left(self) -> int | None:
        """How many seats are free; None when there is no limit. Never negative."""
        return None if self.capacity is None else max(0, self.capacity - self.taken.total())

    def has_room(self, municipality_id: int | None) -> bool:
        """Say whether a participant from a municipality can have a seat."""
        return self.left != 0 and self.has_share(municipality_id)

    def has_share(self, municipality_id: int | None) -> bool:
        """Say whether a municipality has fewer seats than it may have."""
        limited = self.municipality_max is not None and municipality_id is not None
        return not limited or self.taken[municipality_id] < self.municipality_max

    def lets_in(self, municipality_id: int | None) -> bool:
        """Say whether a newcomer can have a seat: there is one, and nobody waits who could take it."""
        someone_first = any(number and self.has_room(waiting) for waiting, number in self.waiting.items())
        return self.has_room(municipality_id) and not someone_first

    def take(self, municipality_id: int | None) -> None:
        """Count one more seat as taken."""
        self.taken[municipality_id] += 1


def seats_left(meeting: Meeting) -> int | None:
    """Return how many seats are free; None when the meeting has no limit. Never negative."""
    return Seats.read(meeting).left


def waiting_place(sign_up: SignUp) -> int | None:
    """Return the place on the waiting list, from 1; None when the sign-up does not wait. Computed, never stored."""
    if sign_up.state != SignUpState.WAITING:
        return None
    return SignUp.objects.ahead_of(sign_up).count() + 1


def why_waiting(sign_up: SignUp) -> WaitingReason | None:
    """Return why somebody waits; None when the sign-up does not wait."""
    if sign_up.state != SignUpState.WAITING:
        return None
    seats = Seats.read(sign_up.meeting)
    if seats.left == 0:
        return WaitingReason.FULL
    return WaitingReason.IN_LINE if seats.has_share(sign_up.municipality_id) else WaitingReason.SHARE


def waiting_places(sign_ups: Iterable[SignUp]) -> dict[int, int]:
    """Return the places on the waiting lists, from 1, of those of ``sign_ups`` that wait, by primary key: one query."""
    waiting = {mine.pk: mine.meeting_id for mine in sign_ups if mine.state == SignUpState.WAITING}
    if not waiting:
        return {}
    lines: dict[int, list[int]] = {}
    rows = SignUp.objects.filter(meeting__in=set(waiting.values())).waiting().values_list("meeting_id", "pk")
    for meeting_id, pk in rows:
        lines.setdefault(meeting_id, []).append(pk)
    return {pk: lines[meeting_id].index(pk) + 1 for pk, meeting_id in waiting.items() if pk in lines[meeting_id]}


def fill_seats(meeting: Meeting, now: datetime) -> int:
    """Give free seats to those who wait, the first one first; return how many. The meeting's row must be locked.

    Well before the meeting a seat is given at once; later it is offered, for nobody should be expected to come who
    does not know. Who has not proved the address yet cannot be given a seat; neither can one whose municipality has
    all that it may have.
    """
    if is_too_late(meeting, now):
        return 0
    seats = Seats.read(meeting)
    if seats.left == 0 or not seats.waiting.total():
        return 0
    given = 0
    for sign_up in SignUp.objects.filter(meeting=meeting, proved_at__isnull=False).waiting().with_participant():
        if seats.left == 0:
            break
        if seats.has_room(sign_up.municipality_id):
            sign_up.meeting = meeting
            seats.take(sign_up.municipality_id)
            _give(sign_up, meeting, now)
            given += 1
    return given


def _give(sign_up: SignUp, meeting: Meeting, now: datetime) -> None:
    """Give a waiting person a seat, or offer it when the meeting is near."""
    if meeting.starts_at - now > timedelta(seconds=conf.get("PROMOTE_AT_ONCE_SECONDS")):
        change_state(sign_up, SignUpState.CONFIRMED, now=now)
        invite(sign_up, MailKey.PROMOTED)
    else:
        until = min(now + timedelta(seconds=conf.get("OFFER_SECONDS")), meeting.starts_at)
        change_state(sign_up, SignUpState.OFFERED, now=now, expires_at=until)
        write_mail(MailKey.OFFERED, sign_up)
