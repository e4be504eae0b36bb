"""Pages that know nothing of meetings, and what belongs to them."""

from collections.abc import Iterable
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from kitnet_pages.models import (
    Contact,
    CoveragePage,
    GroupFacilitator,
    GroupIndexPage,
    GroupPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
    RelatedPage,
    RightColumn,
    StandardPage,
)

from .people import ContactFactory


class PageFactory(DjangoModelFactory):
    """Base of page factories: adds the page to its ``parent``; published now, unless told otherwise."""

    title = factory.Sequence(lambda n: f"Side {n}")

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type, *args: Any, parent: Any, live: bool = True, **fields: Any) -> Any:
        if live:
            now = timezone.now()
            fields = {"first_published_at": now, "last_published_at": now, **fields}
        # A parent in hand may have got children through another instance of it.
        parent.refresh_from_db(fields=["path", "depth", "numchild"])
        return parent.add_child(instance=model_class(live=live, has_unpublished_changes=not live, **fields))


class HomePageFactory(PageFactory):
    """A network's front page."""

    title = "Netværket"
    introduction = "Et fagligt netværk."

    class Meta:
        model = HomePage


class StandardPageFactory(PageFactory):
    """A plain page."""

    class Meta:
        model = StandardPage


class NewsIndexPageFactory(PageFactory):
    """All news."""

    title = "Nyheder"

    class Meta:
        model = NewsIndexPage


class NewsPageFactory(PageFactory):
    """An article."""

    title = factory.Sequence(lambda n: f"Nyhed {n}")
    date = factory.LazyFunction(timezone.localdate)
    lead = "Det skete i går."

    class Meta:
        model = NewsPage


class CoveragePageFactory(PageFactory):
    """The map of the municipalities that take part."""

    title = "Hvem er med?"

    class Meta:
        model = CoveragePage


class GroupIndexPageFactory(PageFactory):
    """All groups."""

    title = "Netværksgrupper"

    class Meta:
        model = GroupIndexPage


class GroupPageFactory(PageFactory):
    """A group."""

    title = factory.Sequence(lambda n: f"Gruppe {n}")
    introduction = "En regional gruppe."

    class Meta:
        model = GroupPage


def add_facilitator(group: GroupPage, **fields: Any) -> Contact:
    """Give a group a facilitator and return the contact."""
    contact = ContactFactory(**fields)
    GroupFacilitator.objects.create(page=group, contact=contact, sort_order=group.facilitator_links.count())
    return contact


def relate(page: Any, *targets: Any) -> None:
    """Choose pages to be shown beside ``page``."""
    for order, target in enumerate(targets):
        RelatedPage.objects.create(page_id=page.pk, target_id=target.pk, sort_order=order)


def give_column(page: Any, panels: Iterable[dict[str, Any]] = ()) -> RightColumn:
    """Give a page a right-hand column of its own. ``panels`` is stream data: dicts with type and value."""
    return RightColumn.objects.create(page_id=page.pk, content=list(panels))


def publish(page: Any) -> Any:
    """Publish a page as it is in hand, the way the editor does, and return it as it is afterwards."""
    page.save_revision().publish()
    return fresh(page)


def fresh(thing: Any) -> Any:
    """Return a model's instance as the database has it."""
    return type(thing).objects.get(pk=thing.pk)
