"""Writing mails into the outbox: in the transaction of what they tell of. Sending is ``domain.sending``'s."""

from typing import Any

from django.db import transaction

from kitnet_events.enums import ItipMethod, MailKey, MailState
from kitnet_events.models import Invitation, Meeting, OutboxMail, Participant, SignUp

from .kick import kick_outbox


def write_mail(
    key: MailKey,
    sign_up: SignUp,
    *,
    context: dict[str, Any] | None = None,
    method: ItipMethod | str = "",
    on_hold: bool = False,
    once: str | None = None,
) -> OutboxMail:
    """Write a mail about a sign-up into the outbox. Runs in the transaction of what it tells of.

    ``method`` makes it carry an invitation or its cancellation; the SEQUENCE is taken here, so that the order of the
    rows is the order of the words. ``on_hold`` keeps the mail until an editor releases it (``send_held``); only then
    does it take its SEQUENCE. ``once`` names what may be told once only: a second row of that name raises
    IntegrityError.
    """
    email = sign_up.participant.email
    sequence = _take_sequence(sign_up.meeting, email, method) if method and not on_hold else None
    return _write(
        OutboxMail(
            key=key,
            to=email,
            participant=sign_up.participant,
            meeting=sign_up.meeting,
            sign_up=sign_up,
            context=context or {},
            method=method if on_hold or sequence is not None else "",
            sequence=sequence,
            once=once,
            state=MailState.ON_HOLD if on_hold else MailState.QUEUED,
        )
    )


def write_mail_to_participant(
    key: MailKey, participant: Participant, context: dict[str, Any] | None = None, *, to: str = ""
) -> None:
    """Write a mail that is about no sign-up: the link to the own page. ``to`` is an address still to be proved."""
    _write(OutboxMail(key=key, to=to or participant.email, participant=participant, context=context or {}))


def write_mail_to_address(key: MailKey, email: str, meeting: Meeting) -> None:
    """Write a mail to somebody who is only an address: that sign-up is open."""
    _write(OutboxMail(key=key, to=email, meeting=meeting))


def queue_mail(mail: OutboxMail) -> OutboxMail:
    """Put a mail into the outbox as it is, with its SEQUENCE taken already if it carries one."""
    return _write(mail)


def write_mail_to_user(key: MailKey, user: Any, context: dict[str, Any], *, once: str | None = None) -> None:
    """Write a mail to somebody who works in the admin, at the address of their account."""
    _write(OutboxMail(key=key, to=user.email, context=context, once=once))


def invite(
    sign_up: SignUp, key: MailKey, *, context: dict[str, Any] | None = None, on_hold: bool = False
) -> OutboxMail:
    """Write a mail to somebody with a seat, with an invitation if the person wants those (RFC 6047).

    Whoever chose their own calendar feed since is invited on where an invitation stands: it would else show the time
    that was, for ever.
    """
    person = sign_up.participant
    stands = Invitation.objects.filter(meeting_id=sign_up.meeting_id, email=person.email, standing=True)
    method = ItipMethod.REQUEST if person.invitations_by_mail or stands.exists() else ""
    return write_mail(key, sign_up, context=context, method=method, on_hold=on_hold)


def withdraw_invitation(
    sign_up: SignUp, key: MailKey, *, context: dict[str, Any] | None = None, on_hold: bool = False
) -> OutboxMail:
    """Write a mail to somebody who has no seat any more; it takes back the invitation, where one stands."""
    return write_mail(key, sign_up, context=context, method=ItipMethod.CANCEL, on_hold=on_hold)


def send_held(mail: OutboxMail, context: dict[str, Any]) -> bool:
    """Put a mail on hold into the queue, with more for its text. Return False when it has nothing to tell any more.

    Who gave the seat back meanwhile is told nothing of another time.
    """
    if mail.sign_up is None or not mail.sign_up.is_living:
        mail.state = MailState.DROPPED
        mail.save(update_fields=["state"])
        return False
    mail.context = {**mail.context, **context}
    mail.sequence = _take_sequence(mail.meeting, mail.to, mail.method) if mail.method else None
    mail.method = mail.method if mail.sequence is not None else ""
    mail.state = MailState.QUEUED
    _write(mail)
    return True


def _take_sequence(meeting: Meeting, email: str, method: ItipMethod | str) -> int | None:
    """Return the SEQUENCE for the next word to an address; None when there is no invitation to take back."""
    invitation, _born = Invitation.objects.select_for_update().get_or_create(meeting=meeting, email=email)
    invitation.meeting = meeting
    if method == ItipMethod.CANCEL and not invitation.standing:
        return None
    invitation.last_sequence = invitation.next_sequence()
    invitation.standing = method == ItipMethod.REQUEST
    invitation.save(update_fields=["last_sequence", "standing"])
    return invitation.last_sequence


def _write(mail: OutboxMail) -> OutboxMail:
    mail.save()
    if mail.state == MailState.QUEUED and not _kick_is_due():
        transaction.on_commit(kick_outbox)
    return mail


def _kick_is_due() -> bool:
    """Whether this transaction will nudge the outbox already: once is enough for 170 mails."""
    return any(hook[1] is kick_outbox for hook in transaction.get_connection().run_on_commit)
