"""An editor's own mail to people who signed up."""

import uuid

import pytest
from django.core.exceptions import ValidationError

from kitnet_events.domain.own_words import preview_own_words, write_own_words
from kitnet_events.enums import MailKey, MailState, SignUpState
from kitnet_events.models import OutboxMail

from . import mails

SUBJECT, BODY = "Frokosten til {moede}", "Hej {navn}\n\nSig til, hvis I er flere."


def test_own_words_go_to_each_person_once_in_a_mail_of_their_own(meeting):
    people = [mails.make_sign_up(meeting, number=number, name=name) for number, name in enumerate(("Ea", "Bo"))]
    assert write_own_words(people, SUBJECT, BODY, form=uuid.uuid4()).written == 2
    written = OutboxMail.objects.filter(key=MailKey.OWN_WORDS, state=MailState.QUEUED).order_by("pk")
    received = [mails.receive(mail) for mail in written]
    assert [each.message["To"] for each in received] == [one.participant.email for one in people]
    assert {each.message["Subject"] for each in received} == {f"Frokosten til {meeting.title}"}
    assert [each.content("text/plain").split("\n")[0] for each in received] == ["Hej Ea", "Hej Bo"]


def test_the_same_form_sent_twice_writes_no_mail_twice(meeting):
    people, form = [mails.make_sign_up(meeting)], uuid.uuid4()
    first = write_own_words(people, SUBJECT, BODY, form=form)
    second = write_own_words(people, SUBJECT, BODY, form=form)
    assert (first.written, second.written, OutboxMail.objects.count()) == (1, 0, 1)


def test_nobody_is_written_to_whose_address_is_not_proved(meeting):
    unproved = mails.make_sign_up(meeting, SignUpState.HELD)
    result = write_own_words([unproved], SUBJECT, BODY, form=uuid.uuid4())
    assert (result.written, result.left_out, OutboxMail.objects.count()) == (0, 1, 0)


@pytest.mark.parametrize(
    ("subject", "body", "field"),
    [(" ", BODY, "subject"), (SUBJECT, "", "body"), ("{mode}", BODY, "subject"), (SUBJECT, "a } b", "body")],
)
def test_broken_own_words_are_refused_by_field_and_nothing_is_written(meeting, subject, body, field):
    person = mails.make_sign_up(meeting)
    with pytest.raises(ValidationError) as caught:
        write_own_words([person], subject, body, form=uuid.uuid4())
    assert list(caught.value.message_dict) == [field]
    with pytest.raises(ValidationError):
        preview_own_words(person, subject, body)
    assert OutboxMail.objects.count() == 0


def test_preview_shows_the_mail_without_the_persons_link_and_writes_nothing(meeting):
    person = mails.make_sign_up(meeting, name="Ea Holm")
    shown = preview_own_words(person, SUBJECT, BODY)
    assert shown.subject == f"Frokosten til {meeting.title}"
    assert shown.text.startswith("Hej Ea Holm\n")
    assert "http://host.example/tilmelding/…/" in shown.text
    assert "http://host.example/tilmelding/…/" in shown.html
    assert OutboxMail.objects.count() == 0
