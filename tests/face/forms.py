"""The pages of those who sign up, join, leave or look after their own: each form as it comes, and with its mistakes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from kitnet_events.domain import moving
from kitnet_events.domain.own_page import ERASE, EXPORT, NEW_ADDRESS
from kitnet_events.domain.signed_links import opt_out_token, renewal_token
from kitnet_events.domain.tokens import Purpose, make_token, sign_up_token
from kitnet_events.enums import EnrolmentState, QuestionKind, SignUpState
from kitnet_events.guarded_forms import make_stamp
from kitnet_events.models import Enrolment, Meeting, Participant, Renewal, SignUp, SignUpQuestion
from tests.face.answers import MEETINGS, Shown, as_if, hurried, sent, shown, taken_back, url_of, visitor
from tests.face.site import ORIGIN

# What nobody can take for a person, and every field of it that can be is wrong.
WRONG = {"name": "", "email": "ingen adresse", "workplace": "", "needs": "En rampe", "new-email": "ingen adresse"}
RIGHT = {"name": "Prøve Person", "email": "proeve@kommune.example", "workplace": "Køge"}


def forms_of_sign_up() -> Iterator[Shown]:
    """Yield the pages of a sign-up, in all its states."""
    path = f"{url_of(MEETINGS['open'])}tilmelding/"
    meeting, now = Meeting.objects.get(page__url_path__endswith=path.removesuffix("tilmelding/")), timezone.now()
    later, before = now + timedelta(days=1), now - timedelta(days=1)
    yield shown("sign-up", path)
    with taken_back():
        _ask_questions(meeting)
        yield shown("sign-up, with questions", path)
        yield hurried("sign-up, errors", path, **WRONG)
        yield from _after_the_form(path)
    yield shown("sign-up, waiting list", f"{url_of(MEETINGS['full'])}tilmelding/")
    yield as_if(meeting, "sign-up, not open yet", path, opens_at=later)
    with taken_back():
        Meeting.objects.filter(pk=meeting.pk).update(opens_at=later)
        yield hurried("ask to be told, errors", path, email="ingen adresse")
        yield sent("ask to be told, noted", path, email=RIGHT["email"])
    yield as_if(meeting, "sign-up, closed", path, closes_at=before)
    yield as_if(meeting, "sign-up, cancelled", path, status="cancelled", cancellation_reason="Værten er syg.")
    yield as_if(meeting, "sign-up, past", path, starts_at=before - timedelta(hours=5), ends_at=before)
    yield from _seats(later, before)


def _ask_questions(meeting: Meeting) -> None:
    for position, kind in enumerate(QuestionKind, start=1):
        label = f"Et spørgsmål af slagsen {kind.label}?"
        SignUpQuestion.objects.create(
            meeting=meeting, position=position, kind=kind, label=label, required=True, choices="Ja\nMåske\nNej"
        )
    meeting.refresh_from_db()


def _after_the_form(path: str) -> Iterator[Shown]:
    """Yield the pages that say "look at your mail", in one browser."""
    SignUpQuestion.objects.all().delete()
    browser = visitor()
    after = browser.post(path, {"stamp": make_stamp(), **RIGHT})["Location"]
    yield Shown("sign-up, sent", after, browser.get(after))
    yield Shown("sign-up, sent again", after, browser.post(after, {"action": "again"}))
    yield Shown("sign-up, address corrected wrongly", after, browser.post(after, {"action": "correct", **WRONG}))


def _seats(later: datetime, before: datetime) -> Iterator[Shown]:
    """Yield the page of a seat, as a mail opens it."""
    seat = seat_of(somebody())
    path = _opened("sign_up_manage", sign_up_token(seat))
    yield shown("seat", path)
    yield shown("seat, another meeting instead", f"{path}?flyt={moving.alternatives(seat)[0].meeting.pk}")
    yield hurried("seat handed over, errors", path, action="hand_over", **{"colleague-email": "ingen adresse"})
    yield as_if(seat, "seat, not proved", path, state=SignUpState.HELD, proved_at=None, expires_at=later)
    yield as_if(seat, "seat, offered", path, state=SignUpState.OFFERED, expires_at=later)
    with taken_back():
        SignUp.objects.filter(pk=seat.pk).update(state=SignUpState.OFFERED, expires_at=before)
        yield sent("seat, refused", path, action="accept")
    yield as_if(seat, "seat, given back", f"{path}?udfoert=cancel", state=SignUpState.CANCELLED)
    yield as_if(seat.meeting, "seat, meeting cancelled", path, status="cancelled", cancellation_reason="Værten er syg.")
    yield as_if(seat.meeting, "seat, meeting past", path, starts_at=before - timedelta(hours=5), ends_at=before)
    waiting = SignUp.objects.filter(state=SignUpState.WAITING).first()
    path = _opened("sign_up_manage", sign_up_token(waiting))
    yield shown("waiting", path)
    yield as_if(waiting, "waiting, not proved", path, proved_at=None, expires_at=later, signed_up_by="Bo Eksempel")
    yield shown("link that does not work", _opened("sign_up_manage", "gammelt"))


def forms_of_members() -> Iterator[Shown]:
    """Yield the pages of participants and members."""
    yield from _own_page()
    yield from _proofs()
    yield from _joining()
    yield from _membership()


def _own_page() -> Iterator[Shown]:
    path, person = reverse("kitnet_events:own_page"), somebody()
    yield shown("own page, asked for", path)
    yield hurried("own page, asked for, errors", path, email="ingen adresse")
    yield sent("own page, asked for, sent", path, email="ny@kommune.example")
    yield shown("own page, opened by a link", _opened("own_page_open", make_token(Purpose.OWN_PAGE, person)))
    yield shown("own page", path, person)
    yield shown("own page, saved", f"{path}?besked=gemt", person)
    yield hurried("own page, errors", path, person, action="details", **WRONG)
    yield hurried("own page, new address, errors", path, person, action="address", **WRONG)
    with taken_back():
        SignUp.objects.filter(participant=person).delete()
        Enrolment.objects.filter(participant=person).delete()
        yield shown("own page, nothing yet", path, person)
    members = f"{seat_of(person).meeting.page.get_url()}deltagere/"
    yield shown("participants", members, person)
    yield shown("participants, not for a stranger", members)
    other = Participant.objects.exclude(sign_ups__meeting=seat_of(person).meeting).first()
    yield shown("participants, not for you", members, other)


def _proofs() -> Iterator[Shown]:
    person, taken = somebody(), Participant.objects.exclude(email="").last().email
    for what in (EXPORT, ERASE, NEW_ADDRESS):
        path = _opened("step_up", make_token(Purpose.STEP_UP, person, what=what, email="ny@kommune.example"))
        yield shown("proof" if what == EXPORT else f"proof, {what}", path)
        if what != EXPORT:
            yield sent(f"proof, {what}, done", path)
    yield sent("proof, address taken", _opened("step_up", make_token(Purpose.STEP_UP, person, what=what, email=taken)))


def _joining() -> Iterator[Shown]:
    path, leave = reverse("kitnet_events:join"), reverse("kitnet_events:leave")
    yield shown("joining", path)
    yield shown("joining, from the map", f"{path}?kommune=360")
    yield shown("joining, from a member on the map", f"{path}?kommune=259")
    yield hurried("joining, errors", path, **WRONG)
    with taken_back():
        browser = visitor()
        after = browser.post(path, {"stamp": make_stamp(), **RIGHT})["Location"]
        yield Shown("joining, sent", after, browser.get(after))
    yield shown("leaving", leave)
    yield hurried("leaving, errors", leave, email="ingen adresse")
    yield sent("leaving, sent", leave, email=RIGHT["email"])


def _membership() -> Iterator[Shown]:
    mine = Enrolment.objects.active().filter(participant=somebody()).first() or Enrolment.objects.active().first()
    path = _opened("enrolment", make_token(Purpose.ENROLMENT, mine.participant, mine.pk))
    yield shown("member", path)
    yield shown("member, welcome", f"{path}?udfoert=ja")
    later = timezone.now() + timedelta(days=1)
    for state in (EnrolmentState.ASKED, EnrolmentState.PENDING, EnrolmentState.DECLINED, EnrolmentState.ENDED):
        yield as_if(mine, f"member, {state}", path, state=state, expires_at=later)
    with taken_back():
        past = {"state": EnrolmentState.ASKED, "expires_at": timezone.now() - timedelta(days=1)}
        Enrolment.objects.filter(pk=mine.pk).update(**past)
        yield sent("member, too late", path, action="prove")
    asked, answered = Renewal.objects.filter(answer="").first(), Renewal.objects.exclude(answer="").first()
    yield shown("renewal", _opened("renewal", renewal_token(asked)))
    yield shown("renewal, answered", _opened("renewal", renewal_token(answered)))
    yield shown("renewal, thanked", _opened("renewal", renewal_token(answered)) + "?tak=ja")
    with taken_back():
        asked.membership.last_day = timezone.localdate() - timedelta(days=1)
        asked.membership.save()
        yield sent("renewal, too late", _opened("renewal", renewal_token(asked)), answer="yes")
    opt_out = _opened("opt_out", opt_out_token("nej@kommune.example"))
    yield shown("no to invitations", opt_out)
    yield sent("no to invitations, done", opt_out)
    yield sent("no to invitations, taken back", opt_out, action="again")


def forms_filled_in(tab: Any) -> Iterator[str]:
    """Fill in the public forms in a browser and send them; yield the address that each leads to."""
    for form in (f"{url_of(MEETINGS['open'])}tilmelding/", reverse("kitnet_events:join")):
        tab.goto(ORIGIN + form)
        for name, typed in RIGHT.items():
            tab.fill(f"[name={name}]", typed)
        tab.click("form.kn-form [type=submit]")
        tab.wait_for_url("**/se-din-mail/")
        yield tab.url


def somebody() -> Participant:
    """Return a participant with a proved seat at a coming meeting."""
    coming = Meeting.objects.upcoming()
    seats = SignUp.objects.filter(state=SignUpState.CONFIRMED, meeting__in=coming, proved_at__isnull=False)
    return seats.exclude(participant__email="").order_by("pk").first().participant


def seat_of(person: Participant) -> SignUp:
    """Return somebody's seat at a coming meeting."""
    return person.sign_ups.filter(state=SignUpState.CONFIRMED, meeting__in=Meeting.objects.upcoming()).first()


def _opened(view: str, token: str) -> str:
    return reverse(f"kitnet_events:{view}", kwargs={"token": token})
