"""Forms that anybody may send: a field that people do not see, and a signed note of when the form was shown.

In place of a captcha: nobody has to prove anything. A template renders ``kitnet_events/components/guard.html`` in the
form, and the fields of ``form.typed_fields`` (or leaves out the field ``website``).
"""

from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events import conf

_STAMP_SALT = "kitnet_events.form-stamp"
_LONGEST_STAMP = 200
# A form that was shown longer ago is shown anew, with all that was typed. Seconds.
_LONGEST_AGE = 24 * 3600


class GuardedForm(forms.Form):
    """A form that machines find hard. What was typed is kept when it is refused."""

    # People do not see this field; who fills it in is none.
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Django's arguments; note when the form is shown."""
        super().__init__(*args, **kwargs)
        self.initial["stamp"] = make_stamp()

    @property
    def typed_fields(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [field for field in self.visible_fields() if field.name != "website"]

    def clean(self) -> dict[str, Any]:
        """Check that a person filled in the form."""
        cleaned = super().clean() or self.cleaned_data
        age = _age_of(cleaned.get("stamp", ""))
        is_stale = age is None or age > _LONGEST_AGE
        if cleaned.get("website") or is_stale or age < conf.get("FORM_SECONDS"):
            self.data = self.data.copy()
            # A hasty person sends the form again; a machine that fills in everything is refused again.
            self.data[self.add_prefix("stamp")] = make_stamp()
            message = (
                _("The form has stood open for a long time. Please look it through and send it again.")
                if is_stale
                else _("That was very fast. Please look it through and send it again.")
            )
            self.add_error(None, ValidationError(message, code="machine"))
        return cleaned


def make_stamp() -> str:
    """Return a signed note of when a form was shown."""
    return signing.dumps(int(timezone.now().timestamp()), salt=_STAMP_SALT)


def _age_of(stamp: str) -> float | None:
    """Return how long ago a form was shown, in seconds; None for a note that is not ours."""
    try:
        shown = signing.loads(stamp[:_LONGEST_STAMP], salt=_STAMP_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return timezone.now().timestamp() - shown
