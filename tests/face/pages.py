"""Every kind of page that the reference site shows, by what it is."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from wagtail.models import Page

from cms_site.demo.building.history import page_key
from kitnet_events.domain.own_page import ERASE, EXPORT, NEW_ADDRESS
from kitnet_events.domain.signed_links import opt_out_token, renewal_token
from kitnet_events.domain.tokens import Purpose, make_token, sign_up_token
from kitnet_events.models import Enrolment, Meeting, Participant, Renewal, SignUp
from tests.face.site import ORIGIN

MEETINGS = {
    "open": "meeting:next-sjaelland",
    "few seats": "meeting:next-hovedstaden",
    "full": "meeting:next-midt-nord",
    "moved": "meeting:next-syddanmark",
}

# All others answer 200.
EXPECTED_STATUS = {
    "not found": 404,
    "failure": 500,
    "link that does not work": 404,
    "participants, not for you": 403,
}

# Kinds that stand here once more, in another state: looked at in one width and scheme, as the style page shows states
# in all of them.
OTHER_STATES = {
    *(
        "meeting, few seats",
        "meeting, full",
        "meeting, moved",
        "meeting, past",
        "meeting, cancelled",
        "meeting, announced",
    ),
    *(
        "sign-up, waiting list",
        "sign-up, not open yet",
        "sign-up, waiting",
        "meetings, filtered",
        "article with a video",
    ),
    *("search, nothing found", "search, one kind", "proof: erase", "proof: address", "joining, from the map"),
    *("renewal, answered", "own page, saved", "joining, sent"),
}


def url_of(key: str) -> str:
    """Return the path of a page of the demo."""
    return Page.objects.get(translation_key=page_key(key)).specific.get_url()


def all_pages() -> dict[str, str]:
    """Return name and path of one page of each kind, in each state."""
    return {**dict(_written()), **dict(_meetings()), **dict(_other()), **dict(_links()), **dict(_joining())}


def _written() -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path").specific():
        seen.setdefault(type(page).__name__, page.get_url())
    yield from ((name, path) for name, path in seen.items() if name not in {"NewsPage", "MeetingPage"})
    yield "the article of the beginning", url_of("news:start")
    yield "article with a video", url_of("news:on-screen")


def _meetings() -> Iterator[tuple[str, str]]:
    for name, key in MEETINGS.items():
        yield f"meeting, {name}", url_of(key)
    public = Meeting.objects.public().filter(page__isnull=False).order_by("-starts_at")
    for state in ("past", "cancelled", "announced"):
        yield f"meeting, {state}", next(meeting for meeting in public if meeting.state == state).page.get_url()
    full, announced = url_of(MEETINGS["full"]), next(m for m in public if m.state == "announced").page.get_url()
    yield "sign-up", f"{url_of(MEETINGS['open'])}tilmelding/"
    yield "sign-up, waiting list", f"{full}tilmelding/"
    yield "sign-up, not open yet", f"{announced}tilmelding/"


def _other() -> Iterator[tuple[str, str]]:
    index = Page.objects.get(url_path__endswith="/moeder/").get_url()
    month = f"{Meeting.objects.public().upcoming()[0].starts_at:%Y-%m}"
    subscribe = reverse("kitnet_events:subscribe")
    yield "month", f"{index}?maaned={month}"
    yield "meetings, filtered", f"{index}?gruppe=sjaelland"
    yield "subscribe", f"{subscribe}?kalender=group/sjaelland&program=outlook"
    yield "search", f"{reverse('kitnet_pages:search')}?q=arkitektur"
    yield "search, nothing found", f"{reverse('kitnet_pages:search')}?q=xyzzyplugh"
    yield "search, one kind", f"{reverse('kitnet_pages:search')}?q=arkitektur&slags=nyheder"
    yield "not found", "/findes/ikke/"
    yield "failure", "/fejl/"


def _links() -> Iterator[tuple[str, str]]:
    person = somebody()
    waiting = SignUp.objects.filter(state="waiting").first()
    yield "own page, asked for", reverse("kitnet_events:own_page")
    yield "own page, opened by a link", _opened("own_page_open", make_token(Purpose.OWN_PAGE, person))
    yield "sign-up, confirmed", _opened("sign_up_manage", sign_up_token(seat_of(person)))
    yield "sign-up, waiting", _opened("sign_up_manage", sign_up_token(waiting))
    yield "link that does not work", _opened("sign_up_manage", "gammelt")
    for what in (EXPORT, ERASE, NEW_ADDRESS):
        token = make_token(Purpose.STEP_UP, person, what=what, email="ny@kommune.example")
        yield f"proof: {what}", _opened("step_up", token)
    yield "participants, not for you", f"{seat_of(person).meeting.page.get_url()}deltagere/"


def _joining() -> Iterator[tuple[str, str]]:
    yield "joining", reverse("kitnet_events:join")
    yield "joining, from the map", f"{reverse('kitnet_events:join')}?kommune=360"
    yield "leaving", reverse("kitnet_events:leave")
    enrolment = Enrolment.objects.select_related("participant").filter(participant__isnull=False).first()
    yield "enrolment", _opened("enrolment", make_token(Purpose.ENROLMENT, enrolment.participant, enrolment.pk))
    asked, answered = Renewal.objects.filter(answer="").first(), Renewal.objects.exclude(answer="").first()
    yield "renewal", _opened("renewal", renewal_token(asked))
    yield "renewal, answered", _opened("renewal", renewal_token(answered)) + "?tak=ja"
    yield "no to invitations", _opened("opt_out", opt_out_token("nej@kommune.example"))


def somebody() -> Participant:
    """Return a participant with a proved seat at a coming meeting."""
    coming = Meeting.objects.upcoming()
    seats = SignUp.objects.filter(state="confirmed", meeting__in=coming, proved_at__isnull=False)
    return seats.exclude(participant__email="").order_by("pk").first().participant


def seat_of(person: Participant) -> SignUp:
    """Return somebody's seat at a coming meeting."""
    return person.sign_ups.filter(state="confirmed", meeting__in=Meeting.objects.upcoming()).first()


def pages_of(person: Participant) -> dict[str, str]:
    """Return name and path of the pages that only a participant sees, in a browser that came by their link."""
    own_page = reverse("kitnet_events:own_page")
    return {
        "own page": own_page,
        "own page, saved": f"{own_page}?besked=gemt",
        "participants": f"{seat_of(person).meeting.page.get_url()}deltagere/",
    }


def sent_by(tab: Any) -> Iterator[tuple[str, str]]:
    """Send the public forms, and yield name and path of the pages that they lead to."""
    sign_up = f"{url_of(MEETINGS['open'])}tilmelding/"
    for name, form in (("sign-up", sign_up), ("joining", reverse("kitnet_events:join"))):
        tab.goto(ORIGIN + form)
        tab.fill("[name=name]", "Prøve Person")
        tab.fill("[name=email]", "proeve@kommune.example")
        tab.fill("[name=workplace]", "Køge")
        tab.click("form.kn-form [type=submit]")
        tab.wait_for_url("**/se-din-mail/")
        yield f"{name}, sent", f"{form}se-din-mail/"


def _opened(view: str, token: str) -> str:
    return reverse(f"kitnet_events:{view}", kwargs={"token": token})
