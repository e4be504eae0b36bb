"""What the style page shows: every component with plain objects in each of its states."""

from collections.abc import Iterator
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from wagtail.models import Page

from kitnet_events.domain.sign_up_call import SignUpCall
from kitnet_events.domain.subscriptions import subscription_by_key
from kitnet_events.enums import SignUpPhase
from kitnet_events.months import month_of
from kitnet_events.timespan import ZONE, TimeSpan
from kitnet_pages.models.listing import Choice, Filter, Listing

from . import pieces
from .colours import GROUPS

DAY = date(2027, 1, 5)
STATES = ("planned", "announced", "moved", "cancelled", "past")
TYPE_SCALE = ("3xl", "2xl", "xl", "l", "m", "s", "xs")
SPACES = tuple(range(1, 9))


class SampleForm(forms.Form):
    """A field of each kind."""

    name = forms.CharField(label="Navn", help_text="Som det skal stå på deltagerlisten.")
    email = forms.EmailField(label="E-mail")
    note = forms.CharField(label="Besked til værten", required=False, widget=forms.Textarea)
    group = forms.ChoiceField(label="Gruppe", choices=[("1", "Sjælland"), ("2", "Syddanmark")])
    way = forms.ChoiceField(label="Kommer du?", choices=[("1", "Ja"), ("2", "På skærm")], widget=forms.RadioSelect)
    listed = forms.BooleanField(label="Jeg vil gerne nævnes på deltagerlisten.", required=False)


def context(request: HttpRequest) -> dict[str, Any]:
    """Return all of it for the template."""
    return {
        "type_scale": TYPE_SCALE,
        "spaces": SPACES,
        "day": DAY,
        "last_day": date(2027, 1, 7),
        "states": STATES,
        "groups": [_group(colour) for colour in GROUPS],
        "meetings": [*(_meeting(state, colour) for state, colour in zip(STATES, GROUPS, strict=True)), *_signing_up()],
        "articles": [_article("Et katalog over integrationer kan læses på en formiddag"), _article("Kort nyt")],
        "calls": _calls(),
        "programme": _programme(),
        "contact": SimpleNamespace(
            name="Nanna Demodal",
            title="Tovholder for Sjælland",
            department="Fælles arkitektur",
            organisation=SimpleNamespace(name="KOMBIT"),
            email="sjaelland@kitnet.example",
            phone="00 00 00 03",
            picture=None,
        ),
        "listing": _listing(),
        "empty_form": SampleForm(prefix="a"),
        "wrong_form": SampleForm({"b-email": "ingen adresse", "b-group": "9"}, prefix="b"),
        "subscription": subscription_by_key("", request),
        "percents": (0, 40, 92, 100),
        "month": month_of(DAY.replace(day=1), [_meeting(state, colour, at) for at, state, colour in _days()]),
        "found": {"words": frozenset({"arkitekt"}), "page": _article("Fem skridt for en it-arkitekt")},
        **pieces.context(),
    }


def _page(title: str, **fields: Any) -> Page:
    """Return a page that nobody saves, and that leads nowhere."""
    page = Page(title=title)
    vars(page).update(fields, relative_url=lambda *args, **kwargs: "#content")
    return page


def _group(colour: str) -> Any:
    names = {"teal": "Sjælland", "royalblue": "Hovedstaden", "darkorange": "Syddanmark", "mediumvioletred": "Midt-Nord"}
    title = names.get(colour, "En femte gruppe")
    return _page(title, colour=colour, area="Fra Odsherred til Stevns.")


def _days() -> Iterator[tuple[date, str, str]]:
    """Yield days of the sample month with a meeting's state and colour: two on one of them."""
    days = (DAY, DAY, DAY.replace(day=13), DAY.replace(day=20), DAY.replace(day=28))
    yield from zip(days, STATES, GROUPS, strict=True)


def _signing_up() -> Iterator[Any]:
    """Yield a planned meeting for each word that a card has about the sign-up."""
    opens_at = datetime(2026, 12, 1, 12, tzinfo=ZONE)
    for phase, taken in (
        (SignUpPhase.NOT_YET, 0),
        (SignUpPhase.OPEN, 11),
        (SignUpPhase.OPEN, 38),
        (SignUpPhase.OPEN, 40),
        (SignUpPhase.CLOSED, 40),
    ):
        yield _meeting("planned", "teal", phase=phase, capacity=40, seats_taken=taken, opens_at=opens_at)


def _meeting(state: str, colour: str, day: date = DAY, *, phase: SignUpPhase = SignUpPhase.NONE, **sign_up: Any) -> Any:
    known = state != "announced"
    when = TimeSpan.from_local(day, time(9, 30) if known else None, None, time(15) if known else None)
    return SimpleNamespace(
        when=when,
        state=state,
        is_cancelled=state == "cancelled",
        group=_group(colour),
        joint=False,
        get_url=lambda request: "#",
        title="1. runde: Roskilde",
        place="Roskilde Rådhus",
        sign_up_phase=lambda: phase,
        is_announced=not known,
        closes_at=None,
        **sign_up,
    )


def _article(title: str) -> Any:
    lead = "Hvor begynder man, når man er én arkitekt i en kommune med 300 systemer?"
    return _page(title, hero_image=None, date=DAY, group=_group("teal"), lead=lead)


def _calls() -> list[SignUpCall]:
    opening = SignUpPhase.OPEN
    return [
        SignUpCall(opening),
        SignUpCall(opening, capacity=40, taken=11),
        SignUpCall(opening, capacity=40, taken=38),
        SignUpCall(opening, capacity=40, taken=40, waiting=4),
        SignUpCall(SignUpPhase.NOT_YET),
        SignUpCall(SignUpPhase.CLOSED),
    ]


def _programme() -> list[Any]:
    def item(kind: str, hour: int, title: str, **more: Any) -> Any:
        empty = {"end_time": None, "duration": None, "speaker": "", "speaker_title": "", "description": ""}
        return SimpleNamespace(kind=kind, start_time=time(hour, 30), title=title, **{**empty, **more})

    return [
        item("meal", 9, "Morgenmad", end_time=time(10)),
        item("talk", 10, "Hvornår er en adresse forkert?", duration=20, speaker="Datakonsulent", speaker_title="Køge"),
        item("workshop", 11, "Værksted: følg dine data", description="Tag en tegning med."),
        item("break", 12, "Kage"),
    ]


def _listing() -> Listing:
    filters = [
        Filter("gruppe", "Gruppe", [Choice("a", "Sjælland"), Choice("b", "Syddanmark")], "a"),
        Filter("emne", "Emne", [Choice("a", "Data og begreber")]),
    ]
    return Listing(filters=filters, page=Paginator(range(200), 10).get_page(7), query={"gruppe": "a"})
