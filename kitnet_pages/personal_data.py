"""Which fields hold personal data, why, and when that ends (GDPR, articles 5 and 30). Every field is declared.

An app declares its models in ``personal_fields.py``. A field that is in no declaration fails a test
(tests/test_personal_data.py), so nobody adds one without having thought about it. ``manage.py personal_data`` makes the
table in docs/databeskyttelse.md from the declarations.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model


@dataclass(frozen=True)
class Personal:
    """Why a field holds personal data, and when that ends: two translatable phrases for a reader."""

    purpose: Any
    end: Any


@dataclass(frozen=True)
class Declaration:
    """All fields of a model: those with personal data, and the others."""

    personal: Mapping[str, Personal]
    other: frozenset[str]


_declared: dict[str, Declaration] = {}


def declare(model: str, *, personal: Mapping[str, Personal] | None = None, other: str = "") -> None:
    """Declare the fields of ``model`` ("app_label.ModelName"); ``other`` names, with spaces between, the harmless ones.

    Left out are primary keys and what a page inherits from Wagtail.
    """
    _declared[model] = Declaration(personal or {}, frozenset(other.split()))


def personal_fields(*app_labels: str) -> Iterator[tuple[type[Model], Field, Personal]]:
    """Yield the fields with personal data of some apps, in the order of models and fields."""
    for model in _models(app_labels):
        declaration = _declared.get(model._meta.label)
        for field in _own_fields(model):
            if declaration and field.name in declaration.personal:
                yield model, field, declaration.personal[field.name]


def problems(*app_labels: str) -> list[str]:
    """Return what is wrong with the declarations of some apps, a sentence each."""
    found = []
    for model in _models(app_labels):
        label = model._meta.label
        where = f"{label}: say in {model._meta.app_label}/personal_fields.py"
        declaration = _declared.get(label, Declaration({}, frozenset()))
        names = {field.name for field in _own_fields(model)}
        declared = declaration.personal.keys() | declaration.other
        found += [f"{where} whether '{name}' holds personal data." for name in sorted(names - declared)]
        found += [f"{where} nothing of '{name}': there is no such field." for name in sorted(declared - names)]
        both = declaration.personal.keys() & declaration.other
        found += [f"{where} once, not twice, what '{name}' holds." for name in sorted(both)]
    return found


def _models(app_labels: tuple[str, ...]) -> Iterator[type[Model]]:
    for app_label in app_labels:
        yield from apps.get_app_config(app_label).get_models()


def _own_fields(model: type[Model]) -> list[Field]:
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return [one for one in fields if one.model._meta.app_label == model._meta.app_label and not one.primary_key]
