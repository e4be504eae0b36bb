"""What a form says of the data that it asks for: what for, and the day on which it is erased (GDPR, article 13)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext

from kitnet_events import conf
from kitnet_events.models import Meeting
from kitnet_pages.dates import long_date

# A form's sentences, by its kind. ``meeting`` is None at forms that are about none.
Sentences = Callable[[Meeting | None, datetime], list[str]]
_NOTICES: dict[str, Sentences] = {}


def register_notice(kind: str, sentences: Sentences) -> None:
    """Let forms of a kind say what becomes of their data: ``sentences(meeting, now)``, in the reader's language."""
    _NOTICES[kind] = sentences


def notice_of(kind: str, meeting: Meeting | None = None, now: datetime | None = None) -> list[str]:
    """Return what a form of a kind says. Raises KeyError on a kind that nobody registered."""
    return _NOTICES[kind](meeting, now or timezone.now())


def last_day(moment: datetime, days: int) -> str:
    """Return in words the local day on which data ends at the latest, ``days`` after a moment: erasure runs daily."""
    return long_date(timezone.localdate(moment + timedelta(days=days + 1)))


def _sign_up(meeting: Meeting | None, now: datetime) -> list[str]:
    ends = meeting.ends_at if meeting and meeting.ends_at else now
    days = {"needs": last_day(ends, conf.get("NEEDS_DAYS")), "rest": last_day(ends, conf.get("DATA_DAYS"))}
    return [
        gettext("What you write is used to prepare and hold this meeting, and for nothing else."),
        gettext("Access and food needs are erased on %(needs)s at the latest.") % days,
        gettext("Your note and your answers, and the mails that we send you, are erased on %(rest)s at the latest.")
        % days,
        gettext(
            "Your name is erased on the same day, unless you come to other meetings or are a member of the network; "
            "then it stays for as long as you take part."
        ),
        gettext("If you never confirm the sign-up, all of it is erased within a day of the seat being given on."),
    ]


def _opening(meeting: Meeting | None, now: datetime) -> list[str]:
    starts = meeting.starts_at if meeting else None
    sentences = [gettext("Your address is used for one mail, and is erased as soon as that is sent.")]
    if starts:
        sentences.append(
            gettext("If sign-up does not open, it is erased on %(day)s at the latest.") % {"day": last_day(starts, 0)}
        )
    return [*sentences, _mails(now)]


def _ask(meeting: Meeting | None, now: datetime) -> list[str]:
    return [gettext("Your address is used to send you the link, if we know it. If not, it is not kept."), _mails(now)]


def _own_page(meeting: Meeting | None, now: datetime) -> list[str]:
    days = {"days": conf.get("DATA_DAYS")}
    return [
        gettext("What stands here is used to hold your seats, and to write to you."),
        gettext(
            "It is erased %(days)s days after your last meeting, unless you are a member of the network; then it stays "
            "for as long as you take part. You can erase all of it yourself, at once."
        )
        % days,
        gettext(
            "Whoever is in the members' online community then keeps standing with name and address on a list of whom "
            "to take out of it, %(days)s days at the most."
        )
        % {"days": conf.get("LET_OUT_DAYS")},
    ]


def _join(meeting: Meeting | None, now: datetime) -> list[str]:
    days = {"days": conf.get("DATA_DAYS"), "day": last_day(now, conf.get("JOIN_SECONDS") // 86400)}
    return [
        gettext(
            "What you write is used for your membership: to find your group, to invite you to meetings, and to plan "
            "them."
        ),
        gettext(
            "It is kept while you are a member. When you have left, it is erased %(days)s days after your last day and "
            "your last meeting."
        )
        % days,
        gettext("If you never confirm the request, it is erased on %(day)s at the latest.") % days,
    ]


def _renewal(meeting: Meeting | None, now: datetime) -> list[str]:
    return [
        gettext("The address that we asked, and its answer, are kept with the municipality's membership."),
        gettext("The address is erased %(days)s days after the municipality has left the network.")
        % {"days": conf.get("DATA_DAYS")},
    ]


def _opt_out(meeting: Meeting | None, now: datetime) -> list[str]:
    return [
        gettext(
            "So as not to write to you again, we keep a fingerprint of your address: it shows that an address is on "
            "the list, but not which one. It goes when you let us invite you again."
        )
    ]


def _mails(now: datetime) -> str:
    return gettext("That we sent the mail is erased on %(day)s at the latest.") % {
        "day": last_day(now, conf.get("DATA_DAYS"))
    }


def register() -> None:
    """Register the notices of this app's own forms."""
    register_notice("sign_up", _sign_up)
    register_notice("opening", _opening)
    register_notice("ask", _ask)
    register_notice("join", _join)
    register_notice("own_page", _own_page)
    register_notice("renewal", _renewal)
    register_notice("opt_out", _opt_out)
