"""Invitations in mails: iTIP objects for one recipient each (RFC 5546, RFC 6047)."""

from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from kitnet_events.enums import ItipMethod, MailState
from kitnet_events.models import Meeting, MeetingPage, OutboxMail
from kitnet_events.typed_text import normalise_email

from . import ical
from .facts import event_facts
from .mail_values import name_in
from .plaintext import clean_line
from .surroundings import Surroundings


def carries_calendar(mail: OutboxMail) -> bool:
    """Say whether a mail tells the recipient's calendar something, and nothing that a later mail has corrected.

    Mails to one address about one meeting go in their order. Only one that failed, and is sent again by an editor, can
    come after a later word; its REQUEST would put a ghost into the calendar.
    """
    if not mail.method or mail.sequence is None or mail.meeting is None or mail.meeting.when is None:
        return False
    later = OutboxMail.objects.filter(meeting=mail.meeting, to=mail.to, sequence__gt=mail.sequence)
    return not later.exclude(method="").filter(state=MailState.SENT).exists()


def calendar_part(
    mail: OutboxMail, surroundings: Surroundings, manage_url: str, stamped_at: datetime | None = None
) -> str:
    """Return the iTIP object of a mail that carries one, with CRLF.

    The UID is the feed's; the SEQUENCE is the row's, above all that this address was told. The one ATTENDEE is the
    recipient, who has said yes already. ``manage_url`` is the way to step back, ``stamped_at`` the DTSTAMP (UTC).
    """
    meeting = mail.meeting
    page = public_page(meeting)
    facts = event_facts(meeting, page, surroundings)
    is_request = mail.method == ItipMethod.REQUEST
    facts = replace(
        facts,
        # Programs mark what is cancelled themselves.
        title=clean_line(meeting.title),
        status=_status(meeting, is_request=is_request),
        description=_description(facts.description, online_url_of(meeting), manage_url) if is_request else "",
        # Outlook would show it in place of the description, which has the links.
        html="",
        location=facts.location or (gettext("Online") if online_url_of(meeting) else ""),
        organizer_email=_organizer(facts.organizer_email, mail.to),
        attendee_name=name_in(mail) or mail.to,
        attendee_email=mail.to,
    )
    stamp = (stamped_at or timezone.now()).replace(microsecond=0)
    component = ical.vevent(facts, sequence=mail.sequence, changed_at=stamp)
    return ical.calendar_text(ical.file_header(mail.method), [component])


def public_page(meeting: Meeting) -> MeetingPage | None:
    """Return the meeting's page while it is on the web."""
    return meeting.page if meeting.published else None


def online_url_of(meeting: Meeting) -> str:
    """Return the meeting's online link: for participants only."""
    page = public_page(meeting)
    return page.online_url if page else ""


def _status(meeting: Meeting, *, is_request: bool) -> str:
    """Return STATUS. For the one attendee of a CANCEL the whole event goes (RFC 5546, section 3.2.5)."""
    if not is_request:
        return ical.CANCELLED
    return ical.TENTATIVE if meeting.is_announced else ical.CONFIRMED


def _description(public: str, online_url: str, manage_url: str) -> str:
    step_back = gettext("Can you not come? Step back here: %(url)s")
    parts = [
        gettext("Join online: %(url)s") % {"url": online_url} if online_url else "",
        f"{step_back % {'url': manage_url}}\n{not_by_declining()}",
        public,
    ]
    return "\n\n".join(part for part in parts if part)


def not_by_declining() -> str:
    """Return the sentence that says how not to step back."""
    return gettext("If you only choose Decline in Outlook or another calendar, we do not hear of it.")


def _organizer(address: str, recipient: str) -> str:
    """Return an organizer who is not the recipient: programs offer an organizer no answer, and show no invitation."""
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    candidates = (address, sender, f"invitation@{sender.rpartition('@')[2]}")
    return next(one for one in candidates if normalise_email(one) != normalise_email(recipient))
