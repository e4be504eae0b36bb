"""What editors fill in about sign-ups."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.mail_texts import LONGEST_SUBJECT
from kitnet_events.domain.own_words import LONGEST_BODY
from kitnet_events.enums import SignUpRole
from kitnet_events.signup_forms import PersonForm
from kitnet_events.visible_fields import VisibleCharField


class AddForm(PersonForm):
    """Somebody who phoned, speaks or helps."""

    role = forms.ChoiceField(
        label=_("Comes as"),
        choices=SignUpRole.choices,
        initial=SignUpRole.PARTICIPANT,
        widget=forms.RadioSelect,
        help_text=_("Speakers and staff always get a place and do not count in the number of seats."),
    )
    internal_note = VisibleCharField(
        label=_("Note for editors"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only you and the other editors see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("The confirmation and the invitation go there.")
        self.fields["name"].help_text = _("As it is to stand on the list of participants.")
        self.fields["title"].help_text = _("The person's job; may be empty.")
        self.fields["workplace"].help_text = _(
            "Choose the municipality from the list, or type where the person works. Empty: as the address says."
        )

    def role_value(self) -> SignUpRole:
        """Return in what part the person comes."""
        return SignUpRole(self.cleaned_data["role"])


class NoteForm(forms.Form):
    """Editors' note about a sign-up."""

    note = VisibleCharField(
        label=_("Note for editors"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only you and the other editors see it."),
    )


class OwnMailForm(forms.Form):
    """An editor's own mail to a selection."""

    subject = forms.CharField(
        label=_("Subject"), max_length=LONGEST_SUBJECT, help_text=_("What people see in their inbox.")
    )
    body = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_BODY,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("An empty line begins a new paragraph. Name and meeting can be filled in: {navn}, {moede}."),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].widget.attrs["autofocus"] = True
