"""Articles of the network's first year. The facts are real; the words, the person and the quotation are made up."""

from datetime import date

from cms_site.demo.blocks import (
    action,
    cards,
    documents,
    facts,
    heading,
    items,
    picture,
    quote,
    table,
    text,
)
from cms_site.demo.kinds import Article

START = Article(
    key="start",
    slug="nyt-netvaerk-samler-kommunernes-it-arkitekter",
    title="Nyt netværk samler kommunernes it-arkitekter",
    day=date(2016, 10, 24),
    lead=(
        "Kommunernes It-arkitekturnetværk er kommet i gang med fire regionale grupper og deltagere fra 74 af landets "
        "98 kommuner. I november begynder anden møderunde, og planen for 2017 tager form."
    ),
    picture="netkort",
    byline="Netværkssekretariatet, KL",
    topics=("rammearkitektur",),
    related=("year-end", "march"),
    body=(
        text(
            "I september 2016 satte kommunale it-arkitekter sig for første gang til bords i det nye netværk. Første "
            "runde havde fire stop: Aabenraa, Ikast, Køge og Frederikssund. Nu er der tid til et blik tilbage – og et "
            "blik frem mod november.",
        ),
        quote(
            "Rammearkitektur er et nyt ord på mange rådhuse. Men spørg folk, hvad de bøvler med, og svarene ligner "
            "hinanden. Derfor bruger KL, KOMBIT og KIT@ kræfter på et sted, hvor kommuner kan lære af kommuner.",
            "Karla Eksempel",
            "chefkonsulent",
            "KL",
        ),
        heading("Fire grupper, én retning"),
        text(
            "Netværket er delt i fire regionale grupper: Hovedstaden, Sjælland, Syddanmark og Midt-Nord. "
            "Tilsammen har de cirka 170 deltagere, it-arkitekter og digitaliseringseksperter, fra 74 kommuner. "
            "I den fælleskommunale digitaliseringsstrategi står netværket højt på listen, og det er <i>den "
            "fælleskommunale rammearkitektur</i>, det hele drejer sig om: hvordan den bliver brugt, og hvad den er værd "
            "i praksis.",
            "KL, KOMBIT og KIT@ står bag. De stiller med konsulenter og it-arkitekter, som driver netværket og leder "
            "møderne.",
        ),
        facts(
            "Netværket i tal, oktober 2016",
            items(
                "4 regionale netværksgrupper",
                "74 af 98 kommuner deltager",
                "Cirka 170 it-arkitekter og digitaliseringseksperter",
                "8 møder i de to første runder",
                "24 kommuner er endnu ikke med",
            ),
        ),
        heading("Ønskerne bliver til næste møde"),
        text(
            "Deltagerne kom til første runde med forventninger, der spændte vidt. Nogle ville have begreberne på plads, "
            "andre ville se løsninger, der allerede kører. Det skal der være plads til begge dele af i november.",
            "Det er tovholdernes opgave. Tovholderne sidder i KL og KOMBIT, samler deltagernes feedback ind og bygger "
            "de næste møder op over den. Møderne skal blive mere konkrete og mere aktuelle, og der skal være bedre tid "
            "til det, alle spørger efter: tips og tricks, værktøjer og metoder – både udfordringerne og "
            "succeshistorierne.",
        ),
        picture("kyst", "Fra vest til øst: netværket mødes skiftevis i alle dele af landet."),
        table(
            "De to første møderunder",
            ("Runde", "Hvornår", "Hvor"),
            ("1. runde", "September 2016", "Aabenraa, Ikast, Køge og Frederikssund"),
            ("2. runde", "Fra november 2016", "Nordfyn, Næstved, Favrskov og Fredensborg"),
        ),
        heading("Plads til de sidste 24"),
        text(
            "24 kommuner har endnu ikke meldt sig. De er velkomne, og døren lukker ikke. For sent bliver det aldrig, og "
            "netværket mangler deres viden. Jo bredere grupperne er, både fagligt og geografisk, jo mere får "
            "alle ud af dem.",
            "Aftalen i grupperne er enkel. Man fortæller åbent, man kan stole på hinanden, og man giver lige så "
            "gerne, som man tager imod. Målet er digitale løsninger med sammenhæng, som kan genbruges fra kommune til "
            "kommune.",
        ),
        heading("Mellem møderne: Yammer"),
        text(
            "Netværket findes også på nettet. De tilmeldte har deres eget lukkede fællesskab på Yammer, hvor KL lægger "
            "korte videoer og nyheder ud. Her kan man spørge kolleger i hele landet til råds uden at vente på næste "
            "møde.",
        ),
        heading("Det sker i 2017"),
        text(
            "Næste år holder hver regional gruppe tre møder. Dertil kommer ét stort møde, fælles for alle "
            "fire grupper. Indhold og tilmelding bliver offentliggjort på kl.dk. Har du spørgsmål allerede nu, kan du "
            'skrive til <a href="mailto:netvaerk@kitnet.example">netvaerk@kitnet.example</a>.',
        ),
        action(
            "Skal din kommune med?",
            "Læs, hvordan netværket er bygget op, og tilmeld jer.",
            "Tilmeld jer netværket",
            "join",
        ),
    ),
)

YEAR_END = Article(
    key="year-end",
    slug="76-kommuner-med-ved-aarets-udgang",
    title="76 kommuner er med ved årets udgang",
    day=date(2016, 12, 15),
    lead=(
        "To møderunder er i hus, og to kommuner mere er kommet til siden oktober. Det, deltagerne sætter højest, er "
        "stadig det enkleste: at høre, hvad andre har prøvet."
    ),
    picture="soejler",
    byline="Netværkssekretariatet, KL",
    topics=("rammearkitektur", "metoder"),
    related=("start",),
    body=(
        text(
            "Nordfyn, Næstved, Favrskov og Fredensborg lagde hus til anden runde. Dermed har netværket holdt otte "
            "møder på fire måneder, og 76 kommuner deltager nu.",
        ),
        heading("Sagen først, principperne bagefter"),
        text(
            "Tovholderne havde lyttet efter første runde. I november fik hvert møde en sag fra en kommune som "
            "omdrejningspunkt: et udbud, en integration, et register, der skulle flyttes. Først derefter kom "
            "begreberne på tavlen.",
            "Den rækkefølge bliver ved. I evalueringen skriver deltagerne, at de konkrete eksempler er det, de tager "
            "med hjem – også dem, der ikke lykkedes.",
        ),
        quote(
            "Jeg var kommet for at høre om arkitekturprincipper. Jeg gik hjem med et telefonnummer, og det har sparet os "
            "tre uger.",
            "En it-arkitekt",
            "deltager i anden runde",
        ),
        heading("Det bliver liggende"),
        text(
            "Oplæg, lærreder fra gruppearbejdet, fotos og korte videoer bliver samlet efter hvert møde. Så kan den, der "
            "ikke kunne komme, også få noget ud af dagen.",
        ),
        documents(
            "Hent materialerne",
            ("laerred", "Lærred: fra forretningsbehov til byggeblok"),
            ("tjekliste", "Tjekliste: ti spørgsmål før et udbud"),
        ),
        cards(
            "Læs videre",
            ("2. runde 2016", "Møderne i november, ét for hver gruppe.", "round:2016-2"),
            ("Nyt netværk samler kommunernes it-arkitekter", "Sådan begyndte det i september.", "news:start"),
            ("Kom med", "Sådan tilmelder din kommune sig.", "join"),
        ),
    ),
)

ARTICLES = (START, YEAR_END)
