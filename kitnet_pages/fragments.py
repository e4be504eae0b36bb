"""Small pieces of HTML that look the same wherever they stand: an icon, a day as a block, a state in a word."""

from functools import lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language


def rendered_once(template_name: str, **values: Any) -> SafeString:
    """Render a template of ours that knows nothing but ``values``, which must be hashable; once for each language."""
    return _rendered(template_name, get_language(), tuple(values.items()))


@lru_cache(maxsize=2048)
def _rendered(template_name: str, language: str | None, values: tuple[tuple[str, Any], ...]) -> SafeString:
    return mark_safe(get_template(template_name).render(dict(values)).strip())  # noqa: S308 - a template of ours
