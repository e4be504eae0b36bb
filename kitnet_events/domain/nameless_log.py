"""The admin's log names no participants: it calls a sign-up by its number.

Wagtail's history of the site shows an entry to all who may see any row of its kind, whatever group it is of, and hands
the entries out as a file. Who may see the row itself finds it by the entry's link.
"""

from typing import Any

from django.db.models.signals import pre_save
from django.utils.text import capfirst
from wagtail.models import ModelLogEntry

from .personal_stores import STORES


def connect() -> None:
    """Take the names off entries about rows of ``STORES`` as they are written."""
    pre_save.connect(_call_by_number, sender=ModelLogEntry, dispatch_uid="kitnet_events.nameless_log")


def _call_by_number(*, instance: ModelLogEntry, **_signal: Any) -> None:
    model = instance.content_type.model_class()
    if model in {store.model for store in STORES}:
        instance.label = f"{capfirst(str(model._meta.verbose_name))} {instance.object_id}"
