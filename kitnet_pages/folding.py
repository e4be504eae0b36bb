"""Words as they are compared in search: whatever is only a matter of spelling makes no difference."""

import re
import unicodedata
from functools import lru_cache

SHORTEST_STEM = 4
WORD = re.compile(r"\w+")
_DANISH = str.maketrans({"æ": "ae", "ä": "ae", "ø": "o", "ö": "o", "ß": "ss", "ð": "d", "þ": "th"})


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return a word in small letters without accents; *aa* and *å*, *ae* and *æ*, *o*, *oe* and *ø* are the same.

    *Århus*, *Aarhus* and *AARHUS* all become ``arhus``: so does the word that a search index has robbed of its ring.
    """
    word = unicodedata.normalize("NFC", word).casefold().translate(_DANISH)
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return plain.replace("aa", "a").replace("oe", "o")


def stems(word: str) -> list[str]:
    """Return the beginnings of a folded word that may be its stem: the word without an ending, the longest first."""
    shortest = max(SHORTEST_STEM, -(-3 * len(word) // 4))
    return [word[:length] for length in range(len(word) - 1, shortest - 1, -1)]


def trigrams(word: str) -> frozenset[str]:
    """Return the groups of three letters in a word, its beginning and end marked: how PostgreSQL's pg_trgm has them."""
    marked = f"  {word} "
    return frozenset(marked[at : at + 3] for at in range(len(marked) - 2))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two words' trigrams are, from 0 to 1: those they share, of all that they have."""
    return len(one & other) / (len(one | other) or 1)
