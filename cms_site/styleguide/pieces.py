"""What the style page shows of articles: tables, videos, documents and cards, with plain objects."""

from types import SimpleNamespace
from typing import Any


def context() -> dict[str, Any]:
    """Return it for the template."""
    return {
        "table": _table(),
        "topics": [SimpleNamespace(slug=name, name=name) for name in ("data", "sikkerhed", "styring")],
        "video": SimpleNamespace(
            url="https://video.kitnet.example/korte-moeder",
            title="Tre råd til korte møder",
            poster=None,
            transcript="Halvanden time er nok. Send sagen ud dagen før. Lad mødet stå åbent bagefter.",
        ),
        "documents": [
            SimpleNamespace(title=title, document=_document(name))
            for title, name in (("Oplæg om roller", "oplaeg.pdf"), ("Begrebsliste", "begreber.xlsx"))
        ],
        "materials": [
            SimpleNamespace(
                kind=kind,
                title=title,
                href="#content",
                document=_document("fra-moedet.pdf"),
                get_kind_display=kind.capitalize(),
            )
            for kind, title in (
                ("presentation", "Oplæg"),
                ("canvas", "Lærred"),
                ("photo", "Tavlen"),
                ("video", "Optagelse"),
            )
        ],
        "cards": [
            SimpleNamespace(href="#content", title="Rammearkitekturen", text="Et sted i huset.", is_external=False),
            SimpleNamespace(href="#content", title="Hos KL", text="Et andet sted.", is_external=True),
            SimpleNamespace(href="#content", title="Uden tekst", text="", is_external=False),
        ],
    }


def _document(name: str) -> Any:
    return SimpleNamespace(url="#content", title=name, file_extension=name.rpartition(".")[2], file_size=184_320)


def _table() -> Any:
    columns = [("text", "Møde"), ("text", "By"), ("number", "Deltagere")]
    rows = [("1. runde", "Aabenraa", "38"), ("2. runde", "Nordfyn", "41")]
    table = SimpleNamespace(
        columns=[SimpleNamespace(heading=heading, block=SimpleNamespace(name=kind)) for kind, heading in columns],
        rows=rows,
    )
    return SimpleNamespace(caption="Deltagere i 2016", table=table)
