"""The mails about one person's sign-up."""

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import ItipMethod, MailKey, SignUpState, WaitingReason
from kitnet_events.models import OutboxMail

from .mail_actions import about_sign_up
from .mail_kinds import Action, MailKind, Placeholder, Row
from .mail_values import Stationery, harmless_name
from .plaintext import clean_line
from .seats import why_waiting


def _join(mail: OutboxMail, stationery: Stationery, label: str) -> Action | None:
    page = stationery.network_of(mail.meeting).open_join_page
    url = (page.full_url or "") if page else ""
    return Action(label, url) if url else None


def answer_by(mail: OutboxMail, values: dict[str, str]) -> list[Row]:
    """Return until when an answer is needed, as a row."""
    return [Row(gettext("Answer by"), capfirst(values["frist"]))]


def _to_prove(mail: OutboxMail, values: dict[str, str]) -> list[Row]:
    return [*answer_by(mail, values), Row(gettext("Filled in by"), harmless_name(mail.sign_up.signed_up_by))]


def _place_in_line(mail: OutboxMail, values: dict[str, str]) -> list[Row]:
    return [Row(gettext("Waiting list"), gettext("Number %(place)s") % {"place": values["venteplads"]})]


def _why(mail: OutboxMail) -> str:
    reason = why_waiting(mail.sign_up) if mail.sign_up else None
    return str(reason.label) if reason else ""


def where_it_stands(mail: OutboxMail, values: dict[str, str]) -> list[Row]:
    """Return the state of the sign-up, as a row: who waits must not take the mail for a seat."""
    return [Row(gettext("Your sign-up"), capfirst(str(mail.sign_up.get_state_display())))]


def _colleague(mail: OutboxMail, values: dict[str, str]) -> list[Row]:
    return [Row(gettext("Handed over to"), clean_line(str(mail.context.get("to_name", ""))))]


def _is_proved_or_ended(mail: OutboxMail) -> bool:
    return mail.sign_up.proved_at is not None or not mail.sign_up.is_living


def _waits_no_more(mail: OutboxMail) -> bool:
    return mail.sign_up.state != SignUpState.WAITING


def _is_offered_no_more(mail: OutboxMail) -> bool:
    return mail.sign_up.state != SignUpState.OFFERED


KINDS = (
    about_sign_up(
        key=MailKey.PROVE,
        subject=_("Confirm your address: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "You, or a colleague on your behalf, filled in the sign-up to “{moede}”. Please confirm that this address "
            "is yours. Only then does the sign-up count.\n\n"
            "We keep it for you until {frist}.\n\n"
            "Did you not want to sign up? Then you need not do anything. The sign-up ends by itself, and you hear no "
            "more from us."
        ),
        goes=_("To the address that somebody typed when signing up, until it is confirmed."),
        fills=("frist",),
        asks=True,
        rows=_to_prove,
        is_over=_is_proved_or_ended,
        button=_("Confirm my sign-up"),
    ),
    about_sign_up(
        key=MailKey.ALREADY,
        subject=_("You are signed up already: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "The sign-up to “{moede}” was filled in once more with your address. You are signed up already, so nothing "
            "has changed.\n\n"
            "Was it not you? Then you need not do anything."
        ),
        goes=_("When somebody signs up who is signed up already."),
        rows=where_it_stands,
        button=_("See or change your sign-up"),
    ),
    MailKind(
        key=MailKey.MEMBERS_ONLY,
        subject=_("Only members can sign up: {moede}"),
        body=_(
            "Hello,\n\n"
            "The sign-up to “{moede}” was filled in with your address. This meeting is for members of {netvaerk}, and "
            "we do not know this address as a member's. So you are not signed up.\n\n"
            "Are you a member? Then please sign up with the address that you use in the network, or answer this mail."
        ),
        goes=_("When somebody signs up to a meeting for members whom we do not know as one."),
        button=_("How to join the network"),
        action=_join,
    ),
    about_sign_up(
        key=MailKey.CONFIRMED,
        subject=_("You have a seat: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "You are signed up and have a seat at “{moede}”, {tid}. We look forward to seeing you.\n\n"
            "{bekraeftelse}"
        ),
        goes=_("When a sign-up is in place, with the calendar invitation."),
        method=ItipMethod.REQUEST,
        button=_("See or change your sign-up"),
        never_lost=("bekraeftelse",),
    ),
    about_sign_up(
        key=MailKey.WAITING,
        subject=_("You are on the waiting list: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "There is no seat for you at “{moede}” yet: {aarsag}. You are on the waiting list as number {venteplads}. "
            "When a seat becomes free, it goes to the first in line, and you get a mail as soon as it is your turn.\n\n"
            "Until then you have no seat at the meeting."
        ),
        goes=_("When there is no seat: the meeting is full, or the municipality has all that it may have."),
        fills=("venteplads",),
        own={"aarsag": Placeholder(_("why there is no seat yet"), WaitingReason.FULL.label, _why)},
        rows=_place_in_line,
        is_over=_waits_no_more,
        button=_("See or leave the waiting list"),
    ),
    about_sign_up(
        key=MailKey.OFFERED,
        subject=_("A seat for you, please answer: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "A seat at “{moede}” has become free, and it is yours if you take it by {frist}. The meeting is soon, so "
            "we ask before we give it to you.\n\n"
            "If we do not hear from you, the seat goes to the next in line, and you leave the waiting list."
        ),
        goes=_("When a seat becomes free shortly before the meeting: to the first in line, who must answer."),
        fills=("frist",),
        asks=True,
        rows=answer_by,
        is_over=_is_offered_no_more,
        button=_("Take the seat"),
    ),
    MailKind(
        key=MailKey.OFFER_LAPSED,
        subject=_("The seat went on to somebody else: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "We did not hear from you in time, so the seat at “{moede}” that we offered you is given on. You are no "
            "longer on the waiting list.\n\n"
            "Would you still like to come? As long as sign-up is open, you can sign up again on the meeting's page."
        ),
        goes=_("When nobody answered an offered seat in time."),
    ),
    about_sign_up(
        key=MailKey.PROMOTED,
        subject=_("You got a seat: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "Good news: you now have a seat at “{moede}”, {tid}.\n\n"
            "Can you not come after all? Then please step back as soon as you can, so that somebody else gets the "
            "seat.\n\n"
            "{bekraeftelse}"
        ),
        goes=_("When somebody on the waiting list gets a seat, with the calendar invitation."),
        method=ItipMethod.REQUEST,
        button=_("See or change your sign-up"),
        never_lost=("bekraeftelse",),
    ),
    MailKind(
        key=MailKey.CANCELLED,
        subject=_("Your sign-up is cancelled: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "You are no longer signed up to “{moede}”, {tid}.\n\n"
            "Have you changed your mind? As long as sign-up is open, you can sign up again on the meeting's page."
        ),
        goes=_("When somebody gives the seat or the waiting place back. It takes the meeting out of the calendar."),
        method=ItipMethod.CANCEL,
    ),
    MailKind(
        key=MailKey.HANDED_OVER,
        subject=_("Your seat is handed over: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "You have handed over your seat at “{moede}”, {tid}. Your colleague gets a mail with all that is left to "
            "do. You need not do anything more."
        ),
        goes=_("To the one who handed the seat to a colleague. The colleague gets the mail about the address."),
        method=ItipMethod.CANCEL,
        rows=_colleague,
    ),
)
