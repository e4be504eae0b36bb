"""Words and quotations in another language than the page's are marked as such."""

import json
import re

import pytest
from django.utils.translation import override
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea

from kitnet_pages.blocks.text import PLAIN_RICH_TEXT, RICH_TEXT
from kitnet_pages.domain.article_import.markup import clean
from kitnet_pages.models import NewsPage
from tests import factories

MARKED = '<p>Vi taler om <span lang="en">capability maps</span> og om data.</p>'


@pytest.mark.parametrize("features", [RICH_TEXT, PLAIN_RICH_TEXT])
def test_marked_words_are_stored_as_the_editor_marked_them(features):
    converter = ContentstateConverter(features)
    state = json.loads(converter.from_database_format(MARKED))
    (block,) = state["blocks"]
    marks = [style for style in block["inlineStyleRanges"] if style["style"] == "LANGUAGE-EN"]
    assert [block["text"][mark["offset"] :][: mark["length"]] for mark in marks] == ["capability maps"]
    stored = converter.to_database_format(json.dumps(state))
    assert re.sub(r' data-block-key="\w+"', "", stored) == MARKED


def test_languages_that_nobody_offers_are_not_kept():
    converter = ContentstateConverter(RICH_TEXT)
    state = converter.from_database_format('<p>Det <span lang="tlh">nuqneH</span> ord</p>')
    assert "lang" not in converter.to_database_format(state)


def test_editor_has_a_button_for_each_language_in_words(settings):
    settings.KITNET_PAGES = {"FOREIGN_LANGUAGES": ["en", "fr"]}
    with override("en"):
        options = json.loads(json.dumps(DraftailRichTextArea(features=["foreign-words"]).options, default=str))
    assert [(style["label"], style["description"]) for style in options["inlineStyles"]] == [
        ("EN", "Words in another language: English"),
        ("FR", "Words in another language: French"),
    ]


def test_page_says_which_language_words_and_quotations_are_in(planted, client):
    quote = {"text": "Build it once.", "person": "En gæst", "language": "en"}
    blocks = [("paragraph", MARKED), ("quote", quote), ("quote", {**quote, "language": ""})]
    body = [{"type": kind, "value": value} for kind, value in blocks]
    page = factories.NewsPageFactory(parent=planted.news_index, body=body)
    html = client.get(page.url).content.decode()
    assert '<span lang="en">capability maps</span>' in html
    assert re.findall(r"<blockquote[^>]*>", html) == ['<blockquote lang="en">', "<blockquote>"]


def test_quotation_may_be_in_another_language_and_need_not():
    block = NewsPage._meta.get_field("body").stream_block.child_blocks["quote"]
    for language in ("", "de"):
        assert block.clean(block.to_python({"text": "Godt.", "person": "Bo", "language": language}))
    assert block.to_python({"text": "Godt.", "person": "Bo"})["language"] in {"", None}


def test_imported_web_page_keeps_the_language_of_its_words():
    assert clean(MARKED) == MARKED
