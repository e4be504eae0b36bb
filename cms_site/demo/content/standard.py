"""The home page's words, the plain pages, and what stands at the foot of each page."""

from cms_site.demo.blocks import (
    Block,
    action,
    cards,
    collection,
    coverage,
    facts,
    heading,
    html,
    items,
    picture,
    table,
    text,
)
from cms_site.demo.content.people import MAILBOX
from cms_site.demo.kinds import Plain

SITE_NAME = "Kommunernes It-arkitekturnetværk"
SHORT_NAME = "It-arkitekturnetværket"
COMMUNITY_NAME = "Viva Engage"
COMMUNITY_URL = "https://faellesskab.kitnet.example/"
ACCESSIBILITY_URL = "https://was.kitnet.example/erklaering"

ARRANGEMENT = f"Skriv til {MAILBOX}, hvem af dem det end gælder."
OFFICER_EMAIL = "dpo@kitnet.example"

FOOTER = html(
    f'Skriv til <a href="mailto:{MAILBOX}">{MAILBOX}</a>, hvis du har spørgsmål til netværket.',
    "Du ser et demonstrationswebsted. Netværkets historie fra 2016 og 2017 er virkelig; personer, adresser og nyere "
    "begivenheder er opdigtede.",
)

HOME_INTRODUCTION = (
    "Her mødes kommunernes it-arkitekter og digitaliseringsspecialister for at dele erfaringer med den "
    "fælleskommunale rammearkitektur. Fire regionale grupper, et fælles møde om året og et fællesskab på nettet."
)
HOME_JOIN_HEADING = "Er din kommune med?"
HOME_JOIN_TEXT = (
    "Alle 98 kommuner kan deltage, og det er aldrig for sent. Det koster ikke noget at være med – kun lysten til at "
    "dele det, I har lært."
)
HOME_BODY = (
    heading("Derfor et netværk"),
    text(
        "De samme opgaver bliver løst i 98 kommuner. Når arkitekturen hænger sammen, kan løsninger, data og erfaringer "
        "bruges igen hos naboen. Det sker ikke af sig selv: det kræver, at nogen kender hinanden og tør vise det frem, "
        "som ikke blev færdigt.",
    ),
    cards(
        "Find vej",
        ("Om netværket", "Hvem der står bag, og hvordan møderne bliver til.", "about"),
        ("Netværksgrupper", "Fire grupper dækker hele landet. Find din.", "groups"),
        ("Møder", "Alle datoer – klar til at lægge i din kalender.", "meetings"),
    ),
    collection("om-rammearkitektur"),
)

GROUPS_TITLE = "Netværksgrupper"
GROUPS_INTRODUCTION = (
    "Fire grupper dækker hele landet. En gruppe er ikke det samme som en region: Midt-Nord samler Midtjylland og "
    "Nordjylland. Du er velkommen til at komme på besøg i en anden gruppe end din egen."
)
NEWS_INTRODUCTION = "Nyt fra netværket: møder, erfaringer fra kommunerne og det, vi har lært undervejs."
COVERAGE_TITLE = "Hvem er med?"
COVERAGE_INTRODUCTION = (
    "Hver sekskant er en kommune: fyldt, når den er med, og skraveret, når den mangler. Er din kommune ikke med endnu, "
    "er der plads til den."
)
MEETINGS_INTRODUCTION = (
    "Kommende møder i alle grupper. Abonnér på kalenderen, så flytter mødet sig også hos dig, hvis det bliver flyttet."
)

PLAIN_PAGES = (
    Plain(
        key="about",
        slug="om",
        title="Om netværket",
        in_menu=True,
        lead="Et fagligt fællesskab for dem, der tegner, bygger og forvalter it-arkitektur i kommunerne.",
        body=(
            text(
                "Kommunernes It-arkitekturnetværk begyndte i 2016. KL, KOMBIT og foreningen af kommunale it-chefer, "
                "KIT@, driver det i fællesskab. Emnet er den fælleskommunale rammearkitektur: de principper, begreber "
                "og byggeblokke, der skal få kommunernes it til at hænge sammen.",
            ),
            coverage(
                "Alle kommuner kan være med. Kortet viser, hvem der er det, og hvordan det så ud ved hver møderunde."
            ),
            heading("Sådan bliver et møde til"),
            text(
                "Hver gruppe har en eller to tovholdere i KL eller KOMBIT. De finder en vært blandt kommunerne, lægger "
                "programmet og læser alt, hvad deltagerne skriver i evalueringen. Ønskerne derfra er det første, der "
                "ligger på bordet, når næste møde skal planlægges.",
            ),
            picture("lag", "Rammearkitekturen kan ses som lag, der hviler på hinanden."),
            table(
                "Et år i netværket",
                ("Hvad", "Hvor tit", "For hvem"),
                ("Gruppemøder", "Tre gange om året i hver gruppe", "Gruppens kommuner, og gæster fra de andre"),
                ("Fælles netværksmøde", "Én gang om året", "Alle fire grupper"),
                ("Online fællesskab", "Hele året", "Tilmeldte deltagere"),
                ("Tilmelding til netværket", "Fornyes hvert år", "Alle 98 kommuner"),
            ),
            facts(
                "Det får du med hjem",
                items(
                    "Konkrete sager fra kommuner, der ligner din egen",
                    "Skabeloner, værktøjer og metoder, som andre har prøvet af",
                    "Navne på nogen, du kan ringe til",
                ),
            ),
            action(
                "Kom med i netværket",
                "Tilmeld din kommune, eller skriv dig op som deltager i en gruppe, der allerede er i gang.",
                "Sådan kommer du med",
                "join",
            ),
        ),
    ),
    Plain(
        key="join",
        slug="tilmeld",
        title="Kom med i netværket",
        lead="Netværket er åbent for alle 98 kommuner. Sådan kommer du i gang.",
        body=(
            heading("Tre skridt"),
            text(
                '<ol><li>Find din gruppe under <a href="page:groups">netværksgrupper</a>. Kommunens placering afgør '
                "gruppen, men du må gerne besøge de andre.</li>"
                f'<li>Skriv til <a href="mailto:{MAILBOX}">{MAILBOX}</a> med navn, kommune og titel. En tovholder '
                "vender tilbage inden for en uge.</li>"
                '<li>Abonnér på <a href="page:meetings">kalenderen</a>, og meld dig til det første møde.</li></ol>',
            ),
            heading("Hvem kan deltage?"),
            text(
                "It-arkitekter, digitaliseringskonsulenter, projektledere og it-chefer i en kommune. Er du ikke sikker "
                "på, om du er arkitekt nok? Så er du. Netværket har brug for folk, der kender hverdagen i drift, "
                "fagforvaltninger og indkøb.",
                "Tilmeldingen til netværket fornyes én gang om året. Glemmer I det, bliver I ikke slettet – vi skriver.",
            ),
            facts(
                "Hvad koster det?",
                "Det er gratis at deltage. Kommunerne skiftes til at være værter, og hver deltager betaler sin egen "
                "transport.",
            ),
        ),
    ),
    Plain(
        key="privacy",
        slug="privatliv",
        title="Privatliv",
        lead="Hvad vi gemmer om dig, hvorfor, og hvornår det bliver slettet.",
        body=(
            heading("Hvem er ansvarlig?"),
            text(
                "Organisationerne bag netværket, KL, KOMBIT og KIT@, er fælles dataansvarlige for oplysninger om "
                f'deltagere. Skriv til <a href="mailto:{MAILBOX}">{MAILBOX}</a>, hvis du vil se, rette eller slette det, '
                "vi har om dig. Databeskyttelsesrådgiveren træffes på "
                '<a href="mailto:dpo@kitnet.example">dpo@kitnet.example</a>.',
            ),
            heading("Når du bare læser med"),
            text(
                "Så gemmer vi ingenting om dig. Du får ingen cookies, siderne henter intet fra andre websteder, og vi måler "
                "ikke, hvem du er. En video bliver først hentet, når du selv klikker på den.",
            ),
            heading("Cookies, når du bruger en formular"),
            text("Her er alle de cookies, webstedet kan sætte. Ingen af dem følger dig, og ingen andre kan læse dem."),
            Block("cookies", None),
            heading("Når du abonnerer på kalenderen"),
            text("Dit kalenderprogram henter datoerne uden login. Vi tæller, hvor mange der henter, men ikke hvem."),
            heading("Hvornår bliver oplysninger slettet?"),
            table(
                "Oplysninger om deltagere",
                ("Oplysning", "Hvad vi bruger den til", "Slettes"),
                (
                    "Navn, kommune og mailadresse",
                    "At holde styr på pladser og sende besked om møder",
                    "Når du melder dig ud",
                ),
                ("Ønsker til mad og adgang", "At værten kan tage imod dig", "En uge efter mødet"),
                ("Svar på spørgsmål og evaluering", "At planlægge det næste møde", "180 dage efter mødet"),
            ),
            heading("Klage"),
            text("Du kan klage til Datatilsynet, hvis du mener, at vi behandler dine oplysninger forkert."),
        ),
    ),
)
