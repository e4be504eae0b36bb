"""The facilitators' daily digest."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import querydict_from_html

from kitnet_events.domain.digest import choose_digest, write_digests
from kitnet_events.domain.letters import has_nothing_to_tell
from kitnet_events.enums import MailKey, SignUpState
from kitnet_events.models import Meeting, OutboxMail, SignUp
from kitnet_events.timespan import ZONE
from tests import factories, roles

from . import mails

TODAY = timezone.now().astimezone(ZONE).date()
MORNING = datetime.combine(TODAY, time(7), ZONE)
YESTERDAY = MORNING - timedelta(hours=12)


@pytest.fixture
def facilitator(group):
    """Somebody who facilitates the group, and never chose anything."""
    user = roles.facilitator(group).user
    user.first_name = "Rie"
    user.save()
    return user


def came(meeting, number=1, when=YESTERDAY, **fields):
    sign_up = mails.make_sign_up(meeting, number=number, **fields)
    SignUp.objects.filter(pk=sign_up.pk).update(proved_at=when)
    return sign_up


def digests():
    return OutboxMail.objects.filter(key=MailKey.DIGEST)


def test_digest_tells_who_came_who_went_and_how_it_stands(meeting, facilitator):
    came(meeting, 1, name="Ea Holm", organisation="Køge")
    came(meeting, 2, state=SignUpState.WAITING, name="Bo Lind")
    gone = came(meeting, 3, state=SignUpState.CANCELLED, name="Ib Juhl", when=YESTERDAY - timedelta(days=9))
    SignUp.objects.filter(pk=gone.pk).update(cancelled_at=YESTERDAY)
    came(meeting, 4, name="Gammel Ven", when=YESTERDAY - timedelta(days=3))
    assert write_digests(MORNING) == 1
    mail = digests().get()
    received = mails.receive(mail)
    assert (received.message["To"], mail.meeting, mail.participant) == (facilitator.email, None, None)
    text = received.content("text/plain")
    assert text.startswith("Hej Rie\n")
    assert meeting.title in text
    assert "+ Ea Holm, Køge\n" in text
    assert "+ Bo Lind (venteliste)\n" in text
    assert "– Ib Juhl (" in text
    assert "Gammel Ven" not in text
    assert "I alt: 2 med plads, 1 på venteliste" in text
    assert f"http://host.example{reverse('wagtailadmin_account')}" in text
    assert "Ea Holm" not in str(mail.context)


def test_digest_goes_once_a_day_and_not_before_its_hour(meeting, facilitator):
    came(meeting)
    assert write_digests(MORNING - timedelta(minutes=1)) == 0
    assert [write_digests(MORNING + timedelta(hours=hours)) for hours in (0, 0, 5)] == [1, 0, 0]


def test_quiet_days_have_no_digest(meeting, facilitator):
    came(meeting, when=YESTERDAY - timedelta(days=2))
    came(meeting, 2, state=SignUpState.HELD)
    SignUp.objects.filter(state=SignUpState.HELD).update(proved_at=None)
    came(meeting, 3, when=MORNING - timedelta(hours=1))  # Tomorrow's news.
    unproved = came(meeting, 4, state=SignUpState.CANCELLED, when=None)
    SignUp.objects.filter(pk=unproved.pk).update(cancelled_at=YESTERDAY)
    assert write_digests(MORNING) == 0


def test_a_meeting_that_is_over_is_not_told_of(meeting, facilitator):
    came(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=MORNING - timedelta(days=3), ends_at=MORNING - timedelta(days=2)
    )
    assert write_digests(MORNING) == 0


def test_digest_is_about_the_own_groups_alone(meeting, network):
    elsewhere = factories.GroupPageFactory(parent=network.group_index, title="Syddanmark")
    roles.facilitator(elsewhere)
    came(meeting)
    assert write_digests(MORNING) == 0


def test_who_facilitates_two_groups_gets_one_digest(meeting, network):
    elsewhere = factories.GroupPageFactory(parent=network.group_index, title="Syddanmark")
    roles.facilitator(meeting.group, elsewhere)
    came(meeting)
    came(factories.make_meeting(elsewhere, title="Møde i Vejle"), 2)
    assert write_digests(MORNING) == 1
    text = mails.receive(digests().get()).content("text/plain")
    assert meeting.title in text
    assert "Møde i Vejle" in text


def test_digest_can_be_turned_off_and_on(meeting, facilitator):
    came(meeting)
    choose_digest(facilitator, wanted=False)
    assert write_digests(MORNING) == 0
    choose_digest(facilitator, wanted=True)
    assert write_digests(MORNING) == 1
    choose_digest(facilitator, wanted=False)
    assert has_nothing_to_tell(digests().get())


def test_nobody_without_an_address_or_a_login_gets_one(meeting, facilitator):
    came(meeting)
    type(facilitator).objects.update(email="")
    assert write_digests(MORNING) == 0
    type(facilitator).objects.update(email="rie@host.example", is_active=False)
    assert write_digests(MORNING) == 0


def test_the_account_page_has_the_tick_for_facilitators_alone(group):
    client, address = roles.facilitator(group), reverse("wagtailadmin_account")
    assert "kitnet_digest-wanted" in client.get(address).content.decode()
    assert "kitnet_digest-wanted" not in roles.editor().get(address).content.decode()
    html = client.get(address).content.decode()
    number = next(n for n, form in enumerate(html.split("<form")[1:]) if "kitnet_digest-wanted" in form)
    fields = querydict_from_html(html, form_index=number).copy()
    assert fields.pop("kitnet_digest-wanted")
    answer = client.post(address, fields.dict() | {"name_email-first_name": "Rie", "name_email-last_name": "Holm"})
    assert answer.status_code == 302
    came(factories.make_meeting(group))
    assert write_digests(datetime.now(UTC).replace(hour=12)) == 0
