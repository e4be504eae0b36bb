"""What visitors find: pages of all kinds, kind by kind, however the words are spelled."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.db.models import Model, QuerySet
from wagtail.models import Page, get_page_models
from wagtail.search.query import PlainText, SearchQuery

from kitnet_pages import conf
from kitnet_pages.folding import WORD, fold, likeness, stems, trigrams
from kitnet_pages.models import NetworkPageMixin

from .vocabulary import words

# From so many letters a word's beginning, and from so many a part of it, finds the whole.
BEGINNING, PART = 3, 5
# How alike a word must be to one that nobody wrote, and how many may stand for it.
ALIKE, MOST_ALIKE, MOST_SPELLINGS = 0.45, 5, 40
# Results of each kind on the first page.
FIRST_RESULTS = 5
OTHER = "sider"


@dataclass(frozen=True)
class Kind:
    """A kind of page: ``key`` in addresses, its models; of the last kind, all others."""

    key: str
    label: Any
    models: tuple[type[Model], ...]


@dataclass
class Found:
    """What was found of one kind: how many in all, and those of the page shown."""

    kind: Kind
    count: int
    pages: list[Any]


@dataclass
class Findings:
    """What a search found: kind by kind, or one kind's page of results (``page``), and the words to mark in them."""

    query: str
    kind: str = ""
    found: list[Found] = field(default_factory=list)
    page: Any = None
    words: frozenset[str] = frozenset()
    # Not all words were found together: these pages have some of them.
    some_words: bool = False

    @property
    def count(self) -> int:
        """How many pages were found."""
        return sum(one.count for one in self.found)


def kinds() -> list[Kind]:
    """Return the kinds of pages in the order in which they are shown, the plain ones last."""
    models = [model for model in get_page_models() if issubclass(model, NetworkPageMixin)]
    named = sorted((model for model in models if model.search_key), key=lambda model: model.search_order)
    own = [Kind(model.search_key, model._meta.verbose_name_plural, (model,)) for model in named]
    return [*own, Kind(OTHER, "", tuple(set(get_page_models()) - set(named)))]


def spellings(word: str, known: Iterable[str]) -> list[str]:
    """Return a word and those of the index that stand for it, the nearest first.

    Other spellings, the word without its ending (some databases keep no other), longer words that begin with it or
    contain it; and only when there is none of these, words that look like it.
    """
    typed = fold(word)
    stem = set(stems(typed))
    folded = [(one, fold(one)) for one in known]
    same = [one for one, plain in folded if plain == typed]
    begun = (
        [one for one, plain in folded if plain.startswith(typed) and plain != typed] if len(typed) >= BEGINNING else []
    )
    inside = [one for one, plain in folded if typed in plain[1:]] if len(typed) >= PART else []
    short = [one for one, plain in folded if plain in stem]
    nearest = [*same, *short, *sorted(begun, key=len), *sorted(inside, key=len)]
    if not nearest and len(typed) >= BEGINNING:
        nearest = _alike(typed, folded)
    return list(dict.fromkeys([word, *nearest]))[:MOST_SPELLINGS]


def _alike(typed: str, folded: list[tuple[str, str]]) -> list[str]:
    parts = trigrams(typed)
    scored = (
        (likeness(parts, trigrams(plain)), one)
        for one, plain in folded
        if abs(len(plain) - len(typed)) <= len(typed) // 2
    )
    return [one for score, one in sorted(scored, reverse=True)[:MOST_ALIKE] if score >= ALIKE]


def search(query: str, pages: QuerySet, *, kind: str = "", number: int = 1) -> Findings:
    """Return which of ``pages`` contain the words of ``query``, which must be clean (``kitnet_pages.query``).

    With the key of a ``kind``, its page ``number`` of results; else the first results of each kind.
    """
    known = words()
    asked, found = [], set()
    for word in query.split():
        several = [spellings(part, known) for part in WORD.findall(word)]
        if several:
            found |= {fold(one) for part in several for one in part}
            asked.append(_any_spelling(word, several))
    findings = Findings(query, kind, words=frozenset(found))
    if not asked:
        return findings
    together: SearchQuery = reduce(and_, asked)
    counts = _counts(pages, together)
    if not counts and len(asked) > 1:
        findings.some_words, together = True, reduce(or_, asked)
        counts = _counts(pages, together)
    for one in kinds():
        types = [pk for pk in _types(one.models) if pk in counts]
        count = sum(counts[pk] for pk in types)
        if not count:
            continue
        results = pages.filter(content_type_id__in=types).specific().search(together)
        if kind == one.key:
            findings.page = Paginator(results, conf.get("PAGE_SIZE")).get_page(number)
            shown = list(findings.page)
        else:
            shown = [] if kind else list(results[:FIRST_RESULTS])
        if shown and hasattr(one.models[0], "read_found"):
            one.models[0].read_found(shown)
        findings.found.append(Found(one, count, shown))
    return findings


def pages_of_site(root: Any) -> QuerySet:
    """Return the published, open pages of a site."""
    # Not open_to_all: the search backends take no subqueries.
    return Page.objects.live().public().descendant_of(root, inclusive=True)


def _any_spelling(word: str, several: list[list[str]]) -> SearchQuery:
    """Ask for a word in any of its spellings; of one with a hyphen or a dot, as it is, or for each of its parts."""
    parts = reduce(and_, (PlainText(" ".join(one), operator="or") for one in several))
    return PlainText(word) | parts if len(several) > 1 else parts


def _counts(pages: QuerySet, asked: SearchQuery) -> dict[int, int]:
    return dict(pages.search(asked, order_by_relevance=False).facet("content_type_id"))


def _types(models: Iterable[type[Model]]) -> list[int]:
    return [one.pk for one in ContentType.objects.get_for_models(*models, for_concrete_models=False).values()]
