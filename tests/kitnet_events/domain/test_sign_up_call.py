"""What a meeting's page says of its sign-up."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kitnet_events.domain.sign_up_call import SignUpCall, sign_up_call
from kitnet_events.enums import MeetingStatus, SignUpPhase
from kitnet_events.models import Meeting
from tests import factories
from tests.kitnet_events.signup.people import sign_up
from tests.planting import shared

SOON = timedelta(days=30)


@shared
def page(network):
    return factories.MeetingPageFactory(parent=network.meeting_index, start_date=timezone.localdate() + SOON)


@shared
def meeting(page):
    return Meeting.objects.get(page=page)


@pytest.mark.parametrize(
    ("capacity", "taken", "state", "left", "percent"),
    [
        (40, 11, "open", 29, 28),
        (40, 36, "open", 4, 90),
        (40, 37, "few", 3, 92),
        (40, 40, "full", 0, 100),
        (40, 42, "full", 0, 100),
        (0, 0, "full", 0, 100),
        (None, 12, "open", None, 100),
    ],
)
def test_call_tells_seats_in_a_word_a_number_and_a_bar(capacity, taken, state, left, percent):
    call = SignUpCall(phase=SignUpPhase.OPEN, capacity=capacity, taken=taken)
    assert (call.state, call.left, call.percent) == (state, left, percent)


def test_full_meeting_tells_how_many_wait(meeting):
    meeting.capacity = 1
    meeting.save()
    for number in range(3):
        sign_up(meeting, number)
    call = sign_up_call(meeting)
    assert (call.state, call.taken, call.waiting) == ("full", 1, 2)


def test_nothing_is_said_of_a_meeting_without_sign_up(meeting):
    assert sign_up_call(None) is None
    meeting.status = MeetingStatus.CANCELLED
    assert sign_up_call(meeting) is None
    meeting.status, meeting.takes_sign_ups = MeetingStatus.PLANNED, False
    assert sign_up_call(meeting) is None


def test_page_leads_to_the_sign_up(client, page, meeting):
    html = client.get(page.get_url()).content.decode()
    assert f'href="{page.get_url()}tilmelding/"' in html
    assert client.get(f"{page.get_url()}tilmelding/").status_code == 200


def test_page_offers_no_sign_up_once_it_is_closed(client, page, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    html = client.get(page.get_url()).content.decode()
    assert 'class="kn-signup" data-state="closed"' in html
    assert "tilmelding/" not in html.split('class="kn-signup"')[1].split("</section>")[0]
