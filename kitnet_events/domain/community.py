"""Whom to let into the online community, and whom to let out: done by hand there, noted here."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kitnet_events import conf
from kitnet_events.models import CommunityExit, Enrolment, Participant


@transaction.atomic
def note_let_in(enrolments: QuerySet[Enrolment], ids: Iterable[int]) -> int:
    """Note that members were let into the online community. Return how many were still to be."""
    return enrolments.to_let_in().filter(pk__in=list(ids)).update(let_in_at=timezone.now())


@transaction.atomic
def note_let_out(enrolments: QuerySet[Enrolment], ids: Iterable[int]) -> int:
    """Note that those who left the network were let out of the online community. Return how many were still to be."""
    return enrolments.to_let_out().filter(pk__in=list(ids)).update(let_out_at=timezone.now())


def note_exits(exits: QuerySet[CommunityExit], ids: Iterable[int]) -> int:
    """Note that people who are erased here were let out: the last that was kept of them goes. Return how many."""
    return exits.filter(pk__in=list(ids)).delete()[0]


def is_in_community(person: Participant) -> bool:
    """Say whether somebody was let into the online community, and nobody has noted that they are out."""
    return _last_inside(person) is not None or CommunityExit.objects.filter(email=person.email).exists()


def exit_of(person: Participant) -> CommunityExit | None:
    """Return, not saved, what has to be kept of somebody who is erased: None unless they are in the online community.

    Ask before the erasure, save after it.
    """
    inside = _last_inside(person)
    if inside is not None:
        return CommunityExit(name=inside.name, email=person.email, group=inside.network_group)
    known = CommunityExit.objects.filter(email=person.email).first()
    # Erased once more: the days count from the first time.
    return known and CommunityExit(name=known.name, email=known.email, group=known.group, erased_on=known.erased_on)


def take_back_exit(person: Participant) -> bool:
    """Forget that somebody who has come back was to be let out. Return whether they were."""
    return CommunityExit.objects.filter(email=person.email).delete()[0] > 0


def forget_exits(now: datetime) -> int:
    """Forget those whom nobody has noted as let out within ``LET_OUT_DAYS``. Return how many."""
    before = timezone.localdate(now) - timedelta(days=conf.get("LET_OUT_DAYS"))
    return CommunityExit.objects.overdue(before).delete()[0]


def _last_inside(person: Participant) -> Enrolment | None:
    """Return the latest enrolment by which somebody is in the online community."""
    inside = Enrolment.objects.filter(participant=person, let_in_at__isnull=False, let_out_at__isnull=True)
    return inside.for_listing().order_by("-let_in_at", "-pk").first()
