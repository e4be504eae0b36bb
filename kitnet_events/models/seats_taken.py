"""How many seats of a meeting are taken, counted beside the meeting itself: for lists, which may ask nothing more."""

from typing import Any

from django.db.models import F, Func, IntegerField

from kitnet_events.enums import SignUpRole, SignUpState

SEATED = (SignUpState.HELD, SignUpState.CONFIRMED, SignUpState.OFFERED)
_COUNTED = """CASE WHEN {capacity} IS NOT NULL THEN (
SELECT COUNT(*) FROM kitnet_events_signup s WHERE s.meeting_id = {meeting} AND s.state IN (%s, %s, %s) AND s.role = %s
) END"""


class SeatsTaken(Func):
    """Seats of the capacity that participants have; None for a meeting without a limit, where nothing is counted.

    In SQL of its own, for the same reason as ``quick_reads``: it stands in the lists that must be quick.
    """

    output_field = IntegerField()

    def __init__(self) -> None:
        """Count for the meeting of each row."""
        super().__init__(F("pk"), F("capacity"))

    def as_sql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:
        """Return the SQL and its parameters."""
        (meeting, _), (capacity, _) = (compiler.compile(one) for one in self.get_source_expressions())
        return _COUNTED.format(meeting=meeting, capacity=capacity), [*SEATED, SignUpRole.PARTICIPANT]
