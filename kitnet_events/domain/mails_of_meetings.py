"""The mails about what becomes of a meeting."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import ItipMethod, MailKey, SignUpPhase, SignUpState
from kitnet_events.models import OutboxMail

from .mail_actions import about_sign_up
from .mail_kinds import MailKind
from .mails_of_sign_up import where_it_stands


def _is_past_reminding(mail: OutboxMail) -> bool:
    meeting = mail.meeting
    is_over = meeting.is_cancelled or meeting.starts_at is None or meeting.starts_at <= timezone.now()
    return is_over or mail.sign_up.state != SignUpState.CONFIRMED


def _is_not_open(mail: OutboxMail) -> bool:
    return mail.meeting.sign_up_phase() != SignUpPhase.OPEN


KINDS = (
    about_sign_up(
        key=MailKey.MEETING_MOVED,
        subject=_("New time or place: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "There is a change to “{moede}”. It takes place {tid}. Below you see what is new.\n\n"
            "{besked}\n\n"
            "You need not do anything if it suits you. Can you not come? Then please step back, so that there is room "
            "for somebody else."
        ),
        goes=_("To all who are signed up, when a meeting gets another time or place."),
        fills=("gammel_tid",),
        method=ItipMethod.REQUEST,
        rows=where_it_stands,
        button=_("See your sign-up or step back"),
        never_lost=("besked",),
    ),
    MailKind(
        key=MailKey.MEETING_CANCELLED,
        subject=_("Cancelled: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "“{moede}”, which was to be held {tid}, is cancelled.\n\n"
            "{begrundelse}\n\n"
            "{besked}\n\n"
            "You need not do anything."
        ),
        goes=_("To all who are signed up, when a meeting is cancelled."),
        method=ItipMethod.CANCEL,
        never_lost=("begrundelse", "besked"),
    ),
    about_sign_up(
        key=MailKey.MEETING_REVIVED,
        subject=_("It takes place after all: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "“{moede}” was cancelled, but takes place after all: {tid}. Your sign-up stands as it was.\n\n"
            "{besked}\n\n"
            "Can you no longer come? Then please step back, so that there is room for somebody else."
        ),
        goes=_("To all who are signed up, when a cancelled meeting takes place after all."),
        method=ItipMethod.REQUEST,
        rows=where_it_stands,
        button=_("See your sign-up or step back"),
        never_lost=("besked",),
    ),
    about_sign_up(
        key=MailKey.REMINDER,
        subject=_("Remember: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "See you {tid} at “{moede}”.\n\n"
            "Can you not come after all? Then please step back, so that somebody else gets the seat."
        ),
        goes=_("To all with a seat, some days before the meeting. Each meeting says how many days."),
        is_over=_is_past_reminding,
        button=_("See your sign-up or step back"),
    ),
    MailKind(
        key=MailKey.SIGN_UP_OPENS,
        subject=_("Sign-up is open: {moede}"),
        body=_(
            "Hello,\n\n"
            "You asked to hear when sign-up to “{moede}” opens. It is open now.\n\n"
            "We have deleted your address from the list: this is the only mail that you get about it."
        ),
        goes=_("To those who asked to hear when sign-up opens. Their address is deleted then."),
        asks=True,
        button=_("Sign up"),
        is_over=_is_not_open,
    ),
)
