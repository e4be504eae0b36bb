"""The demo's municipalities join the network, and some leave it."""

from datetime import date

from django.utils.text import slugify

from cms_site.demo.content.memberships import FOUNDED, LATER, LEFT, NEVER
from kitnet_pages.domain.membership import begin_membership
from kitnet_pages.models import Municipality

from .resolving import Known


def add_memberships(known: Known, today: date) -> None:
    """Let the municipalities take part as the demo tells it, up to ``today``."""
    for name, municipality in known.municipality.items():
        if name in NEVER:
            continue
        last, again = LEFT.get(name, (None, None))
        _begin(municipality, LATER.get(name, FOUNDED), last, today)
        if again:
            _begin(municipality, again, None, today)


def _begin(municipality: Municipality, first: date, last: date | None, today: date) -> None:
    if first > today:
        return
    name = municipality.name
    begin_membership(
        municipality,
        first,
        last_day=last,
        contact_name=f"It-arkitektur, {name}",
        contact_email=f"it-arkitektur@{slugify(name.translate(PLAIN))}.example",
    )


# Addresses know no Danish letters.
PLAIN = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "Æ": "Ae", "Ø": "Oe", "Å": "Aa"})
