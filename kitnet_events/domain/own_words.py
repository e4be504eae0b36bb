"""An editor's own mail to people who signed up: through the outbox, as all mail."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import MailKey
from kitnet_events.models import OutboxMail, SignUp
from kitnet_events.placeholders import check_placeholders

from .letters import compose
from .mail_actions import about_sign_up
from .mail_kinds import Words
from .mail_preview import Preview, preview_of
from .mail_texts import LONGEST_SUBJECT
from .mail_values import Stationery
from .mailing import write_mail

LONGEST_BODY = 20_000


@dataclass(frozen=True)
class OwnMail:
    """What writing did: how many mails were written, and to how many persons none, whose address is not proved."""

    written: int
    left_out: int


def check_own_words(subject: str, body: str) -> None:
    """Check an editor's subject and text. Raises ValidationError by field: empty, too long, a broken placeholder."""
    errors = {}
    for name, text, longest in (("subject", subject, LONGEST_SUBJECT), ("body", body, LONGEST_BODY)):
        if not text.strip():
            errors[name] = ValidationError(_("Please write something here."), code="required")
        elif len(text) > longest:
            errors[name] = ValidationError(
                _("This is too long: at most %(longest)s characters."), params={"longest": longest}
            )
    if errors:
        raise ValidationError(errors)
    check_placeholders(MailKey.OWN_WORDS, {"subject": subject, "body": body})


def reachable(sign_ups: Iterable[SignUp]) -> list[SignUp]:
    """Return those to whom an editor may write: the address is theirs."""
    return [one for one in sign_ups if one.proved_at is not None]


def preview_own_words(sign_up: SignUp, subject: str, body: str) -> Preview:
    """Return an editor's mail as the person would get it, without the person's link. Raises ValidationError by field.

    Nothing is written.
    """
    check_own_words(subject, body)
    mail = OutboxMail(
        key=MailKey.OWN_WORDS,
        to=sign_up.participant.email,
        participant=sign_up.participant,
        meeting=sign_up.meeting,
        sign_up=sign_up,
        context={"subject": subject, "body": body},
    )
    with translation.override(settings.LANGUAGE_CODE):
        return preview_of(compose(mail, Stationery.read(masked=True)))


@transaction.atomic
def write_own_words(sign_ups: Iterable[SignUp], subject: str, body: str, *, form: uuid.UUID) -> OwnMail:
    """Write an editor's mail to people who signed up into the outbox, one mail each.

    Give sign-ups with their participant and meeting read. ``form`` names the form that the editor saw: the same one
    sent twice writes no mail twice. Raises ValidationError by field; then nothing is written.
    """
    check_own_words(subject, body)
    chosen = list(sign_ups)
    told = set(OutboxMail.objects.filter(once__startswith=f"own/{form.hex}/").values_list("once", flat=True))
    written = 0
    for sign_up in reachable(chosen):
        name = f"own/{form.hex}/{sign_up.pk}"
        if name not in told:
            told.add(name)
            write_mail(MailKey.OWN_WORDS, sign_up, context={"subject": subject, "body": body}, once=name)
            written += 1
    return OwnMail(written, len(chosen) - len(reachable(chosen)))


def _words(mail: OutboxMail) -> Words:
    return Words(str(mail.context.get("subject", "")), str(mail.context.get("body", "")))


KINDS = (
    about_sign_up(
        key=MailKey.OWN_WORDS,
        subject="",
        body="",
        goes=_("To those whom an editor chooses among the sign-ups of a meeting."),
        button=_("See or change your sign-up"),
        words=_words,
    ),
)
