"""What follows from joining: a word of welcome, and a word to the facilitators when somebody waits."""

from datetime import datetime

from django.utils import timezone

from kitnet_events.enums import MailKey
from kitnet_events.models import Enrolment, Meeting, OutboxMail
from kitnet_pages.models import GroupPage, NetworkSettings

from .mailing import queue_mail


def welcome(mine: Enrolment, now: datetime | None = None) -> None:
    """Write the mail of welcome: with the group, and the next meeting as a card."""
    queue_mail(
        OutboxMail(
            key=MailKey.WELCOME,
            to=mine.participant.email,
            participant=mine.participant,
            meeting=next_meeting_of(mine.network_group, now),
            context={"enrolment": mine.pk},
        )
    )


def ask_facilitators(mine: Enrolment) -> None:
    """Tell the facilitators of the group, or the role mailbox where there are none, that somebody waits."""
    for address in facilitator_addresses(mine.network_group):
        queue_mail(
            OutboxMail(
                key=MailKey.JOIN_TO_APPROVE,
                to=address,
                participant=mine.participant,
                context={"enrolment": mine.pk},
            )
        )


def facilitator_addresses(group: GroupPage | None) -> list[str]:
    """Return the addresses of a group's facilitators, else the network's role mailbox, if there is one."""
    links = group.facilitator_links.select_related("contact") if group else []
    found = dict.fromkeys(link.contact.email for link in links if link.contact.email)
    if found:
        return list(found)
    mailbox = NetworkSettings.objects.order_by("-site__is_default_site").values_list("role_mailbox", flat=True)
    return [address for address in mailbox[:1] if address]


def next_meeting_of(group: GroupPage | None, now: datetime | None = None) -> Meeting | None:
    """Return the next public meeting of a group, or of all groups, that is not cancelled; None when there is none."""
    meetings = Meeting.objects.public().upcoming(now or timezone.now())
    meetings = meetings.for_group(group.pk) if group else meetings.filter(joint=True)
    return next((one for one in meetings.for_listing()[:10] if not one.is_cancelled), None)
