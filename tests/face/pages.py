"""Every kind of page that the reference site shows, by what it is."""

from collections.abc import Iterator

from django.urls import reverse
from wagtail.models import Page

from cms_site.demo.building.history import page_key
from kitnet_events.domain.tokens import Purpose, make_token, sign_up_token
from kitnet_events.models import Meeting, SignUp

MEETINGS = {
    "open": "meeting:next-sjaelland",
    "few seats": "meeting:next-hovedstaden",
    "full": "meeting:next-midt-nord",
    "moved": "meeting:next-syddanmark",
}


def url_of(key: str) -> str:
    """Return the path of a page of the demo."""
    return Page.objects.get(translation_key=page_key(key)).specific.get_url()


def all_pages() -> dict[str, str]:
    """Return name and path of one page of each kind, in each state."""
    return {**dict(_written()), **dict(_meetings()), **dict(_other()), **dict(_participant())}


def _written() -> Iterator[tuple[str, str]]:
    seen: dict[str, str] = {}
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path").specific():
        seen.setdefault(type(page).__name__, page.get_url())
    yield from seen.items()
    yield "the article of the beginning", url_of("news:start")


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


def _participant() -> Iterator[tuple[str, str]]:
    confirmed = SignUp.objects.filter(state="confirmed", meeting__in=Meeting.objects.upcoming()).first()
    waiting = SignUp.objects.filter(state="waiting").first()
    own_page = make_token(Purpose.OWN_PAGE, confirmed.participant)
    yield "own page, asked for", reverse("kitnet_events:own_page")
    yield "own page, opened by a link", reverse("kitnet_events:own_page_open", kwargs={"token": own_page})
    yield "sign-up, confirmed", reverse("kitnet_events:sign_up_manage", kwargs={"token": sign_up_token(confirmed)})
    yield "sign-up, waiting", reverse("kitnet_events:sign_up_manage", kwargs={"token": sign_up_token(waiting)})
    yield "link that does not work", reverse("kitnet_events:sign_up_manage", kwargs={"token": "gammelt"})
