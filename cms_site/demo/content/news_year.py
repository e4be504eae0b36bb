"""Articles of the last year, seen from today. All of it is made up."""

from cms_site.demo.blocks import action, collection, documents, heading, items, picture, quote, table, text
from cms_site.demo.days import Days
from cms_site.demo.kinds import Article


def articles(days: Days) -> tuple[Article, ...]:
    """Return the articles from a year ago to two months ago, newest last."""
    return (_api_catalogue(days), _wishes(days), _islands(days))


def _api_catalogue(days: Days) -> Article:
    return Article(
        key="api-catalogue",
        slug="et-katalog-over-integrationer-kan-laeses-paa-en-formiddag",
        title="Et katalog over integrationer, der kan læses på en formiddag",
        day=days.ago(298),
        lead=(
            "En mellemstor kommune skar sit overblik over integrationer ned fra 140 sider til 12. Nu bliver det brugt – "
            "også af dem, der ikke er arkitekter."
        ),
        picture="bro",
        byline="Viggo Prototype, KOMBIT",
        topics=("integration", "data"),
        related=("five-steps",),
        body=(
            text(
                "Det første katalog var grundigt. Det var også tre år gammelt, før nogen opdagede, at ingen havde åbnet "
                "det. Anden gang begyndte kommunen et andet sted: Hvad vil den, der står med et problem, gerne vide?",
            ),
            heading("Fem felter er nok"),
            table(
                "Det, kataloget fortæller om hver integration",
                ("Felt", "Spørgsmålet bag"),
                ("Fra og til", "Hvilke to systemer taler sammen?"),
                ("Data", "Hvad bliver flyttet – i ord, som fagfolk bruger?"),
                ("Ejer", "Hvem ringer man til?"),
                ("Hvor tit", "Sker det straks, hver nat eller når nogen trykker?"),
                ("Hvis den stopper", "Hvem opdager det, og hvor hurtigt gør det ondt?"),
            ),
            quote(
                "Det sidste felt var det sværeste at udfylde. Det var også det eneste, ledelsen ville læse.",
                "En it-arkitekt",
                "oplægsholder i Midt-Nord",
            ),
            heading("Tag skabelonen"),
            text("Kommunen deler gerne. Skabelonen er et almindeligt regneark, og vejledningen fylder én side."),
            documents("Hent", ("katalog", "Skabelon: integrationskatalog på fem felter")),
            collection("moeder-om-integration"),
        ),
    )


def _wishes(days: Days) -> Article:
    return Article(
        key="wishes",
        slug="det-har-i-oensket-jer-og-det-goer-vi",
        title="Det har I ønsket jer – og det gør vi",
        day=days.ago(151),
        lead=(
            "Efter de seneste møder kom der 112 ønsker til kommende emner. Tovholderne har læst dem alle. Her er de fem "
            "største, og hvad der sker med dem."
        ),
        picture="marker",
        byline="Signe Skabelon, tovholder",
        topics=("metoder", "styring"),
        body=(
            text(
                "Et ønske er ikke et krav, men det er tæt på. Når tovholderne mødes for at planlægge en runde, ligger "
                "listen øverst på bordet, og hvert ønske får et svar.",
            ),
            table(
                "De fem største ønsker",
                ("Ønske", "Hvad vi gør"),
                ("Adgangsstyring på tværs af fagsystemer", "Emne på næste runde i alle fire grupper"),
                ("Flere sager, der gik galt", "Hver gruppe har én på programmet, med aftale om fortrolighed"),
                ("Kunstig intelligens som arkitektur", "Temadag og en artikelserie"),
                ("Kortere oplæg", "20 minutter er nu det længste"),
                ("Bedre kaffe", "Er sendt videre til værterne"),
            ),
            heading("Ønsker, der måtte vente"),
            text(
                "Nogle emner hører bedre hjemme andre steder, og det siger vi. Spørgsmål om enkelte leverandørers "
                "kontrakter er for eksempel sendt til KOMBIT, som har svaret direkte.",
            ),
            action(
                "Har du et ønske?",
                "Skriv det i evalueringen, eller send det til din tovholder.",
                "Find din gruppe",
                "groups",
            ),
        ),
    )


def _islands(days: Days) -> Article:
    return Article(
        key="islands",
        slug="smaa-kommuner-deler-en-arkitekt",
        title="Små kommuner deler en arkitekt",
        day=days.ago(96),
        lead=(
            "Fire kommuner med vand omkring sig har slået sig sammen om én stilling. Erfaringen efter et år: aftalen om, "
            "hvem der bestemmer, var sværere end rejseplanen."
        ),
        picture="kyst",
        byline="Aksel Opdigt, tovholder",
        topics=("styring",),
        group="syddanmark",
        body=(
            text(
                "Ingen af de fire kommuner havde arbejde nok til en arkitekt på fuld tid. Alle fire havde brug for en. "
                "Løsningen blev en delt stilling med fast ugedag hvert sted.",
            ),
            heading("Det, der virkede"),
            text(
                items(
                    "Én fælles tegning af systemerne, hvor det kun er de lokale forskelle, der er farvet",
                    "Fire chefer, ét månedligt møde på en halv time",
                    "Samme skabelon til beslutninger, så de kan læses af alle fire",
                )
            ),
            picture("lys-over-vand", "Sidste færge. Den tegnede udgave af arbejdspladsen."),
            heading("Det, der ikke gjorde"),
            text(
                "Et fælles journalsystem viste sig at være umuligt. Nu bliver papirerne gemt hos den kommune, som sagen "
                "handler om. Det er ikke elegant, men det er til at forstå.",
            ),
        ),
    )
