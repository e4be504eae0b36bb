"""Mails that wait for an editor: told on every page of the admin, and right after what made them wait.

They wait when a change came with nobody to ask: a workflow that ended by itself, a host's own way of publishing, a
command. Whoever may send them must not have to look for them.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from kitnet_events.domain.announcing import waiting_for_release
from kitnet_events.enums import MailState
from kitnet_events.models import Meeting, MeetingPage, OutboxMail

from .outbox import OutboxRegister

# Above everything that stands in the menu by itself.
_ORDER = 50


def held_for(user: Any) -> list[tuple[UUID, str, int]]:
    """Return of each meeting about which mails wait that ``user`` may know of: identity, title, how many."""
    register = OutboxRegister()
    if not register.permission_helper.user_can_list(user):
        return []
    known = register.queryset_for(user).order_by().filter(state=MailState.ON_HOLD, meeting__isnull=False)
    rows = OutboxMail.objects.filter(pk__in=known.values("pk")).order_by("meeting__starts_at", "meeting__pk")
    return list(rows.values_list("meeting__uid", "meeting__title").annotate(count=Count("pk")))


def in_words(title: str, count: int) -> str:
    """Return that mails about a meeting wait, as a sentence."""
    words = ngettext(
        "%(count)s mail about “%(title)s” waits until you send it.",
        "%(count)s mails about “%(title)s” wait until you send them.",
        count,
    )
    return words % {"count": count, "title": title}


def note_standing(request: HttpRequest, page: Any) -> None:
    """Note before something is done to a meeting's page where it stands, for ``tell_of_held``."""
    meeting = Meeting.objects.filter(page_id=page.pk).only("sequence", "published").first()
    request.kitnet_stood = (meeting.published, meeting.sequence) if meeting else None


def tell_of_held(request: HttpRequest, page: Any) -> None:
    """Say after something was done to a meeting's page that calendars show it, if nobody was asked whether they should.

    Say that mails about it wait, too, with the way to them.
    """
    if not isinstance(page, MeetingPage) or not page.permissions_for_user(request.user).can_publish():
        return
    meeting = Meeting.objects.filter(page_id=page.pk).defer("vevent").first()
    stood = getattr(request, "kitnet_stood", None)
    if meeting and stood and meeting.published and stood != (meeting.published, meeting.sequence):
        words = gettext("“%(title)s” is on the web and in calendars as it is now.")
        messages.info(request, words % {"title": meeting.title})
    count = len(waiting_for_release(meeting)) if meeting else 0
    if count:
        address = reverse("kitnet_meetings:release", args=[meeting.uid])
        button = messages.button(address, gettext("Look at the mails"))
        messages.warning(request, in_words(meeting.title, count), buttons=[button])


class HeldMailsMenuItem(MenuItem):
    """Stands in the main menu while mails wait, and leads to them: to the page that asks, or to the list of all."""

    def __init__(self) -> None:
        """Give it its name and its place."""
        super().__init__(_("Mails wait for you"), "", name="held-mails", icon_name="mail", order=_ORDER)

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those for whom something waits."""
        return bool(self._held(request))

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """Return it with how many wait."""
        held = self._held(request)
        count = sum(number for _uid, _title, number in held)
        label = ngettext("%(count)s mail waits", "%(count)s mails wait", count) % {"count": count}
        url = reverse("kitnet_meetings:release", args=[held[0][0]]) if len(held) == 1 else reverse("wagtailadmin_home")
        return LinkMenuItem(self.name, label, url, icon_name=self.icon_name, classname=self.classname)

    @staticmethod
    def _held(request: HttpRequest) -> Sequence[tuple[UUID, str, int]]:
        if not hasattr(request, "kitnet_held"):
            request.kitnet_held = held_for(request.user)
        return request.kitnet_held
