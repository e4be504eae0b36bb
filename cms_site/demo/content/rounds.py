"""The rounds of meetings: three of the network's own history, the last one and the next one."""

from datetime import date, timedelta

from cms_site.demo.blocks import facts, items, text
from cms_site.demo.days import Days, number_in_year
from cms_site.demo.kinds import Round

HISTORY = (
    Round(
        key="2016-1",
        year=2016,
        number=1,
        theme="Et netværk bliver til",
        introduction=(
            "De fire første møder. Deltagerne lærte hinanden at kende, satte ord på deres forventninger og tegnede den "
            "første fælles liste over emner."
        ),
        published=date(2016, 8, 22),
    ),
    Round(
        key="2016-2",
        year=2016,
        number=2,
        theme="Fra begreber til sager",
        introduction=(
            "Anden runde begyndte i november. Ønskerne fra første runde satte dagsordenen: konkrete sager fra kommunerne og "
            "god tid til at tale om dem."
        ),
        published=date(2016, 10, 24),
        body=(
            facts(
                "Det havde deltagerne ønsket sig",
                items(
                    "Flere eksempler fra hverdagen",
                    "Værktøjer, man kan tage med hjem",
                    "Kortere oplæg, længere samtaler",
                ),
            ),
        ),
    ),
    Round(
        key="2017-1",
        year=2017,
        number=1,
        theme="Integration i praksis",
        introduction=(
            "Årets første runde gik fra Hobro til Svendborg på ti dage. Alle fire grupper arbejdede med integration, hver med "
            "sin egen sag."
        ),
        published=date(2017, 1, 30),
    ),
)


def numbered(days: Days) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return year and number of the last round and of the next one; both may fall in the same third of a year."""
    last, following = days.last_round[0], days.next_round[0]
    first = (last.year, number_in_year(last))
    second = (following.year, number_in_year(following))
    return first, second if second > first else (first[0], first[1] + 1)


def rounds(days: Days) -> tuple[Round, ...]:
    """Return all rounds, the oldest first."""
    (last_year, last_number), (next_year, next_number) = numbered(days)
    return (
        *HISTORY,
        Round(
            key="last",
            year=last_year,
            number=last_number,
            theme="Adgang er også arkitektur",
            introduction=(
                "Hvem må hvad – og hvornår holder det op? Fire grupper, fire værter og ét emne, som alle havde noget at "
                "sige om. Referater og materialer ligger ved hvert møde."
            ),
            published=days.last_round[0] - timedelta(days=49),
        ),
        Round(
            key="next",
            year=next_year,
            number=next_number,
            theme="Data, der kan holde til at blive delt",
            introduction=(
                "Hvad skal der til, for at den, der modtager data, kan stole på dem? Hver gruppe har valgt sin egen sag, og "
                "to af grupperne slutter af med et arkitekturværksted."
            ),
            published=days.ago(20),
            body=(
                text(
                    "Alle møder har samme ramme: en sag fra værtskommunen, en sag fra en nabo og et værksted, hvor I arbejder "
                    "videre med jeres egen. Tag en tegning med – den må gerne være krøllet.",
                ),
            ),
        ),
    )
