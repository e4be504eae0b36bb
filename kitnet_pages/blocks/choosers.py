"""Choosers that read all that a page shows of what was chosen, in as many queries for one as for thirty."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from types import MappingProxyType
from typing import Any

from django.db.models import QuerySet
from wagtail.blocks import PageChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

# Objects by model and key that need not be read again.
_known: ContextVar[Mapping[type, Mapping[Any, Any]]] = ContextVar("kitnet_known_choices", default=MappingProxyType({}))


@contextmanager
def known(objects: Mapping[type, Mapping[Any, Any]]) -> Iterator[None]:
    """Let choosers take ``objects`` (by model, by key) instead of reading them, inside the ``with`` block."""
    token = _known.set(objects)
    try:
        yield
    finally:
        _known.reset(token)


class EagerChooserMixin:
    """A chooser block that reads its objects through ``eager``."""

    def eager(self, objects: QuerySet) -> QuerySet:
        """Return ``objects`` with what a template shows of them: here, nothing that lies elsewhere."""
        return objects

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """Return the chosen objects, in order; None for what is gone. A key that comes twice gives two objects."""
        keys = list(values)
        found = dict(_known.get().get(self.model_class, {}))
        missing = {key for key in keys if key is not None} - found.keys()
        if missing:
            found |= self.eager(self.model_class.objects.all()).in_bulk(missing)
        return [copy(found[key]) if key in found else None for key in keys]


class PictureChooserBlock(EagerChooserMixin, ImageChooserBlock):
    """A picture, with the sizes that were already made of it."""

    def eager(self, objects: QuerySet) -> QuerySet:
        """Return pictures with their renditions."""
        return objects.prefetch_related("renditions")


class LinkedPageChooserBlock(EagerChooserMixin, PageChooserBlock):
    """A page to link to: a link shows nothing of what lies elsewhere."""


class ContactChooserBlock(EagerChooserMixin, SnippetChooserBlock):
    """A contact, with organisation and picture."""

    def __init__(self, **kwargs: Any) -> None:
        """Take any option of a snippet chooser."""
        super().__init__("kitnet_pages.Contact", **kwargs)

    def eager(self, objects: QuerySet) -> QuerySet:
        """Return contacts with what their cards show."""
        return objects.select_related("organisation", "picture").prefetch_related("picture__renditions")


class CollectionChooserBlock(EagerChooserMixin, SnippetChooserBlock):
    """A collection, with the group and topic that it filters by."""

    def __init__(self, **kwargs: Any) -> None:
        """Take any option of a snippet chooser."""
        super().__init__("kitnet_pages.Collection", **kwargs)

    def eager(self, objects: QuerySet) -> QuerySet:
        """Return collections with group and topic."""
        return objects.select_related("group", "topic").defer("group__body")
