"""Quotations: what was said, and by whom."""

import re
from dataclasses import dataclass

_MARKS = '"”“„»«'
_VERBS = (
    "siger|sagde|fortæller|fortalte|forklarer|forklarede|udtaler|mener|understreger|tilføjer|skriver|lyder det fra"
    "|says|said"
)
_SAID = re.compile(
    rf"^[{_MARKS}](?P<words>.+)[{_MARKS}]\s*[,.]?\s*(?:{_VERBS})\s+(?P<who>[^{_MARKS}]{{2,250}}?)\.?$", re.DOTALL
)
_BARE = re.compile(rf"^[{_MARKS}](?P<words>[^{_MARKS}]+)[{_MARKS}]$", re.DOTALL)
_SIGNED = re.compile(r"^[–—-]+\s*(?P<who>\S.{1,200})$")
_NAME = re.compile(r"[A-ZÆØÅ][\w.'’-]*(?:\s+(?:(?:af|de|der|van|von)\s+)?[A-ZÆØÅ][\w.'’-]*)+")
# A title that is written with a capital because its first part is: "It-arkitekt", "IT-chef".
_TITLE_WORD = re.compile(r"^it\b|(?:arkitekt|chef|direktør|konsulent|leder|formand|udvikler|specialist)$", re.I)
_AT = re.compile(r"(?:,\s*|\s+|^)(?:i|fra|hos|ved|from|at)\s+(?P<where>.+)$")
_SENTENCE_PARTS = 2


@dataclass(frozen=True)
class Quote:
    """What was said; ``person`` is empty when the text does not say who said it."""

    text: str
    person: str = ""
    title: str = ""
    organisation: str = ""


def spoken(text: str) -> Quote | None:
    """Return the quotation that a whole paragraph is, with its speaker, or None."""
    match = _SAID.match(text)
    if match is None or _goes_on(match["who"]):
        return None
    return Quote(_sentence(match["words"]), *speaker(match["who"]))


def marked(text: str) -> Quote | None:
    """Return the quotation that stands in marks without a speaker, or None."""
    match = _BARE.match(text)
    return Quote(_sentence(match["words"])) if match else None


def signed(text: str) -> tuple[str, str, str] | None:
    """Return the speaker that a line of its own names: "– Bo Bech, arkitekt i Køge Kommune"; or None."""
    match = _SIGNED.match(text)
    return speaker(match["who"]) if match else None


def set_apart(text: str) -> Quote:
    """Return what a file marks as a quotation: lines of words, and perhaps a last one that says who said it."""
    *lines, last = text.split("\n")
    whole = spoken(" ".join([*lines, last]))
    if whole:
        return whole
    who = signed(last)
    if lines and (who or (_NAME.search(last) and len(last.split()) <= 12 and last[-1] not in ".!?")):
        return Quote(_unmark(" ".join(lines)), *(who or speaker(last)))
    return Quote(_unmark(" ".join([*lines, last])))


def speaker(who: str) -> tuple[str, str, str]:
    """Return name, job title and organisation: "chefkonsulent Ea Bo fra KL", "Ea Bo, chefkonsulent i KL"."""
    match = _NAME.search(who)
    if match is None:
        return who.strip(" ,."), "", ""
    name = match[0].split()
    before = who[: match.start()].split()
    while len(name) > _SENTENCE_PARTS and _TITLE_WORD.search(name[0]):
        before.append(name.pop(0))
    rest = who[match.end() :].strip(" .")
    where = _AT.search(rest)
    organisation = where["where"] if where else ""
    title = " ".join(before) or (rest[: where.start()] if where else rest)
    if not where and before:
        organisation = rest
    return " ".join(name), title.strip(" ,"), organisation.strip(" ,")


def _goes_on(who: str) -> bool:
    """Say whether more is told after the speaker than who it is."""
    return bool(re.search(r"[.!?]\s+[A-ZÆØÅ]", who)) or ", og " in who


def _unmark(words: str) -> str:
    return words.strip(f" {_MARKS}") if words[:1] in _MARKS and words[-1:] in _MARKS else words.strip()


def _sentence(words: str) -> str:
    """Return a quotation as it stands alone: with its own full stop, not the comma before "she says"."""
    words = words.strip().rstrip(",").rstrip()
    return words if words[-1:] in ".!?…" else f"{words}."
