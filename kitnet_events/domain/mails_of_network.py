"""The mails about the network itself: two addresses that become one."""

from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import ItipMethod, MailKey

from .mail_kinds import MailKind, register_mail

KINDS = (
    MailKind(
        key=MailKey.MERGED,
        subject=_("From now on we write to your other address: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "{netvaerk} knew you by two addresses. They are one now: from now on we only write to the other one, and "
            "links in our mails to this address no longer work.\n\n"
            "Your sign-up to “{moede}”, {tid}, stands. All about it is in a mail to the other address."
        ),
        goes=_("To the address that is no longer used, when an editor merges two participants into one."),
        method=ItipMethod.CANCEL,
    ),
)


def register() -> None:
    """Let the outbox send them."""
    for kind in KINDS:
        register_mail(kind)
