"""What the reader of a mail can do, and should know: links that no editor can lose, made when the mail is rendered."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events import conf
from kitnet_events.enums import ItipMethod, MailKey, SignUpState
from kitnet_events.models import OutboxMail

from .invitations import not_by_declining, public_page
from .mail_kinds import Action, MailKind, kind_of
from .mail_values import Stationery, moment_in_words
from .tokens import sign_up_token

# Whatever the mail is: somebody who waits, or is asked, has something else to do there.
_STATE_LABELS: dict[str, Any] = {
    SignUpState.WAITING: _("See or leave the waiting list"),
    SignUpState.OFFERED: _("Take the seat"),
}
_MASKED = "…"


def private_url(mail: OutboxMail, stationery: Stationery, name: str, token: str) -> str:
    """Return the address of one of our pages that a token opens. On masked stationery the token is not shown."""
    path = reverse(f"kitnet_events:{name}", kwargs={"token": token})
    if stationery.masked:
        path = path.replace(token, _MASKED)
    return stationery.address(mail.meeting if mail.sign_up_id else None, path)


def sign_up_url(mail: OutboxMail, stationery: Stationery) -> str:
    """Return the address of the page about the mail's sign-up; an empty string if the mail is about none."""
    if mail.sign_up is None:
        return ""
    return private_url(mail, stationery, "sign_up_manage", sign_up_token(mail.sign_up))


def sign_up_action(mail: OutboxMail, stationery: Stationery, label: str) -> Action | None:
    """Lead to the page about the mail's sign-up."""
    url = sign_up_url(mail, stationery)
    if mail.sign_up is not None and mail.sign_up.proved_at is not None:
        label = str(_STATE_LABELS.get(mail.sign_up.state, label))
    return Action(label, url) if url else None


# A mail about the recipient's sign-up: with a link, theirs alone, to its page.
about_sign_up = partial(MailKind, action=sign_up_action, private_link=True)


def actions_of(mail: OutboxMail, stationery: Stationery) -> tuple[Action, ...]:
    """Return what the reader can do, the first thing first."""
    kind = kind_of(mail.key)
    label, found = kind.button_label, None
    if kind.action is not None:
        found = kind.action(mail, stationery, label)
    if kind.action is None and mail.meeting is not None and public_page(mail.meeting):
        found = Action(label, stationery.address(mail.meeting, mail.meeting.permanent_path))
    return (found,) if found else ()


def notes_of(key: str, method: str) -> tuple[str, ...]:
    """Return what the reader should know. ``method`` is that of the mail's invitation; empty if it carries none."""
    kind, notes = kind_of(key), []
    if method == ItipMethod.REQUEST:
        step_back = gettext("If you have to step back, please use the link in this mail.")
        notes.append(
            gettext("This mail also puts the meeting right in your calendar.")
            if key == MailKey.MEETING_MOVED
            else gettext("This mail holds an invitation for your calendar.")
        )
        notes.append(f"{step_back} {not_by_declining()}")
    if method == ItipMethod.CANCEL:
        notes.append(gettext("This mail also takes the meeting out of your calendar."))
    if kind.link_ages:
        until = timezone.now() + timedelta(seconds=conf.get("OWN_PAGE_LINK_SECONDS"))
        notes.append(gettext("The link works until %(moment)s.") % {"moment": moment_in_words(until)})
    if kind.private_link:
        notes.append(gettext("The link is yours alone. Please leave it out if you pass this mail on."))
    return tuple(notes)
