"""No public address answers 500, whatever is sent to it.

A new route, type of page or sub-address of a meeting's page gets a line in tests/hostile_walk.py.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib import sitemaps
from django.db import transaction
from django.test import Client
from wagtail.models import get_page_models

from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.models.meeting_pages import MEETING_PAGE_VIEWS
from kitnet_pages.middleware import Utf8FormsApplication
from tests.hostile_walk import (
    BODIES,
    FORM,
    HEADERS,
    MEETING_SUB_ADDRESSES,
    METHODS,
    NASTY,
    ROUTES,
    SEGMENTS,
    URL_MAPS,
    World,
    actions_of,
    encoded,
    fields_of,
    forms_of,
    make_world,
    questions,
    routes,
)

ADD = "Add it to tests/hostile_walk.py, so that the walk goes there."
PAGES = sorted(model.__name__ for model in get_page_models() if model._meta.app_label.startswith("kitnet_"))
SITE_ALONE = (
    *("sitemap.xml", "robots.txt", "favicon.ico", "healthz", "^media/(?P<path>.+)$"),
    *("api/v2/^pages/", "api/v2/^pages/<int:pk>/", "api/v2/^pages/find/"),
)
TEMPLATES_OF_SITEMAPS = str(Path(sitemaps.__file__).parent / "templates")


@pytest.fixture(scope="module")
def world(tree, django_db_blocker) -> Iterator[World]:
    """Plant what the walk goes to, once for all tests: each request is rolled back."""
    with django_db_blocker.unblock():
        yield make_world(tree)


@pytest.fixture(autouse=True)
def no_limits(db, settings):
    settings.SERVE_MEDIA = True
    settings.KITNET_EVENTS = {
        "FORM_SECONDS": 0,
        "FORMS_PER_NETWORK": 10**9,
        "FORMS_PER_ADDRESS": 10**9,
        "FORMS_PER_MEETING": 10**9,
    }


@pytest.fixture
def site(settings):
    """Answer by the reference site's URL map."""
    settings.ROOT_URLCONF = "cms_site.urls"
    (templates,) = settings.TEMPLATES
    settings.TEMPLATES = [{**templates, "DIRS": [TEMPLATES_OF_SITEMAPS]}]


@contextmanager
def undone():
    """Undo what a request did."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client, method, path, body=b"", content_type=FORM, **headers):
    """Send a request; say which one it was if the answer is 500, or holds what was sent where it does harm."""
    with undone():
        response = client.generic(method, path, body, content_type=content_type, **headers)
        content = b"" if response.streaming else response.content
    what = f"{method} {path[:300]} {body[:300]!r} {content_type} {headers}"
    assert response.status_code < 500, f"{response.status_code}: {what}\n{getattr(response, 'exc_info', '')}"
    assert not any(c in value for value in response.headers.values() for c in "\r\n\0"), what
    assert b"<script>alert(1)" not in content, what
    return response


def walk(path, cookies=()):
    """Go to one path with each method, question, body and header; and with each mistake in each field of its form."""
    client = Client(HTTP_HOST="host.example", raise_request_exception=False)
    client.cookies.load(dict(cookies))
    for method in METHODS:
        ask(client, method, path)
    for question in questions():
        ask(client, "GET", f"{path}?{question}")
    for body, content_type in BODIES:
        ask(client, "POST", path, body, content_type)
    for headers in HEADERS:
        ask(client, "GET", path, **headers)
    strict = Client(HTTP_HOST="host.example", raise_request_exception=False, enforce_csrf_checks=True)
    ask(strict, "POST", path, *BODIES[0])
    page = ask(client, "GET", path)
    html = page.content.decode(errors="replace") if "html" in page.headers.get("Content-Type", "") else ""
    fill_in(client, path, html)


def fill_in(client, path, html):
    """Send the forms of a page with each button, and each of its fields with each hostile text."""
    for form in forms_of(html):
        fields = fields_of(form)
        actions = actions_of(form) or [""]
        for action in actions:
            ask(client, "POST", path, encoded({**fields, "action": action}))
        for name in sorted(set(fields) - {"csrfmiddlewaretoken"}):
            for text in NASTY.values():
                ask(client, "POST", path, encoded({**fields, "action": actions[0], name: text}))


# ── Nothing is left out ──────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("url_map", URL_MAPS)
def test_every_public_route_has_a_case(url_map):
    assert sorted(set(routes(url_map)) - set(ROUTES)) == [], ADD


def test_every_case_is_of_a_route():
    assert sorted(set(ROUTES) - {route for url_map in URL_MAPS for route in routes(url_map)}) == []


def test_every_type_of_page_has_a_case(world):
    assert sorted(world.pages) == PAGES, ADD


def test_every_sub_address_of_a_meeting_has_a_case():
    assert set(MEETING_PAGE_VIEWS) == MEETING_SUB_ADDRESSES, ADD


# ── The walk ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("route", [route for route in ROUTES if route not in SITE_ALONE])
def test_route_never_answers_500(world, route):
    for path in ROUTES[route](world):
        if "{}" in path:
            client = Client(HTTP_HOST="host.example", raise_request_exception=False)
            for segment in SEGMENTS:
                ask(client, "GET", path.format(segment))
                ask(client, "POST", path.format(segment))
        else:
            walk(path)


@pytest.mark.parametrize("route", SITE_ALONE)
def test_route_of_the_reference_site_never_answers_500(world, site, route):
    for path in ROUTES[route](world):
        client = Client(HTTP_HOST="host.example", raise_request_exception=False)
        for segment in SEGMENTS if "{}" in path else [""]:
            ask(client, "GET", path.format(segment))
        if "{}" not in path:
            walk(path)


@pytest.mark.parametrize("name", PAGES)
def test_page_never_answers_500(world, name):
    walk(world.pages[name].url)


@pytest.mark.parametrize("address", sorted(MEETING_SUB_ADDRESSES))
def test_sub_address_of_a_meeting_never_answers_500(world, address):
    walk(f"{world.meeting.page.url}{address}/")


def test_sub_address_of_the_mail_never_answers_500_to_who_signed_up(world):
    client = Client(HTTP_HOST="host.example")
    with undone():
        html = client.get(f"{world.meeting.page.url}tilmelding/").content.decode()
        client.generic("POST", f"{world.meeting.page.url}tilmelding/", encoded(fields_of(html)), content_type=FORM)
    typed = {"kitnet_typed": client.cookies["kitnet_typed"].value}
    walk(f"{world.meeting.page.url}tilmelding/se-din-mail/", typed)


@pytest.mark.parametrize("what", ["erase", "nonsense"])
def test_other_proofs_never_answer_500(world, what):
    client = Client(HTTP_HOST="host.example", raise_request_exception=False)
    path = f"/mine/bekraeft/{world.token(Purpose.STEP_UP, what=what, email='')}/"
    for method in METHODS:
        ask(client, method, path)


def test_own_page_never_answers_500_to_whose_it_is(world):
    walk("/mine/", {"kitnet_person": make_token(Purpose.BROWSER, world.person)})
    walk(f"{world.meeting.page.url}deltagere/", {"kitnet_person": make_token(Purpose.BROWSER, world.person)})


def test_reference_site_answers_odd_character_sets_before_django_reads_the_question():
    from cms_site import wsgi

    assert isinstance(wsgi.application, Utf8FormsApplication)
    assert django_settings.MIDDLEWARE[0] == "kitnet_pages.middleware.Utf8FormsMiddleware"


def test_walk_fills_in_forms_well_enough_to_be_taken(world):
    client = Client(HTTP_HOST="host.example")
    path = f"{world.meeting.page.url}tilmelding/"
    (form,) = forms_of(client.get(path).content.decode())
    assert ask(client, "POST", path, encoded(fields_of(form))).status_code == 302
