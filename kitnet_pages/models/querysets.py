"""Reads that page types share."""

from typing import Any, Self, TypeVar

from django.db.models import BooleanField, Func, QuerySet
from wagtail.models import PageViewRestriction
from wagtail.query import PageQuerySet

Pages = TypeVar("Pages", bound=QuerySet)


class _IsClosed(Func):
    """Whether somebody has closed the page with a path, or one above it.

    Plain SQL: written with the ORM it takes a page's lists longer than all else that they ask. The closed pages come
    first in it, since there are few of them and many pages.
    """

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the condition, and its parameters."""
        page = PageViewRestriction._meta.get_field("page")
        names = (PageViewRestriction._meta.db_table, page.column, page.related_model._meta.db_table)
        restrictions, page_id, pages = map(connection.ops.quote_name, names)
        top = f"(SELECT path FROM {pages} WHERE id = closed.{page_id})"  # noqa: S608 - names of ours
        template = f"EXISTS (SELECT 1 FROM {restrictions} closed WHERE %(expressions)s LIKE {top} || '%%%%')"  # noqa: S608
        return super().as_sql(compiler, connection, template=template, **context)


def open_to_all(pages: Pages) -> Pages:
    """Return those of ``pages`` that are published and that nobody has closed, together with what is above them.

    Wagtail's ``live().public()`` means the same, but asks the database for all closed pages of the site each time.
    """
    return pages.filter(~_IsClosed("path"), live=True)


class NetworkPageQuerySet(PageQuerySet):
    """Pages that visitors may see, near a place in the tree."""

    def below(self, page: Any) -> Self:
        """Pages below ``page`` that are published and open to everybody."""
        return open_to_all(self.descendant_of(page))

    def children(self, page: Any) -> Self:
        """Pages right below ``page`` that are published and open to everybody."""
        step = self.model.steplen
        between = (page.path + "0" * step, page.path + "Z" * step)
        return open_to_all(self.filter(depth=page.depth + 1, path__range=between))

    def near(self, page: Any) -> Self:
        """Return published, open pages of the site of ``page``: below its ancestor next to the root of the tree."""
        return open_to_all(self.filter(path__startswith=page.path[: page.steplen * 2]))
