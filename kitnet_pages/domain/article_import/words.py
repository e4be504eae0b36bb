"""Words that a line break once divided: the line is gone, the hyphen has stayed."""

import re
from collections.abc import Callable, Iterable

_HYPHENED = re.compile(r"(?<![\w-])(\w{3,})-(\w{2,})(?![\w-])")
_WORD = re.compile(r"\w+(?:-\w+)*")
# What no Danish word is, and many end in: before it the hyphen was a line's end.
_ENDINGS = {"ne", "le", "re", "ge", "ke", "ve", "ste", "lig", "lige", "ger", "ner", "ler", "lse", "nde", "ning"}


def broken_words(texts: Iterable[str]) -> dict[str, str]:
    """Return words to be joined, as they stand and as they should.

    A word is joined when the text has it whole elsewhere, or when what follows the hyphen is an ending and no word.
    Names and compounds with a capital letter or a digit after the hyphen stay as they are.
    """
    whole = " ".join(texts)
    known = {word.lower() for word in _WORD.findall(whole)}
    found = {}
    for start, end in _HYPHENED.findall(whole):
        joined = start + end
        plain = end.islower() and start.isalpha() and not start.isupper()
        if plain and (joined.lower() in known or end in _ENDINGS):
            found[f"{start}-{end}"] = joined
    return found


def joiner(found: dict[str, str]) -> Callable[[str], str]:
    """Return a function that joins these words in a text or in rich text; tags stay as they are."""
    if not found:
        return lambda text: text
    pattern = re.compile(rf"(<[^>]*>)|(?<![\w-])({'|'.join(map(re.escape, found))})(?![\w-])")
    return lambda text: pattern.sub(lambda match: match[1] or found[match[2]], text)
