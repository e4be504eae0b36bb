"""The meeting that a mail is about, as a card: when and where, and what the reader must not miss."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext

from kitnet_events.enums import MailKey, SignUpState
from kitnet_events.models import OutboxMail

from .facts import location_of
from .invitations import online_url_of, public_page
from .mail_kinds import Row, kind_of
from .mail_values import Stationery, when_in_words
from .plaintext import clean_line

# The groups' colours as ink, on which white is readable: mail knows no custom properties.
_GROUP_INK = {
    "teal": "#0a625d",
    "royalblue": "#2650ae",
    "darkorange": "#8c4400",
    "mediumvioletred": "#94225f",
    "olivedrab": "#4a5f0e",
}
STRONG = "#005573"


@dataclass(frozen=True)
class Card:
    """A meeting. ``url`` is empty while it is not on the web; ``is_off`` says that it is cancelled."""

    title: str
    url: str
    group: str
    colour: str
    first_day: date | None
    is_off: bool
    rows: tuple[Row, ...]


def card_of(mail: OutboxMail, stationery: Stationery, values: dict[str, str]) -> Card | None:
    """Return the card of a mail; None for one that is about no meeting. ``values`` fill its placeholders."""
    meeting = mail.meeting
    if meeting is None:
        return None
    group = meeting.group
    return Card(
        title=values["moede"],
        url=stationery.address(meeting, meeting.permanent_path) if public_page(meeting) else "",
        group=values["gruppe"] or (gettext("Joint meeting") if meeting.joint else ""),
        colour=_GROUP_INK.get(group.colour, STRONG) if group else STRONG,
        first_day=meeting.when.first_day if meeting.when else None,
        is_off=meeting.is_cancelled,
        rows=tuple(row for row in [*_time_and_place(mail, values), *_particulars(mail, values)] if row.value),
    )


def _time_and_place(mail: OutboxMail, values: dict[str, str]) -> list[Row]:
    meeting, sign_up = mail.meeting, mail.sign_up
    when, where = when_in_words(meeting.when), location_of(meeting)
    is_off = meeting.is_cancelled
    rows = [Row(gettext("When"), capfirst(when), is_past=is_off), Row(gettext("Where"), where, is_past=is_off)]
    if mail.key == MailKey.MEETING_MOVED:
        old_place = clean_line(str(mail.context.get("old_place", "")))
        before = Row(gettext("Former time"), capfirst(values["gammel_tid"]), is_past=True)
        elsewhere = Row(gettext("Former place"), old_place if old_place != where else "", is_past=True)
        rows = [before, rows[0], elsewhere, rows[1]]
    has_seat = sign_up is not None and sign_up.state == SignUpState.CONFIRMED and not is_off
    if has_seat and (url := online_url_of(meeting)):
        rows.append(Row(gettext("Online"), url, url))
    return rows


def _particulars(mail: OutboxMail, values: dict[str, str]) -> list[Row]:
    """Return the rows that only this kind of mail has."""
    make_rows = kind_of(mail.key).rows
    return make_rows(mail, values) if make_rows else []
