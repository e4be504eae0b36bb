"""Languages of words within a page that is written in another one (WCAG 2.2, 3.1.2)."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language_info

from kitnet_pages import conf


def name_of(code: str) -> Any:
    """Return the name of a language, by its code, in the reader's own; as the text is shown, not before."""
    return _name_of(code)


def choices() -> list[tuple[str, Any]]:
    """Return code and name of the languages that editors may mark words as."""
    return [(code, name_of(code)) for code in conf.get("FOREIGN_LANGUAGES")]


_name_of = lazy(lambda code: str(get_language_info(code)["name_translated"]), str)
