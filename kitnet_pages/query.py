"""What visitors type into a search box, made safe for every database."""

import re
import unicodedata

MAX_LENGTH = 200
MAX_WORDS = 12
_QUOTES = str.maketrans(dict.fromkeys("\"'`´“”„«»", " "))


def clean_query(text: str) -> str:
    """Return words that any search backend can take.

    Control characters, lone surrogates and quotation marks crash one database or the other (a stock Wagtail site
    answers 500 to them), as do thousands of words: they are left out here, once for public and admin search.
    """
    kept = "".join(
        c if unicodedata.category(c) not in {"Cc", "Cs", "Cn", "Co"} else " " for c in text[: MAX_LENGTH * 2]
    )
    words = re.sub(r"\s+", " ", kept.translate(_QUOTES)).strip()[:MAX_LENGTH].split(" ")
    return " ".join(words[:MAX_WORDS])
