"""An editor's own words for a mail."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.mail_preview import default_words
from kitnet_events.domain.mail_texts import LONGEST_SUBJECT, save_words
from kitnet_events.models import MailText
from kitnet_events.placeholders import check_placeholders

LONGEST_BODY = 20_000


class MailTextForm(forms.ModelForm):
    """Subject and body, begun with the words that hold now."""

    subject = forms.CharField(
        label=_("Subject"),
        max_length=LONGEST_SUBJECT,
        widget=forms.TextInput(attrs={"data-kn-previewed": ""}),
        help_text=_("What people see in their inbox."),
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 14, "data-kn-previewed": ""}),
        help_text=_(
            "An empty line begins a new paragraph. The card with the meeting, the button and the links follow by "
            "themselves."
        ),
    )

    class Meta:
        model = MailText
        fields = ["subject", "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Django's arguments; start with our words where there are none of an editor's own."""
        super().__init__(*args, **kwargs)
        ours = default_words(self.instance.key)
        self.initial["subject"] = self.instance.subject or ours.subject
        self.initial["body"] = self.instance.body or ours.body

    def clean(self) -> dict[str, Any]:
        """Check the placeholders, field by field."""
        cleaned = super().clean() or {}
        # The model's own check comes later, on the instance; said here, the mistake stands by its field.
        texts = {name: cleaned[name] for name in ("subject", "body") if name in cleaned}
        for name, text in texts.items():
            try:
                check_placeholders(self.instance.key, {name: text})
            except forms.ValidationError as error:
                self.add_error(name, error.error_dict[name])
        return cleaned

    def _post_clean(self) -> None:
        """Leave the instance as it is until it is saved."""

    def save(self, commit: bool = True) -> MailText:
        """Save; words that are ours are not kept as an editor's own."""
        return save_words(self.instance, self.cleaned_data["subject"], self.cleaned_data["body"])
