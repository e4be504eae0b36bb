"""Telling participants what became of their meeting: moved, cancelled, on again. The one way for every kind of change.

Calendars follow at once. Mail goes out when an editor has seen what it says and to how many: until then it is on hold.
"""

from django.db import transaction

from kitnet_events.enums import MailKey, MailState, SignUpState
from kitnet_events.models import Meeting, OutboxMail, SignUp
from kitnet_pages.dates import span_in_words

from .facts import location_of
from .mailing import invite, send_held, withdraw_invitation, write_mail

_HELD_KEYS = (MailKey.MEETING_MOVED, MailKey.MEETING_CANCELLED, MailKey.MEETING_REVIVED)


def announce_change(meeting: Meeting, key: MailKey, context: dict[str, str]) -> int:
    """Write a mail to everybody with a living sign-up, on hold. Return how many. In the transaction of the change.

    What is still on hold is replaced: who moves a meeting twice before anybody was told sends one mail, with the last
    word, and with the old time that its reader knows. Whose meeting is back where it was is told nothing.
    """
    held = OutboxMail.objects.filter(meeting=meeting, key__in=_HELD_KEYS, state=MailState.ON_HOLD)
    untold = dict(held.filter(key=MailKey.MEETING_MOVED).values_list("sign_up_id", "context"))
    held.update(state=MailState.DROPPED)
    count = 0
    for sign_up in (
        SignUp.objects.filter(meeting=meeting, proved_at__isnull=False).living().select_related("participant")
    ):
        sign_up.meeting = meeting
        known = untold.get(sign_up.pk, {}) if key == MailKey.MEETING_MOVED else {}
        if known and _is_as_before(meeting, known):
            continue
        _write(key, sign_up, context | known)
        count += 1
    return count


def _is_as_before(meeting: Meeting, known: dict[str, str]) -> bool:
    """Whether time and place are what a reader of ``known`` takes them for, who was not told of the moves between."""
    when = meeting.when
    words = span_in_words(when.start, when.end, date_only=when.date_only) if when else ""
    return (known.get("old_when"), known.get("old_place")) == (words, location_of(meeting))


def _write(key: MailKey, sign_up: SignUp, context: dict[str, str]) -> None:
    if sign_up.state != SignUpState.CONFIRMED:
        write_mail(key, sign_up, context=context, on_hold=True)
    elif key == MailKey.MEETING_CANCELLED:
        withdraw_invitation(sign_up, key, context=context, on_hold=True)
    else:
        invite(sign_up, key, context=context, on_hold=True)


def waiting_for_release(meeting: Meeting) -> list[OutboxMail]:
    """Return the mails about a change of a meeting that wait for an editor."""
    return list(OutboxMail.objects.filter(meeting=meeting, key__in=_HELD_KEYS, state=MailState.ON_HOLD))


@transaction.atomic
def release(meeting: Meeting, added_line: str = "") -> int:
    """Send what is on hold for a meeting, with a line that the editor adds. Return how many mails go out."""
    mails = OutboxMail.objects.select_for_update().filter(meeting=meeting, key__in=_HELD_KEYS, state=MailState.ON_HOLD)
    return sum(send_held(mail, {"added_line": added_line}) for mail in mails.order_by("pk"))


@transaction.atomic
def discard(meeting: Meeting) -> int:
    """Tell nobody of a change: drop what is on hold. Calendars have it all the same. Return how many were dropped."""
    return OutboxMail.objects.filter(meeting=meeting, key__in=_HELD_KEYS, state=MailState.ON_HOLD).update(
        state=MailState.DROPPED
    )
