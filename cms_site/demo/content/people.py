"""People, organisations and topics. Every person is made up, and their names say so."""

from dataclasses import dataclass

from cms_site.demo.kinds import Person

MAILBOX = "netvaerk@kitnet.example"


@dataclass(frozen=True)
class OrganisationFacts:
    """One of the organisations that run the network."""

    name: str
    full_name: str
    url: str


ORGANISATIONS = (
    OrganisationFacts("KL", "Kommunernes interesseorganisation", "https://kl.example/"),
    OrganisationFacts("KOMBIT", "Kommunernes it-fællesskab", "https://kombit.example/"),
    OrganisationFacts("KIT@", "Foreningen af kommunale it-chefer, KITA", "https://kita.example/"),
)

TOPICS = {
    "rammearkitektur": "Rammearkitektur",
    "integration": "Integration og API’er",
    "data": "Data og begreber",
    "sikkerhed": "Sikkerhed og identitet",
    "cloud": "Cloud og drift",
    "ai": "Kunstig intelligens",
    "styring": "Styring og porteføljer",
    "metoder": "Metoder og værktøjer",
}

PEOPLE = (
    Person(
        "karla",
        "Karla Eksempel",
        "Chefkonsulent",
        "KL",
        "karla.eksempel@kl.example",
        department="Arkitektur og digitalisering",
        phone="00 00 00 01",
    ),
    Person(
        "bo",
        "Bo Prøvesen",
        "It-arkitekt og tovholder for Hovedstaden",
        "KL",
        "hovedstaden@kitnet.example",
        department="Arkitektur og digitalisering",
        phone="00 00 00 02",
    ),
    Person(
        "nanna",
        "Nanna Demodal",
        "Seniorkonsulent og tovholder for Sjælland",
        "KOMBIT",
        "sjaelland@kitnet.example",
        department="Fælles arkitektur",
        phone="00 00 00 03",
    ),
    Person(
        "aksel",
        "Aksel Opdigt",
        "It-arkitekt og tovholder for Syddanmark",
        "KOMBIT",
        "syddanmark@kitnet.example",
        department="Fælles arkitektur",
        phone="00 00 00 04",
    ),
    Person(
        "signe",
        "Signe Skabelon",
        "Specialkonsulent og tovholder for Midt-Nord",
        "KL",
        "midt-nord@kitnet.example",
        department="Arkitektur og digitalisering",
        phone="00 00 00 05",
    ),
    Person(
        "viggo",
        "Viggo Prototype",
        "Enterprisearkitekt og medtovholder",
        "KOMBIT",
        "viggo.prototype@kombit.example",
        department="Fælles arkitektur",
    ),
    Person(
        "freja",
        "Freja Mønster",
        "Konsulent, møder og tilmelding",
        "KL",
        MAILBOX,
        department="Netværkssekretariatet",
        phone="00 00 00 06",
    ),
    Person("otto", "Otto Udkast", "It-chef og repræsentant for KIT@", "KIT@", "otto.udkast@kita.example"),
)
