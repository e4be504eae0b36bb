"""Meetings to which people have signed up leave the web only by being cancelled."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import ngettext

from kitnet_events.enums import MeetingStatus
from kitnet_events.models import Meeting
from kitnet_events.models.signups import LIVING


def protected_meetings(pages: Q) -> list[Meeting]:
    """Return the meetings, of those whose page matches ``pages``, that people still mean to come to.

    ``pages`` asks about meetings: ``Q(page=...)``, ``Q(page__path__startswith=...)``. Each meeting has ``people``: how
    many living sign-ups. One that is cancelled, over or not on the web has nobody to let down.
    """
    coming = Meeting.objects.filter(pages, published=True, ends_at__gt=timezone.now())
    coming = coming.exclude(status=MeetingStatus.CANCELLED).defer("vevent")
    counted = coming.annotate(people=Count("sign_ups", filter=Q(sign_ups__state__in=LIVING)))
    return list(counted.filter(people__gt=0).order_by("starts_at", "pk"))


def protected_below(*pages: Any) -> list[Meeting]:
    """Return the protected meetings among ``pages`` and all that stands below them."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(page__path__startswith=page.path)
    return protected_meetings(below)


def advice(meetings: list[Meeting]) -> str:
    """Return in words why pages of ``meetings`` must stay, and what to do instead."""
    first = meetings[0]
    sentence = ngettext(
        "%(people)s person has signed up to “%(title)s”, so the page must stay on the web. Cancel the meeting instead: "
        "then those who signed up are told.",
        "%(people)s persons have signed up to “%(title)s”, so the page must stay on the web. Cancel the meeting "
        "instead: then those who signed up are told.",
        first.people,
    ) % {"people": first.people, "title": first.title}
    others = len(meetings) - 1
    if others:
        more = ngettext(
            "The same holds for %(count)s more meeting here.",
            "The same holds for %(count)s more meetings here.",
            others,
        )
        sentence = f"{sentence} {more % {'count': others}}"
    return sentence


def require_unprotected(pages: Q) -> None:
    """Stand before every way of taking pages away, whoever asks. Raises ValidationError with the advice."""
    meetings = protected_meetings(pages)
    if meetings:
        raise ValidationError({"__all__": [advice(meetings)]})
