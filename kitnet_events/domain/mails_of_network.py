"""The mails about the network itself: two addresses that become one, renewal, and invitations to meetings."""

from functools import partial

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import ItipMethod, MailKey
from kitnet_events.models import OptOut, OutboxMail, Renewal, SignUp

from .inviting import can_invite
from .mail_actions import private_url
from .mail_kinds import Action, MailKind, Placeholder
from .mail_values import Stationery
from .plaintext import clean_line
from .signed_links import opt_out_token, renewal_token

_READ = "_kitnet_renewal"


def _renewal(mail: OutboxMail) -> Renewal | None:
    """Return the question that a mail asks, while there is one. Read once for a mail."""
    if not hasattr(mail, _READ):
        setattr(mail, _READ, Renewal.objects.filter(pk=mail.context.get("renewal")).for_listing().first())
    return getattr(mail, _READ)


def _answer(mail: OutboxMail, stationery: Stationery, label: str) -> Action | None:
    renewal = _renewal(mail)
    return Action(label, private_url(mail, stationery, "renewal", renewal_token(renewal))) if renewal else None


def _is_answered(mail: OutboxMail) -> bool:
    renewal = _renewal(mail)
    return renewal is None or bool(renewal.answer) or renewal.year.year < timezone.localdate().year


def _municipality(mail: OutboxMail) -> str:
    renewal = _renewal(mail)
    return clean_line(renewal.membership.municipality.name) if renewal else ""


def _year(mail: OutboxMail) -> str:
    renewal = _renewal(mail)
    return str(renewal.year) if renewal else ""


def _unsubscribe(mail: OutboxMail, stationery: Stationery) -> str:
    return private_url(mail, stationery, "opt_out", opt_out_token(mail.to))


def _has_no_use(mail: OutboxMail) -> bool:
    """Say whether the invited has signed up or said no since, or nobody can come any more."""
    if not can_invite(mail.meeting) or OptOut.objects.has_address(mail.to):
        return True
    return SignUp.objects.filter(meeting=mail.meeting, participant__email=mail.to).living().exists()


_asks_renewal = partial(
    MailKind,
    about_meeting=False,
    own={
        "kommune": Placeholder(_("the municipality"), _("Sample Municipality"), _municipality),
        "aar": Placeholder(_("the year"), "2027", _year),
    },
    asks=True,
    is_over=_is_answered,
    button=_("Answer"),
    action=_answer,
)
_invites = partial(
    MailKind,
    never_lost=("besked",),
    is_over=_has_no_use,
    button=_("See the meeting and sign up"),
    unsubscribe=_unsubscribe,
)

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
    _asks_renewal(
        key=MailKey.RENEWAL,
        subject=_("Does {kommune} go on in the network in {aar}?"),
        body=_(
            "Hello,\n\n"
            "Each year we ask the municipalities of {netvaerk} whether they go on. You stand as the contact of "
            "{kommune}. Please open the link and say whether the municipality takes part in {aar}, too: it takes two "
            "clicks.\n\n"
            "If somebody else answers for this now, please pass the mail on to them, and tell us."
        ),
        goes=_("To each municipality's contact, when an editor opens a year for renewal."),
    ),
    _asks_renewal(
        key=MailKey.RENEWAL_REMINDER,
        subject=_("Reminder: does {kommune} go on in {aar}?"),
        body=_(
            "Hello,\n\n"
            "We have not heard yet whether {kommune} goes on in {netvaerk} in {aar}. Please open the link and "
            "answer: it takes two clicks.\n\n"
            "Nothing ends because nobody answers, but we like to know."
        ),
        goes=_("To contacts who have not answered about renewal, after 14 and after 30 days."),
    ),
    _invites(
        key=MailKey.INVITE,
        subject=_("You are invited: {moede}"),
        body=_(
            "Hello {navn},\n\n"
            "{netvaerk} invites you to “{moede}”, {tid}.\n\n"
            "{besked}\n\n"
            "We hope to see you. You sign up on the meeting's page, in less than a minute."
        ),
        goes=_("To members of the chosen groups who are not signed up, when an editor invites them."),
    ),
    _invites(
        key=MailKey.INVITE_OUTSIDE,
        subject=_("{kommune} is invited: {moede}"),
        body=_(
            "Hello,\n\n"
            "{netvaerk} is a professional network of municipalities' IT architects. {kommune} does not take part "
            "yet, and we would like to have you with us. Come to “{moede}”, {tid}, and see what it is about.\n\n"
            "{besked}\n\n"
            "Please pass this mail on to those who work with architecture and digitalisation."
        ),
        goes=_("To the mailboxes of municipalities that do not take part, when an editor invites them."),
        own={
            "kommune": Placeholder(
                _("the municipality"),
                _("Sample Municipality"),
                lambda mail: clean_line(str(mail.context.get("municipality", ""))),
            )
        },
    ),
)
