"""Reads that page types share."""

from typing import Any, Self, TypeVar

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet, Subquery
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=QuerySet)


def open_to_all(pages: Pages) -> Pages:
    """Return those of ``pages`` that are published and that nobody has closed, together with what is above them.

    Wagtail's ``live().public()`` means the same, but asks the database for all closed pages of the site each time.
    """
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    page = PageViewRestriction._meta.get_field("page").related_model
    # Not a join: a database might begin at the pages, all of them for each page asked for.
    top = Subquery(page.objects.order_by().filter(pk=OuterRef("page_id")).values("path"))
    closed = PageViewRestriction.objects.annotate(asked=path, top=top).filter(asked__startswith=F("top"))
    return pages.filter(~Exists(closed), live=True)


class NetworkPageQuerySet(PageQuerySet):
    """Pages that visitors may see, near a place in the tree."""

    def below(self, page: Any) -> Self:
        """Pages below ``page`` that are published and open to everybody."""
        return open_to_all(self.descendant_of(page))

    def near(self, page: Any) -> Self:
        """Return published, open pages of the site of ``page``: below its ancestor next to the root of the tree."""
        return open_to_all(self.filter(path__startswith=page.path[: page.steplen * 2]))
