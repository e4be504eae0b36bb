"""Which files cannot be articles, and are refused in words before they cost anything."""

import pytest
from django.utils import translation

from kitnet_pages.domain.article_import import markup as markup_reader
from kitnet_pages.domain.article_import import read_file, word
from kitnet_pages.domain.article_import.pieces import MOST_PIECES
from kitnet_pages.exceptions import UnreadableArticleError
from tests.kitnet_pages.documents import docx


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0", "old format"),
        ("a.docx", word.OLD_FORMAT, "old format"),
        ("a.docx", word.OLD_FORMAT + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        ("a.exe", b"MZ", "Choose a file"),
        ("a", b"x", "Choose a file"),
        ("a.txt", b"a\x00b", "not a text file"),
        ("a.txt", bytes(range(256)), "not a text file"),
        ("a.txt", b" \n \n", "no text"),
        ("a.html", b"<script>x</script>", "no text"),
        ("a.txt", b"ord " * 400_000, "too long"),
        ("a.txt", b"a\n\n" * 1000, "too long"),
        ("a.docx", b"PK\x03\x04 broken", "not a Word document"),
        ("a.docx", docx(("Normal", "x"))[:-40], "not a Word document"),
        ("a.docx", docx(("Normal", "&a;"), before='<!DOCTYPE x [<!ENTITY a "b">]>'), "not a Word document"),
        ("a.docx", docx(("Normal", "<w:broken")), "not a Word document"),
    ],
)
def test_a_file_that_cannot_be_an_article_is_refused_in_words(name, content, says):
    with translation.override("en"), pytest.raises(UnreadableArticleError, match=says):
        read_file(name, content)


def test_a_file_that_is_too_large_is_refused(settings):
    settings.KITNET_PAGES = {"IMPORT_MEGABYTES": 1}
    with translation.override("en"), pytest.raises(UnreadableArticleError, match="at most 1 MB"):
        read_file("a.txt", b"a" * (1024 * 1024 + 1))


def test_a_document_that_unpacks_to_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(word, "LARGEST_UNPACKED", 1000)
    with translation.override("en"), pytest.raises(UnreadableArticleError, match="unpacks"):
        read_file("a.docx", docx(("Normal", "x")))


@pytest.mark.parametrize(
    "markup",
    [
        *("<i>" * 50_000, "<div>" * 3000, "<p class=MsoListParagraph>· a" * 20_500, "<blockquote>" * 3000),
        # Nobody must end them, and a parser puts each into the one before.
        *("<li>" * 9000, "<li><p>" * 9000, "<dl><dd><p>" * 5000, '<td class="a<b">x' * 9000),
    ],
    ids=lambda markup: markup[:20],
)
def test_markup_that_would_take_minutes_is_refused_at_once(markup):
    with translation.override("en"), pytest.raises(UnreadableArticleError, match="more formatting"):
        read_file("a.html", f"<h1>T</h1>{markup}x".encode())


def test_paragraphs_beyond_what_an_article_has_are_not_read(monkeypatch):
    read = []
    monkeypatch.setattr(markup_reader, "clean", lambda html: read.append(html) or html)
    with translation.override("en"), pytest.raises(UnreadableArticleError, match="too long"):
        read_file("a.html", b"<p>Ord" * 2000)
    assert len(read) == MOST_PIECES + 1
