"""What every sign-up asks, in few and quick statements."""

import pytest
from django.db import transaction
from django.utils import timezone

from kitnet_events.domain.seats import Seats
from kitnet_events.models import Meeting, Participant, SignUp
from kitnet_events.models.quick_reads import count_seats, lock_terms, sign_ups_at

from .people import sign_up
from .test_views import typed

pytestmark = pytest.mark.django_db


def test_seats_are_counted_alike_with_and_without_a_maximum_for_each_municipality(meeting):
    Meeting.objects.filter(pk=meeting.pk).update(capacity=99)
    ones = [sign_up(meeting, number) for number in range(9)]
    states = ("held", "offered", "waiting", "waiting", "waiting", "cancelled")
    for one, state in zip(ones, states, strict=False):
        SignUp.objects.filter(pk=one.pk).update(state=state, expires_at=timezone.now())
    SignUp.objects.filter(pk=ones[2].pk).update(proved_at=None)
    SignUp.objects.filter(pk=ones[8].pk).update(role="speaker")
    assert count_seats(meeting.pk) == (4, 2)
    for most in (None, 5):
        meeting.municipality_max = most
        seats = Seats.read(meeting)
        assert (seats.taken.total(), seats.waiting.total()) == (4, 2)


def test_terms_are_read_under_the_lock_and_the_rest_when_it_is_asked_for(meeting):
    with transaction.atomic():
        locked = lock_terms(meeting.pk)
        assert locked.sign_up_phase() == meeting.sign_up_phase()
        assert (locked.capacity, locked.closes_at, locked.title) == (2, meeting.closes_at, meeting.title)
    with pytest.raises(Meeting.DoesNotExist), transaction.atomic():
        lock_terms(0)


def test_meeting_is_found_by_its_pages_path_and_says_whether_it_asks(meeting):
    path = meeting.page.url_path
    (found,) = sign_ups_at({path, "/andet/"})
    assert (found, bool(found.has_questions)) == (meeting, False)
    meeting.questions.create(label="Frokost?")
    assert bool(sign_ups_at([path])[0].has_questions)
    assert sign_ups_at([]) == []
    Meeting.objects.update(takes_sign_ups=False)
    assert sign_ups_at([path]) == []


def test_somebody_known_is_taken_as_they_are_and_somebody_new_begins():
    known = Participant.objects.create(email="ida@faxe.example", name="Ida", is_member=True, token_version=3)
    with transaction.atomic():
        again = Participant.objects.take(" IDA@faxe.example ", "En anden")
        new = Participant.objects.take("bo@faxe.example", "Bo")
    assert (again, again.name, again.is_member, again.token_version) == (known, "Ida", True, 3)
    assert (again.is_new, again.created_at) == (False, known.created_at)
    assert (new.is_new, new.name, new.email, new.token_version) == (True, "Bo", "bo@faxe.example", 1)
    assert Participant.objects.get(pk=new.pk) == new


def test_a_sign_up_asks_the_database_little(client, meeting, django_assert_num_queries):
    url = meeting.page.url + "tilmelding/"
    client.post(url, typed(email="en@faxe.example"))
    client.cookies.clear()
    with django_assert_num_queries(9):
        # The meeting, the workplace; a savepoint, for a test is a transaction; the lock, the person, the seats, the
        # sign-up, the mail; the savepoint's end.
        client.post(url, typed(email="to@faxe.example"))
    assert SignUp.objects.count() == 2
