"""The four network groups."""

from cms_site.demo.blocks import Block, collection, facts, heading, items, quote, text
from cms_site.demo.kinds import Group

_COMMUNITY = "https://faellesskab.kitnet.example/grupper/"


def _practice(*paragraphs: str) -> tuple[Block, ...]:
    return (heading("Sådan arbejder gruppen"), text(*paragraphs))


GROUPS = (
    Group(
        key="hovedstaden",
        title="Hovedstaden",
        introduction=(
            "Her mødes it-arkitekter fra kommunerne i og omkring hovedstaden. Afstandene er korte, så gruppen når "
            "meget på en eftermiddag – og nogle fortsætter gerne snakken i toget hjem."
        ),
        area="Kommunerne i hovedstadsområdet, i Nordsjælland og på Bornholm.",
        colour="royalblue",
        facilitators=("bo", "viggo"),
        community_url=_COMMUNITY + "hovedstaden",
        body=(
            *_practice(
                "Mange af gruppens kommuner ligger så tæt, at borgerne krydser en kommunegrænse uden at mærke det. "
                "Derfor handler møderne ofte om data og løsninger, der skal virke på tværs af grænsen.",
                "Hvert møde har en vært, som viser en sag fra sin egen hverdag. Den behøver ikke være færdig. De bedste "
                "drøftelser er kommet af arkitektur, der stadig lå på tegnebordet.",
            ),
            facts(
                "Godt at vide",
                items(
                    "Tre møder om året, som regel kl. 12.30–16.00 med frokost først",
                    "Bornholm er med – også på skærm, når færgen ikke passer",
                    "Deltag gerne to fra samme kommune: én med hovedet i arkitekturen og én med hænderne i driften",
                ),
            ),
        ),
    ),
    Group(
        key="sjaelland",
        title="Sjælland",
        introduction=(
            "Gruppen samler kommunerne på Sjælland uden for hovedstadsområdet samt Lolland, Falster og Møn. Store og "
            "små kommuner sidder side om side og har overraskende ofte de samme spørgsmål."
        ),
        area="Fra Odsherred i nord til Lolland i syd, og fra Kalundborg i vest til Stevns i øst.",
        colour="teal",
        facilitators=("nanna",),
        community_url=_COMMUNITY + "sjaelland",
        body=(
            *_practice(
                "I Sjælland begynder hvert møde med en runde, hvor alle på to minutter fortæller, hvad de er i gang med. "
                "Det lyder af lidt, men det er her, folk opdager, at naboen allerede har løst halvdelen af opgaven.",
            ),
            quote(
                "Jeg kom hjem med et begrebskatalog, som en anden kommune havde brugt et halvt år på. Vi rettede tre ord.",
                "En it-arkitekt",
                "deltager i gruppen",
                "en kommune på Sjælland",
            ),
            collection("om-data"),
        ),
    ),
    Group(
        key="syddanmark",
        title="Syddanmark",
        introduction=(
            "Sønderjylland, Trekantområdet, Sydvestjylland, Fyn og øerne. Gruppen dækker landets mest sammensatte "
            "område og mødes skiftevis vest og øst for Lillebælt."
        ),
        area="Hele Syddanmark: fra Fanø i vest til Langeland og Ærø i øst.",
        colour="darkorange",
        facilitators=("aksel",),
        community_url=_COMMUNITY + "syddanmark",
        body=(
            *_practice(
                "Gruppen tager helst ét emne ad gangen og går i dybden. En typisk dag har et oplæg om formiddagen og et "
                "værksted om eftermiddagen, hvor deltagerne tegner på hinandens arkitektur.",
                "Tegningerne bliver fotograferet og lagt ved referatet, så de også kan bruges af dem, der ikke var med.",
            ),
            facts(
                "Samkørsel",
                "Skriv i fællesskabet, hvis du har en ledig plads i bilen. Der er næsten altid nogen, der skal samme vej "
                "over broen.",
            ),
        ),
    ),
    Group(
        key="midt-nord",
        title="Midt-Nord",
        introduction=(
            "Kommunerne i Midtjylland og Nordjylland har valgt at være én gruppe. Det giver længere mellem kirketårnene, "
            "men også flere at spørge til råds."
        ),
        area="Kommunerne i Region Midtjylland og Region Nordjylland – fra Hedensted til Skagen.",
        colour="mediumvioletred",
        facilitators=("signe", "viggo"),
        community_url=_COMMUNITY + "midt-nord",
        body=(
            *_practice(
                "Fordi der er langt, er møderne hele dage, og de går på skift: Aalborg, Herning, Viborg, Aarhus. Mellem "
                "møderne holder gruppen en kort spørgetime på nettet, hvor alle kan tage et problem med.",
            ),
            heading("Det taler vi om lige nu", "h3"),
            text(
                items(
                    "Integrationer, der kan tåle, at et fagsystem bliver skiftet ud",
                    "Fælles krav til adgangsstyring i nye udbud",
                    "Hvad der skal til, før kunstig intelligens er arkitektur og ikke bare et forsøg",
                )
            ),
        ),
    ),
)
