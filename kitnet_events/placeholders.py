"""Placeholders in editors' mail texts: ``{navn}`` becomes the recipient's name."""

import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

# Names are what editors write and what stands in stored texts: permanent.
PLACEHOLDERS: dict[str, Any] = {
    "navn": _("the recipient's name"),
    "moede": _("the meeting's title"),
    "tid": _("when the meeting is"),
    "sted": _("where the meeting is"),
    "gruppe": _("the group"),
    "netvaerk": _("the network's name"),
    "venteplads": _("the place on the waiting list"),
    "frist": _("until when an answer is needed"),
    "gammel_tid": _("when a moved meeting was to be"),
    "begrundelse": _("why a meeting is cancelled"),
    "besked": _("a line that the editor adds when publishing a change"),
    "bekraeftelse": _("the meeting's own text in the confirmation"),
}

_FIELD = re.compile(r"\{([^{}]*)\}")
# What each kind of mail can fill, by its key: told by ``domain.mail_kinds``.
_BY_MAIL: dict[str, dict[str, Any]] = {}


def note_placeholders(key: str, meanings: Mapping[str, Any]) -> None:
    """Say which placeholders a kind of mail fills: their names, and what they mean to an editor."""
    _BY_MAIL[key] = dict(meanings)


def placeholders_of(key: str) -> dict[str, Any]:
    """Return names and meanings of the placeholders that a kind of mail fills."""
    return dict(_BY_MAIL.get(key, PLACEHOLDERS))


def check_placeholders(key: str, texts: Mapping[str, str]) -> None:
    """Check that each text of a kind of mail has only placeholders that it fills, and no lone brace.

    Raises ValidationError by field.
    """
    known = placeholders_of(key)
    errors = {}
    for field, text in texts.items():
        unknown = [name for name in _FIELD.findall(text) if name not in known]
        if unknown:
            errors[field] = ValidationError(
                _("There is no placeholder {%(name)s} in this mail. You can use: %(known)s."),
                params={"name": unknown[0], "known": ", ".join(f"{{{name}}}" for name in known)},
            )
        elif "{" in (rest := _FIELD.sub("", text)) or "}" in rest:
            errors[field] = ValidationError(_("A brace stands alone here. Placeholders look like {navn}."))
    if errors:
        raise ValidationError(errors)


def fill_placeholders(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each known placeholder replaced; an unknown one is left as it stands."""
    return _FIELD.sub(lambda match: str(values.get(match[1], match[0])), text)
