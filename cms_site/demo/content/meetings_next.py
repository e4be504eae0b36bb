"""The next round and the next joint meeting: a meeting in every state there is. All of it is made up."""

from dataclasses import replace
from datetime import time, timedelta

from cms_site.demo.blocks import facts, items, text
from cms_site.demo.days import Days
from cms_site.demo.kinds import Item, Meeting

from .meetings_last import NOTE
from .rounds import numbered

_BODY = (
    text(
        "Data er lette at sende og svære at modtage. På mødet følger vi et sæt data fra den, der taster dem, til den, der skal "
        "handle på dem, og spørger ved hvert led: Hvad skal til, for at du kan stole på det her?",
    ),
    facts(
        "Tag med",
        items("En tegning af ét sted, hvor jeres data skifter hænder", "Et spørgsmål, I ikke har kunnet få svar på"),
    ),
)


def meetings(days: Days) -> tuple[Meeting, ...]:
    """Return the next round's meetings and the joint meeting after it."""
    _last, (year, number) = numbered(days)
    prefix = f"{number}-runde-{year}"
    first, second, third, fourth, fifth, sixth = days.next_round
    base = Meeting(
        key="",
        slug="",
        title="",
        group="",
        day=first,
        published=days.ago(20),
        note=NOTE,
        round="next",
        start=time(9, 30),
        end=time(15, 0),
        body=_BODY,
        topics=("data", "integration"),
    )
    return (
        replace(
            base,
            key="next-sjaelland",
            slug=f"{prefix}-roskilde",
            title=f"{number}. runde: Roskilde",
            group="sjaelland",
            day=first,
            venue="Roskilde Rådhus, byrådssalen",
            address="Rådhusbuen 1, 4000 Roskilde",
            host="Roskilde",
            lead="Hvornår er en adresse forkert? Om datakvalitet, der begynder ved skrivebordet.",
            programme=_programme("Hvornår er en adresse forkert?", "Datakonsulent"),
            online_url="https://moede.kitnet.example/sjaelland",
            capacity=40,
            seats_taken=11,
        ),
        replace(
            base,
            key="next-hovedstaden",
            slug=f"{prefix}-gladsaxe",
            title=f"{number}. runde: Gladsaxe",
            group="hovedstaden",
            day=second,
            venue="Gladsaxe Rådhus",
            address="Rådhus Allé 7, 2860 Søborg",
            host="Gladsaxe",
            lead="Hvad må en model se? Data, kunstig intelligens og fire gode spørgsmål.",
            programme=_programme("Hvad må en model se?", "Bo Prøvesen"),
            topics=("data", "ai"),
            contacts=("bo", "freja"),
            capacity=20,
            seats_taken=18,
        ),
        replace(
            base,
            key="next-midt-nord",
            slug=f"{prefix}-viborg",
            title=f"{number}. runde: Viborg",
            group="midt-nord",
            day=third,
            venue="Viborg Rådhus, lokale M.1.1",
            address="Prinsens Alle 5, 8800 Viborg",
            host="Viborg",
            lead="Fra hændelse til handling: når data skal frem, mens de er varme.",
            programme=_programme("Fra hændelse til handling", "It-arkitekt"),
            capacity=16,
            seats_taken=16,
            waiting=4,
        ),
        replace(
            base,
            key="next-syddanmark",
            slug=f"{prefix}-vejle",
            title=f"{number}. runde: Vejle",
            group="syddanmark",
            day=fourth,
            moved_from=fourth - timedelta(days=7),
            moved_on=days.ago(4),
            venue="Vejle Rådhus",
            address="Skolegade 1, 7100 Vejle",
            host="Vejle",
            lead="Samme borger, tre registre. Hvem har ret?",
            programme=_programme("Samme borger, tre registre", "Enterprisearkitekt"),
            capacity=40,
            seats_taken=7,
        ),
        replace(
            base,
            key="next-workshop-hovedstaden",
            slug=f"{prefix}-arkitekturvaerksted-ballerup",
            title="Arkitekturværksted: Ballerup",
            group="hovedstaden",
            day=fifth,
            start=time(13, 0),
            end=time(16, 0),
            venue="Ballerup Rådhus",
            address="Hold-an Vej 7, 2750 Ballerup",
            host="Ballerup",
            lead="Tre tegninger, tyve par øjne.",
            body=(text("Ingen oplæg, kun tavler. Tre kommuner lægger en tegning frem og får den vendt af de andre."),),
            topics=("metoder",),
            cancelled_because=(
                "To af de tre kommuner har måttet trække deres sag. Vi prøver igen i en senere runde og skriver til alle, der var "
                "tilmeldt."
            ),
            capacity=20,
        ),
        replace(
            base,
            key="next-workshop-midt-nord",
            slug=f"{prefix}-arkitekturvaerksted-silkeborg",
            title="Arkitekturværksted: Silkeborg",
            group="midt-nord",
            day=sixth,
            start=None,
            end=None,
            host="Silkeborg",
            lead="Tre tegninger, tyve par øjne.",
            body=(),
            topics=("metoder",),
            capacity=20,
        ),
        _joint(days),
    )


def _programme(case: str, speaker: str) -> tuple[Item, ...]:
    return (
        Item(time(9, 30), "Morgenmad og to minutter fra hver", end=time(10, 15), kind="meal"),
        Item(
            time(10, 15),
            case,
            minutes=20,
            speaker=speaker,
            speaker_title="" if speaker == "Bo Prøvesen" else "en kommune i gruppen",
            description="En sag fra hverdagen, fortalt uden pynt.",
        ),
        Item(time(10, 35), "Spørgsmål", end=time(11, 15), kind="discussion"),
        Item(
            time(11, 15),
            "En nabo fortæller: det gjorde vi i stedet",
            minutes=20,
            speaker="It-arkitekt",
            speaker_title="en nabokommune",
        ),
        Item(time(11, 45), "Frokost", end=time(12, 30), kind="meal"),
        Item(
            time(12, 30),
            "Værksted: følg dine data",
            end=time(14, 15),
            kind="workshop",
            description="I arbejder i par med den tegning, I har med. Tovholderne går rundt og stiller dumme spørgsmål.",
        ),
        Item(time(14, 15), "Kage", end=time(14, 30), kind="break"),
        Item(time(14, 30), "Ønsker og næste vært", end=time(15, 0), kind="other"),
    )


def _joint(days: Days) -> Meeting:
    day = days.joint
    return Meeting(
        key="joint-next",
        slug=f"faelles-netvaerksmoede-{day.year}",
        title=f"Fælles netværksmøde {day.year}",
        group="",
        day=day,
        published=days.ago(13),
        note=NOTE,
        start=time(10, 0),
        end=time(16, 0),
        venue="Odense Rådhus",
        address="Flakhaven 2, 5000 Odense C",
        host="Odense",
        online_url="https://moede.kitnet.example/faelles",
        lead="Alle fire grupper på ét sted: det, vi har lært hver for sig, og det, vi kun kan løse sammen.",
        body=(
            text(
                "Én gang om året mødes hele netværket. Formiddagen hører til grupperne, som hver viser årets bedste sag. Om "
                "eftermiddagen er der otte borde med otte emner, og du vælger to.",
                "Er din kommune ikke med i netværket endnu, er det her et godt sted at begynde.",
            ),
        ),
        programme=(
            Item(time(9, 30), "Ankomst og morgenkaffe", end=time(10, 0), kind="break"),
            Item(time(10, 0), "Velkommen", minutes=15, speaker="Otto Udkast", speaker_title="it-chef, KIT@"),
            Item(time(10, 15), "Årets sag fra hver gruppe", end=time(11, 45), speaker="Fire kommuner"),
            Item(time(11, 45), "Frokost", end=time(12, 45), kind="meal"),
            Item(time(12, 45), "Otte borde: første omgang", end=time(13, 45), kind="workshop"),
            Item(time(13, 45), "Kaffe", end=time(14, 0), kind="break"),
            Item(time(14, 0), "Otte borde: anden omgang", end=time(15, 0), kind="workshop"),
            Item(
                time(15, 0),
                "Rammearkitekturen om tre år",
                end=time(15, 45),
                speaker="Karla Eksempel",
                speaker_title="chefkonsulent, KL",
            ),
            Item(time(15, 45), "Tak for i dag", end=time(16, 0), kind="other"),
        ),
        topics=("rammearkitektur", "styring"),
        contacts=("karla", "freja"),
        capacity=200,
        seats_taken=6,
    )
