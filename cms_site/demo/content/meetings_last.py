"""The last round: four meetings that are over, with minutes and materials. All of it is made up."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from cms_site.demo.blocks import html, items, text
from cms_site.demo.days import Days
from cms_site.demo.kinds import Item, Material, Meeting

from .rounds import numbered

NOTE = "Eksempeldata: mødet er opdigtet. Værtskommunen har ikke noget med det at gøre."
_PHOTOS = "https://faellesskab.kitnet.example/billeder/"


@dataclass(frozen=True)
class _Place:
    """Where one group met, what case it saw, who told it, and how many came."""

    group: str
    town: str
    slug: str
    venue: str
    address: str
    case: str
    teller: str
    came: int


_PLACES = (
    _Place(
        "hovedstaden",
        "Hillerød",
        "hilleroed",
        "Hillerød Rådhus",
        "Trollesmindealle 27, 3400 Hillerød",
        "Fra 900 rettigheder til 40 roller",
        "It-sikkerhedskonsulent",
        34,
    ),
    _Place(
        "sjaelland",
        "Holbæk",
        "holbaek",
        "Holbæk Rådhus",
        "Kanalstræde 2, 4300 Holbæk",
        "Når en vikar møder kl. 7",
        "Driftsleder og it-arkitekt",
        27,
    ),
    _Place(
        "syddanmark",
        "Kolding",
        "kolding",
        "Kolding Rådhus",
        "Akseltorv 1, 6000 Kolding",
        "Én indgang for ti fagsystemer",
        "Enterprisearkitekt",
        31,
    ),
    _Place(
        "midt-nord",
        "Aalborg",
        "aalborg",
        "Aalborg Rådhus",
        "Boulevarden 13, 9000 Aalborg",
        "Da kontrakten udløb, men adgangen blev",
        "Projektleder",
        38,
    ),
)

_MINUTES = {
    "hovedstaden": html(
        "34 deltagere fra 21 kommuner. Dagens sag viste, hvordan 900 enkelte rettigheder blev til 40 roller på otte måneder.",
        "<h3>Det blev vi enige om</h3>",
        items(
            "Gruppen laver en fælles liste over roller, som alle kommuner har. Bo samler ind før næste møde.",
            "To kommuner prøver at lade midlertidige adgange udløbe af sig selv og fortæller om det på næste møde.",
        ),
        "<h3>Ønsker til næste gang</h3>",
        items("Hvordan man dokumenterer et afslag", "Kunstig intelligens: hvem godkender?"),
    ),
    "sjaelland": html(
        "27 deltagere fra 14 kommuner. Sagen om vikaren, der ikke kunne logge ind, viste sig at findes i tolv af dem.",
        "<h3>Det blev vi enige om</h3>",
        items(
            "Begrebslisten for adgangsstyring er skåret fra 61 til 24 ord. Den nye liste ligger ved materialerne.",
            "Nanna spørger KOMBIT, om vikarbureauernes registre kan bruges som kilde.",
        ),
        "<h3>Ønsker til næste gang</h3>",
        items(
            "Datakvalitet – helst med et dårligt eksempel",
        ),
    ),
    "syddanmark": html(
        "31 deltagere fra 17 kommuner. Formiddagen gik med ét oplæg og mange spørgsmål, eftermiddagen på væggen i "
        "byrådssalen.",
        "<h3>Det blev vi enige om</h3>",
        items(
            "Tegningen af den fælles indgang bliver renskrevet og delt som skabelon.",
            "Næste møde bliver vest for Lillebælt.",
        ),
    ),
    "midt-nord": html(
        "38 deltagere fra 24 kommuner – det største gruppemøde til dato.",
        "<h3>Det blev vi enige om</h3>",
        items(
            "Spørgetimen på nettet bliver fast, den første torsdag i måneden kl. 14.",
            "Signe samler eksempler på kontrakter, hvor ophør af adgang er skrevet ind.",
        ),
        "<h3>Det må vi vende tilbage til</h3>",
        items("Hvem ejer en rolle, når to forvaltninger deler den?"),
    ),
}


def meetings(days: Days) -> tuple[Meeting, ...]:
    """Return the last round's meetings."""
    (year, number), _next = numbered(days)
    return tuple(
        _meeting(place, day, f"{number}-runde-{year}", number, days)
        for place, day in zip(_PLACES, days.last_round, strict=True)
    )


def _meeting(place: _Place, day: date, prefix: str, number: int, days: Days) -> Meeting:
    return Meeting(
        key=f"last-{place.group}",
        slug=f"{prefix}-{place.slug}",
        title=f"{number}. runde: {place.town}",
        group=place.group,
        day=day,
        published=days.last_round[0] - timedelta(days=45),
        note=NOTE,
        round="last",
        start=time(9, 30),
        end=time(15, 0),
        venue=place.venue,
        address=place.address,
        host=place.town,
        lead=f"Adgangsstyring set nedefra. Dagens sag: {place.case[0].lower()}{place.case[1:]}.",
        body=(
            text(
                "De fleste kommuner ved præcis, hvordan man får en adgang. Færre ved, hvordan man mister den. På mødet går vi "
                "baglæns: fra den sidste arbejdsdag til den første.",
            ),
        ),
        programme=_programme(place.case, place.teller),
        topics=("sikkerhed", "rammearkitektur"),
        minutes=_MINUTES[place.group],
        materials=(
            Material("presentation", f"Oplæg: {place.case}", document=f"oplaeg-{place.group}"),
            Material("canvas", "Lærred: livet med en adgang", document="laerred-adgang"),
            Material("photo", f"Fotos fra {place.town}", url=f"{_PHOTOS}{place.slug}"),
            *(
                (Material("video", "Video: sagen på fem minutter", url=f"https://video.kitnet.example/{place.slug}"),)
                if place.group in {"hovedstaden", "midt-nord"}
                else ()
            ),
        ),
        capacity=40,
        seats_taken=place.came,
    )


def _programme(case: str, teller: str) -> tuple[Item, ...]:
    return (
        Item(time(9, 30), "Morgenmad", end=time(10, 0), kind="meal"),
        Item(time(10, 0), "To minutter fra hver", end=time(10, 30), kind="discussion"),
        Item(
            time(10, 30),
            case,
            minutes=20,
            speaker=teller,
            speaker_title="en kommune i gruppen",
            description="En sag, der ikke gik efter planen, og det, der kom ud af den.",
        ),
        Item(time(10, 50), "Spørgsmål og modspørgsmål", end=time(11, 45), kind="discussion"),
        Item(time(11, 45), "Frokost", end=time(12, 30), kind="meal"),
        Item(
            time(12, 30),
            "Roller før rettigheder",
            minutes=20,
            speaker="Viggo Prototype",
            speaker_title="enterprisearkitekt, KOMBIT",
        ),
        Item(
            time(12, 50),
            "Værksted: livet med en adgang",
            end=time(14, 20),
            kind="workshop",
            description="I grupper på fire. Hver gruppe får et lærred og en opdigtet medarbejder.",
        ),
        Item(time(14, 20), "Kaffe og fremvisning", end=time(14, 45), kind="break"),
        Item(time(14, 45), "Ønsker til næste møde", end=time(15, 0), kind="other"),
    )
