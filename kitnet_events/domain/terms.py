"""The terms of a meeting's sign-up: how many seats, when, for whom, what is asked. They lie outside every revision."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from kitnet_events.models import Meeting, SignUp, SignUpQuestion
from kitnet_events.timespan import ZONE, at_local

from .seats import fill_seats, lock_meeting

LOG_TERMS = "kitnet_events.sign_up_terms"
MOST_QUESTIONS = 5
TERMS = (
    "takes_sign_ups",
    "capacity",
    "municipality_max",
    "opens_at",
    "closes_at",
    "audience",
    "confirmation_text",
    "reminder_days",
)


@transaction.atomic
def set_terms(
    meeting_id: int,
    *,
    user: Any = None,
    questions: Iterable[SignUpQuestion] | None = None,
    now: datetime | None = None,
    **terms: Any,
) -> int:
    """Change some of ``TERMS``. Return how many persons thereby got a seat, or the offer of one.

    ``questions``, if given, are asked from now on, in this order, and no others (see ``set_questions``).

    More seats go to those who wait; fewer throw nobody out. A sign-up that closes earlier ends the seats held for
    unproved addresses then. ``user`` stands in the log. Raises Meeting.DoesNotExist, and TypeError on an unknown term.
    """
    unknown = set(terms) - set(TERMS)
    if unknown:
        raise TypeError(f"No terms of a sign-up: {', '.join(sorted(unknown))}")
    now = now or timezone.now()
    meeting = lock_meeting(meeting_id)
    was_closed = meeting.closes_at is not None and meeting.closes_at <= now
    if questions is not None:
        set_questions(meeting_id, questions)
    changed = {name: value for name, value in terms.items() if getattr(meeting, name) != value}
    if not changed:
        return 0
    for name, value in changed.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(changed))
    if "closes_at" in changed and meeting.closes_at is not None:
        _end_holds_at_close(meeting, now, was_closed=was_closed)
    log(meeting.page or meeting, LOG_TERMS, user=user, data={"changed": sorted(changed)})
    return fill_seats(meeting, now)


def follow_move(meeting: Meeting, days: int, now: datetime) -> None:
    """Let sign-up open and close as many days before a meeting as it did, now that this is moved by ``days``.

    What has come to pass stays: sign-up that is open does not close again until it opens, and what is closed stays
    closed. Whoever calls this saves the meeting, whose row is locked.
    """
    changed = []
    for name in ("opens_at", "closes_at"):
        moment = getattr(meeting, name)
        if days and moment is not None and moment > now:
            local = moment.astimezone(ZONE)
            setattr(meeting, name, at_local(local.date() + timedelta(days=days), local.time()))
            changed.append(name)
    if "closes_at" in changed:
        _end_holds_at_close(meeting, now, was_closed=False)
    if changed:
        log(meeting.page or meeting, LOG_TERMS, data={"changed": changed})


def _end_holds_at_close(meeting: Meeting, now: datetime, *, was_closed: bool) -> None:
    """Let unproved addresses be held no longer than sign-up is open.

    What was handed over after it had closed has a time of its own.
    """
    ends = max(meeting.closes_at, now)
    if ends > now or not was_closed:
        unproved = SignUp.objects.filter(meeting=meeting, proved_at__isnull=True, expires_at__gt=ends)
        unproved.living().update(expires_at=ends)


@transaction.atomic
def set_questions(meeting_id: int, questions: Iterable[SignUpQuestion]) -> None:
    """Ask these questions at a meeting's sign-up, in this order, and no others. Raises ValueError on more than five.

    Answers that were given keep the words of the question that was asked.
    """
    meeting = lock_meeting(meeting_id)
    asked = list(questions)
    if len(asked) > MOST_QUESTIONS:
        raise ValueError(f"{MOST_QUESTIONS} questions at the most.")
    for position, question in enumerate(asked, start=1):
        question.meeting, question.position = meeting, position
        question.save()
    meeting.questions.exclude(pk__in=[question.pk for question in asked]).delete()
