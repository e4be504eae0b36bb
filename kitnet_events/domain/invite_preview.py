"""An invitation as it would arrive, with sample names and no link that works."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from kitnet_events.enums import MailKey
from kitnet_events.models import Meeting, OutboxMail, Participant

from .letters import compose
from .mail_preview import Preview, preview_of
from .mail_values import Stationery


def preview_invitation(meeting: Meeting, message: str, *, outside: bool = False) -> Preview:
    """Return the invitation to a meeting: a member's, or with ``outside`` a municipality's that does not take part."""
    with translation.override(settings.LANGUAGE_CODE):
        mail = OutboxMail(
            key=MailKey.INVITE_OUTSIDE if outside else MailKey.INVITE,
            to="deltager@kommune.example",
            meeting=meeting,
            participant=None if outside else Participant(name=gettext("Kim Sample"), email="deltager@kommune.example"),
            context={"added_line": message, "municipality": gettext("Sample Municipality")},
        )
        return preview_of(compose(mail, Stationery.read(masked=True)))
