"""The mails to members: joining the network and leaving it."""

from functools import partial

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from kitnet_events.enums import EnrolmentState, MailKey
from kitnet_events.models import Enrolment, OutboxMail
from kitnet_pages.models import NetworkSettings

from .mail_actions import private_url
from .mail_kinds import Action, MailKind, Placeholder
from .mail_values import Stationery, harmless_name
from .plaintext import clean_line
from .tokens import Purpose, make_token

_READ = "_kitnet_enrolment"


def _enrolment(mail: OutboxMail) -> Enrolment | None:
    """Return the enrolment that a mail is about, while there is one. Read once for a mail."""
    if not hasattr(mail, _READ):
        found = Enrolment.objects.filter(pk=mail.context.get("enrolment"), participant=mail.participant)
        setattr(mail, _READ, found.for_listing().first())
    return getattr(mail, _READ)


def _own_place(mail: OutboxMail, stationery: Stationery, label: str) -> Action | None:
    """Lead to the page about the person's place in the network: to say yes, to see it, to leave."""
    if _enrolment(mail) is None:
        return None
    token = make_token(Purpose.ENROLMENT, mail.participant, mail.context["enrolment"])
    return Action(label, private_url(mail, stationery, "enrolment", token))


def _to_the_list(mail: OutboxMail, stationery: Stationery, label: str) -> Action:
    return Action(label, stationery.address(None, reverse("kitnet_members:index")))


def _is_answered(mail: OutboxMail) -> bool:
    mine = _enrolment(mail)
    return mine is None or mine.state != EnrolmentState.ASKED


def _is_decided(mail: OutboxMail) -> bool:
    mine = _enrolment(mail)
    return mine is None or mine.state != EnrolmentState.PENDING


def _is_no_member(mail: OutboxMail) -> bool:
    mine = _enrolment(mail)
    return mine is None or mine.state != EnrolmentState.ACTIVE


def _group(mail: OutboxMail) -> str:
    mine = _enrolment(mail)
    return clean_line(mine.network_group.title) if mine and mine.network_group else ""


def _workplace(mail: OutboxMail) -> str:
    mine = _enrolment(mail)
    if mine is None:
        return ""
    return clean_line(mine.workplace) if mine.proved_at else harmless_name(mine.workplace)


def _who(mail: OutboxMail) -> str:
    mine = _enrolment(mail)
    return clean_line(mine.name) if mine else ""


def _about_group(mail: OutboxMail) -> str:
    """Return which group it is, with its page."""
    mine = _enrolment(mail)
    group = mine.network_group if mine else None
    if group is None:
        return ""
    words = gettext("Your group is %(group)s.") % {"group": clean_line(group.title)}
    return f"{words}\n{group.full_url}" if group.live and group.full_url else words


def _about_next_meeting(mail: OutboxMail) -> str:
    if mail.meeting is None:
        return gettext("The date of your next meeting is not set yet. It will be in the calendar as soon as it is.")
    return gettext("Your next meeting is below. You sign up on its page.")


def _calendar(mail: OutboxMail) -> str:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    return (site.root_url if site else "") + reverse("kitnet_events:subscribe")


def _community(mail: OutboxMail) -> str:
    """Return where the online community is: the group's own place in it, else the network's."""
    mine = _enrolment(mail)
    network = NetworkSettings.objects.order_by("-site__is_default_site").first()
    group = mine.network_group if mine else None
    url = (group.community_url if group else "") or (network.community_url if network else "")
    name = clean_line(network.community_name) if network else ""
    if not url:
        return ""
    words = gettext("The members' online community:\n%(url)s") % {"url": url}
    named = gettext("The members' online community, %(name)s:\n%(url)s") % {"name": name, "url": url}
    return "\n".join([named if name else words, gettext("A facilitator lets you in within a few days.")])


def _seats(mail: OutboxMail) -> str:
    count = int(mail.context.get("seats", 0))
    if not count:
        return ""
    words = ngettext(
        "The seat that you had at a coming meeting goes to the next in line.",
        "The %(count)s seats that you had at coming meetings go to the next in line.",
        count,
    )
    return words % {"count": count}


_WORKPLACE = Placeholder(_("municipality or organisation"), _("Sample Municipality"), _workplace)
_GROUP = Placeholder(_("the group"), _("Sample group"), _group)

_about_place = partial(MailKind, about_meeting=False, action=_own_place, private_link=True)

KINDS = (
    _about_place(
        key=MailKey.JOIN_PROVE,
        subject=_("Confirm that you want to join"),
        body=_(
            "Hello {navn},\n\n"
            "Somebody, probably you, filled in the form to join {netvaerk} with this address. Please confirm that it "
            "is yours, and that you want to join.\n\n"
            "Did you not? Then you need not do anything. The request ends by itself in a week, and you hear no more "
            "from us."
        ),
        goes=_("To the address that somebody typed to join the network, until it is confirmed."),
        own={"arbejdsplads": _WORKPLACE, "gruppe": _GROUP},
        asks=True,
        is_over=_is_answered,
        button=_("Yes, I want to join"),
    ),
    _about_place(
        key=MailKey.JOIN_ALREADY,
        subject=_("You are a member already"),
        body=_(
            "Hello {navn},\n\n"
            "The form to join {netvaerk} was filled in once more with your address. You are a member already, so "
            "nothing has changed.\n\n"
            "Was it not you? Then you need not do anything."
        ),
        goes=_("When somebody wants to join who is a member already."),
        own={"gruppe": _GROUP},
        is_over=_is_no_member,
        button=_("See your membership"),
    ),
    _about_place(
        key=MailKey.JOIN_WAITING,
        subject=_("We have your request to join"),
        body=_(
            "Hello {navn},\n\n"
            "Thank you, your address is confirmed. A facilitator now looks at your request to take part from "
            "{arbejdsplads}. You get a mail as soon as you are in."
        ),
        goes=_("To whoever waits for a facilitator: the first from a municipality, and all from other organisations."),
        own={"arbejdsplads": _WORKPLACE, "gruppe": _GROUP},
        is_over=_is_decided,
        button=_("See your request"),
    ),
    MailKind(
        key=MailKey.JOIN_TO_APPROVE,
        subject=_("{deltager} from {arbejdsplads} wants to join"),
        body=_(
            "Hello,\n\n"
            "{deltager} from {arbejdsplads} wants to join {netvaerk}, and is in when a facilitator has said yes.\n\n"
            "If it is a municipality that does not take part yet, it does from the day on which you approve."
        ),
        goes=_("To the group's facilitators, when somebody waits for their yes."),
        about_meeting=False,
        own={
            # The mail is about the person, not to them.
            "navn": Placeholder(_("nothing: the facilitators' names are not known"), "", lambda _mail: ""),
            "deltager": Placeholder(_("who wants to join"), _("Kim Sample"), _who),
            "arbejdsplads": _WORKPLACE,
            "gruppe": _GROUP,
        },
        is_over=_is_decided,
        button=_("Approve or decline"),
        action=_to_the_list,
    ),
    _about_place(
        key=MailKey.WELCOME,
        subject=_("Welcome to {netvaerk}"),
        body=_(
            "Hello {navn},\n\n"
            "You are a member of {netvaerk} now. We are glad to have you.\n\n"
            "{om_gruppen}\n\n"
            "{naeste_moede}\n\n"
            "Put the meetings into your calendar, and they follow when something changes:\n{kalender}\n\n"
            "{faellesskab}"
        ),
        goes=_("To a new member, with the group, the next meeting, the calendar and the online community."),
        own={
            "gruppe": _GROUP,
            "om_gruppen": Placeholder(
                _("a sentence about the group"),
                _("Your group is Sample group.\nhttps://network.example/"),
                _about_group,
            ),
            "naeste_moede": Placeholder(
                _("a sentence about the next meeting"),
                _("Your next meeting is below. You sign up on its page."),
                _about_next_meeting,
            ),
            "kalender": Placeholder(_("where one subscribes to the calendar"), "https://network.example/", _calendar),
            "faellesskab": Placeholder(
                _("where the online community is"),
                _("The members' online community:\nhttps://community.example/"),
                _community,
            ),
        },
        is_over=_is_no_member,
        button=_("See or end your membership"),
    ),
    _about_place(
        key=MailKey.JOIN_DECLINED,
        subject=_("Your request to join"),
        body=_(
            "Hello {navn},\n\n"
            "You asked to join {netvaerk}. We could not take you in this time:\n\n"
            "{begrundelse}\n\n"
            "Do you think that this is a mistake? Then please answer this mail."
        ),
        goes=_("To somebody whom a facilitator could not let in, with the reason."),
        never_lost=("begrundelse",),
        button=_("See your request"),
    ),
    _about_place(
        key=MailKey.LEAVE_LINK,
        subject=_("Do you want to leave the network?"),
        body=_(
            "Hello {navn},\n\n"
            "You, or somebody else, asked for the link with which you leave {netvaerk}. Nothing happens before you "
            "have opened it and said yes.\n\n"
            "Did you not ask for it? Then you need not do anything."
        ),
        goes=_("To a member who asked for the link with which one leaves."),
        asks=True,
        is_over=_is_no_member,
        button=_("See what happens if you leave"),
    ),
    _about_place(
        key=MailKey.LEFT,
        subject=_("You have left the network"),
        body=_(
            "Hello {navn},\n\n"
            "You are no longer a member of {netvaerk}. Thank you for your time with us.\n\n"
            "{pladser}\n\n"
            "A facilitator takes you out of the online community. You are welcome back whenever you like."
        ),
        goes=_("To a member who left."),
        own={
            "pladser": Placeholder(
                _("a sentence about seats given back, if there were any"),
                _("Your seat at a coming meeting goes to the next in line."),
                _seats,
            )
        },
        never_lost=("pladser",),
        button=_("See your membership"),
    ),
)
