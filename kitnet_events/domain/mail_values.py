"""What a mail knows: its row with all that hangs on it, and what goes into the placeholders."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from django.contrib.auth import get_user_model
from wagtail.models import Site

from kitnet_events.models import MailText, Meeting, OutboxMail, SignUp
from kitnet_events.timespan import ZONE, TimeSpan
from kitnet_pages.dates import at_time, from_to, span_in_words, weekday_date
from kitnet_pages.models import NetworkSettings

from .facts import location_of
from .plaintext import clean_line, clean_text
from .surroundings import Surroundings

# A name in which nothing could be taken for an address: no dot between letters, no digits, slashes or at signs.
_HARMLESS_NAME = re.compile(r"(?:[^\W\d_]|[ '’-]|\.(?= |$))*")


@dataclass(frozen=True)
class Stationery:
    """What all mails of a batch share: the sites with their settings, and editors' own texts. Read once.

    On ``masked`` stationery no token is shown: for eyes that are not the recipient's.
    """

    surroundings: Surroundings
    texts: Mapping[str, MailText]
    masked: bool = False

    @classmethod
    def read(cls, *, masked: bool = False) -> Self:
        """Read it afresh."""
        return cls(Surroundings.read(), {text.key: text for text in MailText.objects.all()}, masked)

    def site_of(self, meeting: Meeting | None) -> Site | None:
        """Return the site on which a meeting stands, else the default one."""
        page = meeting.page if meeting else None
        return (self.surroundings.site_of(page.path) if page else None) or self.surroundings.default_site

    def network_of(self, meeting: Meeting | None) -> NetworkSettings:
        """Return the settings of the network whose meeting it is."""
        return self.surroundings.settings_of(self.site_of(meeting))

    def address(self, meeting: Meeting | None, path: str) -> str:
        """Return the full address of a path on the meeting's site."""
        site = self.site_of(meeting)
        return (site.root_url if site else "") + path


def moment_in_words(moment: datetime) -> str:
    """Return a moment in local time: ``onsdag den 9. november 2016 kl. 9.30``."""
    return at_time(_day_in_words(moment.astimezone(ZONE).date()), moment)


def when_in_words(when: TimeSpan | None) -> str:
    """Return when a meeting is, with its weekday if it is on one day; an empty string when that is not known."""
    if when is None:
        return ""
    if not when.one_day:
        return _in_short(when)
    day = _day_in_words(when.first_day)
    return day if when.date_only else from_to(day, when.start, when.end)


def _day_in_words(day: date) -> str:
    """Return a day with its weekday; no line ends between day and month: ``onsdag den 9. november 2016``."""
    return weekday_date(day).replace(". ", ".\N{NO-BREAK SPACE}", 1)


def harmless_name(name: str) -> str:
    """Return a name on one line, or nothing if it could be taken for a link or a message.

    Until an address is proved, anybody may have typed the name: our mail must not carry their advertisement.
    """
    line = clean_line(name)
    return line if _HARMLESS_NAME.fullmatch(line) else ""


def name_in(mail: OutboxMail) -> str:
    """Return by what name the mail greets its recipient; nothing if none is known, or none can be trusted."""
    if mail.sign_up is not None:
        sign_up = mail.sign_up
        return clean_line(sign_up.name) if sign_up.proved_at else harmless_name(sign_up.name)
    person = mail.participant
    if person is None:
        return _user_in(mail)
    is_own = bool(person.proved_at) and mail.to == person.email
    return clean_line(person.name) if is_own else harmless_name(person.name)


def _user_in(mail: OutboxMail) -> str:
    """Return the first name of a user of the admin, to whom the mail goes."""
    pk = mail.context.get("user")
    user = get_user_model().objects.filter(pk=pk).first() if pk else None
    return clean_line(user.first_name or user.get_full_name()) if user else ""


def waiting_place_of(sign_up: SignUp | None) -> str:
    """Return the place on the waiting list, from 1; nothing for who does not wait."""
    if sign_up is None or not SignUp.objects.filter(pk=sign_up.pk).waiting().exists():
        return ""
    return str(SignUp.objects.ahead_of(sign_up).count() + 1)


def values_of(mail: OutboxMail, network: NetworkSettings) -> dict[str, str]:
    """Return what the placeholders of a mail are filled with; an empty string for what it does not have."""
    meeting, sign_up, told = mail.meeting, mail.sign_up, mail.context
    ends = sign_up.expires_at if sign_up else None
    return {
        "navn": name_in(mail),
        "netvaerk": clean_line(network.name),
        "moede": clean_line(meeting.title) if meeting else "",
        "tid": when_in_words(meeting.when) if meeting else "",
        "sted": location_of(meeting) if meeting else "",
        "gruppe": clean_line(meeting.group.title) if meeting and meeting.group else "",
        "venteplads": waiting_place_of(sign_up),
        "frist": moment_in_words(ends) if ends else "",
        "gammel_tid": _old_time(mail),
        "begrundelse": _line(told, "reason") or (clean_line(meeting.cancellation_reason) if meeting else ""),
        "besked": clean_text(str(told.get("added_line", ""))).strip(),
        "bekraeftelse": clean_text(meeting.confirmation_text).strip() if meeting else "",
    }


def _old_time(mail: OutboxMail) -> str:
    """Return when a moved meeting was to be: nothing if only its place is another one.

    The ledger told it in short. While the meeting remembers that time, it can be said as the new one is.
    """
    meeting, told = mail.meeting, _line(mail.context, "old_when")
    when, was = (meeting.when, meeting.moved_from) if meeting else (None, None)
    if not told or (when and told == _in_short(when)):
        return ""
    return when_in_words(was) if was and told == _in_short(was) else told


def _in_short(when: TimeSpan) -> str:
    return span_in_words(when.start, when.end, date_only=when.date_only)


def _line(told: Mapping[str, Any], name: str) -> str:
    return clean_line(str(told.get(name, "")))
