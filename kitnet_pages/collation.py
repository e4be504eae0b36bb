"""Sorting as Danes sort, on databases that know no Danish collation."""

import unicodedata

# Æ, ø and å come last, in this order. Digits behind the z make keys that every database sorts alike, whatever its
# collation: by code point, by the rules of English, and by those of Danish, which would take "aa" for one letter.
_LAST_LETTERS = {"z": "z1", "æ": "z2", "ä": "z2", "ø": "z3", "ö": "z3", "å": "z4", "ü": "y"}


def danish_sort_key(text: str) -> str:
    """Return a key of small ASCII letters and digits that sorts ``text`` the Danish way.

    æ, ø and å come last, in this order, and *aa* counts as å (Retskrivningsordbogen, section 3): Aabenraa and
    Aalborg stand at the end of the list. Whatever is neither letter nor digit sorts first, digits before letters;
    accents make no difference.
    """
    letters = "".join(_plain(letter) for letter in unicodedata.normalize("NFC", text).casefold())
    # Only now: accents must not keep two a's apart, as in "aà".
    return "".join(_code(letter) for letter in letters.replace("aa", "å"))


def _plain(letter: str) -> str:
    """Return the letter without its accent; letters of the Danish alphabet keep theirs."""
    return letter if letter in _LAST_LETTERS else unicodedata.normalize("NFKD", letter)[0]


def _code(letter: str) -> str:
    if letter in _LAST_LETTERS:
        return _LAST_LETTERS[letter]
    if "a" <= letter <= "z":
        return letter
    return f"1{letter}" if "0" <= letter <= "9" else "0"
