"""What a meeting's page, and its card in a list, say of its sign-up."""

from dataclasses import dataclass
from datetime import datetime

from kitnet_events import conf
from kitnet_events.enums import SignUpAudience, SignUpPhase
from kitnet_events.models import Meeting, SignUp
from kitnet_pages.dates import duration_in_words

from .seats import Seats

# From so few seats on the page says that they are few.
FEW = 3
_SILENT = {SignUpPhase.NONE, SignUpPhase.CANCELLED, SignUpPhase.PAST}


@dataclass(frozen=True)
class SignUpCall:
    """Where a meeting stands with its sign-up: ``phase``, the seats (``capacity`` None: as many as come), who waits.

    And what holds for whoever signs up: until when (``closes_at`` None: until the meeting begins), whether it is for
    members alone, how many may come from one municipality (None: no limit).
    """

    phase: SignUpPhase
    capacity: int | None = None
    taken: int = 0
    waiting: int = 0
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    for_members: bool = False
    municipality_max: int | None = None

    @property
    def left(self) -> int | None:
        """Seats that are free; None without a limit."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    @property
    def state(self) -> str:
        """One word for the template: a phase, and of an open sign-up ``full`` and ``few`` (seats left)."""
        if self.phase != SignUpPhase.OPEN or self.left is None:
            return str(self.phase)
        if self.left == 0:
            return "full"
        return "few" if self.left <= FEW else str(self.phase)

    @property
    def percent(self) -> int:
        """How much of the capacity is taken, from 0 to 100."""
        return min(100, round(100 * self.taken / self.capacity)) if self.capacity else 100


@dataclass(frozen=True)
class LateSeats:
    """What holds for seats that become free shortly ``before`` a meeting: one is asked, with a time to ``answer``.

    Both in words.
    """

    before: str
    answer: str


def late_seats() -> LateSeats:
    """Return what whoever goes on the waiting list should know beforehand."""
    return LateSeats(
        duration_in_words(conf.get("PROMOTE_AT_ONCE_SECONDS")), duration_in_words(conf.get("OFFER_SECONDS"))
    )


def sign_up_call(meeting: Meeting | None) -> SignUpCall | None:
    """Return what the page says, or None when there is nothing to say: no sign-up, cancelled or over."""
    phase = meeting.sign_up_phase() if meeting else SignUpPhase.NONE
    if phase in _SILENT:
        return None
    seats = {}
    if phase == SignUpPhase.OPEN and meeting.capacity is not None:
        seats = {"capacity": meeting.capacity, "taken": Seats.read(meeting).taken.total()}
        if seats["taken"] >= meeting.capacity:
            seats["waiting"] = SignUp.objects.filter(meeting=meeting).waiting().count()
    return SignUpCall(
        phase=phase,
        opens_at=meeting.opens_at,
        closes_at=meeting.closes_at,
        for_members=meeting.audience == SignUpAudience.MEMBERS,
        municipality_max=meeting.municipality_max,
        **seats,
    )


def call_on_card(meeting: Meeting) -> SignUpCall | None:
    """Return what a card says, from what ``for_cards`` has read: no query. None when there is nothing to say.

    Neither is there of a meeting that is only announced: the card says so, and sign-up follows.
    """
    phase = meeting.sign_up_phase()
    if phase in _SILENT or (phase == SignUpPhase.NOT_YET and (meeting.is_announced or meeting.opens_at is None)):
        return None
    capacity = None if meeting.seats_taken is None else meeting.capacity
    return SignUpCall(phase, capacity, meeting.seats_taken or 0, opens_at=meeting.opens_at, closes_at=meeting.closes_at)
