"""What bodies and right-hand columns are made of, as stream data."""

from typing import Any

from .files import DocumentFactory, ImageFactory
from .people import ContactFactory
from .registers import CollectionFactory


def text_panel(html: str) -> dict[str, Any]:
    """Return a panel with a text, as stream data."""
    return {"type": "text", "value": {"heading": "", "text": html}}


def every_block(page: Any) -> dict[str, Any]:
    """Return a value, as stream data, for each kind of block of a body; links lead to ``page``."""
    link = {"page": page.pk, "url": ""}
    return {
        "paragraph": "<p>Et <b>afsnit</b>.</p>",
        "heading": {"text": "En overskrift", "level": "h2"},
        "quote": {"text": "Det var godt.", "person": "Bo", "title": "Arkitekt", "organisation": "Køge"},
        "picture": {"image": ImageFactory().pk, "alt": "En sal", "caption": "Salen", "credit": "Foto: Ea"},
        "video": {
            "url": "https://video.example/1",
            "title": "Filmen",
            "poster": ImageFactory().pk,
            "transcript": "<p>Der tales.</p>",
        },
        "documents": {"heading": "Oplæg", "documents": [{"document": DocumentFactory().pk, "title": "Første oplæg"}]},
        "fact_box": {"heading": "Fakta", "text": "<p>74 af 98.</p>"},
        "table": {
            "caption": "Møder",
            "table": {
                "columns": [{"type": "text", "heading": "By"}, {"type": "number", "heading": "Antal"}],
                "rows": [{"values": ["Køge", "12"]}],
            },
        },
        "call_to_action": {"heading": "Vær med", "text": "Meld jer til.", "label": "Tilmeld", **link},
        "link_cards": {"heading": "Mere", "cards": [{"title": "Et kort", "text": "Læs", **link}]},
        "collection": {"collection": CollectionFactory(heading="Seneste").pk},
        "coverage": {"text": "Alle kan være med."},
        "cookies": None,
    }


def every_panel(page: Any) -> dict[str, Any]:
    """Return a value, as stream data, for each kind of panel of the right-hand column; links lead to ``page``."""
    return {
        "next_meetings": {"heading": "", "scope": "round", "number": 5},
        "subscribe": {"heading": ""},
        "contact": {"heading": "", "contacts": [ContactFactory(picture=ImageFactory()).pk]},
        "join": {"heading": "", "text": "Kom med"},
        "links": {"heading": "", "links": [{"label": "Et link", "page": page.pk, "url": ""}]},
        "text": {"heading": "", "text": "<p>En kort tekst.</p>"},
        "collection": {"collection": CollectionFactory(kind="meetings", heading="Møderne").pk},
        "opening_hours": {"heading": "", "opens": "09:00:00", "closes": "15:00:00"},
    }


def stream(values: dict[str, Any]) -> list[dict[str, Any]]:
    """Return stream data of one block of each kind."""
    return [{"type": kind, "value": value} for kind, value in values.items()]
