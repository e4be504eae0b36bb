"""The network's own meetings of 2016 and 2017. What the sources do not say is the demo's choice, and marked so."""

from datetime import date, time, timedelta

from cms_site.demo.blocks import text
from cms_site.demo.kinds import Item, Material, Meeting

_ONLY_MONTH = (
    "Eksempeldata: kilden nævner kun byen og måneden. Dag, tid, lokale og program er demoens valg. "
    "Værtskommunen er udledt af bynavnet."
)
_FROM_NOVEMBER = (
    "Eksempeldata: kilden siger kun, at runden begynder i november 2016, og nævner byen. Dag, tid, lokale og program er "
    "demoens valg. Værtskommunen er udledt af bynavnet."
)
_DATE_AND_PLACE = "Dato og sted er fra kilden. Tider, adresse og program er demoens valg (eksempeldata)."
_JOINT = (
    "Eksempeldata: kilden siger kun, at der i 2017 skulle holdes ét fælles møde for alle grupper. Dato, sted og program er "
    "demoens valg."
)
_NOON, _FOUR = time(12, 30), time(16, 0)
_TEN, _HALF_PAST_THREE = time(10, 0), time(15, 30)


def _first_programme() -> tuple[Item, ...]:
    return (
        Item(time(12, 30), "Frokost og navneskilte", end=time(13, 15), kind="meal"),
        Item(
            time(13, 15),
            "Velkommen til et nyt netværk",
            end=time(13, 45),
            speaker="Karla Eksempel",
            speaker_title="chefkonsulent, KL",
        ),
        Item(time(13, 45), "Hvad forventer I? Runde ved bordene", minutes=60, kind="workshop"),
        Item(time(14, 45), "Kaffe", end=time(15, 0), kind="break"),
        Item(time(15, 0), "Rammearkitekturen på en halv time", end=time(15, 30), speaker="Tovholderne"),
        Item(time(15, 30), "Den første emneliste", end=time(16, 0), kind="discussion"),
    )


def _second_programme(case: str) -> tuple[Item, ...]:
    return (
        Item(time(10, 0), "Morgenkaffe", end=time(10, 15), kind="break"),
        Item(
            time(10, 15), "Siden sidst: sådan blev jeres ønsker til et program", end=time(10, 45), speaker="Tovholderne"
        ),
        Item(
            time(10, 45),
            case,
            end=time(11, 45),
            speaker="It-arkitekt",
            speaker_title="en kommune i gruppen",
            description="En sag fra virkeligheden, fortalt af dem, der stod midt i den.",
        ),
        Item(time(11, 45), "Frokost", end=time(12, 30), kind="meal"),
        Item(time(12, 30), "Fra behov til byggeblok", end=time(14, 30), kind="workshop"),
        Item(time(14, 30), "Hvad tager vi med hjem?", end=time(15, 30), kind="discussion"),
    )


def _march_programme(case: str) -> tuple[Item, ...]:
    return (
        Item(time(9, 30), "Ankomst og kaffe", end=time(10, 0), kind="break"),
        Item(
            time(10, 0),
            "Integration: hvorfor er det så svært?",
            minutes=30,
            speaker="Viggo Prototype",
            speaker_title="enterprisearkitekt, KOMBIT",
        ),
        Item(time(10, 30), case, end=time(11, 30), speaker="It-arkitekter fra gruppen"),
        Item(time(11, 30), "Frokost", end=time(12, 15), kind="meal"),
        Item(time(12, 15), "Tegn din værste integration", end=time(14, 0), kind="workshop"),
        Item(time(14, 0), "Kage", minutes=15, kind="break"),
        Item(time(14, 15), "Opsamling og ønsker til næste runde", end=time(15, 0), kind="discussion"),
    )


def _of_2016() -> tuple[Meeting, ...]:
    first = (
        ("syddanmark", "Aabenraa", "Aabenraa", "aabenraa", date(2016, 9, 13)),
        ("midt-nord", "Ikast", "Ikast-Brande", "ikast", date(2016, 9, 15)),
        ("sjaelland", "Køge", "Køge", "koege", date(2016, 9, 20)),
        ("hovedstaden", "Frederikssund", "Frederikssund", "frederikssund", date(2016, 9, 22)),
    )
    second = (
        ("syddanmark", "Nordfyn", "Nordfyns", "nordfyn", date(2016, 11, 8), "Ét borgerkort, ni fagsystemer"),
        ("sjaelland", "Næstved", "Næstved", "naestved", date(2016, 11, 10), "Da vi flyttede et register på en weekend"),
        ("midt-nord", "Favrskov", "Favrskov", "favrskov", date(2016, 11, 15), "Et udbud med arkitekturen i midten"),
        (
            "hovedstaden",
            "Fredensborg",
            "Fredensborg",
            "fredensborg",
            date(2016, 11, 17),
            "Begreber, som fagfolk forstår",
        ),
    )
    opening = [
        Meeting(
            key=f"2016-1-{group}",
            slug=f"1-runde-{slug}",
            title=f"1. runde: {town}",
            group=group,
            day=day,
            published=date(2016, 8, 22),
            note=_ONLY_MONTH,
            round="2016-1",
            start=_NOON,
            end=_FOUR,
            host=host,
            lead="Gruppens første møde: hvem er vi, og hvad vil vi bruge hinanden til?",
            # Not every meeting has a programme: those of Ikast found their way without.
            programme=() if town == "Ikast" else _first_programme(),
            topics=("rammearkitektur",),
        )
        for group, town, host, slug, day in first
    ]
    following = [
        Meeting(
            key=f"2016-2-{group}",
            slug=f"2-runde-{slug}",
            title=f"2. runde: {town}",
            group=group,
            day=day,
            published=date(2016, 10, 24),
            note=_FROM_NOVEMBER,
            round="2016-2",
            start=_TEN,
            end=_HALF_PAST_THREE,
            host=host,
            lead=f"Sagen på bordet: {case[0].lower()}{case[1:]}.",
            programme=_second_programme(case),
            topics=("rammearkitektur", "metoder"),
            materials=(Material("canvas", "Lærred: fra forretningsbehov til byggeblok", document="laerred"),),
        )
        for group, town, host, slug, day, case in second
    ]
    return (*opening, *following)


def _of_march_2017() -> tuple[Meeting, ...]:
    places = (
        (
            "midt-nord",
            date(2017, 3, 7),
            "Bramslevgaard",
            "Bramslev Bakker 4, 9500 Hobro",
            "Mariagerfjord",
            "hobro",
            "Hobro",
        ),
        (
            "hovedstaden",
            date(2017, 3, 14),
            "Frederiksberg Rådhus",
            "Smallegade 1, 2000 Frederiksberg",
            "Frederiksberg",
            "frederiksberg",
            "Frederiksberg",
        ),
        (
            "sjaelland",
            date(2017, 3, 15),
            "Næstved Rådhus",
            "Teatergade 8, 4700 Næstved",
            "Næstved",
            "naestved-2017",
            "Næstved",
        ),
        (
            "syddanmark",
            date(2017, 3, 16),
            "Svendborg Rådhus",
            "Ramsherred 5, 5700 Svendborg",
            "Svendborg",
            "svendborg",
            "Svendborg",
        ),
    )
    cases = {
        "midt-nord": "Hændelser i stedet for natkørsler",
        "hovedstaden": "Én vej ind til ejendomsdata",
        "sjaelland": "Da fagsystemet blev skiftet, og ingen opdagede det",
        "syddanmark": "Fire øer og én serviceplatform",
    }
    return tuple(
        Meeting(
            key=f"2017-1-{group}",
            slug=f"1-runde-{slug}",
            title=f"1. runde: {town}",
            group=group,
            day=day,
            published=date(2017, 1, 30),
            note=_DATE_AND_PLACE,
            round="2017-1",
            start=_TEN,
            end=time(15, 0),
            venue=venue,
            address=address,
            host=host,
            lead="Integration i praksis: fra en sag til en tegning, du kan bruge i morgen.",
            programme=_march_programme(cases[group]),
            topics=("integration", "rammearkitektur"),
        )
        for group, day, venue, address, host, slug, town in places
    )


def _joint_2017() -> Meeting:
    day = date(2017, 9, 28)
    return Meeting(
        key="joint-2017",
        slug="faelles-netvaerksmoede-2017",
        title="Fælles netværksmøde 2017",
        group="",
        day=day,
        published=day - timedelta(days=120),
        note=_JOINT,
        start=_TEN,
        end=time(16, 0),
        host="Odense",
        lead="Alle fire grupper samlet for første gang.",
        body=(
            text(
                "Et år efter det første møde sad hele netværket i samme sal. Formiddagen var til det, grupperne har lært "
                "hver for sig. Eftermiddagen var til det, de kun kan løse sammen.",
            ),
        ),
        programme=(
            Item(time(10, 0), "Velkommen", minutes=15, speaker="Otto Udkast", speaker_title="it-chef, KIT@"),
            Item(time(10, 15), "Fire grupper fortæller", end=time(11, 45), kind="discussion"),
            Item(time(11, 45), "Frokost", end=time(12, 45), kind="meal"),
            Item(time(12, 45), "Otte borde, otte sager", end=time(15, 0), kind="workshop"),
            Item(time(15, 0), "Hvad vil vi sammen i 2018?", end=time(16, 0), speaker="Karla Eksempel"),
        ),
        topics=("rammearkitektur",),
        contacts=("karla",),
    )


MEETINGS = (*_of_2016(), *_of_march_2017(), _joint_2017())
