"""What is done to a meeting in the world: it is called off, and called on again.

Not a matter of drafts: the next publication of the page must not undo it.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kitnet_events.enums import MailKey, MeetingStatus
from kitnet_events.models import Meeting

from .announcing import Decision, announce_change, change_of, decide
from .feeds import lock_ledger
from .ledger import reconcile_meetings
from .seats import fill_seats

LOG_CANCEL = "kitnet_events.cancel_meeting"
LOG_REVIVE = "kitnet_events.revive_meeting"

_REASON = Meeting._meta.get_field("cancellation_reason")


def check_reason(reason: str, *, required: bool) -> str:
    """Return a public reason on one line. Raises ValidationError when it is missing or too long."""
    ProhibitNullCharactersValidator()(reason)
    line = " ".join(reason.split())
    if required and not line:
        raise ValidationError(_("Say why: readers and participants see it."), code="required")
    _REASON.run_validators(line)
    return line


@transaction.atomic
def cancel_meeting(meeting_id: int, reason: str, user: Any = None, *, decision: Decision | None = None) -> Meeting:
    """Call a meeting off, and tell calendars. One that is called off already gets another reason.

    ``reason`` is public, at most 300 characters, and may be left out only while the meeting is not on the web. ``user``
    stands in the log. Mail to those who signed up goes out by the editor's ``decision``; without one it is on hold.
    Raises ValidationError (reason) and Meeting.DoesNotExist.
    """
    lock_ledger()
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    reason = check_reason(reason, required=meeting.published)
    if meeting.is_cancelled and meeting.cancellation_reason == reason:
        return meeting
    return _put(meeting, MeetingStatus.CANCELLED, reason, LOG_CANCEL, user, decision)


@transaction.atomic
def revive_meeting(meeting_id: int, user: Any = None, *, decision: Decision | None = None) -> Meeting:
    """Let a meeting take place after all, and tell calendars. One that was not called off is left as it is.

    Whether it is planned or only announced follows from its page. Seats that became free meanwhile go to those who
    wait. ``user`` stands in the log; ``decision`` is as in ``cancel_meeting``. Raises Meeting.DoesNotExist.
    """
    lock_ledger()
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if not meeting.is_cancelled:
        return meeting
    has_time = meeting.starts_at is not None and not meeting.date_only
    status = MeetingStatus.PLANNED if has_time else MeetingStatus.ANNOUNCED
    return _put(meeting, status, "", LOG_REVIVE, user, decision)


def _put(
    meeting: Meeting, status: MeetingStatus, reason: str, action: str, user: Any, decision: Decision | None
) -> Meeting:
    meeting.status, meeting.cancellation_reason = status, reason
    meeting.save(update_fields=["status", "cancellation_reason"])
    reconcile_meetings([meeting.pk])
    if meeting.published and not meeting.is_past:
        key = MailKey.MEETING_CANCELLED if status == MeetingStatus.CANCELLED else MailKey.MEETING_REVIVED
        meeting.refresh_from_db()
        context = {"reason": reason}
        if decision is not None:
            decide(meeting, change_of(meeting, key, context), decision)
        announce_change(meeting, key, context)
    log(meeting.page or meeting, action, user=user, data={"reason": reason})
    fill_seats(meeting, timezone.now())
    meeting.refresh_from_db()
    return meeting
