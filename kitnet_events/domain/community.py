"""Whom to let into the online community, and whom to let out: done by hand there, noted here."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kitnet_events.models import Enrolment


@transaction.atomic
def note_let_in(enrolments: QuerySet[Enrolment], ids: Iterable[int]) -> int:
    """Note that members were let into the online community. Return how many were still to be."""
    return enrolments.to_let_in().filter(pk__in=list(ids)).update(let_in_at=timezone.now())


@transaction.atomic
def note_let_out(enrolments: QuerySet[Enrolment], ids: Iterable[int]) -> int:
    """Note that those who left the network were let out of the online community. Return how many were still to be."""
    return enrolments.to_let_out().filter(pk__in=list(ids)).update(let_out_at=timezone.now())
