"""The facilitators' daily digest: who signed up yesterday, who stepped back, and how it stands."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events import conf
from kitnet_events.enums import MailKey, SignUpState
from kitnet_events.models import DigestChoice, Meeting, OutboxMail, SignUp
from kitnet_events.models.signups import SEATED
from kitnet_events.timespan import ZONE, at_local
from kitnet_pages.domain.roles import facilitated_groups

from .mail_kinds import Action, MailKind, Placeholder
from .mail_values import Stationery, when_in_words
from .mailing import write_mail_to_user
from .plaintext import clean_line

_SIGN_UPS = "meetings_signups_modeladmin_index"


def write_digests(now: datetime | None = None) -> int:
    """Write this morning's digests, one for each facilitator in whose groups something happened yesterday.

    Return how many. Running it again the same day changes nothing.
    """
    now = now or timezone.now()
    today = now.astimezone(ZONE).date()
    if now < at_local(today, time(conf.get("DIGEST_HOUR"))):
        return 0
    return sum(_write(user, today) for user in _readers())


def wants_digest(user: Any) -> bool:
    """Say whether somebody gets the digest: who never chose does."""
    choice = DigestChoice.objects.filter(user=user).first()
    return choice is None or choice.wanted


def choose_digest(user: Any, *, wanted: bool) -> None:
    """Turn somebody's digest on or off."""
    DigestChoice.objects.update_or_create(user=user, defaults={"wanted": wanted})


def _readers() -> Any:
    """Return the users who facilitate a group, can be reached, and have not turned the digest off."""
    users = get_user_model().objects.filter(is_active=True, groups__facilitator_role__isnull=False).exclude(email="")
    return users.exclude(pk__in=DigestChoice.objects.filter(wanted=False).values("user")).distinct()


def _write(user: Any, today: date) -> bool:
    name = f"digest/{user.pk}/{today:%Y%m%d}"
    if OutboxMail.objects.filter(once=name).exists() or not any(_happened(user, today)):
        return False
    try:
        with transaction.atomic():
            write_mail_to_user(MailKey.DIGEST, user, {"user": user.pk, "day": today.isoformat()}, once=name)
    except IntegrityError:
        # Another clock was quicker.
        return False
    return True


def _happened(user: Any, today: date) -> Iterator[tuple[Meeting, list[SignUp], list[SignUp]]]:
    """Yield the coming meetings of a user's groups with who came and who went on the day before ``today``."""
    start, end = at_local(today - timedelta(days=1), time(0)), at_local(today, time(0))
    came = Q(proved_at__gte=start, proved_at__lt=end) & ~Q(state=SignUpState.CANCELLED)
    went = Q(cancelled_at__gte=start, cancelled_at__lt=end, state=SignUpState.CANCELLED, proved_at__isnull=False)
    meetings = Meeting.objects.filter(group__in=facilitated_groups(user), ends_at__gt=start).defer("vevent")
    changed = SignUp.objects.filter(came | went, meeting__in=meetings).select_related("municipality", "meeting")
    by_meeting: dict[int, tuple[Meeting, list[SignUp], list[SignUp]]] = {}
    for sign_up in changed.defer("meeting__vevent").order_by("meeting__starts_at", "meeting", "name", "pk"):
        lists = by_meeting.setdefault(sign_up.meeting_id, (sign_up.meeting, [], []))
        lists[2 if sign_up.state == SignUpState.CANCELLED else 1].append(sign_up)
    yield from by_meeting.values()


# ── The mail ─────────────────────────────────────────────────────────────────────────────────────────────────────
def _reader(mail: OutboxMail) -> Any:
    return get_user_model().objects.filter(pk=mail.context.get("user"), is_active=True).first()


def _has_no_reader(mail: OutboxMail) -> bool:
    user = _reader(mail)
    return user is None or not wants_digest(user)


def _overview(mail: OutboxMail) -> str:
    """Return what happened, a paragraph for each meeting. Read when the mail is sent: names are stored nowhere."""
    user = _reader(mail)
    day = date.fromisoformat(str(mail.context["day"]))
    return "\n\n".join(_paragraph(*one) for one in _happened(user, day)) if user else ""


def _paragraph(meeting: Meeting, came: list[SignUp], went: list[SignUp]) -> str:
    lines = [clean_line(meeting.title), when_in_words(meeting.when)]
    lines += [f"+ {_person(one)}" for one in came]
    lines += [f"– {_person(one)}" for one in went]
    return "\n".join([*lines, _standing(meeting)])


def _person(sign_up: SignUp) -> str:
    parts = [clean_line(sign_up.name), clean_line(sign_up.workplace)]
    name = ", ".join(part for part in parts if part)
    notes = {SignUpState.WAITING: gettext("waiting list"), SignUpState.CANCELLED: gettext("stepped back")}
    note = notes.get(SignUpState(sign_up.state))
    return f"{name} ({note})" if note else name


def _standing(meeting: Meeting) -> str:
    counts = meeting.sign_ups.aggregate(
        seats=Count("pk", filter=Q(state__in=SEATED)),
        waiting=Count("pk", filter=Q(state=SignUpState.WAITING, proved_at__isnull=False)),
    )
    words = gettext("In all: %(seats)s with a seat, %(waiting)s on the waiting list") % counts
    if meeting.capacity is not None:
        words += gettext("; capacity %(capacity)s") % {"capacity": meeting.capacity}
    return f"{words}."


def _admin_address(stationery: Stationery, name: str) -> str:
    base = getattr(settings, "WAGTAILADMIN_BASE_URL", "")
    return base + reverse(name) if base else stationery.address(None, reverse(name))


def _to_sign_ups(mail: OutboxMail, stationery: Stationery, label: str) -> Action:
    return Action(label, _admin_address(stationery, _SIGN_UPS))


def _account(mail: OutboxMail) -> str:
    return _admin_address(Stationery.read(), "wagtailadmin_account")


KINDS = (
    MailKind(
        key=MailKey.DIGEST,
        subject=_("Yesterday's sign-ups in your groups"),
        body=_(
            "Hello {navn},\n\n"
            "This happened yesterday at the meetings of your groups:\n\n"
            "{oversigt}\n\n"
            "Would you rather not have this mail? Turn it off under your account:\n{konto}"
        ),
        goes=_("In the morning, to the facilitators of a group, after a day with new sign-ups or cancellations."),
        about_meeting=False,
        own={
            "oversigt": Placeholder(
                _("who signed up and who stepped back, meeting by meeting"),
                _("Network meeting in Sampletown\n+ Kim Sample, Sampletown\nIn all: 12 with a seat."),
                _overview,
            ),
            "konto": Placeholder(
                _("the address of the reader's account in the admin"),
                "https://netvaerk.example/admin/account/",
                _account,
            ),
        },
        never_lost=("oversigt",),
        button=_("See the sign-ups"),
        action=_to_sign_ups,
        is_over=_has_no_reader,
    ),
)
