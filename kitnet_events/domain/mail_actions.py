"""What the reader of a mail can do, and should know: links that no editor can lose, made when the mail is rendered."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events import conf
from kitnet_events.enums import ItipMethod, MailKey, SignUpState
from kitnet_events.models import OutboxMail

from .invitations import not_by_declining, public_page
from .mail_values import Stationery, moment_in_words
from .tokens import Purpose, make_token, sign_up_token


@dataclass(frozen=True)
class Action:
    """A page that says what will happen, and a button that leads there. Opening it changes nothing."""

    label: str
    url: str


# Mails with the link to the page about one sign-up, and what that link is called.
_SIGN_UP_LABELS: dict[str, Any] = {
    MailKey.PROVE: _("Confirm my sign-up"),
    MailKey.ALREADY: _("See or change your sign-up"),
    MailKey.CONFIRMED: _("See or change your sign-up"),
    MailKey.WAITING: _("See or leave the waiting list"),
    MailKey.OFFERED: _("Take the seat"),
    MailKey.PROMOTED: _("See or change your sign-up"),
    MailKey.MEETING_MOVED: _("See your sign-up or step back"),
    MailKey.MEETING_REVIVED: _("See your sign-up or step back"),
    MailKey.REMINDER: _("See your sign-up or step back"),
}
# In whichever of them: somebody who waits, or is asked, has something else to do there.
_STATE_LABELS: dict[str, Any] = {
    SignUpState.WAITING: _("See or leave the waiting list"),
    SignUpState.OFFERED: _("Take the seat"),
}
_STEP_UP_LABELS: dict[str, Any] = {
    "export": _("Get all that is stored about me"),
    "erase": _("Erase what is stored about me"),
    "address": _("Use this address from now on"),
}


def sign_up_url(mail: OutboxMail, stationery: Stationery) -> str:
    """Return the address of the page about the mail's sign-up; an empty string if the mail is about none."""
    if mail.sign_up is None:
        return ""
    path = reverse("kitnet_events:sign_up_manage", kwargs={"token": sign_up_token(mail.sign_up)})
    return stationery.address(mail.meeting, path)


def actions_of(mail: OutboxMail, stationery: Stationery) -> tuple[Action, ...]:
    """Return what the reader can do, the first thing first."""
    label, url = button_label(mail.key), ""
    if mail.key in _SIGN_UP_LABELS and mail.sign_up:
        if mail.key != MailKey.PROVE:
            label = str(_STATE_LABELS.get(mail.sign_up.state, label))
        url = sign_up_url(mail, stationery)
    elif mail.key == MailKey.OWN_PAGE:
        url = _link(stationery, "own_page_open", make_token(Purpose.OWN_PAGE, mail.participant))
    elif mail.key == MailKey.STEP_UP:
        what, email = str(mail.context.get("what", "")), str(mail.context.get("email", ""))
        label = str(_STEP_UP_LABELS.get(what, label))
        url = _link(stationery, "step_up", make_token(Purpose.STEP_UP, mail.participant, what=what, email=email))
    elif mail.key == MailKey.MEMBERS_ONLY:
        page = stationery.network_of(mail.meeting).join_page
        url = (page.full_url or "") if page else ""
    elif mail.meeting is not None and public_page(mail.meeting):
        url = stationery.address(mail.meeting, mail.meeting.permanent_path)
    return (Action(label, url),) if url else ()


def button_label(key: str) -> str:
    """Return what the button of a kind of mail is called, as a rule."""
    others = {
        MailKey.OWN_PAGE: gettext("Open my page"),
        MailKey.STEP_UP: gettext("Confirm"),
        MailKey.MEMBERS_ONLY: gettext("How to join the network"),
        MailKey.SIGN_UP_OPENS: gettext("Sign up"),
    }
    return str(_SIGN_UP_LABELS.get(key) or others.get(MailKey(key)) or gettext("To the meeting's page"))


def notes_of(key: str, method: str) -> tuple[str, ...]:
    """Return what the reader should know. ``method`` is that of the mail's invitation; empty if it carries none."""
    notes = []
    if method == ItipMethod.REQUEST:
        step_back = gettext("Can you not come? Use the link in this mail.")
        notes.append(gettext("This mail holds an invitation for your calendar."))
        notes.append(f"{step_back} {not_by_declining()}")
    if method == ItipMethod.CANCEL:
        notes.append(gettext("This mail also takes the meeting out of your calendar."))
    if key in {MailKey.OWN_PAGE, MailKey.STEP_UP}:
        until = timezone.now() + timedelta(seconds=conf.get("OWN_PAGE_LINK_SECONDS"))
        notes.append(gettext("The link works until %(moment)s.") % {"moment": moment_in_words(until)})
    if key in {*_SIGN_UP_LABELS, MailKey.OWN_PAGE, MailKey.STEP_UP}:
        notes.append(gettext("The link is yours alone. Please leave it out if you pass this mail on."))
    return tuple(notes)


def _link(stationery: Stationery, name: str, token: str) -> str:
    return stationery.address(None, reverse(f"kitnet_events:{name}", kwargs={"token": token}))
