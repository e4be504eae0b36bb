"""How long pages take, uncached, under gunicorn: lists of few and of many meetings, an article and its column."""

from collections.abc import Callable
from urllib.parse import quote

from django.db import connection
from wagtail.models import Page

from benchmarks import fixture, server
from benchmarks.finding import Finding
from kitnet_events.models import MeetingIndexPage
from kitnet_pages.models import HomePage, NewsIndexPage, NewsPage, RightColumn, StandardPage

ROUNDS = 60
PANELS = [
    {"type": "next_meetings", "value": {"heading": "Næste møder", "scope": "all", "number": 5}},
    {"type": "subscribe", "value": {"heading": "Få datoerne i din kalender"}},
    {"type": "text", "value": {"heading": "Vil I være vært?", "text": "<p>Skriv til jeres tovholder.</p>"}},
]

InTurn = Callable[..., dict[str, float]]


def plant(groups: dict) -> None:
    """Add an empty page, an article without a column and one with, and a hundred meetings of a group of their own."""
    home = HomePage.objects.get()
    home.add_child(instance=StandardPage(title="Tom", slug="tom"))
    for slug, column in (("uden", []), ("med", PANELS)):
        index = home.add_child(instance=NewsIndexPage(title=f"Nyheder {slug}", slug=slug))
        if column:
            RightColumn.objects.create(page=Page.objects.get(pk=index.pk), content=column)
        index.add_child(
            instance=NewsPage(
                title="En artikel",
                lead="Hvad den handler om.",
                slug="artikel",
                date=fixture.facts(0).when.first_day,
                body=fixture.PAGE_BODY * 8,
            )
        )
    fixture.add_listed(groups[100], 100)


def measure(in_turn: InTurn) -> list[Finding]:
    """Return what the pages take, as multiples of each other. ``in_turn`` takes the median of each in turn."""
    index = MeetingIndexPage.objects.get().url_path.strip("/").rpartition("/")[2]
    connection.close()
    with server.gunicorn() as port:

        def asking(path: str) -> Callable[[], float]:
            def ask() -> float:
                seconds, answered, _, _ = server.fetch(port, path)
                assert answered == 200, (path, answered)
                return seconds

            ask()
            return ask

        few, many = (f"/{quote(index)}/?gruppe=g{size}" for size in (100, 10_000))
        taken = in_turn(
            ROUNDS,
            empty=asking("/tom/"),
            few=asking(few),
            many=asking(many),
            without=asking("/uden/artikel/"),
            with_column=asking("/med/artikel/"),
        )
    empty, few_taken, many_taken = taken["empty"], taken["few"], taken["many"]
    return [
        Finding("20 of 100 meetings, against an empty page", few_taken / empty, 2, note=_ms(few_taken, empty)),
        Finding("20 of 10,000 meetings, against an empty page", many_taken / empty, 2, note=_ms(many_taken, empty)),
        Finding("20 of 10,000 meetings, against 20 of 100", many_taken / few_taken, 1.1),
        Finding(
            "article with its column, against without",
            taken["with_column"] / taken["without"],
            1.5,
            note=_ms(taken["with_column"], taken["without"]),
        ),
    ]


def _ms(*seconds: float) -> str:
    return " against ".join(f"{one * 1000:.1f} ms" for one in seconds)
