"""Articles of 2017. Dates and places of the March round, and the yearly sign-up, are real; the rest is made up."""

from datetime import date

from cms_site.demo.blocks import action, facts, heading, items, picture, quote, table, text
from cms_site.demo.kinds import Article

MARCH = Article(
    key="march",
    slug="fire-moeder-paa-ti-dage-i-marts",
    title="Fire møder på ti dage i marts",
    day=date(2017, 2, 20),
    lead=(
        "Årets første møderunde begynder i Hobro den 7. marts og slutter i Svendborg den 16. marts. Se, hvor din gruppe "
        "mødes, og hvad der er på programmet."
    ),
    picture="raadhus",
    byline="Netværkssekretariatet, KL",
    topics=("rammearkitektur", "integration"),
    related=("start",),
    body=(
        text(
            "2017 er året, hvor netværket finder sin rytme: tre møder i hver gruppe og ét, hvor alle fire grupper er "
            "samlet. Marts lægger for med en runde, der når hele landet på ti dage.",
        ),
        table(
            "1. runde 2017",
            ("Dato", "Gruppe", "Sted"),
            ("7. marts", "Midt-Nord", "Bramslevgaard, Hobro"),
            ("14. marts", "Hovedstaden", "Frederiksberg Rådhus"),
            ("15. marts", "Sjælland", "Næstved Rådhus"),
            ("16. marts", "Syddanmark", "Svendborg Rådhus"),
        ),
        heading("Ét emne, fire vinkler"),
        text(
            "Alle fire møder handler om integration: hvordan data kommer fra det system, hvor de bliver født, til dem, "
            "der skal bruge dem. Men sagerne er lokale. Værterne viser hver deres løsning, og bagefter arbejder deltagerne "
            "i mindre grupper med den næste.",
        ),
        picture("traade", "Mange systemer, få knudepunkter: integration tegnet som tråde."),
        facts(
            "Tag med til mødet",
            items(
                "Et eksempel på en integration, I er glade for",
                "Et eksempel på en, I gerne ville være foruden",
                "En tegning – en serviet er fin",
            ),
        ),
        action(
            "Se hele runden",
            "Tider, steder og programmer for de fire møder.",
            "1. runde 2017",
            "round:2017-1",
        ),
    ),
)

OPEN_TO_ALL = Article(
    key="open-to-all",
    slug="tilmeldingen-til-2018-er-aaben-for-alle-kommuner",
    title="Tilmeldingen til 2018 er åben for alle kommuner",
    day=date(2017, 12, 7),
    lead="Deltagelsen i netværket fornyes hvert år. Alle 98 kommuner kan være med, også dem, der ikke har været det før.",
    picture="ringe",
    byline="Netværkssekretariatet, KL",
    topics=("rammearkitektur", "styring"),
    body=(
        text(
            "Når året skifter, spørger vi igen: vil I være med? Det gør vi, fordi folk skifter job, og fordi et netværk "
            "kun lever, hvis deltagerne har valgt det. Det tager fem minutter at svare.",
        ),
        heading("Hvad skal I tage stilling til?"),
        text(
            items(
                "Hvem kommunens deltagere er. Der er ingen øvre grænse, men de fleste kommuner har to eller tre.",
                "Hvem vi skriver til. Brug gerne en fælles postkasse.",
                "Om I kan være vært for et møde i det nye år. Det kræver et lokale og en kande kaffe.",
            ),
        ),
        quote(
            "Vi har været vært én gang. Det var den billigste kompetenceudvikling, vi købte det år.",
            "En digitaliseringschef",
            "tidligere vært",
        ),
        heading("Ny kommune? Velkommen"),
        text(
            "En tovholder ringer til jer, før I kommer til jeres første møde, og fortæller, hvad gruppen er i gang med. "
            "Så starter I ikke fra bunden.",
        ),
        action("Forny eller tilmeld", "Fristen er ved nytår, men døren står åben hele året.", "Kom med", "join"),
    ),
)

ARTICLES = (MARCH, OPEN_TO_ALL)
