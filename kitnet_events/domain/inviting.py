"""Inviting to a meeting by mail: the members of groups who are not signed up, and municipalities that are not in.

Everybody is invited once to a meeting, and nobody who has said no to invitations.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from kitnet_events.enums import MailKey
from kitnet_events.exceptions import SignUpNotOpenError
from kitnet_events.models import Meeting, OptOut, OutboxMail, Participant, SignUp
from kitnet_events.models.opt_outs import digest_of
from kitnet_pages.models import Membership, Municipality

from .mailing import queue_mail
from .plaintext import clean_text

LOG_INVITE = "kitnet_events.invite"
LONGEST_MESSAGE = 2000


@dataclass(frozen=True)
class Audience:
    """Who would be invited, and how many are left out and why."""

    members: tuple[Participant, ...]
    outside: tuple[Municipality, ...]
    signed_up: int
    invited_before: int
    opted_out: int
    without_mailbox: int

    @property
    def count(self) -> int:
        """How many mails there would be."""
        return len(self.members) + len(self.outside)


def audience_of(meeting: Meeting, group_ids: Iterable[int], *, outside: bool = False) -> Audience:
    """Return who would be invited to a meeting: members of the groups; with ``outside`` also municipalities not in."""
    groups = list(group_ids)
    no = OptOut.objects.digests()
    invitations = OutboxMail.objects.filter(once__startswith=_name(meeting)).values_list("once", "participant_id")
    # By person, not by name alone: whoever was merged with another one was invited if the other one was.
    told = {each for pair in invitations for each in pair}
    there = set(SignUp.objects.filter(meeting=meeting).living().values_list("participant_id", flat=True))
    members = Participant.objects.filter(is_member=True, proved_at__isnull=False).of_groups(groups)
    chosen, signed_up, before, opted_out = [], 0, 0, 0
    for person in members.order_by("name", "email"):
        if person.pk in there:
            signed_up += 1
        elif digest_of(person.email) in no:
            opted_out += 1
        elif person.pk in told:
            before += 1
        else:
            chosen.append(person)
    places, without = [], 0
    for place in _not_in(groups) if outside else ():
        if not place.mailbox:
            without += 1
        elif digest_of(place.mailbox) in no:
            opted_out += 1
        elif _name(meeting, place) in told:
            before += 1
        else:
            places.append(place)
    return Audience(tuple(chosen), tuple(places), signed_up, before, opted_out, without)


@transaction.atomic
def invite_to_meeting(
    meeting_id: int,
    group_ids: Iterable[int],
    message: str = "",
    *,
    outside: bool = False,
    by: Any = None,
    now: datetime | None = None,
) -> int:
    """Mail an invitation to all of the audience, once each, with a message of the editor's. Return how many mails.

    Doing it again invites only who has come since. Raises SignUpNotOpenError for a meeting to which nobody can come,
    ValidationError by field.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting_id)
    if not can_invite(meeting, now):
        raise SignUpNotOpenError
    text = check_message(message)
    audience = audience_of(meeting, group_ids, outside=outside)
    for person in audience.members:
        queue_mail(
            OutboxMail(
                key=MailKey.INVITE,
                to=person.email,
                participant=person,
                meeting=meeting,
                context={"added_line": text},
                once=_name(meeting, person),
            )
        )
    for place in audience.outside:
        queue_mail(
            OutboxMail(
                key=MailKey.INVITE_OUTSIDE,
                to=place.mailbox,
                meeting=meeting,
                context={"added_line": text, "municipality": place.name, "code": place.code},
                once=_name(meeting, place),
            )
        )
    if audience.count:
        log(instance=meeting.page or meeting, action=LOG_INVITE, user=by, data={"mails": audience.count})
    return audience.count


def can_invite(meeting: Meeting, now: datetime | None = None) -> bool:
    """Say whether there is something to be invited to: on the web, not cancelled, not begun, and with sign-up."""
    coming = meeting.starts_at is not None and meeting.starts_at > (now or timezone.now())
    return meeting.published and coming and not meeting.is_cancelled and meeting.takes_sign_ups


def check_message(message: str) -> str:
    """Return an editor's message as it is sent. Raises ValidationError by field when it is too long."""
    text = clean_text(message).strip()
    if len(text) > LONGEST_MESSAGE:
        raise ValidationError(
            {
                "message": ValidationError(
                    _("This is too long: at most %(longest)s characters."), params={"longest": LONGEST_MESSAGE}
                )
            }
        )
    return text


def opt_out(digest: str) -> None:
    """Invite an address no more, known by its digest (``signed_links``). Once is enough."""
    OptOut.objects.get_or_create(digest=digest)


def opt_in(digest: str) -> None:
    """Let an address be invited again."""
    OptOut.objects.filter(digest=digest).delete()


def _not_in(groups: list[int]) -> QuerySet[Municipality]:
    taking_part = Membership.objects.current().values("municipality_id")
    return Municipality.objects.filter(group__in=groups).exclude(pk__in=taking_part).order_by("sort_key")


def _name(meeting: Meeting, whom: Participant | Municipality | None = None) -> str:
    """Name an invitation, so that it is written once: to a person, or to a municipality."""
    if whom is None:
        return f"invite/{meeting.pk}/"
    return f"invite/{meeting.pk}/{'m' if isinstance(whom, Municipality) else 'p'}{whom.pk}"
