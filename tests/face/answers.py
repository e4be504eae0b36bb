"""What the site answers to a visitor, as pages to look at: also to what is changed and typed for one look alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page

from cms_site.demo.building.history import page_key
from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.guarded_forms import make_stamp
from kitnet_events.models import Participant
from kitnet_events.views.browser import PERSON_COOKIE

HOST = "kitnet.example"
MEETINGS = {
    "open": "meeting:next-sjaelland",
    "few seats": "meeting:next-hovedstaden",
    "full": "meeting:next-midt-nord",
    "moved": "meeting:next-syddanmark",
}


class Shown(NamedTuple):
    """A page in one of its states: what we call it, where it stands, what the site answered."""

    name: str
    path: str
    answer: HttpResponse

    @property
    def is_further_state(self) -> bool:
        """Whether the same kind of page stands here in another state: "seat", then "seat, offered"."""
        return ", " in self.name


def url_of(key: str) -> str:
    """Return the path of a page of the demo."""
    return Page.objects.get(translation_key=page_key(key)).specific.get_url()


def visitor(person: Participant | None = None, **options: Any) -> Client:
    """Return somebody who visits the site; ``person`` came by the link to their own page."""
    client = Client(SERVER_NAME=HOST, raise_request_exception=False, **options)
    if person is not None:
        client.cookies[PERSON_COOKIE] = make_token(Purpose.BROWSER, person)
    return client


def shown(name: str, path: str, person: Participant | None = None) -> Shown:
    """Ask for a page."""
    return Shown(name, path, visitor(person).get(path))


def sent(name: str, path: str, person: Participant | None = None, /, **typed: str) -> Shown:
    """Send a form that nobody hurried over; what it changes is taken back."""
    with taken_back():
        return Shown(name, path, visitor(person).post(path, {"stamp": make_stamp(), **typed}))


def hurried(name: str, path: str, person: Participant | None = None, /, **typed: str) -> Shown:
    """Send a form too fast: that is one more mistake, and one of the form as a whole."""
    return Shown(name, path, visitor(person).post(path, typed))


def as_if(thing: Any, name: str, path: str, person: Participant | None = None, /, **fields: Any) -> Shown:
    """Ask for a page as if a row's fields had other values."""
    with taken_back():
        type(thing)._default_manager.filter(pk=thing.pk).update(**fields)
        return shown(name, path, person)


@contextmanager
def taken_back() -> Iterator[None]:
    """Undo what happens to the database inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
