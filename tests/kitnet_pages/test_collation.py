"""Names sorted as Danes sort them."""

import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kitnet_pages.collation import danish_sort_key
from kitnet_pages.models import Municipality
from tests import factories

SORTED = [
    "3. runde",
    "Allerød",
    "Favrskov",
    "Furesø",
    "Fåborg",
    "Holbæk",
    "Horsens",
    "Høje-Taastrup",
    "Lyngby-Taarbæk",
    "Zøllner",
    "Ærø",
    "Øst",
    "Aabenraa",
    "Aalborg",
    "Århus",
]


def test_danish_letters_stand_last_and_aa_among_them():
    shuffled = SORTED[::-1]
    assert sorted(shuffled, key=danish_sort_key) == SORTED


@pytest.mark.parametrize(
    ("one", "other"),
    [("Aabenraa", "Åbenrå"), ("ÆRØ", "ærø"), ("Århus", "Århus"), ("Malmö", "Malmø"), ("Andrée", "andree")],
)
def test_ways_to_write_the_same_sort_alike(one, other):
    assert danish_sort_key(one) == danish_sort_key(other)


@given(st.text())
@example("aaa")
@example("AÀ")
@example("ﬁ\u0130ß²")
def test_keys_hold_nothing_that_databases_sort_differently(text):
    key = danish_sort_key(text)
    assert set(key) <= set(string.ascii_lowercase + string.digits)
    # A Danish database takes "aa" for one letter.
    assert "aa" not in key


ALPHABET = " 0123456789abcdefghijklmnopqrstuvwxyzæøå"


@given(st.text(ALPHABET), st.text(ALPHABET))
def test_keys_sort_letter_by_letter_in_the_order_of_the_alphabet(one, other):
    def places(text):
        return [ALPHABET.index(letter) for letter in text.replace("aa", "å")]

    assert (danish_sort_key(one) < danish_sort_key(other)) == (places(one) < places(other))


@pytest.mark.django_db
def test_database_sorts_municipalities_as_danes_do():
    for name in reversed(SORTED):
        factories.MunicipalityFactory(name=name)
    assert [municipality.name for municipality in Municipality.objects.all()] == SORTED


@pytest.mark.django_db
def test_longest_name_has_room_for_its_key():
    assert factories.MunicipalityFactory(name="Ø" * 80).sort_key == "z3" * 40
