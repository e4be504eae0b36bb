"""Articles from the years between. All of it is made up."""

from datetime import date

from cms_site.demo.blocks import action, collection, facts, heading, items, picture, quote, text, video
from cms_site.demo.kinds import Article

ON_SCREEN = Article(
    key="on-screen",
    slug="netvaerket-moedes-paa-skaerm",
    title="Netværket mødes på skærm – og lærer noget af det",
    day=date(2020, 5, 12),
    lead=(
        "Forårets møder flyttede på nettet med få dages varsel. Tre erfaringer derfra tager tovholderne med videre, når "
        "grupperne igen kan ses."
    ),
    picture="stjerner",
    byline="Nanna Demodal, tovholder",
    topics=("metoder",),
    body=(
        text(
            "Ingen havde planlagt det, men på to uger blev fire heldagsmøder til otte korte. Deltagelsen steg. Det samme "
            "gjorde antallet af spørgsmål, for det er lettere at skrive i en chat end at række hånden op.",
        ),
        video(
            "https://video.kitnet.example/korte-moeder",
            "Tre råd til korte møder på nettet (2 min.)",
            "stjerner",
            "Nanna Demodal sidder ved et skrivebord og taler til kameraet.",
            "»Vi har lært tre ting. For det første: halvanden time er nok. For det andet: send sagen ud dagen før, så vi "
            "kan gå direkte til spørgsmålene. Og for det tredje: lad mødet stå åbent et kvarter bagefter. Det er dér, "
            "gangsnakken foregår.«",
            "Til sidst vises et stjernebillede, hvor punkterne bliver forbundet ét for ét.",
        ),
        heading("Korte møder til korte emner"),
        text(
            "En ny standard, et udbud på vej, en fejl, som flere sidder med: det kan klares på en time. De lange dage "
            "bliver til gengæld bedre, når de kun skal bruges til det, der kræver en tavle og god tid.",
        ),
        heading("Det, skærmen ikke kan"),
        text(
            "Den kan ikke erstatte frokosten. Flere skriver, at de savner de samtaler, der begynder med »sidder I også "
            "med …«. Derfor kommer de fysiske møder igen, så snart det er muligt.",
        ),
    ),
)

NEW_COMMUNITY = Article(
    key="new-community",
    slug="faellesskabet-flytter-fra-yammer-til-viva-engage",
    title="Fællesskabet flytter fra Yammer til Viva Engage",
    day=date(2023, 9, 6),
    lead=(
        "Navnet skifter, og adressen gør det også. Samtalerne, videoerne og de gamle svar flytter med, og du behøver kun "
        "at gøre én ting."
    ),
    picture="traade",
    byline="Freja Mønster, netværkssekretariatet",
    topics=("metoder", "cloud"),
    body=(
        text(
            "Siden begyndelsen har netværkets deltagere haft et lukket fællesskab på nettet. Det hed Yammer og hedder nu "
            "Viva Engage. Indholdet er det samme: spørgsmål fra hverdagen, korte videoer og nyheder fra KL og KOMBIT.",
        ),
        facts(
            "Sådan gør du",
            "<ol><li>Log ind med den samme adresse som før.</li><li>Gem det nye link som bogmærke.</li>"
            "<li>Er du ny deltager? Så sender vi dig en invitation.</li></ol>",
        ),
        heading("Hvorfor et link og ikke et vindue her på siden?"),
        text(
            "Tidligere kunne man se de nyeste indlæg direkte på netværkets sider. Det kan man ikke længere. Til gengæld "
            "henter siderne nu intet fra andre steder, når du læser dem, og det, der bliver sagt i fællesskabet, bliver "
            "i fællesskabet.",
        ),
    ),
)

FIVE_STEPS = Article(
    key="five-steps",
    slug="fem-skridt-til-at-komme-i-gang-med-rammearkitekturen",
    title="Fem skridt til at komme i gang med rammearkitekturen",
    day=date(2024, 4, 18),
    lead=(
        "Hvor begynder man, når man er én arkitekt i en kommune med 300 systemer? Netværkets grupper har samlet det, der "
        "virkede for dem."
    ),
    picture="lag",
    byline="Aksel Opdigt, tovholder",
    topics=("rammearkitektur", "styring"),
    related=("api-catalogue",),
    body=(
        text(
            "Rammearkitekturen kan virke stor, når man møder den første gang. Men ingen kommune har taget den i brug på én "
            "gang. De, der er kommet længst, begyndte alle med noget lille.",
        ),
        heading("1. Tegn det, I har"),
        text(
            "Ét ark papir. Hvilke systemer ejer hvilke data? Tegningen behøver ikke være pæn, men den skal hænge fremme."
        ),
        heading("2. Vælg én smerte"),
        text("Find det sted, hvor medarbejdere taster det samme to gange. Dér er gevinsten let at forklare."),
        heading("3. Lån en byggeblok"),
        text(
            "Spørg i netværket, før I selv begynder. Sandsynligheden for, at en anden har løst det, er større, end man tror."
        ),
        heading("4. Skriv kravet ind i næste udbud"),
        text("Arkitektur bliver billig, når den er med fra begyndelsen, og dyr, når den skal klistres på bagefter."),
        heading("5. Vis det frem"),
        text("Halvfærdigt er helt i orden. Det er dét, netværket er til."),
        picture("soejler", "Byggesten for byggesten: lavt i kanten, højt i midten. Begynd ved kanten."),
        quote(
            "Vi hang tegningen op ved kaffemaskinen. Efter en uge havde kolleger fra fire forvaltninger rettet i den.",
            "En enterprisearkitekt",
            "deltager i Syddanmark",
        ),
        heading("Hvad de siger andre steder"),
        text(
            "På et fælles møde havde Midt-Nord besøg af en kollega fra en estisk kommune. Hendes råd fik plads på tavlen:"
        ),
        quote(
            "Draw what you have, not what you wish you had. Then share it.",
            "En it-arkitekt",
            "gæst fra Estland",
            "",
            "en",
        ),
        collection("om-rammearkitektur"),
        action(
            "Prøv det af på et møde",
            "Tag jeres tegning med. Der er altid tid til at se på den.",
            "Se de næste møder",
            "meetings",
        ),
        facts("Du skal bruge", items("Et ark papir", "En time", "En kollega, der siger dig imod")),
    ),
)

ARTICLES = (ON_SCREEN, NEW_COMMUNITY, FIVE_STEPS)
