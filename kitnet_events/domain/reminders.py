"""Mails that the calendar calls for: reminders of meetings, and that sign-up is open."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from kitnet_events import conf
from kitnet_events.enums import MailKey, SignUpPhase, SignUpState
from kitnet_events.models import Meeting, OpeningNotice, OutboxMail, SignUp
from kitnet_events.timespan import at_local

from .mailing import write_mail, write_mail_to_address

_NONE = "-"
# A reminder that could not be written for so long, since nothing ran, is not written any more.
_WINDOW = timedelta(hours=24)
_MOST_DAYS = 100
# Who was told of a seat after a reminder was due has just read when the meeting is.
_TELLS_OF_SEAT = (MailKey.CONFIRMED, MailKey.PROMOTED, MailKey.MEETING_REVIVED)


def reminder_days(meeting: Meeting) -> tuple[int, ...]:
    """Return how many days before a meeting reminders go: the meeting's own choice, else the site's."""
    own = meeting.reminder_days.strip()
    if own == _NONE:
        return ()
    chosen = [int(part) for part in own.split(",") if part.strip().isdigit()] if own else conf.get("REMINDER_DAYS")
    return tuple(sorted(set(chosen), reverse=True))


def due_at(meeting: Meeting, days: int) -> datetime:
    """Return from when (UTC) a reminder goes: in the morning, Danish time, so many days before the meeting's first."""
    return at_local(meeting.when.first_day - timedelta(days=days), time(conf.get("REMINDER_HOUR")))


def write_reminders(now: datetime | None = None) -> int:
    """Write the reminders that are due, one for each person, meeting date and number of days. Return how many."""
    now = now or timezone.now()
    soon = Meeting.objects.public().filter(starts_at__gt=now, starts_at__lt=now + timedelta(days=_MOST_DAYS))
    count = 0
    for meeting in soon.defer("vevent"):
        if meeting.is_cancelled:
            continue
        for days in reminder_days(meeting):
            due = due_at(meeting, days)
            if due <= now < due + _WINDOW:
                count += sum(_remind(sign_up, days) for sign_up in _to_remind(meeting, days, due))
    return count


def _to_remind(meeting: Meeting, days: int, due: datetime) -> Iterator[SignUp]:
    """Yield who has a seat since before the reminder was due, and has not got it."""
    told_late = OutboxMail.objects.filter(meeting=meeting, key__in=_TELLS_OF_SEAT, created_at__gte=due)
    reminded = OutboxMail.objects.filter(meeting=meeting, once__startswith=_name(meeting, days))
    left_out = {*told_late.values_list("sign_up_id", flat=True), *reminded.values_list("sign_up_id", flat=True)}
    seated = SignUp.objects.filter(meeting=meeting, state=SignUpState.CONFIRMED, proved_at__lt=due)
    for sign_up in seated.select_related("participant"):
        if sign_up.pk not in left_out:
            sign_up.meeting = meeting
            yield sign_up


def _remind(sign_up: SignUp, days: int) -> bool:
    try:
        with transaction.atomic():
            name = f"{_name(sign_up.meeting, days)}{sign_up.pk}"
            write_mail(MailKey.REMINDER, sign_up, context={"days": days}, once=name)
    except IntegrityError:
        # Another clock was quicker.
        return False
    return True


def _name(meeting: Meeting, days: int) -> str:
    """Name a reminder. The date is part of it: who was reminded of a meeting that moved is reminded of the new date."""
    return f"reminder/{meeting.pk}/{meeting.when.first_day:%Y%m%d}/{days}/"


def tell_openings(now: datetime | None = None) -> int:
    """Mail those who wanted to hear when sign-up opens, once, and forget them. Return how many mails were written.

    Who waits for a meeting that begins, or is over, is forgotten without a word.
    """
    now = now or timezone.now()
    count = 0
    for meeting in Meeting.objects.filter(opening_notices__isnull=False).distinct().defer("vevent"):
        is_open = meeting.sign_up_phase(now) == SignUpPhase.OPEN
        is_over = meeting.starts_at is not None and meeting.starts_at <= now
        if is_open or is_over:
            count += _forget_notices(meeting, tell=is_open)
    return count


@transaction.atomic
def _forget_notices(meeting: Meeting, *, tell: bool) -> int:
    notices = list(OpeningNotice.objects.select_for_update().filter(meeting=meeting))
    for notice in notices:
        if tell:
            write_mail_to_address(MailKey.SIGN_UP_OPENS, notice.email, meeting)
        notice.delete()
    return len(notices) if tell else 0
