"""A mail about a sign-up that is passed on gives away that sign-up, and no more."""

import re

import pytest
from django.core import signing
from django.test import Client

from kitnet_events.domain.signed_links import read_renewal_token
from kitnet_events.domain.tokens import BadTokenError, Purpose, make_token, read_sign_up_token, read_token
from kitnet_events.enums import MailKey
from kitnet_events.models import Renewal
from tests import factories

from . import mails

pytestmark = pytest.mark.django_db

ABOUT_A_RENEWAL = [MailKey.RENEWAL, MailKey.RENEWAL_REMINDER]
ABOUT_SOMETHING_ELSE = {
    *(MailKey.OWN_PAGE, MailKey.STEP_UP, MailKey.NEW_ADDRESS, MailKey.SIGN_UP_OPENS, MailKey.MEMBERS_ONLY),
    *mails.ENROLMENTS,
    *ABOUT_A_RENEWAL,
}
ABOUT_A_SIGN_UP = [key for key in MailKey if key not in ABOUT_SOMETHING_ELSE]
SIGNED = re.compile(r"[\w-]{8,}:[\w-]{4,}:[\w-]{20,}|[\w-]{8,}:[\w-]{20,}")


def everything(message):
    """Return all parts of a message as text, calendar lines unfolded."""
    parts = [part.get_payload(decode=True).decode() for part in message.walk() if not part.is_multipart()]
    return "\n".join([*parts, *(str(value) for value in message.values())]).replace("\r\n ", "")


@pytest.mark.parametrize("key", ABOUT_A_SIGN_UP)
def test_mail_about_a_sign_up_carries_links_for_that_sign_up_alone(meeting, key):
    mail = mails.make_mail(key, meeting)
    text = everything(mails.receive(mail).message)
    for token in SIGNED.findall(text):
        assert read_sign_up_token(token) == mail.sign_up
        for purpose in set(Purpose) - {Purpose.SIGN_UP}:
            with pytest.raises(BadTokenError):
                read_token(purpose, token)
    assert "/mine/" not in re.sub(r"/mine/(?=[\s\"<])", "", text)
    assert "/kalender/personal/" not in text


@pytest.mark.parametrize("key", mails.ENROLMENTS)
def test_mail_about_a_membership_carries_links_for_that_membership_alone(meeting, key):
    mail = mails.make_mail(key, meeting)
    for token in SIGNED.findall(everything(mails.receive(mail).message)):
        person, payload = read_token(Purpose.ENROLMENT, token)
        assert (person, payload["o"]) == (mail.participant, mail.context["enrolment"])
        for purpose in set(Purpose) - {Purpose.ENROLMENT}:
            with pytest.raises(BadTokenError):
                read_token(purpose, token)


@pytest.mark.parametrize("key", ABOUT_A_RENEWAL)
def test_mail_about_a_renewal_carries_links_for_that_question_alone(meeting, key):
    mail = mails.make_mail(key, meeting)
    tokens = set(SIGNED.findall(everything(mails.receive(mail).message)))
    assert [read_renewal_token(token) for token in tokens] == [Renewal.objects.get()]
    for purpose in Purpose:
        with pytest.raises(BadTokenError):
            read_token(purpose, *tokens)


def test_page_that_the_link_opens_tells_of_no_other_meeting_and_remembers_nobody(meeting):
    mine = mails.make_sign_up(meeting)
    other = factories.make_meeting(meeting.group, title="Et helt andet møde")
    mails.make_sign_up(other, email=mine.participant.email)
    from kitnet_events.domain.tokens import sign_up_token

    client = Client(HTTP_HOST="host.example")
    response = client.get(f"/tilmelding/{sign_up_token(mine)}/")
    assert "Et helt andet møde" not in response.content.decode()
    assert "kitnet_person" not in response.cookies
    assert "Et helt andet møde" not in client.get("/mine/").content.decode()


def test_signed_texts_are_found_by_the_pattern(meeting):
    mine = mails.make_sign_up(meeting)
    for token in (make_token(Purpose.SIGN_UP, mine.participant, 1), make_token(Purpose.FEED, mine.participant)):
        assert SIGNED.findall(f"http://host.example/{token}/") == [token]
    assert SIGNED.findall(signing.dumps({"a": 1}))
