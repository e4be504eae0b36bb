"""Fields for text that people type."""

import unicodedata
from typing import Any

from django import forms

from kitnet_events.typed_text import validate_visible, without_stowaways


class VisibleCharField(forms.CharField):
    """Text in which something can be seen, and nothing is hidden."""

    def clean(self, value: Any) -> str:
        """Return the text in composed form. Raises ValidationError."""
        cleaned = unicodedata.normalize("NFC", super().clean(value))
        validate_visible(cleaned)
        return without_stowaways(cleaned)


class LineField(VisibleCharField):
    """Visible text on one line."""

    def clean(self, value: Any) -> str:
        """Return the text with single spaces. Raises ValidationError."""
        return " ".join(super().clean(value).split())
