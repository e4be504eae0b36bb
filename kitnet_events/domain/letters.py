"""What a mail says, as parts that templates lay out: the words, and everything that no editor can lose."""

from dataclasses import dataclass

from kitnet_events.models import Meeting, OutboxMail
from kitnet_pages.models import NetworkSettings

from .invitations import calendar_part, carries_calendar
from .mail_actions import actions_of, notes_of, sign_up_url
from .mail_cards import Card, card_of
from .mail_kinds import Action, kind_of
from .mail_texts import fill_words, words_for
from .mail_values import Stationery, values_of


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
    # Where the reader says that such mails are not wanted; empty in mails about what somebody asked for.
    unsubscribe_url: str = ""

    @property
    def paragraphs(self) -> list[str]:
        """The body's paragraphs."""
        return [part for part in self.body.split("\n\n") if part.strip()]


def compose(mail: OutboxMail, stationery: Stationery) -> Letter:
    """Return what a mail says now, in the language of now. Its links are made here and stored nowhere."""
    network = stationery.network_of(mail.meeting)
    kind = kind_of(mail.key)
    values = values_of(mail, network) | {name: one.value(mail) for name, one in kind.own.items()}
    own = kind.words(mail) if kind.words else words_for(mail.key, stationery.texts)
    words = fill_words(mail.key, own, values)
    calendar = ""
    if carries_calendar(mail):
        calendar = calendar_part(mail, stationery.surroundings, sign_up_url(mail, stationery))
    privacy = network.open_privacy_page
    return Letter(
        to=mail.to,
        subject=words.subject,
        body=words.body,
        network_name=values["netvaerk"],
        card=card_of(mail, stationery, values),
        asks=kind.asks,
        actions=actions_of(mail, stationery),
        notes=notes_of(mail.key, mail.method if calendar else ""),
        home_url=stationery.address(mail.meeting, "/"),
        privacy_url=(privacy.full_url or "") if privacy else "",
        contact=network.role_mailbox,
        reply_to=reply_addresses(mail.meeting, network),
        calendar=calendar,
        method=mail.method if calendar else "",
        unsubscribe_url=kind.unsubscribe(mail, stationery) if kind.unsubscribe else "",
    )


def has_nothing_to_tell(mail: OutboxMail) -> bool:
    """Say whether what a mail asks or reminds of is over, so that it would only confuse.

    A mail that says what happened always has something to tell.
    """
    is_over = kind_of(mail.key).is_over
    return is_over is not None and is_over(mail)


def reply_addresses(meeting: Meeting | None, network: NetworkSettings) -> tuple[str, ...]:
    """Return whom an answer reaches: the facilitators of the meeting's group, else the role mailbox."""
    group = meeting.group if meeting else None
    links = group.facilitator_links.select_related("contact") if group else []
    found = dict.fromkeys(link.contact.email for link in links if link.contact.email)
    return tuple(found) or tuple(filter(None, [network.role_mailbox]))
