"""Many at once, through the HTTP view, on a real database: never a seat over, never one idle while somebody waits."""

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.utils import timezone

from kitnet_events.domain import desk
from kitnet_events.domain.seats import Seats
from kitnet_events.domain.terms import set_terms
from kitnet_events.domain.tokens import sign_up_token
from kitnet_events.models import Invitation, OutboxMail, SignUp

from .people import sign_up

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

RIVALS, TAKEN, LAST_SEATS, STEP_BACK = 32, 10, 10, 6
# Of the rivals, every sixth.
GIVE_UP = 6
NO_LIMITS = {"FORMS_PER_NETWORK": 10_000, "FORMS_PER_MEETING": 10_000, "FORMS_PER_ADDRESS": 10_000}


@pytest.fixture
def crowded(meeting, settings):
    """A meeting with ten people, ten seats left, and no limit of forms."""
    settings.KITNET_EVENTS = NO_LIMITS
    set_terms(meeting.pk, capacity=TAKEN + LAST_SEATS)
    for number in range(TAKEN):
        sign_up(meeting, number)
    return meeting


@pytest.fixture(autouse=True)
def slow_counting(monkeypatch):
    """Let a moment pass between counting and giving: whoever forgets the lock is found out each time."""
    read = Seats.read.__func__

    def slow(cls, meeting):
        seats = read(cls, meeting)
        time.sleep(0.01)
        return seats

    monkeypatch.setattr(Seats, "read", classmethod(slow))


def post(address, data):
    return Client().post(address, data, headers={"host": "host.example"}).status_code


def at_once(*deeds):
    """Do all at the same moment, each in a thread with a connection of its own; return what they return."""
    barrier = Barrier(len(deeds), timeout=120)

    def run(deed):
        barrier.wait()
        try:
            return deed()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return [done.result() for done in [threads.submit(run, deed) for deed in deeds]]


def rival(meeting, address, number):
    """Sign up, prove the address, and, for every sixth, step back again."""
    email = f"rival-{number}@kommune.example"
    stamp = signing.dumps(int(timezone.now().timestamp()) - 60, salt="kitnet_events.form-stamp")
    person = {"name": f"Rival {number}", "email": email, "workplace": "Kommunen", "stamp": stamp}

    def deed():
        answers = [post(address, person)]
        link = f"/tilmelding/{sign_up_token(SignUp.objects.get(participant__email=email))}/"
        answers.append(post(link, {"action": "prove"}))
        if number % GIVE_UP == 0:
            answers += [post(link, {"action": "cancel"})] * 2
        return answers

    return deed


def step_back(mine):
    return lambda: [post(f"/tilmelding/{sign_up_token(mine)}/", {"action": "cancel"})]


def mails(meeting):
    """Return how often each person was told what."""
    told = OutboxMail.objects.filter(meeting=meeting).values_list("sign_up_id", "key")
    return Counter((pk, key) for pk, key in told if key != "prove")


def test_32_race_for_the_last_10_seats_while_others_step_back(crowded):
    meeting = crowded
    address = meeting.page.url + "tilmelding/"
    earlier = list(SignUp.objects.order_by("pk"))
    answers = at_once(
        *[rival(meeting, address, number) for number in range(RIVALS)],
        *[step_back(mine) for mine in earlier[:STEP_BACK]],
        lambda: set_terms(meeting.pk, capacity=TAKEN + LAST_SEATS + 2) or [],
        lambda: [desk.set_attendance([earlier[-1].pk], attended=None)],
    )
    assert {status for some in answers[: RIVALS + STEP_BACK] for status in some} == {302}

    meeting.refresh_from_db()
    seats, rows = Seats.read(meeting), list(SignUp.objects.filter(meeting=meeting))
    assert len(rows) == TAKEN + RIVALS
    assert seats.taken.total() == meeting.capacity == TAKEN + LAST_SEATS + 2
    assert seats.waiting.total() == (TAKEN - STEP_BACK) + (RIVALS - GIVE_UP) - meeting.capacity
    assert {one.state for one in rows} <= {"confirmed", "waiting", "cancelled"}

    told = mails(meeting)
    for one in rows:
        seat = told[one.pk, "confirmed"] + told[one.pk, "promoted"]
        if one.state == "confirmed":
            assert (seat, told[one.pk, "cancelled"]) == (1, 0)
        elif one.state == "waiting":
            assert (seat, told[one.pk, "waiting"], told[one.pk, "cancelled"]) == (0, 1, 0)
        else:
            assert told[one.pk, "cancelled"] == 1
            assert seat <= 1
    invited = Invitation.objects.filter(meeting=meeting, standing=True).count()
    assert invited == seats.taken.total()
    for email in SignUp.objects.values_list("participant__email", flat=True):
        words = OutboxMail.objects.filter(to=email, meeting=meeting).exclude(method="").order_by("pk")
        sequences = list(words.values_list("sequence", flat=True))
        assert sequences == sorted(set(sequences))


def test_one_person_in_32_browsers_signs_up_once(crowded):
    address = crowded.page.url + "tilmelding/"
    stamp = signing.dumps(int(timezone.now().timestamp()) - 60, salt="kitnet_events.form-stamp")
    person = {"name": "Ida", "email": "ida@kommune.example", "workplace": "Kommunen", "stamp": stamp}

    def deed():
        return post(address, person | {"email": "IDA@kommune.example "})

    answers = at_once(*[deed] * 32)
    assert set(answers) == {302}
    assert SignUp.objects.filter(participant__email="ida@kommune.example").count() == 1


def test_two_who_change_meetings_at_once_wait_for_nobody_for_ever(crowded):
    from kitnet_events.domain import moving
    from kitnet_events.exceptions import SignUpRefusedError
    from tests import factories

    index = factories.MeetingIndexPageFactory(parent=crowded.group.get_parent().get_parent())
    round_page = factories.RoundPageFactory(parent=index)
    page = crowded.page
    page.round = round_page
    factories.publish(page)
    other = factories.make_meeting(factories.GroupPageFactory(parent=crowded.group.get_parent()), round=round_page)
    set_terms(other.pk, capacity=12)
    here = list(SignUp.objects.filter(meeting=crowded).order_by("pk"))
    there = [sign_up(other, number) for number in range(20, 30)]

    def move(mine, target):
        def deed():
            try:
                return moving.move_sign_up(mine.pk, target.pk).state
            except SignUpRefusedError:
                return "refused"

        return deed

    answers = at_once(*[move(one, other) for one in here], *[move(one, crowded) for one in there])
    assert set(answers) <= {"confirmed", "refused"}
    for meeting, capacity in ((crowded, TAKEN + LAST_SEATS), (other, 12)):
        assert SignUp.objects.filter(meeting=meeting).seated().count() <= capacity
    living = SignUp.objects.living().values_list("participant_id", flat=True)
    assert len(living) == len(set(living)) == 20
