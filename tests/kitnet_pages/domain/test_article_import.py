"""What files become as articles."""

from datetime import date

import pytest
from django.utils import translation

from kitnet_pages.domain.article_import import import_article, read_file, understand
from kitnet_pages.domain.article_import.days import day_in
from kitnet_pages.domain.article_import.quotes import speaker
from kitnet_pages.domain.article_import.words import broken_words, joiner
from kitnet_pages.models import NewsPage
from tests import factories
from tests.kitnet_pages.documents import ARTICLE, docx


def read(name: str, content: bytes | str):
    return understand(read_file(name, content.encode() if isinstance(content, str) else content), "navnet")


def kinds(article) -> list[str]:
    return [block["type"] for block in article.body]


def values(article, kind: str) -> list:
    return [block["value"] for block in article.body if block["type"] == kind]


# ── A text as it is sent by mail ─────────────────────────────────────────────────────────────────────────────────
def test_plain_text_is_understood_as_an_article():
    article = read("artikel.txt", ARTICLE)
    assert (article.day, article.title) == (date(2019, 2, 3), "Kommuner bytter erfaringer om skyen")
    assert article.lead.startswith("Otte kommuner satte sig")
    assert kinds(article) == ["quote", *["heading", "paragraph"] * 3]
    assert values(article, "quote") == [
        {
            "text": "Vi troede, at skyen var billig, og det ord ”billig” skylder vi en forklaring. "
            "Nu ved vi, hvad vi skal spørge om.",
            "person": "Karla Maria Eksempel",
            "title": "specialkonsulent",
            "organisation": "Drift og Arkitektur, Prøvekøbing Kommune",
        }
    ]
    assert values(article, "heading") == [
        {"text": text, "level": "h2"}
        for text in ("Regningen forstås sammen", "3 råd til de næste", "En driftsmodel er ikke et regneark")
    ]


def test_divided_words_are_joined_and_compounds_stay():
    article = read("artikel.txt", ARTICLE)
    text = "".join(values(article, "paragraph"))
    assert "en fælles driftsmodel, som alle" in text
    assert "Så bliver samtalen om penge" in text
    assert "hjem til it-chefen" in text
    with translation.override("en"):
        assert "Divided words have been joined: driftsmodel, samtalen." in read("artikel.txt", ARTICLE).notes


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("en fæl-les vej og en fælles sti", "en fælles vej og en fælles sti"),
        ("kommuna-le og aktu-elle", "kommunale og aktu-elle"),
        ("it-arkitekter, KIT-net, e-mail, A-B, 10-20 og Midt-Nord", None),
        ("Ikast-Brande", None),
        ("en-to-tre", None),
    ],
)
def test_a_hyphen_goes_where_it_divides_a_word_only(text, joined):
    assert joiner(broken_words([text]))(text) == (joined or text)


def test_joining_leaves_addresses_in_links_alone():
    join = joiner({"kommuna-le": "kommunale"})
    markup = '<a href="https://kommune.example/kommuna-le/">kommuna-le</a>'
    assert join(markup) == '<a href="https://kommune.example/kommuna-le/">kommunale</a>'


def test_lines_and_lists_of_a_plain_text_are_kept_together():
    article = read("a.txt", "Titel\n\nManchet er\nher.\n\nTag med:\n\n- et kort\n- en kop\n\nSlut.")
    assert article.lead == "Manchet er her."
    assert values(article, "paragraph") == ["<p>Tag med:</p><ul><li>et kort</li><li>en kop</li></ul><p>Slut.</p>"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_in_each_encoding_that_editors_programs_write(encoding):
    assert read("a.txt", "Blåbærgrød på øen\n\nDet smagte.".encode(encoding)).title == "Blåbærgrød på øen"


# ── Days and speakers ────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "line",
    [
        *("24. oktober 2016", "mandag den 24. oktober 2016", "24.10.2016", "24/10 2016", "Dato: 24-10-2016"),
        *("2016-10-24", "2016-10-24T09:30:00+02:00", "Publiceret 24. okt. 2016", "24 October 2016"),
    ],
)
def test_a_day_is_known_in_each_form_that_people_write(line):
    assert day_in(line) == date(2016, 10, 24)


@pytest.mark.parametrize("line", ["31. februar 2016", "24. oktober", "Den 24. oktober 2016 mødtes vi.", "kl. 9.30", ""])
def test_what_is_no_day_is_none(line):
    assert day_in(line) is None


@pytest.mark.parametrize(
    ("who", "known"),
    [
        ("chefkonsulent Ea Bo Hansen fra Arkitektur, KL", ("Ea Bo Hansen", "chefkonsulent", "Arkitektur, KL")),
        ("Ea Hansen, it-arkitekt i Køge Kommune", ("Ea Hansen", "it-arkitekt", "Køge Kommune")),
        ("It-arkitekt Ea Bo Hansen", ("Ea Bo Hansen", "It-arkitekt", "")),
        ("Ea Hansen", ("Ea Hansen", "", "")),
        ("en tovholder", ("en tovholder", "", "")),
    ],
)
def test_a_speaker_is_name_title_and_organisation(who, known):
    assert speaker(who) == known


# ── Other files ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_word_document_is_understood_by_its_styles():
    article = read(
        "a.docx",
        docx(
            ("Titel", "En titel"),
            ("Normal", "5. maj 2020"),
            ("Normal", "En manchet."),
            ("Overskrift1", "Første del"),
            ("Normal", "Tekst &amp; mere."),
            ("Overskrift2", "Mindre del"),
            ("Citat", "Det gik godt."),
            ("Normal", "– Ea Hansen, arkitekt i Køge Kommune"),
        ),
    )
    assert (article.title, article.day, article.lead) == ("En titel", date(2020, 5, 5), "En manchet.")
    assert values(article, "heading") == [
        {"text": "Første del", "level": "h2"},
        {"text": "Mindre del", "level": "h3"},
    ]
    assert values(article, "paragraph") == ["<p>Tekst &amp; mere.</p>"]
    assert values(article, "quote") == [
        {"text": "Det gik godt.", "person": "Ea Hansen", "title": "arkitekt", "organisation": "Køge Kommune"}
    ]


def test_markdown_is_understood_with_what_it_says_of_itself():
    text = (
        "---\ntitel: Fra hovedet\ndato: 2021-06-01\nforfatter: Ea Hansen\n---\n\n# En titel\n\nEn manchet.\n\n"
        "## Del\n\nMed **vægt** og [link](https://kommune.example/).\n\n* et\n* to\n\n> Godt.\n>\n> Bo Bech, arkitekt\n"
    )
    article = read("a.md", text)
    assert (article.title, article.day, article.byline) == ("En titel", date(2021, 6, 1), "Ea Hansen")
    assert values(article, "paragraph") == [
        '<p>Med <b>vægt</b> og <a href="https://kommune.example/">link</a>.</p><ul><li>et</li><li>to</li></ul>'
    ]
    assert values(article, "quote")[0]["person"] == "Bo Bech"


def test_web_page_keeps_its_text_and_drops_what_runs():
    article = read(
        "a.html",
        """<html><head><title>Titlen</title><style>p{color:red}</style></head><body><nav>Menu</nav><main>
        <h1>Titlen</h1><time datetime="2018-01-02">2. januar</time><p>En manchet.</p><script>alert(1)</script>
        <p onclick="x()" style="color:red">Et <b>ord</b>, <a href="javascript:alert(1)">ond</a>
        <a href="https://a.example/?b=1&amp;c=2">god</a><img src="x.png" onerror="y()"></p>
        <div><div>Løs tekst</div></div>
        <table><tr><th>By</th><th>Antal</th></tr><tr><td>Køge</td><td>3</td></tr></table></main></body></html>""",
    )
    assert (article.title, article.day, article.lead) == ("Titlen", date(2018, 1, 2), "En manchet.")
    (text,) = values(article, "paragraph")
    assert text.startswith("<p>Et <b>ord</b>, ond")
    assert '<a href="https://a.example/?b=1&amp;c=2">god</a>' in text
    assert text.endswith("<p>Løs tekst</p>")
    for bad in ("script", "alert", "onclick", "style", "img", "onerror", "Menu"):
        assert bad not in str(article.body)
    assert values(article, "table")[0]["table"] == {
        "columns": [{"type": "text", "heading": "By"}, {"type": "text", "heading": "Antal"}],
        "rows": [{"values": ["Køge", "3"]}],
    }
    assert len(article.notes) == 2  # the table's caption, the picture


def test_a_short_bold_line_is_a_heading():
    article = read("a.html", "<h1>T</h1><p>Manchet.</p><p><strong>Del et</strong></p><p><b>Vigtigt:</b> husk det.</p>")
    assert kinds(article) == ["heading", "paragraph"]


def test_a_line_with_a_name_is_the_byline():
    assert read("a.txt", "Titel\n\nAf Ea Hansen, KL\n\nManchet.").byline == "Ea Hansen, KL"
    article = read("a.txt", "Titel\n\nAf skade bliver man klog.\n\nMere.")
    assert (article.byline, article.lead) == ("", "Af skade bliver man klog.")


FROM_WORD = """<html><body lang=DA><div class=WordSection1><p class=MsoTitle>Årets<br>møder</p>
<p class=MsoNormal>En manchet.</p><h1>Del</h1>
<p class=MsoListParagraphCxSpFirst><span style='font-family:Symbol'>·<span>&nbsp;&nbsp; </span></span>Et</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><span>o&nbsp;</span>Under</p>
<p class=MsoListParagraphCxSpLast>1.<span>&nbsp; </span>Først <del>væk</del><b>igen</b></p>
<p class=MsoQuote>Det gik godt.</p><p class=MsoNormal>– Ea Hansen, KL</p></div></body></html>"""


def test_html_from_word_is_understood_by_its_classes():
    article = read("a.htm", FROM_WORD.encode("cp1252"))
    assert (article.title, article.lead) == ("Årets møder", "En manchet.")
    assert kinds(article) == ["heading", "paragraph", "quote"]
    assert values(article, "paragraph") == [
        "<ul><li>Et<ul><li>Under</li></ul></li></ul><ol><li>Først <b>igen</b></li></ol>"
    ]
    assert values(article, "quote")[0]["person"] == "Ea Hansen"


def test_lines_of_a_list_may_be_paragraphs_and_inner_lists_stand_beside_them():
    article = read("a.html", "<h1>T</h1><p>M.</p><ul><li><p>Et</p><p>mere</p></li><ul><li><p>To</p></li></ul></ul>")
    assert values(article, "paragraph") == ["<ul><li>Et<br/>mere<ul><li>To</li></ul></li></ul>"]


def test_styles_with_danish_names_are_known():
    article = read(
        "a.docx",
        docx(
            ("Titel", "T"),
            ("Normal", "M."),
            ("Overskrift 1", "Del"),
            ("Overskrift 2", "Mindre"),
            ("Stærkt citat", "Godt."),
            ("Normal", "Tekst."),
            ("Intense Quote", "Bedre."),
        ),
    )
    assert [value["level"] for value in values(article, "heading")] == ["h2", "h3"]
    assert [value["text"] for value in values(article, "quote")] == ["Godt.", "Bedre."]


def test_a_footnote_keeps_its_words_without_the_way_back():
    article = read("a.html", '<h1>T</h1><p>M.</p><ol><li><p>Se loven. <a href="#footnote-ref-1">↑</a></p></li></ol>')
    assert values(article, "paragraph") == ["<ol><li>Se loven.</li></ol>"]


def test_paragraphs_whose_end_is_not_written_are_read():
    assert values(read("a.html", f"<h1>T</h1><p>M.{'<p>Ord.' * 200}"), "paragraph") == ["<p>Ord.</p>" * 200]


def test_a_quotation_may_have_its_speaker_on_the_next_line():
    article = read("a.md", "# T\n\nM.\n\n> Det virker\n> hver gang.\n> – Ea Holm, KL\n")
    assert [(value["text"], value["person"]) for value in values(article, "quote")] == [
        ("Det virker hver gang.", "Ea Holm")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Titel\nManchet.\nDel\nTekst.\n- et\n- to\nSlut.",
        f"Titel\n\nManchet.\n\nDel\n{'Ord ' * 40}slut.\n- et\n- to\nSlut.".replace(
            "Ord " * 40 + "slut", "Tekst" + " " * 160
        ),
    ],
)
def test_text_as_word_saves_it_has_a_paragraph_in_each_line(text):
    article = read("a.txt", text)
    assert (article.title, article.lead, kinds(article)) == ("Titel", "Manchet.", ["heading", "paragraph"])
    assert (
        values(article, "paragraph")[0].replace(" .", ".") == "<p>Tekst.</p><ul><li>et</li><li>to</li></ul><p>Slut.</p>"
    )


def test_nested_markup_of_an_honest_page_is_read_to_its_words():
    article = read("a.html", f"<h1>T</h1><p>M.</p>{'<div>' * 100}Dybt nede{'</div>' * 100}")
    assert "Dybt nede" in str(article.body)


# ── The draft ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_draft_is_what_the_file_says_and_nobody_sees_it(planted):
    editor = factories.make_administrator()
    page, notes = import_article(planted.news_index, "artikel.txt", ARTICLE.encode(), editor)
    page = NewsPage.objects.get(pk=page.pk)
    assert (page.live, page.slug, page.owner) == (False, "kommuner-bytter-erfaringer-om-skyen", editor)
    draft = page.get_latest_revision_as_object()
    assert draft.date == date(2019, 2, 3)
    assert [block.block_type for block in draft.body][:2] == ["quote", "heading"]
    draft.body.stream_block.clean(draft.body)
    assert len(notes) == 1
    again, _notes = import_article(planted.news_index, "artikel.txt", ARTICLE.encode(), editor)
    assert again.slug == "kommuner-bytter-erfaringer-om-skyen-2"


def test_a_draft_may_lack_what_only_publishing_needs(planted):
    page, notes = import_article(planted.news_index, "kun en titel.md", b"> Godt.", factories.make_administrator())
    assert (page.title, page.lead) == ("kun en titel", "")
    assert len(notes) == 3
