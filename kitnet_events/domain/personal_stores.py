"""Where something is kept of a person: what they are given when they ask for it, and what goes when they are erased.

A model that keeps something of participants joins ``STORES``; tests/test_personal_data.py notices one that does not.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from wagtail.models import ModelLogEntry

from kitnet_events.models import (
    CommunityExit,
    Enrolment,
    Invitation,
    Meeting,
    OpeningNotice,
    OutboxMail,
    Participant,
    SignUp,
)
from kitnet_pages.dates import span_in_words

# What is of no use to anybody, and must not leave the database.
_KEPT_BACK = frozenset({"token_version", "feed_version", "leased_until", "once"})


@dataclass(frozen=True)
class Store:
    """Rows of one model that are about a person.

    ``key`` is what they are called in the file that a person gets; ``of`` finds them.
    """

    key: str
    model: type[Model]
    of: Callable[[Participant], Q]

    def rows(self, person: Participant) -> QuerySet[Any]:
        """Return the rows about a person."""
        return self.model._default_manager.filter(self.of(person)).order_by("pk")


# In the order in which rows can be deleted: what refers to others comes first.
STORES: tuple[Store, ...] = (
    Store("mails", OutboxMail, lambda person: Q(participant=person) | Q(to=person.email)),
    Store("invitations", Invitation, lambda person: Q(email=person.email)),
    Store("opening_notices", OpeningNotice, lambda person: Q(email=person.email)),
    Store("sign_ups", SignUp, lambda person: Q(participant=person)),
    Store("community_exits", CommunityExit, lambda person: Q(email=person.email)),
    Store("enrolments", Enrolment, lambda person: Q(participant=person)),
    Store("person", Participant, lambda person: Q(pk=person.pk)),
)


def as_plain_data(row: Model) -> dict[str, Any]:
    """Return all that a row holds, by field; what it refers to in words."""
    plain: dict[str, Any] = {}
    for field in row._meta.concrete_fields:
        if field.primary_key or field.name in _KEPT_BACK:
            continue
        value = getattr(row, field.name)
        plain[field.name] = _in_words(value) if isinstance(value, Model) else value
    return plain


def _in_words(thing: Model) -> str:
    when = thing.when if isinstance(thing, Meeting) else None
    return f"{thing}, {span_in_words(when.start, when.end, date_only=when.date_only)}" if when else str(thing)


def log_entries(model: type[Model], rows: QuerySet[Any] | None = None) -> QuerySet[ModelLogEntry]:
    """Return what the admin's log says of rows of a model; of all that ever were, unless ``rows`` are given.

    The log calls each row by its number (``domain.nameless_log``), and so still tells who did what with it.
    """
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    if rows is not None:
        entries = entries.filter(object_id__in=[str(pk) for pk in rows.values_list("pk", flat=True)])
    return entries
