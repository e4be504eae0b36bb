"""Every kind of page that the reference site shows, in every state in which it looks different."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms_site.demo.building.history import page_key
from kitnet_events.models import Meeting
from kitnet_pages.models import CoveragePage
from tests.face.answers import MEETINGS, Shown, as_if, sent, shown, taken_back, url_of, visitor
from tests.face.forms import forms_of_members, forms_of_sign_up

ARTICLE = "the article of the beginning"
STYLES = "styles, all of them"
# All others answer 200, or 400 where a form comes back with its mistakes.
EXPECTED_STATUS = {
    "not found": 404,
    "failure": 500,
    "forbidden": 403,
    "form without its cookie": 403,
    "link that does not work": 404,
    "participants, not for you": 403,
    "participants, not for a stranger": 403,
}


def every_page() -> Iterator[Shown]:
    """Yield all of them."""
    by_part = (_written(), _overviews(), _meetings(), forms_of_sign_up(), forms_of_members(), _found(), _failures())
    yield from chain.from_iterable(by_part)


def _written() -> Iterator[Shown]:
    seen: dict[str, str] = {}
    for page in Page.objects.live().public().filter(depth__gt=1).order_by("path").specific():
        seen.setdefault(type(page).__name__, page.get_url())
    yield from (shown(name, path) for name, path in seen.items() if name not in {"NewsPage", "MeetingPage"})
    yield shown(ARTICLE, url_of("news:start"))
    for name, key in (
        (f"{ARTICLE}, one with a video", "news:on-screen"),
        (f"{ARTICLE}, a new one", "news:ai"),
        ("StandardPage, to join", "join"),
        ("StandardPage, privacy", "privacy"),
        ("RoundPage, one before", "round:2016-2"),
    ):
        yield shown(name, url_of(key))
    coverage = CoveragePage.objects.get().get_url()
    yield shown(
        "coverage of an earlier day, sorted, of a group", f"{coverage}?dag=2016-10-24&sortering=region&gruppe=sjaelland"
    )
    with override_settings(LANGUAGE_CODE="en"):
        yield shown("HomePage, in English", "/")
        yield shown(f"{ARTICLE}, in English", url_of("news:ai"))


def _overviews() -> Iterator[Shown]:
    news, meetings = reverse_of("/nyheder/"), reverse_of("/moeder/")
    month = f"{Meeting.objects.public().upcoming()[0].starts_at:%Y-%m}"
    for name, path in (
        ("news, page 2", f"{news}?side=2"),
        ("news, filtered", f"{news}?emne=data"),
        ("news, filter that is none", f"{news}?emne=findes-ikke&aar=x"),
        ("news, nothing", f"{news}?emne=data&aar=2016"),
        ("month", f"{meetings}?maaned={month}"),
        ("month, without meetings", f"{meetings}?maaned=2014-02"),
        ("meetings, filtered", f"{meetings}?gruppe=sjaelland"),
        ("meetings, past", f"{meetings}?aar=2016"),
        ("meetings, nothing", f"{meetings}?gruppe=sjaelland&aar=2016&emne=ai"),
    ):
        yield shown(name, path)


def _meetings() -> Iterator[Shown]:
    for name, key in MEETINGS.items():
        yield shown("meeting" if name == "open" else f"meeting, {name}", url_of(key))
    public = Meeting.objects.public().filter(page__isnull=False).order_by("-starts_at")
    for state in ("past", "cancelled", "announced"):
        meeting = next(meeting for meeting in public if meeting.state == state)
        yield shown(f"meeting, {state}", meeting.page.get_url())
    yield shown("meeting of all groups", next(meeting for meeting in public if meeting.joint).page.get_url())
    path, now = url_of(MEETINGS["open"]), timezone.now()
    meeting = Meeting.objects.get(page__translation_key=page_key(MEETINGS["open"]))
    yield as_if(meeting, "meeting, sign-up closed", path, closes_at=now - timedelta(days=1))
    yield as_if(meeting, "meeting, sign-up to come", path, opens_at=now + timedelta(days=1))
    with override_settings(LANGUAGE_CODE="en"):
        yield shown("meeting, in English", path)


def _found() -> Iterator[Shown]:
    search, subscribe = reverse("kitnet_pages:search"), reverse("kitnet_events:subscribe")
    for name, path in (
        ("search", f"{search}?q=arkitektur"),
        ("search, nothing asked", search),
        ("search, nothing found", f"{search}?q=xyzzyplugh"),
        ("search, one kind", f"{search}?q=arkitektur&slags=nyheder"),
        ("search, municipality", f"{search}?q=køge"),
        ("search, some of the words", f"{search}?q=arkitektur+xyzzyplugh"),
        ("subscribe", f"{subscribe}?kalender=group/sjaelland&program=outlook"),
        ("subscribe, the network", subscribe),
    ):
        yield shown(name, path)


def _failures() -> Iterator[Shown]:
    yield shown("not found", "/findes/ikke/")
    yield shown("failure", "/fejl/")
    yield shown("forbidden", "/forbudt/")
    join = reverse("kitnet_events:join")
    yield Shown("form without its cookie", join, visitor(enforce_csrf_checks=True).post(join, {}))
    with taken_back():
        page = Page.objects.get(translation_key=page_key("news:ai"))
        closed = PageViewRestriction.objects.create(page=page, restriction_type="password", password="x")
        yield shown("password", page.get_url())
        asks = reverse("wagtailcore_authenticate_with_password", args=[closed.pk, page.pk])
        yield sent("password, wrong", asks, password="y", return_url=page.get_url())
    with override_settings(DEBUG=True):
        yield shown(STYLES, "/styleguide/")


def reverse_of(end: str) -> str:
    """Return the path of the page whose address ends so."""
    return Page.objects.get(url_path__endswith=end).get_url()
