"""The kinds of mail there are. One entry says all that is particular of one; docs/mail.md tells how to add one."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext

from kitnet_events.models import OutboxMail
from kitnet_events.placeholders import PLACEHOLDERS, note_placeholders

from .mail_values import Stationery

# What every mail, and what every mail about a meeting can fill.
_ALWAYS = ("navn", "netvaerk")
_OF_MEETINGS = ("moede", "tid", "sted", "gruppe")


class Words(NamedTuple):
    """Subject and body of a mail, with placeholders. Paragraphs are apart by an empty line."""

    subject: str
    body: str


@dataclass(frozen=True)
class Action:
    """A page that says what will happen, and a button that leads there. Opening it changes nothing."""

    label: str
    url: str


@dataclass(frozen=True)
class Row:
    """A fact with its label. ``url`` makes it a link; ``is_past`` says that it is true no longer."""

    label: str
    value: str
    url: str = ""
    is_past: bool = False


@dataclass(frozen=True)
class Placeholder:
    """One that only this kind of mail has: what it means to an editor, a sample, and what fills it."""

    meaning: Any
    sample: Any
    value: Callable[[OutboxMail], str]


@dataclass(frozen=True)
class MailKind:
    """A kind of mail. Texts are lazy translations; paragraphs of the body are apart by an empty line."""

    key: str
    subject: Any
    body: Any
    # When it goes, and to whom: for editors.
    goes: Any
    # Whether it is about a meeting, and shows it as a card.
    about_meeting: bool = True
    # Which of the common placeholders it fills besides name, network and meeting; and those of its own.
    fills: tuple[str, ...] = ()
    own: dict[str, Placeholder] = field(default_factory=dict)
    # More that it fills, which an editor's own body may leave out by mistake, though somebody wrote them for just these
    # readers: they are added at its end.
    never_lost: tuple[str, ...] = ()
    # One that asks wants an answer: its button stands where it cannot be missed.
    asks: bool = False
    # What it tells a calendar, as a rule: an ``ItipMethod``. The row decides.
    method: str = ""
    # What the button is called, as a rule; and where it leads. Nothing is the meeting's page.
    button: Any = ""
    action: Callable[[OutboxMail, Stationery, str], Action | None] | None = None
    # Whether the link is the recipient's alone, and whether it ages (OWN_PAGE_LINK_SECONDS).
    private_link: bool = False
    link_ages: bool = False
    # Rows on the meeting's card that only this kind has, from a mail and its placeholders' values.
    rows: Callable[[OutboxMail, dict[str, str]], list[Row]] | None = None
    # Whether what it asks or reminds of is over, so that it would only confuse. None: it says what happened.
    is_over: Callable[[OutboxMail], bool] | None = None
    # Where one says, with one click, that one wants no more such mails (RFC 8058). None: the mail is about what
    # somebody asked for.
    unsubscribe: Callable[[OutboxMail, Stationery], str] | None = None
    # Words that stand in the mail's row, with placeholders. None: an editor may replace subject and body in the admin.
    words: Callable[[OutboxMail], Words] | None = None

    @property
    def button_label(self) -> str:
        """What the button is called."""
        return str(self.button) or gettext("To the meeting's page")

    def meanings(self) -> dict[str, Any]:
        """Return names and meanings of the placeholders that it fills."""
        kept = [name for name in self.never_lost if name not in self.own]
        names = (*_ALWAYS, *(_OF_MEETINGS if self.about_meeting else ()), *self.fills, *kept)
        return {name: PLACEHOLDERS[name] for name in names} | {name: one.meaning for name, one in self.own.items()}


_kinds: dict[str, MailKind] = {}


def register_mail(*kinds: MailKind) -> None:
    """Let the outbox send other kinds of mail. Registering a key again replaces it."""
    for kind in kinds:
        _kinds[str(kind.key)] = kind
        note_placeholders(str(kind.key), kind.meanings())


def kind_of(key: str) -> MailKind:
    """Return a kind of mail. Raises KeyError on one that nobody registered."""
    return _kinds[str(key)]


def mail_kinds() -> list[MailKind]:
    """Return all kinds, in the order of their registration."""
    return list(_kinds.values())
