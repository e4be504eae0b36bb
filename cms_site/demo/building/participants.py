"""Those who have signed up to the next meetings. All of them are made up, and their names say so."""

from collections.abc import Iterator
from itertools import count, cycle

from cms_site.demo.days import Days
from cms_site.demo.kinds import Meeting
from kitnet_events.domain.signup import SignUpDetails, add_by_hand, change_capacity
from kitnet_pages.models import Municipality

from .meetings import meetings
from .resolving import Known

_FIRST_NAMES = (
    *(
        "Asta",
        "Birk",
        "Clara",
        "Ditte",
        "Emil",
        "Frida",
        "Gustav",
        "Holger",
        "Ida",
        "Jakob",
        "Kirsten",
        "Lauge",
        "Merete",
    ),
    *("Niels", "Olga", "Peter", "Rosa", "Storm", "Tove", "Ulla", "Vagn", "Yrsa", "Åge"),
)
_SURNAMES = ("Eksempel", "Prøvesen", "Demodal", "Opdigt", "Skabelon", "Mønster", "Udkast", "Attrap")
_TITLES = ("It-arkitekt", "Digitaliseringskonsulent", "Enterprisearkitekt", "Projektleder", "Datakonsulent", "It-chef")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", " ": "-"})


def fill_meetings(days: Days, known: Known) -> None:
    """Say how many seats each meeting has, and sign people up: by hand, as an editor takes a phone call."""
    newcomers = people()
    for meeting in meetings(days):
        row = known.page[f"meeting:{meeting.key}"].meeting
        if meeting.capacity is not None:
            change_capacity(row.pk, meeting.capacity)
        if meeting.day > days.today and not meeting.cancelled_because:
            homes = cycle(_municipalities(meeting))
            for _ in range(meeting.seats_taken + meeting.waiting):
                add_by_hand(row.pk, _details(*next(newcomers), next(homes)))


def _municipalities(meeting: Meeting) -> list[Municipality]:
    """Return where a meeting's participants come from: its group's municipalities, or everybody's."""
    chosen = Municipality.objects.order_by("sort_key")
    return list(chosen.filter(group__slug=meeting.group) if meeting.group else chosen)


def people() -> Iterator[tuple[str, str]]:
    """Yield names and titles without end; no two names are the same before all are used."""
    for number in count():
        first = _FIRST_NAMES[number % len(_FIRST_NAMES)]
        surname = _SURNAMES[(number + number // len(_FIRST_NAMES)) % len(_SURNAMES)]
        yield f"{first} {surname}", _TITLES[number % len(_TITLES)]


def _details(name: str, title: str, municipality: Municipality) -> SignUpDetails:
    mailbox = name.lower().translate(_LETTERS).replace("-", ".")
    domain = municipality.name.lower().translate(_LETTERS)
    return SignUpDetails(
        name=name, title=title, email=f"{mailbox}@{domain}.example", municipality_id=municipality.pk, listed=True
    )
