"""Looking ahead: what a change of a meeting will do, found out by doing it in a transaction that is rolled back.

So the page that asks an editor cannot promise another thing than what will happen.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from kitnet_events.enums import MailKey, SignUpPhase
from kitnet_events.models import Announcement, Meeting, MeetingPage, OutboxMail

from .announcing import change_of, waiting_for_release
from .facts import location_of
from .ledger import reconcile_as_if
from .letters import compose
from .mail_preview import Preview, preview_of
from .mail_values import Stationery, moment_in_words, when_in_words
from .meetings import cancel_meeting, revive_meeting


@dataclass(frozen=True)
class Difference:
    """What changes for readers: an empty ``old`` is something new."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Effect:
    """What a change will do.

    ``mails`` are those it writes: not saved, for looking at alone. ``change`` names it (see ``announcing.decide``).
    ``leaves_closed`` says that it moves the meeting, and that nobody can sign up to it then.
    """

    meeting: Meeting
    differences: tuple[Difference, ...] = ()
    mails: tuple[OutboxMail, ...] = ()
    calendars: int = 0
    is_first: bool = False
    is_significant: bool = False
    change: dict[str, str] | None = None
    leaves_closed: bool = False

    @property
    def reaches_people(self) -> bool:
        """Whether anybody will notice without looking at the page: by mail, or since a calendar moves."""
        return bool(self.mails) or self.is_significant or (self.is_first and self.calendars > 0)

    @property
    def fingerprint(self) -> str:
        """What tells this change from every other one, short enough for a form."""
        return hashlib.sha256(json.dumps(self.change, sort_keys=True).encode()).hexdigest()[:32]

    @property
    def people(self) -> int:
        """How many persons get a mail."""
        return len(self.mails)

    def preview(self, added_line: str = "") -> Preview | None:
        """Return the mail as the first of its readers would get it, without that person's link."""
        return preview_held(self.mails, added_line)


def preview_held(mails: tuple[OutboxMail, ...] | list[OutboxMail], added_line: str = "") -> Preview | None:
    """Return the first of some mails on hold as its reader would get it, with an editor's line, without the link."""
    if not mails:
        return None
    mail = mails[0]
    mail.context = {**mail.context, "added_line": added_line}
    with translation.override(settings.LANGUAGE_CODE):
        letter = compose(mail, Stationery.read(masked=True))
        return preview_of(replace(letter, calendar=""))


def foresee_publishing(page: MeetingPage) -> Effect | None:
    """Return what publishing a version of a meeting's page does; None for a page that has no meeting yet."""
    meeting = Meeting.objects.filter(page_id=page.pk).first()
    return _foresee(meeting, lambda: reconcile_as_if(meeting.pk, page)) if meeting else None


def foresee_cancelling(meeting: Meeting, reason: str) -> Effect:
    """Return what cancelling a meeting does. Raises ValidationError on a bad reason."""
    return _foresee(meeting, lambda: cancel_meeting(meeting.pk, reason))


def foresee_reviving(meeting: Meeting) -> Effect:
    """Return what reviving a meeting does."""
    return _foresee(meeting, lambda: revive_meeting(meeting.pk))


def _foresee(meeting: Meeting, deed: Callable[[], Any]) -> Effect:
    with rolled_back():
        # What was decided before must not send anything, not even here.
        Announcement.objects.open().filter(meeting=meeting).delete()
        before = Meeting.objects.select_related("host").get(pk=meeting.pk)
        feeds_before = set(before.feeds.values_list("pk", flat=True))
        known = set(OutboxMail.objects.filter(meeting=meeting).values_list("pk", flat=True))
        deed()
        after = Meeting.objects.select_related("page", "group", "host").get(pk=meeting.pk)
        feeds = set(after.feeds.values_list("pk", flat=True))
        mails = tuple(mail for mail in waiting_for_release(after) if mail.pk not in known)
        for mail in mails:
            mail.meeting = after
        return Effect(
            meeting=after,
            differences=tuple(_differences(before, after)),
            mails=mails,
            calendars=len(feeds | feeds_before) if after.vevent != before.vevent else 0,
            is_first=after.first_published_at is not None and before.first_published_at is None,
            is_significant=after.sequence != before.sequence,
            change=_change(before, after),
            leaves_closed=before.starts_at != after.starts_at and after.sign_up_phase() == SignUpPhase.CLOSED,
        )


@contextmanager
def rolled_back() -> Iterator[None]:
    """Let happen what stands inside, and then let it not have happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _differences(before: Meeting, after: Meeting) -> Iterator[Difference]:
    """Yield what readers see changed, in the language of whoever looks."""
    if before.first_published_at is None:
        before = Meeting()
    pairs = (
        (gettext("Title"), before.title, after.title),
        (gettext("When"), when_in_words(before.when), when_in_words(after.when)),
        (gettext("Where"), location_of(before), location_of(after)),
        (gettext("State"), _state(before), _state(after)),
        (gettext("Sign-up opens"), _moment(before.opens_at), _moment(after.opens_at)),
        (gettext("Sign-up closes"), _moment(before.closes_at), _moment(after.closes_at)),
    )
    for label, old, new in pairs:
        if old != new:
            yield Difference(label, capfirst(old), capfirst(new))


def _moment(moment: datetime | None) -> str:
    return moment_in_words(moment) if moment else ""


def _state(meeting: Meeting) -> str:
    if not meeting.published:
        return gettext("not on the web")
    return str(meeting.get_status_display())


def _change(before: Meeting, after: Meeting) -> dict[str, str]:
    """Return the change as ``announce_change`` names it when it comes."""
    with translation.override(settings.LANGUAGE_CODE):
        was = change_of(before, "", {})
        context = {"old_when": was["when"], "old_place": was["place"]}
        return change_of(after, MailKey.MEETING_MOVED, context)
