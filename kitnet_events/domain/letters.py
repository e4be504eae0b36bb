"""What a mail says, as parts that templates lay out: the words, and everything that no editor can lose."""

from dataclasses import dataclass

from django.utils import timezone

from kitnet_events.enums import MailKey, SignUpPhase, SignUpState
from kitnet_events.models import Meeting, OutboxMail
from kitnet_pages.models import NetworkSettings

from .invitations import calendar_part, carries_calendar
from .mail_actions import Action, actions_of, notes_of, sign_up_url
from .mail_cards import Card, card_of
from .mail_texts import fill_words, words_for
from .mail_values import Stationery, values_of

ASKING = frozenset({MailKey.PROVE, MailKey.OFFERED, MailKey.SIGN_UP_OPENS})


@dataclass(frozen=True)
class Letter:
    """A mail in parts. ``calendar`` is an iTIP object with its ``method``; both are empty in mails that carry none.

    One that ``asks`` wants an answer: its button stands where it cannot be missed.
    """

    to: str
    subject: str
    body: str
    network_name: str
    card: Card | None = None
    asks: bool = False
    actions: tuple[Action, ...] = ()
    notes: tuple[str, ...] = ()
    home_url: str = ""
    privacy_url: str = ""
    contact: str = ""
    reply_to: tuple[str, ...] = ()
    calendar: str = ""
    method: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs."""
        return [part for part in self.body.split("\n\n") if part.strip()]


def compose(mail: OutboxMail, stationery: Stationery) -> Letter:
    """Return what a mail says now, in the language of now. Its links are made here and stored nowhere."""
    network = stationery.network_of(mail.meeting)
    values = values_of(mail, network)
    words = fill_words(mail.key, words_for(mail.key, stationery.texts), values)
    calendar = ""
    if carries_calendar(mail):
        calendar = calendar_part(mail, stationery.surroundings, sign_up_url(mail, stationery))
    privacy = network.privacy_page
    return Letter(
        to=mail.to,
        subject=words.subject,
        body=words.body,
        network_name=values["netvaerk"],
        card=card_of(mail, stationery, values),
        asks=mail.key in ASKING,
        actions=actions_of(mail, stationery),
        notes=notes_of(mail.key, mail.method if calendar else ""),
        home_url=stationery.address(mail.meeting, "/"),
        privacy_url=(privacy.full_url or "") if privacy else "",
        contact=network.role_mailbox,
        reply_to=reply_addresses(mail.meeting, network),
        calendar=calendar,
        method=mail.method if calendar else "",
    )


def has_nothing_to_tell(mail: OutboxMail) -> bool:
    """Say whether what a mail asks or reminds of is over, so that it would only confuse.

    A mail that says what happened always has something to tell.
    """
    sign_up, meeting = mail.sign_up, mail.meeting
    if mail.key == MailKey.PROVE:
        return sign_up.proved_at is not None or not sign_up.is_living
    if mail.key == MailKey.WAITING:
        return sign_up.state != SignUpState.WAITING
    if mail.key == MailKey.OFFERED:
        return sign_up.state != SignUpState.OFFERED
    if mail.key == MailKey.REMINDER:
        is_over = meeting.is_cancelled or meeting.starts_at is None or meeting.starts_at <= timezone.now()
        return is_over or sign_up.state != SignUpState.CONFIRMED
    if mail.key == MailKey.SIGN_UP_OPENS:
        return meeting.sign_up_phase() != SignUpPhase.OPEN
    return False


def reply_addresses(meeting: Meeting | None, network: NetworkSettings) -> tuple[str, ...]:
    """Return whom an answer reaches: the facilitators of the meeting's group, else the role mailbox."""
    group = meeting.group if meeting else None
    links = group.facilitator_links.select_related("contact") if group else []
    found = dict.fromkeys(link.contact.email for link in links if link.contact.email)
    return tuple(found) or tuple(filter(None, [network.role_mailbox]))
