"""The list of participants of a meeting: who said yes to stand there, for those who have a seat themselves."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kitnet_events.enums import SignUpState
from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_pages.collation import danish_sort_key


@dataclass(frozen=True)
class ParticipantList:
    """Those who said yes, in Danish order of their names; how many have a seat and are not named."""

    named: list[SignUp]
    others: int


def may_see_list(person: Participant | None, meeting: Meeting) -> bool:
    """Say whether somebody has a confirmed seat at the meeting, in whatever part they come."""
    return person is not None and _seats(meeting).filter(participant=person).exists()


def participant_list(meeting: Meeting) -> ParticipantList:
    """Return the list of a meeting. Ask ``may_see_list`` first."""
    seats = list(_seats(meeting).select_related("municipality"))
    named = [one for one in seats if one.listed and one.name]
    return ParticipantList(sorted(named, key=lambda one: danish_sort_key(one.name)), len(seats) - len(named))


def _seats(meeting: Meeting) -> QuerySet[SignUp]:
    return SignUp.objects.filter(meeting=meeting, state=SignUpState.CONFIRMED, proved_at__isnull=False)
