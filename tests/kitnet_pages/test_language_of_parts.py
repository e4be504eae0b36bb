"""What editors wrote carries their language where the interface speaks another one; so do the site's foreign words."""

import re

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.html import escape

from kitnet_pages.foreign_words import mark_foreign_words, validate_foreign_words
from kitnet_pages.models import NetworkSettings
from tests import factories
from tests.face.site import reference_site

WORDS = "en: Enterprise Architecture Forum\nde: Stadt & Land\nen: Architecture"


@pytest.fixture
def article(planted):
    body = [
        {"type": "heading", "value": {"text": "Hvad sker der nu?", "level": "h2"}},
        {"type": "paragraph", "value": "<p>Vi begynder forfra.</p>"},
    ]
    planted.home.get_children().update(show_in_menus=True)
    group = factories.GroupPageFactory(parent=planted.group_index, title="Hovedstaden")
    return factories.NewsPageFactory(
        parent=planted.news_index,
        title="Fem skridt for en arkitekt",
        lead="Hvor begynder man?",
        byline="En skribent",
        group=group,
        body=body,
    )


def parts(client, page) -> dict[str, str]:
    """Return the language of each text on a page: that of the nearest element around it that says one."""
    with reference_site():
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    texts = soup.body.find_all(string=lambda text: text.strip())
    return {" ".join(text.split()): next(one["lang"] for one in text.parents if one.get("lang")) for text in texts}


def test_what_editors_wrote_is_in_their_language_and_the_interface_in_its_own(article, planted, client, settings):
    settings.LANGUAGE_CODE = "en"
    found = parts(client, article)
    written = [article.title, article.lead, article.byline, article.group.title, planted.news_index.title]
    for text in [*written, "Hvad sker der nu?", "Vi begynder forfra."]:
        assert found[text] == "da", text
    for text in ("Skip to content", "Menu", "Search", "Last updated", "Send by mail", "To the top"):
        assert found[text] == "en", text
    assert {language for text, language in found.items() if re.match(r"\d+ \w+ \d{4}", text)} == {"en"}


def test_panels_filters_and_calls_say_which_words_are_an_editors(article, planted, client, settings):
    settings.LANGUAGE_CODE = "en"
    person = factories.ContactFactory(name="Ea Prøve", title="Tovholder")
    panels = {"contact": {"heading": "", "contacts": [person.pk]}, "subscribe": {"heading": ""}}
    factories.give_column(article.group, factories.stream(panels))
    planted.home.join_heading = "Er din kommune med?"
    planted.home.save()
    group, news, home = (parts(client, page) for page in (article.group, planted.news_index, planted.home))
    assert (group["Tovholder"], group["Contact"]) == ("da", "en")
    assert (news["Hovedstaden"], news["All"]) == ("da", "en")
    assert home["Er din kommune med?"] == "da"


def test_page_in_the_language_of_its_interface_says_so_once(article, client):
    with reference_site():
        html = client.get(article.url).content.decode()
    assert re.findall(r' lang="(\w+)"', html) == ["da"]


def test_list_of_results_is_in_the_language_of_what_was_found(article, client, settings):
    settings.LANGUAGE_CODE = "en"
    html = client.get("/soeg/?q=skridt").content.decode()
    assert re.search(r'<h3 lang="da"><a [^>]*>Fem <mark>skridt</mark>', html)


def test_foreign_words_of_the_site_are_marked_wherever_a_title_has_them(article, planted, client):
    NetworkSettings.objects.update_or_create(site=planted.site, defaults={"foreign_words": WORDS})
    article.title = "Nyt fra enterprise architecture forum"
    article.save_revision().publish()
    marked = 'Nyt fra <span lang="en">enterprise architecture forum</span>'
    assert f"<h1>{marked}</h1>" in client.get(article.url).content.decode()
    assert f">{marked}</a>" in client.get(planted.news_index.url).content.decode()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Architecture i Køge", '<span lang="en">Architecture</span> i Køge'),
        ("Om Stadt & Land", 'Om <span lang="de">Stadt &amp; Land</span>'),
        # Only whole words, and nothing but text.
        ("Architectures", "Architectures"),
        ("<b>Architecture</b>", '&lt;b&gt;<span lang="en">Architecture</span>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_only_whole_words_are_marked_and_all_is_escaped(text, marked):
    assert mark_foreign_words(text, WORDS) == marked


def test_text_that_is_escaped_already_is_escaped_once():
    assert mark_foreign_words("Om Stadt &amp; Land", "") == "Om Stadt &amp;amp; Land"
    assert mark_foreign_words(escape("Om Stadt & Land"), WORDS) == 'Om <span lang="de">Stadt &amp; Land</span>'
    assert mark_foreign_words(escape("a & b"), "") == "a &amp; b"


@pytest.mark.parametrize("line", ["Enterprise Architecture", "tlh: nuqneH", "en:", ": words"])
def test_line_without_a_known_language_is_refused_in_words(line):
    with pytest.raises(ValidationError, match=re.escape(line.strip())):
        validate_foreign_words(f"en: Forum\n\n{line}")
