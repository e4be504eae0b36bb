"""What participants type: names that show nothing, and text that would disturb its neighbours."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from kitnet_events.signup_forms import AddressForm
from kitnet_events.typed_text import normalise_email
from kitnet_events.visible_fields import LineField, VisibleCharField

REFUSED = {
    "nothing but zero width": ("\u200b\u2060\u200b", "nothing to be seen"),
    "blank letters": ("\u3164\u2800", "nothing to be seen"),
    "joiners alone": ("\u200d\u200c", "nothing to be seen"),
    "NUL": ("Ida\x00", "Null characters"),
    "escape": ("Ida\x1b[31m", "cannot be shown"),
    "bytes that were no text": ("Ida\ufffd", "cannot be shown"),
    "lone surrogate": ("Ida\ud800", "cannot be shown"),
    "private letter": ("Ida\ue000", "cannot be shown"),
    "turned around": ("Ida\u202egnp.exe", "disturb"),
    "isolate": ("Ida\u2067", "disturb"),
    "marks without end": ("I" + "\u0301" * 30 + "da", "disturb"),
}
TAKEN = ["Ida Eksempel", "Søren Ærø-Ångström", "O'Neill", "Nguyễn Văn Ế", "李小龍", "ليلى", "👩‍💻", "X Æ 12", "Zoë"]


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.mark.parametrize("case", REFUSED)
def test_text_that_nobody_can_read_is_refused_with_a_word_of_help(case):
    text, words = REFUSED[case]
    with pytest.raises(ValidationError, match=words):
        LineField().clean(text)


@pytest.mark.parametrize("name", TAKEN)
def test_names_of_people_are_taken_as_they_are(name):
    assert LineField().clean(name) == unicodedata.normalize("NFC", name)


def test_what_word_adds_to_copied_text_is_left_out():
    assert LineField().clean("\ufeffIda\u200b Ek\u00adsempel\u200e") == "Ida Eksempel"


def test_line_has_no_breaks_and_note_keeps_them():
    assert LineField().clean("Ida\r\nEksempel\u2028Bo") == "Ida Eksempel Bo"
    assert VisibleCharField().clean("Første\r\nAnden") == "Første\r\nAnden"


@given(st.text(max_size=200))
def test_visible_text_is_refused_or_whole(text):
    try:
        cleaned = LineField(required=False).clean(text)
    except ValidationError:
        return
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in cleaned)
    cleaned.encode()
    assert cleaned == " ".join(cleaned.split())


@given(st.text(max_size=60))
def test_address_is_the_same_however_often_it_is_normalised(text):
    assert normalise_email(normalise_email(text)) == normalise_email(text)


@pytest.mark.parametrize(
    "email",
    [
        "i" * 300 + "@faxe.example",
        "ida@" + "f" * 300 + ".example",
        "ida@faxe.example\nBcc: b@b.example",
        "ida\x00@a.dk",
    ],
)
def test_address_that_is_none_is_refused_with_a_word_of_help(email):
    form = AddressForm({"email": email})
    assert not form.is_valid()
    assert min(len(message) for message in form.errors["email"]) > 20


def test_long_text_is_checked_in_no_time():
    with pytest.raises(ValidationError):
        LineField(max_length=120).clean("e\u0301" * 500_000)
