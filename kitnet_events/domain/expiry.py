"""Pages of meetings that are to expire although people have signed up: they stay, and their history says why."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from kitnet_events.models import Meeting
from kitnet_events.models.meeting_pages import MEETING_FORM_CHECKS

from .protection import advice, protected_meetings

LOG_KEPT = "kitnet_events.keep_meeting"


def register() -> None:
    """Let no editor choose a day on which a meeting's page expires once people have signed up."""
    if check_expiry not in MEETING_FORM_CHECKS:
        MEETING_FORM_CHECKS.append(check_expiry)


def check_expiry(page: Any, cleaned: dict[str, Any]) -> None:
    """Refuse an expiry before the meeting has ended, when people have signed up. Raises ValidationError by field."""
    expire_at = cleaned.get("expire_at")
    if page.pk is None or expire_at is None:
        return
    meetings = protected_meetings(Q(page=page.pk, ends_at__gt=expire_at))
    if meetings:
        raise ValidationError({"expire_at": [advice(meetings)]})


@transaction.atomic
def keep_protected(now: datetime | None = None) -> list[Meeting]:
    """Take back the expiry, due by now, of meetings' pages to which people have signed up. Return the meetings."""
    kept = protected_meetings(Q(page__live=True, page__expire_at__lt=now or timezone.now()))
    for meeting in kept:
        page = meeting.page
        page.expire_at = None
        page.save(update_fields=["expire_at"])
        latest = page.get_latest_revision()
        if latest is not None and latest.content.get("expire_at"):
            latest.content["expire_at"] = None
            latest.save(update_fields=["content"])
        log(page, LOG_KEPT, data={"reason": advice([meeting])})
    return kept
