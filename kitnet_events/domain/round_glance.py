"""The next round at a glance: where each group's meeting stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from kitnet_events.enums import SignUpRole, SignUpState
from kitnet_events.models import Meeting, ProgrammeItem, RoundPage
from kitnet_events.models.signups import SEATED


@dataclass(frozen=True)
class MeetingGlance:
    """One meeting: seats taken, people waiting, whole days until sign-up ends (negative: since)."""

    meeting: Meeting
    taken: int
    waiting: int
    days_left: int

    @property
    def is_full(self) -> bool:
        """Whether nobody gets a seat any more."""
        return self.meeting.capacity is not None and self.taken >= self.meeting.capacity


@dataclass(frozen=True)
class RoundGlance:
    """The next round with its meetings, in the order of their dates. ``round`` is None: the next meetings, of none."""

    round: RoundPage | None
    rows: tuple[MeetingGlance, ...]


def next_round(meetings: QuerySet[Meeting]) -> RoundGlance:
    """Return the round whose meeting comes next, of the ``meetings`` that somebody may know of. Two queries.

    Where the next meetings belong to no round, they stand alone.
    """
    coming = meetings.public().upcoming()
    first = coming.filter(round__isnull=False).order_by("starts_at", "pk").values("round_id")[:1]
    rows = list(_counted(meetings.public().filter(round_id=Subquery(first))))
    rows = rows or list(_counted(coming.filter(round__isnull=True))[:5])
    today = timezone.localdate()
    glances = tuple(
        MeetingGlance(one, one.seats_taken, one.in_line, (timezone.localdate(_deadline(one)) - today).days)
        for one in rows
    )
    return RoundGlance(rows[0].round if rows else None, glances)


def without_programme(meetings: QuerySet[Meeting], days: int) -> QuerySet[Meeting]:
    """Return those of ``meetings`` that take place within so many days, and have no programme on the web yet."""
    soon = meetings.public().upcoming().filter(starts_at__lt=timezone.now() + timedelta(days=days))
    items = ProgrammeItem.objects.filter(page=OuterRef("page_id"))
    return soon.exclude(status="cancelled").exclude(Exists(items)).filter(page__isnull=False)


def _counted(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    seats = Q(sign_ups__state__in=SEATED, sign_ups__role=SignUpRole.PARTICIPANT)
    in_line = Q(sign_ups__state=SignUpState.WAITING, sign_ups__proved_at__isnull=False)
    counted = meetings.select_related("group", "round").defer("vevent", "group__body", "round__body")
    return counted.annotate(
        seats_taken=Count("sign_ups", filter=seats), in_line=Count("sign_ups", filter=in_line)
    ).order_by("starts_at", "pk")


def _deadline(meeting: Meeting) -> datetime:
    return min(moment for moment in (meeting.closes_at, meeting.starts_at) if moment is not None)
