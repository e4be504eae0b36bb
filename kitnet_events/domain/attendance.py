"""How many came to a meeting, by municipality: the same numbers before and after names are erased."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Count, F, Q, QuerySet

from kitnet_events.enums import SignUpRole, SignUpState
from kitnet_events.models import AttendanceCount, Meeting, SignUp
from kitnet_pages.models import Municipality


@dataclass(frozen=True)
class Attendance:
    """How many participants of one municipality had a seat at a meeting, and how many were there.

    ``municipality_id`` is None for all other organisations together; ``municipality`` is its name.
    """

    municipality_id: int | None
    signed_up: int
    attended: int
    municipality: str = field(default="", compare=False)


def attendance_of(meeting: Meeting) -> list[Attendance]:
    """Return the numbers of a meeting, of those who are known and those who are forgotten.

    By name in Danish order, other organisations last.
    """
    total: dict[int | None, list[int]] = defaultdict(lambda: [0, 0])
    known = _seats(SignUp.objects.filter(meeting=meeting)).values("municipality_id").order_by()
    known = known.annotate(seats=Count("pk"), there=Count("pk", filter=Q(attended=True)))
    rows = [
        *known.values_list("municipality_id", "seats", "there"),
        *AttendanceCount.objects.filter(meeting=meeting).values_list("municipality_id", "signed_up", "attended"),
    ]
    for municipality_id, signed_up, attended in rows:
        total[municipality_id][0] += signed_up
        total[municipality_id][1] += attended
    named = Municipality.objects.filter(pk__in=total).order_by("sort_key")
    found = [Attendance(one.pk, *total[one.pk], municipality=one.name) for one in named.only("name", "sort_key")]
    return found + ([Attendance(None, *total[None])] if None in total else [])


def count_forgotten(sign_ups: QuerySet[SignUp]) -> None:
    """Add sign-ups that are about to be deleted to the numbers. Runs in the transaction that deletes them."""
    for mine in _seats(sign_ups):
        kept, _born = AttendanceCount.objects.get_or_create(
            meeting_id=mine.meeting_id, municipality_id=mine.municipality_id
        )
        AttendanceCount.objects.filter(pk=kept.pk).update(
            signed_up=F("signed_up") + 1, attended=F("attended") + int(bool(mine.attended))
        )


def _seats(sign_ups: QuerySet[SignUp]) -> QuerySet[SignUp]:
    """Return those that count: participants who had a seat, and not who gave it back, speaks or helps."""
    return sign_ups.filter(state=SignUpState.CONFIRMED, role=SignUpRole.PARTICIPANT)
