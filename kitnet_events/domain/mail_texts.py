"""The words of the mails: ours, unless an editor has written others.

They say what happened. What must not be missing (when and where, old and new time, deadline, reason, links) stands in
the mail around them, whatever an editor writes: see ``letters``.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import MailKey
from kitnet_events.models import MailText
from kitnet_events.placeholders import fill_placeholders

from .plaintext import clean_line, clean_text

LONGEST_SUBJECT = 180


class Words(NamedTuple):
    """Subject and body of a mail, with placeholders. Paragraphs are apart by an empty line."""

    subject: Any
    body: Any


DEFAULTS: dict[str, Words] = {
    MailKey.PROVE: Words(
        _("Confirm your address: {moede}"),
        _(
            "Hello {navn},\n\n"
            "You, or a colleague on your behalf, filled in the sign-up to “{moede}”. Please confirm that this address "
            "is yours. Only then are you signed up.\n\n"
            "We keep the sign-up open until {frist}.\n\n"
            "Did you not want to sign up? Then you need not do anything. The sign-up ends by itself, and you hear no "
            "more from us."
        ),
    ),
    MailKey.ALREADY: Words(
        _("You are signed up already: {moede}"),
        _(
            "Hello {navn},\n\n"
            "The sign-up to “{moede}” was filled in once more with your address. You are signed up already, so nothing "
            "has changed.\n\n"
            "Was it not you? Then you need not do anything."
        ),
    ),
    MailKey.MEMBERS_ONLY: Words(
        _("Only members can sign up: {moede}"),
        _(
            "Hello,\n\n"
            "The sign-up to “{moede}” was filled in with your address. This meeting is for members of {netvaerk}, and "
            "we do not know this address as a member's. So you are not signed up.\n\n"
            "Are you a member? Then please sign up with the address that you use in the network, or answer this mail."
        ),
    ),
    MailKey.CONFIRMED: Words(
        _("You have a seat: {moede}"),
        _(
            "Hello {navn},\n\n"
            "Your sign-up is in place: you have a seat at “{moede}”, {tid}. We look forward to seeing you.\n\n"
            "{bekraeftelse}"
        ),
    ),
    MailKey.WAITING: Words(
        _("You are on the waiting list: {moede}"),
        _(
            "Hello {navn},\n\n"
            "“{moede}” is full, so you are on the waiting list as number {venteplads}. When a seat becomes free, it "
            "goes to the first in line, and you get a mail as soon as it is your turn.\n\n"
            "Until then you have no seat at the meeting."
        ),
    ),
    MailKey.OFFERED: Words(
        _("A seat is free for you, answer by {frist}: {moede}"),
        _(
            "Hello {navn},\n\n"
            "A seat at “{moede}” has become free, and it is your turn. Since the meeting is soon, we ask before we "
            "give it to you: take the seat by {frist}.\n\n"
            "If we do not hear from you, the seat goes to the next in line, and you leave the waiting list."
        ),
    ),
    MailKey.OFFER_LAPSED: Words(
        _("The seat went on to somebody else: {moede}"),
        _(
            "Hello {navn},\n\n"
            "We did not hear from you in time, so the seat at “{moede}” that we offered you went to the next in line. "
            "You are no longer on the waiting list.\n\n"
            "Would you still like to come? As long as sign-up is open, you can sign up again on the meeting's page."
        ),
    ),
    MailKey.PROMOTED: Words(
        _("You got a seat: {moede}"),
        _(
            "Hello {navn},\n\n"
            "Good news: you now have a seat at “{moede}”, {tid}.\n\n"
            "Can you not come after all? Then please step back as soon as you can, so that somebody else gets the "
            "seat.\n\n"
            "{bekraeftelse}"
        ),
    ),
    MailKey.CANCELLED: Words(
        _("Your sign-up is cancelled: {moede}"),
        _(
            "Hello {navn},\n\n"
            "Your sign-up to “{moede}”, {tid}, is cancelled, and the seat is free for somebody else.\n\n"
            "Have you changed your mind? As long as sign-up is open, you can sign up again on the meeting's page."
        ),
    ),
    MailKey.HANDED_OVER: Words(
        _("Your seat is handed over: {moede}"),
        _(
            "Hello {navn},\n\n"
            "You have handed over your seat at “{moede}”, {tid}. Your colleague has got a mail and must confirm the "
            "address before the seat is theirs. You need not do anything more."
        ),
    ),
    MailKey.MEETING_MOVED: Words(
        _("New time or place: {moede}"),
        _(
            "Hello {navn},\n\n"
            "There is a change to “{moede}”: it now takes place {tid}.\n\n"
            "{besked}\n\n"
            "You need not do anything if it suits you. Can you not come? Then please step back, so that somebody else "
            "gets the seat."
        ),
    ),
    MailKey.MEETING_CANCELLED: Words(
        _("Cancelled: {moede}"),
        _(
            "Hello {navn},\n\n"
            "“{moede}”, which was to be held {tid}, is cancelled.\n\n"
            "{begrundelse}\n\n"
            "{besked}\n\n"
            "You need not do anything."
        ),
    ),
    MailKey.MEETING_REVIVED: Words(
        _("It takes place after all: {moede}"),
        _(
            "Hello {navn},\n\n"
            "“{moede}” was cancelled, but takes place after all: {tid}. Your sign-up stands as it was.\n\n"
            "{besked}\n\n"
            "Can you no longer come? Then please step back, so that somebody else gets the seat."
        ),
    ),
    MailKey.REMINDER: Words(
        _("Remember: {moede}, {tid}"),
        _(
            "Hello {navn},\n\n"
            "We look forward to seeing you at “{moede}”, {tid}.\n\n"
            "Can you not come after all? Then please step back, so that somebody else gets the seat."
        ),
    ),
    MailKey.SIGN_UP_OPENS: Words(
        _("Sign-up is open: {moede}"),
        _(
            "Hello,\n\n"
            "You asked to hear when sign-up to “{moede}” opens. It is open now.\n\n"
            "We have deleted your address from the list: this is the only mail that you get about it."
        ),
    ),
    MailKey.OWN_PAGE: Words(
        _("Link to your own page at {netvaerk}"),
        _(
            "Hello {navn},\n\n"
            "Here is the link to your own page at {netvaerk}. There you see your sign-ups, and what is stored about "
            "you.\n\n"
            "Did you not ask for it? Then you need not do anything. Nobody can see your page without the link."
        ),
    ),
    MailKey.STEP_UP: Words(
        _("Confirm what you asked for at {netvaerk}"),
        _(
            "Hello {navn},\n\n"
            "On your own page at {netvaerk}, you asked for something that only you may decide. Nothing happens before "
            "you have opened the link and said yes once more.\n\n"
            "Did you not ask for it? Then please do not use the link, and tell us by answering this mail."
        ),
    ),
}

# What an editor's own body may leave out by mistake, though somebody wrote it for just these readers.
NEVER_LOST = {
    MailKey.CONFIRMED: ("bekraeftelse",),
    MailKey.PROMOTED: ("bekraeftelse",),
    MailKey.MEETING_MOVED: ("besked",),
    MailKey.MEETING_CANCELLED: ("begrundelse", "besked"),
    MailKey.MEETING_REVIVED: ("besked",),
}


def words_for(key: str, own: Mapping[str, MailText]) -> Words:
    """Return an editor's words for a mail if there are any in ``own``, by key; else ours, in the language of now."""
    if text := own.get(key):
        return Words(text.subject, text.body)
    return Words(str(DEFAULTS[key].subject), str(DEFAULTS[key].body))


def fill_words(key: str, words: Words, values: Mapping[str, str]) -> Words:
    """Return the words with their placeholders filled: the subject on one line, the body without gaps.

    What an editor's words do not place, but readers must get, is added at the body's end.
    """
    body = words.body.replace("\r\n", "\n")
    for name in NEVER_LOST.get(key, ()):
        if f"{{{name}}}" not in body:
            body = f"{body}\n\n{{{name}}}"
    subject = clean_line(_fill(words.subject, values))
    if len(subject) > LONGEST_SUBJECT:
        subject = subject[: LONGEST_SUBJECT - 1].rstrip() + "…"
    body = "\n".join(line.rstrip() for line in clean_text(_fill(body, values)).split("\n"))
    return Words(subject, re.sub(r"\n{3,}", "\n\n", body).strip())


def _fill(text: str, values: Mapping[str, str]) -> str:
    """Fill placeholders. One that has no value goes with the space before it: "Hello {navn}," becomes "Hello,"."""
    for name, value in values.items():
        if not value:
            text = text.replace(f" {{{name}}}", "").replace(f"{{{name}}}", "")
    return fill_placeholders(text, values)
