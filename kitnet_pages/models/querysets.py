"""Reads that page types share."""

from typing import Any, Self

from wagtail.query import PageQuerySet


class NetworkPageQuerySet(PageQuerySet):
    """Pages that visitors may see, near a place in the tree."""

    def below(self, page: Any) -> Self:
        """Pages below ``page`` that are published and open to everybody."""
        return self.descendant_of(page).live().public()

    def near(self, page: Any) -> Self:
        """Return published, open pages of the site of ``page``: below its ancestor next to the root of the tree."""
        return self.filter(path__startswith=page.path[: page.steplen * 2]).live().public()
