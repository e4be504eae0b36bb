"""Saved selections, and the right-hand columns."""

from cms_site.demo.blocks import Block, Ref, html
from cms_site.demo.kinds import Column, Selection

SELECTIONS = (
    Selection(
        "om-rammearkitektur",
        "Nyheder om rammearkitekturen",
        "Mere om rammearkitekturen",
        "news",
        3,
        topic="rammearkitektur",
    ),
    Selection("om-data", "Nyheder om data", "Om data", "news", 3, topic="data"),
    Selection("kommende-moeder", "Kommende møder", "De næste møder", "meetings", 5, order="oldest", period="coming"),
    Selection(
        "moeder-om-integration",
        "Møder om integration",
        "Møder om integration",
        "meetings",
        4,
        order="oldest",
        period="coming",
        topic="integration",
    ),
    Selection("seneste-nyheder", "Seneste nyheder", "Seneste nyheder", "news", 4),
)


def _next_meetings(words: str, scope: str) -> Block:
    return Block("next_meetings", {"heading": words, "scope": scope, "number": 6})


def _contact(words: str, *people: str) -> Block:
    return Block("contact", {"heading": words, "contacts": [Ref("contact", key) for key in people]})


_SUBSCRIBE = Block("subscribe", {"heading": "Få datoerne i din kalender"})
_JOIN = Block("join", {"heading": "Er din kommune med?", "text": "Netværket er åbent for alle 98 kommuner, hele året."})
_LINKS = Block(
    "links",
    {
        "heading": "Læs også",
        "links": [
            {"label": "Om netværket", "page": Ref("page", "about"), "url": ""},
            {"label": "Find din netværksgruppe", "page": Ref("page", "groups"), "url": ""},
            {"label": "Fællesskabet på Viva Engage", "page": None, "url": "https://faellesskab.kitnet.example/"},
        ],
    },
)
_HOST = Block(
    "text",
    {
        "heading": "Vil I være vært?",
        "text": html("Det kræver et lokale, en sag og en kande kaffe. Skriv til jeres tovholder, så finder I en dato."),
    },
)
_NEWEST = Block("collection", {"collection": Ref("collection", "seneste-nyheder")})

COLUMNS = (
    # The home page's column is every page's, until a section has one of its own.
    Column("home", (_next_meetings("Næste møder", "all"), _SUBSCRIBE, _JOIN)),
    Column(
        "news",
        (
            _next_meetings("Næste møderunde", "round"),
            _SUBSCRIBE,
            _contact("Spørgsmål til netværket?", "karla"),
            _JOIN,
            _LINKS,
        ),
    ),
    Column("groups", (_next_meetings("Næste møder", "group"), _SUBSCRIBE, _contact("Tovholdere"), _HOST)),
    Column("meetings", (_SUBSCRIBE, _contact("Spørgsmål til mødet?"), _JOIN)),
    Column("about", (_contact("Skriv eller ring", "karla", "freja"), _JOIN, _NEWEST)),
)
