"""What can be done to a meeting, from wherever its page stands in the admin; and how the log tells it."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from kitnet_events.domain.announcing import waiting_for_release
from kitnet_events.domain.desk import LOG_DESK
from kitnet_events.domain.expiry import LOG_KEPT
from kitnet_events.domain.meetings import LOG_CANCEL, LOG_REVIVE
from kitnet_events.domain.terms import LOG_TERMS
from kitnet_events.models import Meeting, MeetingPage

from .signup_filters import register_url

_DEEDS = {
    "give_seat": _("Seat given by hand"),
    "put_first": _("Put first on the waiting list"),
    "cancel": _("Sign-up cancelled by hand"),
    "add": _("Signed up by hand"),
}
_CACHE = "_kitnet_meetings_by_section"
_PRIORITY = 45  # beside Wagtail's "Unpublish"


def meeting_buttons(page: Any, user: Any, next_url: str | None = None, **_kwargs: Any) -> Iterator[Button]:
    """Offer to cancel a meeting, or to revive it, to whoever may publish its page."""
    if not issubclass(page.specific_class or object, MeetingPage) or not page.permissions_for_user(user).can_publish():
        return
    meeting = _meeting_of(page, user)
    if meeting is None or meeting.starts_at is None:
        return
    if user.has_perm("kitnet_events.view_signup"):
        yield Button(_("Sign-ups"), register_url(meeting), icon_name="clipboard-list", priority=_PRIORITY)
    yield _button(_("Terms of sign-up"), "terms", "sliders", meeting, next_url)
    if not meeting.is_cancelled and not meeting.is_past:
        yield _button(_("Cancel meeting"), "cancel", "circle-xmark", meeting, next_url)
    if meeting.is_cancelled:
        yield _button(_("Change the reason"), "cancel", "edit", meeting, next_url)
        yield _button(_("Revive meeting"), "revive", "resubmit", meeting, next_url)


def mail_buttons(page: Any, user: Any, next_url: str | None = None, **_kwargs: Any) -> Iterator[Button]:
    """Lead to the mails about a meeting that wait for an editor, in the page's own head."""
    if not issubclass(page.specific_class or object, MeetingPage) or not page.permissions_for_user(user).can_publish():
        return
    meeting = Meeting.objects.filter(page_id=page.pk).defer("vevent").first()
    count = len(waiting_for_release(meeting)) if meeting else 0
    if meeting and count:
        label = ngettext("%(count)s mail waits for you", "%(count)s mails wait for you", count) % {"count": count}
        yield _button(label, "release", "mail", meeting, next_url)


def _button(label: Any, action: str, icon: str, meeting: Meeting, next_url: str | None) -> Button:
    url = reverse(f"kitnet_meetings:{action}", args=[meeting.uid])
    query = "?" + urlencode({"next": next_url}) if next_url else ""
    return Button(label, url + query, icon_name=icon, priority=_PRIORITY)


def _meeting_of(page: Any, user: Any) -> Meeting | None:
    """Return a page's meeting. In a listing, all meetings of a section are read at once, for the request's user."""
    listed = page._state.fields_cache.get("meeting")
    if listed is not None:
        return listed
    sections = getattr(user, _CACHE, None)
    if sections is None:
        sections = {}
        setattr(user, _CACHE, sections)
    section = page.path[: -page.steplen]
    if section not in sections:
        meetings = Meeting.objects.filter(page__path__startswith=section, page__depth=page.depth)
        sections[section] = {
            meeting.page_id: meeting for meeting in meetings.only("uid", "page_id", "status", "starts_at", "ends_at")
        }
    return sections[section].get(page.pk)


class CancelFormatter(LogFormatter):
    """Tells in a page's history why its meeting was cancelled."""

    label = _("Cancel meeting")

    def format_message(self, log_entry: Any) -> str:
        """Return what was done."""
        reason = log_entry.data.get("reason")
        return gettext("Meeting cancelled: %(reason)s") % {"reason": reason} if reason else gettext("Meeting cancelled")


class DeskFormatter(LogFormatter):
    """Tells in a page's history what was done about a sign-up; whose it is, stands in the sign-up alone."""

    label = _("Sign-up changed by hand")

    def format_message(self, log_entry: Any) -> str:
        """Return what was done, and to which row."""
        deed = _DEEDS.get(log_entry.data.get("deed", ""), self.label)
        return f"{deed} (#{log_entry.data.get('sign_up', '')})"


class KeptFormatter(LogFormatter):
    """Tells in a page's history why it did not expire."""

    label = _("Expiry refused")

    def format_message(self, log_entry: Any) -> str:
        """Return what was kept, and why."""
        return gettext("Not expired: %(reason)s") % {"reason": log_entry.data.get("reason", "")}


def register_log_actions(actions: LogActionRegistry) -> None:
    """Let the log know what can be done to a meeting."""
    actions.register_action(LOG_CANCEL)(CancelFormatter)
    actions.register_action(LOG_REVIVE, _("Revive meeting"), _("Meeting revived"))
    actions.register_action(LOG_TERMS, _("Terms of sign-up"), _("Terms of sign-up changed"))
    actions.register_action(LOG_DESK)(DeskFormatter)
    actions.register_action(LOG_KEPT)(KeptFormatter)
