"""What visitors type, made safe for every search backend."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitnet_pages.query import MAX_LENGTH, MAX_WORDS, clean_query
from tests.hostile import TEXTS


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("rammearkitektur", "rammearkitektur"),
        ("  fælles   arkitektur ", "fælles arkitektur"),
        ("digi\x00tal", "digi tal"),
        ('"it-arkitektur"', "it-arkitektur"),
        ("linje\nskift", "linje skift"),
        ("\ud800", ""),
        ("", ""),
        ("Ærø Åbenrå", "Ærø Åbenrå"),
        ("ord " * 5000, " ".join(["ord"] * MAX_WORDS)),
    ],
)
def test_query_keeps_the_words_and_drops_what_crashes(typed, searched):
    assert clean_query(typed) == searched


@given(st.text(st.characters(exclude_categories=[]), max_size=3 * MAX_LENGTH))
def test_query_never_holds_what_a_database_refuses(text):
    query = clean_query(text)
    assert len(query) <= MAX_LENGTH
    assert len(query.split(" ")) <= MAX_WORDS
    assert query == query.strip()
    assert not {unicodedata.category(letter) for letter in query} & {"Cc", "Cs", "Cn", "Co"}
    assert '"' not in query
    assert clean_query(query) == query


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_texts_become_something_that_can_be_encoded(text):
    clean_query(text).encode("utf-8")
