"""The documents of the demo: what each says, page by page."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """A document. Each page has a heading and lines; a spreadsheet has rows instead."""

    key: str
    title: str
    pages: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def _talk(key: str, title: str, host: str, *points: str) -> Paper:
    return Paper(
        key,
        title,
        (
            (title, (host, "Kommunernes It-arkitekturnetværk", "Eksempel til demonstration")),
            ("Det kom vi fra", points[:2]),
            ("Det gjorde vi", points[2:4]),
            ("Det ville vi gøre anderledes", points[4:]),
        ),
    )


PAPERS = (
    Paper(
        "laerred",
        "Lærred: fra forretningsbehov til byggeblok",
        (
            ("Fra behov til byggeblok", ("Udfyld fra venstre mod højre. Ét lærred for hvert behov.",)),
            ("1. Behovet", ("Hvem står med det?", "Hvad gør de i dag?", "Hvad koster det?")),
            ("2. Data", ("Hvad skal man vide?", "Hvor findes det i forvejen?", "Hvem ejer det?")),
            ("3. Byggeblokken", ("Findes den?", "Hvem har brugt den?", "Hvad mangler den?")),
        ),
    ),
    Paper(
        "tjekliste",
        "Tjekliste: ti spørgsmål før et udbud",
        (
            (
                "Ti spørgsmål før et udbud",
                (
                    "1. Hvilke data skal løsningen have, og hvor kommer de fra?",
                    "2. Hvilke data skal andre have fra løsningen?",
                    "3. Hvordan får en bruger adgang, og hvordan mister man den?",
                    "4. Hvad sker der, når en integration stopper?",
                    "5. Hvilke begreber bruger leverandøren, og er de vores?",
                    "6. Kan vi få vores data ud igen, og i hvilken form?",
                    "7. Hvem må ændre opsætningen?",
                    "8. Hvad er logget, og hvem kan læse det?",
                    "9. Hvem i netværket har løsningen i dag?",
                    "10. Hvad gør vi, hvis den bliver lukket?",
                ),
            ),
        ),
    ),
    Paper(
        "katalog",
        "Skabelon: integrationskatalog på fem felter",
        rows=(
            ("Fra", "Til", "Data", "Ejer", "Hvor tit", "Hvis den stopper"),
            (
                "Fagsystem A",
                "Fagsystem B",
                "Adresser på institutioner",
                "Stab for dagtilbud",
                "Hver nat",
                "Opdages næste morgen",
            ),
            ("Personregister", "Adgangsstyring", "Ansættelser", "HR", "Straks", "Nye medarbejdere kan ikke logge ind"),
        ),
    ),
    Paper(
        "oplaeg-roller",
        "Oplæg: roller før rettigheder",
        (
            ("Roller før rettigheder", ("Viggo Prototype, KOMBIT", "Eksempel til demonstration")),
            ("En rettighed er en knap", ("Den hører til et system.", "Den skifter navn ved hver opdatering.")),
            ("En rolle er et arbejde", ("Den hører til en opgave.", "Lederen kan kende den igen.")),
            ("Begynd med ti roller", ("Ikke med alle. De ti dækker som regel de fleste.",)),
        ),
    ),
    Paper(
        "laerred-adgang",
        "Lærred: livet med en adgang",
        (
            ("Livet med en adgang", ("Én medarbejder, ét lærred. Begynd til højre.",)),
            ("Den sidste dag", ("Hvad skal lukkes?", "Hvem ved, at dagen er kommet?")),
            ("Hverdagen", ("Hvad har du brug for at se?", "Hvad har du adgang til, som du aldrig bruger?")),
            ("Den første dag", ("Hvad skal virke kl. 8.00?", "Hvem har bestilt det?")),
        ),
    ),
    _talk(
        "oplaeg-hovedstaden",
        "Fra 900 rettigheder til 40 roller",
        "En kommune i Hovedstaden",
        "900 rettigheder i 63 systemer",
        "Ingen kendte mere end en brøkdel af dem",
        "Vi spurgte lederne: hvilket arbejde bliver udført?",
        "Vi begyndte i én forvaltning",
        "Sige nej til undtagelser fra dag ét",
    ),
    _talk(
        "oplaeg-sjaelland",
        "Når en vikar møder kl. 7",
        "En kommune i Sjælland",
        "Vikaren møder, før it-afdelingen åbner",
        "Derfor blev adgangskoder delt",
        "En færdig vikarrolle, der gælder til midnat",
        "Vagtplanen er kilden",
        "Tale med vikarerne, før vi tegnede",
    ),
    _talk(
        "oplaeg-syddanmark",
        "Én indgang for ti fagsystemer",
        "En kommune i Syddanmark",
        "Ti adgangskoder om morgenen",
        "Ti steder at melde en fejl",
        "Fælles login først, fælles menu bagefter",
        "Vi lod de gamle indgange stå et halvt år",
        "Måle tiden fra begyndelsen",
    ),
    _talk(
        "oplaeg-midt-nord",
        "Da kontrakten udløb, men adgangen blev",
        "En kommune i Midt-Nord",
        "En leverandør havde adgang 14 måneder for længe",
        "Ingen havde glemt noget. Ingen var blevet bedt om det",
        "Ophør er nu et punkt i hver kontrakt",
        "Indkøb og it holder månedligt møde",
        "Begynde med de gamle kontrakter",
    ),
)
