"""Invitations: what each mail tells the recipient's calendar, and in which order (RFC 5546, RFC 6047)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from kitnet_events.domain.passing_on import hand_over
from kitnet_events.domain.sending import send_due
from kitnet_events.domain.signup import SignUpDetails, add_by_hand, cancel_sign_up, prove, sign_up
from kitnet_events.enums import ItipMethod, MailKey, MailState, SignUpState
from kitnet_events.models import Invitation, Meeting, OutboxMail, Participant, SignUp
from kitnet_pages.models import NetworkSettings
from tests import factories

from . import mails

EA = "ea@kommune.example"


def details(email=EA, name="Ea Holm"):
    return SignUpDetails(name=name, email=email)


@pytest.fixture
def ea(meeting):
    """Somebody with a seat and an invitation."""
    return add_by_hand(meeting.pk, details())


def told(email=EA):
    """Return method and SEQUENCE of all that an address was told, in order."""
    mails_ = OutboxMail.objects.filter(to=email).exclude(method="").order_by("pk")
    return [(mail.method, mail.sequence) for mail in mails_]


def last(email=EA, **filters):
    return mails.receive(OutboxMail.objects.filter(to=email, **filters).latest("pk"))


def test_request_has_one_attendee_who_has_said_yes_and_is_not_the_organizer(ea):
    event = last().event
    attendee = event["ATTENDEE"]
    assert attendee == f"mailto:{EA}"
    assert {name: attendee.params[name] for name in ("ROLE", "PARTSTAT", "RSVP", "CN")} == {
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": "ACCEPTED",
        "RSVP": "FALSE",
        "CN": "Ea Holm",
    }
    assert event["ORGANIZER"] == "mailto:netvaerk@kitnet.example"
    assert last().calendar["METHOD"] == "REQUEST"
    assert event["STATUS"] == "CONFIRMED"


def test_request_has_the_feeds_identity_times_and_place(ea, meeting):
    event = last().event
    assert str(event["UID"]) in meeting.vevent.replace("\r\n ", "")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (meeting.starts_at, meeting.ends_at)
    assert event["LOCATION"] == "Næstved Rådhus, Rådmandshaven 20, 4700 Næstved"
    assert (event["DTSTART"].params["TZID"], event["CLASS"], event["TRANSP"]) == (
        "Europe/Copenhagen",
        "PUBLIC",
        "OPAQUE",
    )
    assert {"SUMMARY", "SEQUENCE", "DESCRIPTION", "URL"} <= set(event)
    # Outlook would show the first in place of the description, which has the link; one meeting does not recur.
    assert {"X-ALT-DESC", "RRULE", "RECURRENCE-ID"} & set(event) == set()


def test_request_is_stamped_when_it_is_written(ea, meeting):
    """Of two with one SEQUENCE the later stamp is the later word (RFC 5546, section 2.1.5)."""
    Meeting.objects.filter(pk=meeting.pk).update(changed_at=timezone.now() - timedelta(days=30))
    assert timezone.now() - last().event["DTSTAMP"].dt < timedelta(minutes=1)


def test_meeting_of_which_only_the_day_is_known_is_tentative(ea, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(status="announced")
    assert last().event["STATUS"] == "TENTATIVE"


def test_meeting_without_a_place_is_online(ea, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(venue="", address="", host=None)
    assert last().event["LOCATION"] == "Online"


def test_the_calendar_is_whole(ea):
    calendar = last().calendar
    assert [str(part.name) for part in calendar.subcomponents] == ["VTIMEZONE", "VEVENT"]
    assert (calendar["VERSION"], calendar.get("CALSCALE", "GREGORIAN")) == (
        "2.0",
        "GREGORIAN",
    )
    assert not calendar.errors
    assert not calendar.walk("VEVENT")[0].errors
    assert calendar.walk("VALARM") == []


@pytest.mark.parametrize("mailbox", [EA, EA.upper(), settings.DEFAULT_FROM_EMAIL])
def test_the_organizer_is_never_the_recipient(meeting, mailbox):
    NetworkSettings.objects.update(role_mailbox=mailbox)
    add_by_hand(meeting.pk, details(email=mailbox.lower()))
    event = last(mailbox.lower()).event
    assert str(event["ORGANIZER"]).casefold() != str(event["ATTENDEE"]).casefold()


def test_coming_and_going_raises_the_sequence_each_time(ea, meeting):
    cancel_sign_up(ea.pk)
    sign_up(meeting.pk, details(), proved=ea.participant)
    cancel_sign_up(ea.pk)
    assert told() == [("REQUEST", 0), ("CANCEL", 1), ("REQUEST", 2), ("CANCEL", 3)]
    cancelled = last().event
    assert (cancelled["STATUS"], cancelled["SEQUENCE"], cancelled["ATTENDEE"]) == ("CANCELLED", 3, f"mailto:{EA}")


def test_a_moved_meeting_is_above_all_that_was_told_before(ea, meeting):
    cancel_sign_up(ea.pk)
    sign_up(meeting.pk, details(), proved=ea.participant)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=7)
    again = mails.write_mail(MailKey.MEETING_MOVED, factories.fresh(ea), method=ItipMethod.REQUEST)
    assert again.sequence == 7
    once_more = mails.write_mail(MailKey.MEETING_MOVED, factories.fresh(ea), method=ItipMethod.REQUEST)
    assert once_more.sequence == 8


def test_who_waits_or_has_not_proved_the_address_gets_no_invitation(meeting, ea):
    add_by_hand(meeting.pk, details("bo@kommune.example"))
    waits = add_by_hand(meeting.pk, details("ib@kommune.example"))
    held = sign_up(meeting.pk, details("ny@kommune.example"))
    assert (waits.state, told("ib@kommune.example"), told("ny@kommune.example")) == (SignUpState.WAITING, [], [])
    assert held.proved_at is None
    assert "text/calendar" not in [part.get_content_type() for part in last("ib@kommune.example").parts]


def test_who_never_had_an_invitation_is_sent_no_cancellation(meeting, ea):
    add_by_hand(meeting.pk, details("bo@kommune.example"))
    waits = add_by_hand(meeting.pk, details("ib@kommune.example"))
    cancel_sign_up(waits.pk)
    assert told("ib@kommune.example") == []


def test_the_first_in_line_gets_the_invitation_with_the_seat(meeting, ea):
    add_by_hand(meeting.pk, details("bo@kommune.example"))
    add_by_hand(meeting.pk, details("ib@kommune.example", "Ib Juhl"))
    cancel_sign_up(ea.pk)
    assert told("ib@kommune.example") == [("REQUEST", 0)]
    text = last("ib@kommune.example", key=MailKey.PROMOTED).content("text/plain")
    assert "Ib Juhl" in text


def test_a_hand_over_is_a_cancel_to_one_and_a_request_to_the_other(meeting, ea):
    taken = hand_over(ea.pk, details("ny@kommune.example", "Ny Kollega"))
    assert (told(), told("ny@kommune.example")) == ([("REQUEST", 0), ("CANCEL", 1)], [])
    prove(taken.pk)
    assert told("ny@kommune.example") == [("REQUEST", 0)]
    assert "Ny Kollega" in last(key=MailKey.HANDED_OVER).content("text/plain")


def test_who_follows_a_feed_gets_mails_without_invitations(meeting):
    person = Participant.objects.create(email=EA, name="Ea", invitations_by_mail=False, proved_at=timezone.now())
    sign_up(meeting.pk, details(), proved=person)
    assert told() == []
    assert OutboxMail.objects.get(key=MailKey.CONFIRMED).to == EA


def test_a_mail_sent_again_late_puts_no_ghost_into_the_calendar(ea):
    failed = OutboxMail.objects.get(key=MailKey.CONFIRMED)
    OutboxMail.objects.filter(pk=failed.pk).update(state=MailState.FAILED)
    cancel_sign_up(ea.pk)
    send_due()
    assert OutboxMail.objects.get(key=MailKey.CANCELLED).state == MailState.SENT
    kinds = [part.get_content_type() for part in mails.receive(factories.fresh(failed)).parts]
    assert kinds == ["text/plain", "text/html"]


def test_mail_says_to_step_back_by_the_link_and_not_by_declining(ea):
    received = last()
    for text in (received.content("text/plain"), received.content("text/html"), str(received.event["DESCRIPTION"])):
        assert "Afvis" in text
    assert "/tilmelding/" in str(received.event["DESCRIPTION"])


def test_invitation_outlives_going_and_coming_back(ea, meeting):
    cancel_sign_up(ea.pk)
    invitation = Invitation.objects.get(meeting=meeting, email=EA)
    assert (invitation.last_sequence, invitation.standing) == (1, False)
    assert SignUp.objects.filter(meeting=meeting, participant__email=EA).count() == 1
    assert meeting.ends_at - meeting.starts_at > timedelta(hours=1)
