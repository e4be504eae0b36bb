"""The mails with links to a person's own page."""

from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import MailKey
from kitnet_events.models import OutboxMail

from .mail_actions import private_url
from .mail_kinds import Action, MailKind
from .mail_values import Stationery
from .tokens import Purpose, make_token

_STEP_UP_LABELS: dict[str, Any] = {
    "export": _("Get all that is stored about me"),
    "erase": _("Erase what is stored about me"),
    "address": _("Use this address from now on"),
}


def _open_page(mail: OutboxMail, stationery: Stationery, label: str) -> Action:
    return Action(label, private_url(mail, stationery, "own_page_open", make_token(Purpose.OWN_PAGE, mail.participant)))


def _step_up(mail: OutboxMail, stationery: Stationery, label: str) -> Action:
    what, email = str(mail.context.get("what", "")), str(mail.context.get("email", ""))
    token = make_token(Purpose.STEP_UP, mail.participant, what=what, email=email)
    return Action(str(_STEP_UP_LABELS.get(what, label)), private_url(mail, stationery, "step_up", token))


def _ask_page(mail: OutboxMail, stationery: Stationery, label: str) -> Action:
    return Action(label, stationery.address(None, reverse("kitnet_events:own_page")))


_of_own_page = partial(MailKind, about_meeting=False, private_link=True, link_ages=True)

KINDS = (
    _of_own_page(
        key=MailKey.OWN_PAGE,
        subject=_("Link to your own page"),
        body=_(
            "Hello {navn},\n\n"
            "Here is the link to your own page at {netvaerk}. There you see your sign-ups, and what is stored about "
            "you.\n\n"
            "Did you not ask for it? Then you need not do anything. Nobody can see your page without the link."
        ),
        goes=_("To somebody who asked for the link to their own page."),
        button=_("Open my page"),
        action=_open_page,
    ),
    _of_own_page(
        key=MailKey.STEP_UP,
        subject=_("Confirm what you asked for"),
        body=_(
            "Hello {navn},\n\n"
            "On your own page at {netvaerk}, you asked for something that only you may decide. Nothing happens before "
            "you have opened the link and said yes once more.\n\n"
            "Did you not ask for it? Then please do not use the link, and tell us by answering this mail."
        ),
        goes=_("When somebody wants all that is stored, to be erased, or another address."),
        button=_("Confirm"),
        action=_step_up,
    ),
    MailKind(
        key=MailKey.NEW_ADDRESS,
        subject=_("We now write to another address"),
        body=_(
            "Hello {navn},\n\n"
            "On your own page at {netvaerk}, somebody asked us to write to another address instead of this one, and "
            "said yes from there. Links in the mails that you have from us no longer work.\n\n"
            "Was it you? Then you need not do anything. Was it not? Then please answer this mail at once, so that we "
            "can put it right."
        ),
        goes=_("To the old address, when somebody has taken another one."),
        about_meeting=False,
        button=_("Your own page"),
        action=_ask_page,
    ),
)
