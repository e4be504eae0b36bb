"""Articles of the last two months, seen from today. All of it is made up."""

from cms_site.demo.blocks import (
    action,
    cards,
    collection,
    documents,
    facts,
    heading,
    quote,
    text,
)
from cms_site.demo.days import Days
from cms_site.demo.kinds import Article
from cms_site.demo.words import day_and_month


def articles(days: Days) -> tuple[Article, ...]:
    """Return the articles of the last two months, newest last."""
    return (_after_the_round(days), _next_round(days), _ai(days), _changes(days))


def _after_the_round(days: Days) -> Article:
    first, last = days.last_round[0], days.last_round[-1]
    return Article(
        key="after-the-round",
        slug="adgang-er-ogsaa-arkitektur",
        title="Adgang er også arkitektur: det tog vi med fra runden",
        day=days.ago(41),
        lead=(
            f"Fra {day_and_month(first)} til {day_and_month(last)} mødtes de fire grupper om adgangsstyring. Referater og "
            "materialer er nu på plads."
        ),
        picture="havn",
        byline="Karla Eksempel, KL",
        topics=("sikkerhed", "rammearkitektur"),
        related=("next-round",),
        body=(
            text(
                "Hvem må se hvad, og hvem bestemmer det? Spørgsmålet stod på tavlen i alle fire grupper, og svarene var "
                "mere ens, end nogen havde ventet. De fleste kommuner har styr på, hvem der får adgang. De færreste har "
                "styr på, hvem der holder op med at have brug for den.",
            ),
            heading("Tre ting, der går igen"),
            text(
                "<ol><li><b>Roller før rettigheder.</b> Beskriv arbejdet, ikke knapperne i systemet.</li>"
                "<li><b>Lederen er nøglen.</b> Kun den, der kender opgaven, ved, hvornår den er slut.</li>"
                "<li><b>Gør det let at aflevere.</b> En adgang, der udløber af sig selv, skal ingen huske.</li></ol>",
            ),
            documents(
                "Fra møderne",
                ("oplaeg-roller", "Oplæg: roller før rettigheder"),
                ("laerred-adgang", "Lærred: livet med en adgang"),
            ),
            cards(
                "Referater",
                ("Hovedstaden", "To sager og en livlig frokost.", "meeting:last-hovedstaden"),
                ("Sjælland", "Begrebslisten blev kortere.", "meeting:last-sjaelland"),
                ("Syddanmark", "Værkstedet tegnede på væggen.", "meeting:last-syddanmark"),
                ("Midt-Nord", "Den længste spørgetime hidtil.", "meeting:last-midt-nord"),
            ),
        ),
    )


def _next_round(days: Days) -> Article:
    return Article(
        key="next-round",
        slug="naeste-moederunde-er-klar",
        title="Næste møderunde er klar: find din dato",
        day=days.ago(20),
        lead=(
            f"Runden begynder {day_and_month(days.next_round[0])}. Emnet er data, der kan holde til at blive delt, og hver "
            "gruppe har valgt sin egen sag."
        ),
        picture="bakker",
        byline="Freja Mønster, netværkssekretariatet",
        topics=("data", "integration"),
        related=("after-the-round", "wishes"),
        body=(
            text(
                "Alle taler om at dele data. Færre taler om, hvad der skal til, for at den, der modtager dem, kan stole på "
                "dem. Det gør vi nu: i Gladsaxe, Roskilde, Vejle og Viborg.",
            ),
            collection("kommende-moeder"),
            heading("Nyt i denne runde"),
            text(
                "To af grupperne supplerer med et <b>arkitekturværksted</b>. Det er en eftermiddag for højst tyve, hvor tre "
                "kommuner lægger en tegning frem og får den vendt af de andre. Der er ingen oplæg, kun tavler.",
            ),
            facts(
                "Meld dig tidligt",
                "Lokalerne er forskellige, og nogle møder bliver hurtigt fyldt. Er der ikke plads i din egen gruppe, er du "
                "velkommen i en anden.",
            ),
            action(
                "Få datoerne i din kalender",
                "Abonnér én gang, så følger ændringer med af sig selv.",
                "Se alle møder",
                "meetings",
            ),
        ),
    )


def _ai(days: Days) -> Article:
    return Article(
        key="ai",
        slug="fra-forsoeg-til-arkitektur",
        title="Fra forsøg til arkitektur: fire spørgsmål til kunstig intelligens",
        day=days.ago(11),
        lead=(
            "I Hovedstaden har gruppen skrevet de spørgsmål ned, de stiller, før et forsøg med kunstig intelligens får lov "
            "at blive til drift."
        ),
        picture="stjerner",
        byline="Bo Prøvesen, tovholder",
        topics=("ai", "sikkerhed"),
        group="hovedstaden",
        body=(
            text(
                "Et forsøg er let at sætte i gang. Det svære er dagen efter, når nogen spørger, hvem der har ansvaret, og hvad "
                "der sker, hvis modellen bliver skiftet ud. I fagets bøger hedder det "
                '<span lang="en">human oversight</span>. Gruppen siger det kortere: en, der må sige nej.',
            ),
            heading("De fire spørgsmål"),
            text(
                "<ol><li>Hvilke data ser den, og må den det?</li><li>Hvem kan forklare et svar til en borger?</li>"
                "<li>Hvad gør vi, når leverandøren ændrer modellen en torsdag eftermiddag?</li>"
                "<li>Hvordan slukker vi den igen?</li></ol>",
            ),
            quote(
                "Det fjerde spørgsmål afgør, om det er arkitektur. Hvis svaret er »det kan vi ikke«, er det et eksperiment, vi "
                "er kommet til at bo i.",
                "Bo Prøvesen",
                "tovholder for Hovedstaden",
                "KL",
            ),
            text(
                "Spørgsmålene er ikke færdige. De bliver prøvet af på gruppens næste møde, hvor to kommuner lægger hver sin "
                'sag frem. <a href="page:meeting:next-hovedstaden">Se programmet</a>.',
            ),
        ),
    )


def _changes(days: Days) -> Article:
    return Article(
        key="changes",
        slug="to-aendringer-i-moederunden",
        title="To ændringer i møderunden",
        day=days.ago(4),
        lead="Mødet i Syddanmark er flyttet en uge, og arkitekturværkstedet i Hovedstaden er aflyst. Resten står fast.",
        picture="lys-over-vand",
        byline="Freja Mønster, netværkssekretariatet",
        topics=("data",),
        related=("next-round",),
        body=(
            text(
                "Lokalet i Vejle viste sig at være optaget af et budgetmøde. Derfor mødes Syddanmark en uge senere, samme sted "
                "og samme tid. Er du tilmeldt, behøver du ikke at gøre noget.",
                "Arkitekturværkstedet i Ballerup bliver ikke til noget i denne omgang, fordi to af de tre kommuner måtte "
                "trække deres sag. Vi prøver igen i en senere runde.",
            ),
            cards(
                "De to møder",
                ("Syddanmark, Vejle", "Flyttet en uge.", "meeting:next-syddanmark"),
                ("Arkitekturværksted, Ballerup", "Aflyst.", "meeting:next-workshop-hovedstaden"),
            ),
            facts(
                "Har du kalenderen?",
                "Abonnerer du på netværkets kalender, er mødet allerede flyttet hos dig, og det aflyste møde står som aflyst.",
            ),
        ),
    )
