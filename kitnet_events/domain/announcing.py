"""Telling participants what became of their meeting: moved, cancelled, on again. The one way for every kind of change.

Calendars follow at once. Mail goes out when an editor has seen what it says and to how many: what was decided before
the change came (``decide``) counts for exactly that change; whatever else happens stays on hold until it is released.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from kitnet_events.enums import MailKey, MailState, SignUpState
from kitnet_events.models import Announcement, Meeting, MeetingPage, OutboxMail, SignUp
from kitnet_pages.dates import span_in_words

from .facts import location_of
from .mailing import invite, send_held, withdraw_invitation, write_mail

HELD_KEYS = (MailKey.MEETING_MOVED, MailKey.MEETING_CANCELLED, MailKey.MEETING_REVIVED)


@dataclass(frozen=True)
class Decision:
    """An editor's answer: whether those who signed up get mail about a change, with a line of the editor's own."""

    tells: bool
    added_line: str = ""
    user: Any = None


def announce_change(meeting: Meeting, key: MailKey, context: dict[str, str]) -> int:
    """Write a mail to everybody with a living sign-up. Return how many. In the transaction of the change.

    They go out if an editor has decided so about just this change; else they are on hold. What is still on hold from
    before is replaced: who moves a meeting twice before anybody was told sends one mail, with the last word, and with
    the old time that its reader knows. Whose meeting is back where it was is told nothing.
    """
    held = OutboxMail.objects.filter(meeting=meeting, key__in=HELD_KEYS, state=MailState.ON_HOLD)
    untold = {sign_up: (its_key, told) for sign_up, its_key, told in held.values_list("sign_up_id", "key", "context")}
    held.update(state=MailState.DROPPED)
    count = 0
    for sign_up in (
        SignUp.objects.filter(meeting=meeting, proved_at__isnull=False).living().select_related("participant")
    ):
        sign_up.meeting = meeting
        before, known = untold.get(sign_up.pk, ("", {}))
        if key == MailKey.MEETING_REVIVED and before == MailKey.MEETING_CANCELLED:
            # Never heard that it was cancelled.
            continue
        known = known if key == before == MailKey.MEETING_MOVED else {}
        if known and _is_as_before(meeting, known):
            continue
        _write(key, sign_up, context | known)
        count += 1
    _follow_decision(meeting, change_of(meeting, key, context))
    return count


def decide(meeting: Meeting, change: Mapping[str, str], decision: Decision, *, revision: int | None = None) -> None:
    """Keep what an editor decided about a change that comes now, or when ``revision`` of its page is published.

    What was decided before about a change that has not come yet counts no more: a page has one schedule.
    """
    Announcement.objects.open().filter(meeting=meeting).delete()
    Announcement.objects.create(
        meeting=meeting,
        revision=revision,
        change=dict(change),
        tells=decision.tells,
        added_line=decision.added_line,
        user=decision.user,
    )


def change_of(meeting: Meeting, key: MailKey, context: Mapping[str, str]) -> dict[str, str]:
    """Return a change of a meeting, as it is now, in words that tell it from every other change of it."""
    change = {"key": str(key), "when": _when(meeting), "place": location_of(meeting)}
    return change | {name: str(value) for name, value in context.items()}


def waiting_for_release(meeting: Meeting) -> list[OutboxMail]:
    """Return the mails about a change of a meeting that wait for an editor, the oldest first."""
    return list(_held(meeting).select_related("participant", "sign_up__participant").order_by("pk"))


@transaction.atomic
def release(meeting: Meeting, added_line: str = "") -> int:
    """Send what is on hold for a meeting, with a line that the editor adds. Return how many mails go out."""
    mails = _held(meeting).select_for_update(of=("self",)).select_related("meeting", "sign_up").order_by("pk")
    return sum(send_held(mail, {"added_line": added_line}) for mail in mails)


@transaction.atomic
def discard(meeting: Meeting) -> int:
    """Tell nobody of a change: drop what is on hold. Calendars have it all the same. Return how many were dropped."""
    return _held(meeting).update(state=MailState.DROPPED)


def _held(meeting: Meeting) -> Any:
    return OutboxMail.objects.filter(meeting=meeting, key__in=HELD_KEYS, state=MailState.ON_HOLD)


def _follow_decision(meeting: Meeting, change: dict[str, str]) -> None:
    """Do with the mails of a change what an editor decided; leave them on hold if nobody did."""
    published = MeetingPage.objects.filter(pk=meeting.page_id).values_list("live_revision_id", flat=True).first()
    for decision in Announcement.objects.open().select_for_update().filter(meeting=meeting):
        if decision.change != change or decision.revision not in {None, published}:
            continue
        if decision.tells:
            release(meeting, decision.added_line)
        else:
            discard(meeting)
        decision.used_at = timezone.now()
        decision.save(update_fields=["used_at"])


def _is_as_before(meeting: Meeting, known: dict[str, str]) -> bool:
    """Whether time and place are what a reader of ``known`` takes them for, who was not told of the moves between."""
    return (known.get("old_when"), known.get("old_place")) == (_when(meeting), location_of(meeting))


def _when(meeting: Meeting) -> str:
    when = meeting.when
    return span_in_words(when.start, when.end, date_only=when.date_only) if when else ""


def _write(key: MailKey, sign_up: SignUp, context: dict[str, str]) -> None:
    if sign_up.state != SignUpState.CONFIRMED:
        write_mail(key, sign_up, context=context, on_hold=True)
    elif key == MailKey.MEETING_CANCELLED:
        withdraw_invitation(sign_up, key, context=context, on_hold=True)
    else:
        invite(sign_up, key, context=context, on_hold=True)
