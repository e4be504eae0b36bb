"""The walk of tests/test_hostile_walk.py: where it goes, and what it sends there.

Every public route of the host's and of the reference site's URL map has a case here, every type of page, and every
sub-address of a meeting's page. Whoever adds one adds a line; the test says so.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.core import signing
from django.urls import get_resolver
from django.urls.resolvers import URLResolver
from django.utils import timezone

from kitnet_events.domain import signup
from kitnet_events.domain.joining import JoinDetails, ask_to_join
from kitnet_events.domain.signed_links import opt_out_token, renewal_token
from kitnet_events.domain.signup_details import SignUpDetails
from kitnet_events.domain.tokens import Purpose, make_token, sign_up_token
from kitnet_events.models import Enrolment, Renewal, RenewalYear, SignUp
from tests import factories
from tests.hostile import TEXTS

URL_MAPS = ("tests.host.urls", "cms_site.urls")
# The admin has walks of its own: strangers never get in.
NOT_PUBLIC = ("admin/",)


@dataclass(frozen=True)
class World:
    """What the walk meets: a network with one page of each type, an open meeting, and somebody who has a seat."""

    network: factories.Network
    pages: dict[str, Any]
    meeting: Any
    document: Any
    mine: SignUp
    enrolment: Enrolment
    renewal: Renewal

    @property
    def person(self) -> Any:
        return self.mine.participant

    def token(self, purpose: Purpose, **more: str) -> str:
        return make_token(purpose, self.person, **more)


def make_world(network: factories.Network) -> World:
    """Plant everything that the walk goes to."""
    group = factories.GroupPageFactory(parent=network.group_index)
    season = factories.RoundPageFactory(parent=network.meeting_index)
    meeting = factories.make_meeting(group, round=season)
    enrolment = ask_to_join(JoinDetails("Ida Eksempel", "ida@faxe.example", organisation="Faxe"))
    held = signup.sign_up(meeting.pk, SignUpDetails("Ida Eksempel", "ida@faxe.example", organisation="Faxe"))
    return World(
        network=network,
        pages={
            "HomePage": network.home,
            "NewsIndexPage": network.news_index,
            "GroupIndexPage": network.group_index,
            "MeetingIndexPage": network.meeting_index,
            "NewsPage": factories.NewsPageFactory(parent=network.news_index),
            "GroupPage": group,
            "RoundPage": season,
            "MeetingPage": meeting.page,
            "CoveragePage": factories.CoveragePageFactory(parent=network.home),
            "StandardPage": factories.StandardPageFactory(parent=network.home),
        },
        meeting=meeting,
        document=factories.DocumentFactory(),
        mine=signup.prove(held.pk),
        enrolment=enrolment,
        renewal=Renewal.objects.create(
            year=RenewalYear.objects.create(year=2027),
            membership=factories.MembershipFactory(),
            email="digitalisering@faxe.example",
        ),
    )


# Each public route: the paths to walk to. ``{}`` takes hostile segments.
Paths = Callable[[World], list[str]]
ROUTES: dict[str, Paths] = {
    r"documents/^(\d+)/(.*)$": lambda w: [f"/documents/{w.document.pk}/{w.document.filename}", "/documents/1/{}"],
    "documents/authenticate_with_password/<int:restriction_id>/": lambda w: [
        "/documents/authenticate_with_password/1/"
    ],
    r"^(?P<path>(?:[\w-]+/)+)feed\.(?P<form>atom|json)$": lambda w: [
        "/nyheder/feed.atom",
        "/nyheder/feed.json",
        "/findes/ikke/feed.atom",
    ],
    "kalender/": lambda w: ["/kalender/"],
    "kalender/all.ics": lambda w: ["/kalender/all.ics"],
    "kalender/meeting/<uuid:uid>.ics": lambda w: [f"/kalender/meeting/{w.meeting.uid}.ics"],
    "kalender/meeting/<uuid:uid>/": lambda w: [f"/kalender/meeting/{w.meeting.uid}/"],
    "kalender/personal/<str:token>.ics": lambda w: [
        f"/kalender/personal/{w.token(Purpose.FEED)}.ics",
        "/kalender/personal/{}.ics",
    ],
    "kalender/<str:kind>/<str:slug>.ics": lambda w: [
        f"/kalender/group/{w.pages['GroupPage'].slug}.ics",
        "/kalender/group/{}.ics",
        "/kalender/{}/x.ics",
    ],
    "tilmelding/<str:token>/": lambda w: [f"/tilmelding/{sign_up_token(w.mine)}/", "/tilmelding/{}/"],
    "mine/": lambda w: ["/mine/"],
    "mine/bekraeft/<str:token>/": lambda w: [
        f"/mine/bekraeft/{w.token(Purpose.STEP_UP, what='export', email='')}/",
        f"/mine/bekraeft/{w.token(Purpose.STEP_UP, what='address', email='ny@faxe.example')}/",
        "/mine/bekraeft/{}/",
    ],
    "mine/<str:token>/": lambda w: [f"/mine/{w.token(Purpose.OWN_PAGE)}/", "/mine/{}/"],
    "deltag/": lambda w: ["/deltag/"],
    "deltag/se-din-mail/": lambda w: ["/deltag/se-din-mail/"],
    "deltag/forlad/": lambda w: ["/deltag/forlad/"],
    "deltag/fornyelse/<str:token>/": lambda w: [
        f"/deltag/fornyelse/{renewal_token(w.renewal)}/",
        "/deltag/fornyelse/{}/",
    ],
    "deltag/nej-tak/<str:token>/": lambda w: [
        f"/deltag/nej-tak/{opt_out_token('ida@faxe.example')}/",
        "/deltag/nej-tak/{}/",
    ],
    "deltag/<str:token>/": lambda w: [
        f"/deltag/{make_token(Purpose.ENROLMENT, w.person, w.enrolment.pk)}/",
        "/deltag/{}/",
    ],
    "<kitnet_sign_up:meeting>": lambda w: ["/{}/tilmelding/", "/netvaerksgrupper/{}/tilmelding/"],
    "was": lambda w: ["/was"],
    "was/": lambda w: ["/was/"],
    "soeg/": lambda w: ["/soeg/"],
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": lambda w: [
        f"/_util/authenticate_with_password/1/{w.meeting.page_id}/"
    ],
    "_util/login/": lambda w: ["/_util/login/"],
    r"^((?:[\w\-]+/)*)$": lambda w: ["/", "/findes-ikke/", "/{}/"],
    "api/coverage.json": lambda w: ["/api/coverage.json"],
    "api/municipalities.json": lambda w: ["/api/municipalities.json"],
    # The reference site alone.
    "styleguide/": lambda w: ["/styleguide/"],
    "api/v2/^pages/": lambda w: ["/api/v2/pages/"],
    "api/v2/^pages/<int:pk>/": lambda w: [f"/api/v2/pages/{w.meeting.page_id}/", "/api/v2/pages/99999999999999999999/"],
    "api/v2/^pages/find/": lambda w: ["/api/v2/pages/find/"],
    "sitemap.xml": lambda w: ["/sitemap.xml"],
    "robots.txt": lambda w: ["/robots.txt"],
    "favicon.ico": lambda w: ["/favicon.ico"],
    "healthz": lambda w: ["/healthz"],
    "^media/(?P<path>.+)$": lambda w: ["/media/findes-ikke.png", "/media/{}"],
}
# Each sub-address of a meeting's page, as it is registered.
MEETING_SUB_ADDRESSES = {"tilmelding", "tilmelding/se-din-mail", "deltagere"}

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
PARAMETERS = (
    *("q", "side", "p", "page", "emne", "gruppe", "aar", "maaned", "kommune", "runde", "kalender", "program"),
    *("besked", "udfoert", "flyt", "kollega", "next", "format", "fields", "limit", "offset", "dag", "vis", "url"),
    *("type", "search", "order", "child_of", "descendant_of", "html_path", "id", "locale", "slug", "group"),
)
# The fields of a form are read from its page. What is sent when nothing hostile is.
GOOD = {"email": "bo@faxe.example", "new-email": "bo@faxe.example", "colleague-email": "bo@faxe.example", "website": ""}
NASTY = {
    **{name: TEXTS[name] for name in ("null inside", "lone surrogate inside", "direction marks", "markup", "formula")},
    "header injection": TEXTS["header injection"],
    "a megabyte": "x" * 1_000_000,
    "nothing to be seen": "\u200b\u2060\u3164",
}
SEGMENTS = [
    *(quote(TEXTS[name].encode("utf-8", "surrogatepass")[:500], safe="") for name in TEXTS if name != "many words"),
    *("%FF%FE", "%", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a" * 3000, "%0d%0aSet-Cookie:%20a=b", "x:y:z", ":" * 50),
]
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
BODIES: list[tuple[bytes, str]] = [
    *((b"q=a&email=%FF%FE&name=%00", f"{FORM}; charset={charset}") for charset in ("base64", "undefined", "utf-16")),
    (b"\xff\xfe\x00=\xff&name=\xff\xff&email=\xc3\x28", FORM),
    (b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\x00\xfe\r\n--x--\r\n', MULTIPART),
    (b'--x\r\nContent-Disposition: form-data; name="name"; filename="\x00../x"\r\n\r\nx\r\n--x--\r\n', MULTIPART),
    (b"--y\r\nno end", MULTIPART),
    (b"x", "multipart/form-data"),
    (b"{", "application/json"),
    (b"&".join(b"a%d=1" % number for number in range(11_000)), FORM),
]
HEADERS: list[dict[str, str]] = [
    {"HTTP_COOKIE": "kitnet_person=\xff:\x01; kitnet_typed=a:b:c; csrftoken=\"; sessionid='"},
    {"HTTP_COOKIE": f"kitnet_typed={signing.dumps({'meeting': 'x'}, salt='kitnet_events.typed')}"},
    {"HTTP_COOKIE": f"kitnet_typed={signing.dumps([1], salt='kitnet_events.typed')}"},
    {"HTTP_IF_NONE_MATCH": '"\xff', "HTTP_IF_MODIFIED_SINCE": "i morgen", "HTTP_RANGE": "bytes=9-1,x"},
    {"HTTP_IF_MODIFIED_SINCE": "Mon, 99 Xxx 99999 99:99:99 GMT", "HTTP_ACCEPT_ENCODING": "gzip;q=x, \xff"},
    {"HTTP_ACCEPT_LANGUAGE": "x" * 5000, "HTTP_ACCEPT": "\xff/*;q=", "HTTP_X_FORWARDED_FOR": "\x01, ::1%x, ,"},
    {"REMOTE_ADDR": "unix:", "HTTP_USER_AGENT": "\xff\x01" * 500, "HTTP_REFERER": "javascript:\xff"},
    {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest", "HTTP_ORIGIN": "null"},
]


def routes(url_map: str) -> Iterator[str]:
    """Yield the public routes of a URL map, as they are written."""
    yield from (route for route in _routes(get_resolver(url_map)) if not route.startswith(NOT_PUBLIC))


def _routes(resolver: Any, prefix: str = "") -> Iterator[str]:
    for one in resolver.url_patterns:
        route = prefix + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _routes(one, route)
        else:
            yield route


def questions() -> Iterator[str]:
    """Yield query strings: all parameters at once, each with another hostile text in each."""
    texts = [quote(text.encode("utf-8", "surrogatepass")[:3000]) for text in TEXTS.values()]
    for number in range(0, len(texts), 3):
        pairs = enumerate(PARAMETERS)
        yield "&".join(f"{name}={texts[(number + 2 * place) % len(texts)]}" for place, name in pairs)
    yield "&".join(f"{name}=%FF%FE" for name in PARAMETERS) + "&%00=%00&=&&;"
    yield "&".join(f"{name}=1&{name}=" for name in PARAMETERS)


def forms_of(html: str) -> list[str]:
    """Return the forms of a page that are posted, as HTML."""
    return re.findall(r'<form[^>]*method="post".*?</form>', html, flags=re.DOTALL)


def fields_of(html: str) -> dict[str, str]:
    """Return a form's fields as a browser would send them, filled in well enough."""
    names = dict.fromkeys(re.findall(r'<(?:input|select|textarea|button)[^>]*\bname="([^"]+)"', html))
    stamp = signing.dumps(int(timezone.now().timestamp()) - 60, salt="kitnet_events.form-stamp")
    return {name: GOOD.get(name, stamp if name.endswith("stamp") else "Konsulenthuset") for name in names}


def actions_of(html: str) -> list[str]:
    """Return what the buttons of a page do."""
    return re.findall(r'name="action"[^>]*value="([^"]+)"', html)


def encoded(fields: dict[str, str]) -> bytes:
    """Return a form's body, lone surrogates and all."""
    return urlencode({name: text.encode("utf-8", "surrogatepass") for name, text in fields.items()}).encode()
