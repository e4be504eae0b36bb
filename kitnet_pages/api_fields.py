"""How pages show what they refer to in the API: names and addresses, and nothing that is not public."""

from typing import Any

from rest_framework.fields import Field


class PublicPageField(Field):
    """Another page by title and address; None where it is not published and open to everybody."""

    def to_representation(self, value: Any) -> dict[str, Any] | None:
        """Return the page's facts."""
        if not value.live or value.get_view_restrictions().exists():
            return None
        return {"id": value.pk, "title": value.title, "slug": value.slug, "html_url": value.get_full_url()}


class NamesField(Field):
    """The names of several things, sorted as they are listed."""

    def to_representation(self, value: Any) -> list[str]:
        """Return the names."""
        return [one.name for one in value.all()]
