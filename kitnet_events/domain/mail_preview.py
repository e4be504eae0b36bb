"""A mail as an editor's words would make it, with sample data: nobody's name, no link that works."""

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext

from kitnet_events.enums import MailKey
from kitnet_events.models import OutboxMail
from kitnet_events.placeholders import check_placeholders
from kitnet_events.timespan import TimeSpan
from kitnet_pages.models import NetworkSettings

from .letters import Letter, compose
from .mail_actions import notes_of
from .mail_cards import STRONG, Card
from .mail_kinds import Action, Row, Words, kind_of
from .mail_rendering import render_html, render_text
from .mail_texts import fill_words
from .mail_values import Stationery, moment_in_words, when_in_words

logger = logging.getLogger("kitnet_events")


@dataclass(frozen=True)
class Preview:
    """A mail as it would arrive: ``html`` is a whole document, to be shown in a frame of its own."""

    subject: str
    text: str
    html: str


def default_words(key: str) -> Words:
    """Return our own subject and body of a mail, in the site's language: what an editor starts from."""
    with translation.override(settings.LANGUAGE_CODE):
        return Words(str(kind_of(key).subject), str(kind_of(key).body))


def preview(key: str, subject: str, body: str) -> Preview:
    """Return a mail with an editor's words and sample data, in the site's language.

    Raises ValidationError by field for a broken placeholder.
    """
    check_placeholders(key, {"subject": subject, "body": body})
    with translation.override(settings.LANGUAGE_CODE):
        return _preview(key, Words(subject, body))


def _preview(key: str, own: Words) -> Preview:
    stationery = Stationery.read()
    network = stationery.network_of(None)
    kind, link = kind_of(key), stationery.address(None, "/…")
    values = _sample_values(network) | {name: str(one.sample) for name, one in kind.own.items()}
    words = fill_words(key, own, values)
    letter = Letter(
        to="deltager@kommune.example",
        subject=words.subject,
        body=words.body,
        network_name=values["netvaerk"],
        card=_sample_card(key, values, link) if kind.about_meeting else None,
        asks=kind.asks,
        actions=(Action(kind.button_label, link),),
        notes=notes_of(key, kind.method),
        home_url=stationery.address(None, "/"),
        contact=network.role_mailbox,
    )
    return preview_of(letter)


def preview_of_mail(mail: OutboxMail) -> Preview | None:
    """Return a mail of the outbox as it would arrive now, without the recipient's link; None if it cannot be written.

    A mail whose subject was erased has nothing left to be made of.
    """
    try:
        with translation.override(settings.LANGUAGE_CODE):
            return preview_of(compose(mail, Stationery.read(masked=True)))
    except (AttributeError, KeyError, TypeError, ValueError):
        logger.warning("Mail %s (%s) cannot be shown.", mail.pk, mail.key, exc_info=True)
        return None


def preview_of(letter: Letter) -> Preview:
    """Return a letter as it would arrive."""
    return Preview(letter.subject, render_text(letter), render_html(letter))


def _sample_values(network: NetworkSettings) -> dict[str, str]:
    start = timezone.localtime().replace(hour=9, minute=30) + timedelta(days=30)
    when = TimeSpan(start, start + timedelta(hours=5, minutes=30))
    before = TimeSpan(when.start - timedelta(days=7), when.end - timedelta(days=7))
    return {
        "navn": gettext("Kim Sample"),
        "netvaerk": network.name,
        "moede": gettext("Network meeting in Sampletown"),
        "tid": when_in_words(when),
        "sted": gettext("Town hall, Market Square 1, Sampletown"),
        "gruppe": gettext("Sample group"),
        "venteplads": "3",
        "frist": moment_in_words(start - timedelta(days=28)),
        "gammel_tid": when_in_words(before),
        "begrundelse": gettext("The host is ill."),
        "besked": gettext("A line that you write when you publish a change."),
        "bekraeftelse": gettext("The meeting's own text for its confirmation: parking, entrance, what to bring."),
    }


def _sample_card(key: str, values: dict[str, str], link: str) -> Card:
    is_off = key == MailKey.MEETING_CANCELLED
    rows = [
        Row(gettext("When"), capfirst(values["tid"]), is_past=is_off),
        Row(gettext("Where"), values["sted"], is_past=is_off),
    ]
    if key == MailKey.MEETING_MOVED:
        rows.insert(0, Row(gettext("Former time"), capfirst(values["gammel_tid"]), is_past=True))
    if key in {MailKey.PROVE, MailKey.OFFERED}:
        rows.append(Row(gettext("Answer by"), capfirst(values["frist"])))
    if key == MailKey.WAITING:
        rows.append(Row(gettext("Waiting list"), gettext("Number %(place)s") % {"place": values["venteplads"]}))
    day = (timezone.localtime() + timedelta(days=30)).date()
    return Card(values["moede"], link, values["gruppe"], STRONG, day, is_off, tuple(rows))
