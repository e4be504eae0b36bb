"""The forms of a participant's own page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kitnet_events.models import Participant
from kitnet_events.signup_forms import AddressForm, PersonForm


class NewAddressForm(AddressForm):
    """Another address. It proves itself: there the mail goes."""

    prefix = "new"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Django's arguments."""
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("New e-mail address")


class DetailsForm(PersonForm):
    """What a person can change about themselves at once: all but the address."""

    email = None
    invitations_by_mail = forms.TypedChoiceField(
        label=_("Calendar"),
        choices=[
            ("mail", _("Send me an invitation by mail for each meeting")),
            ("feed", _("I follow my own calendar feed instead")),
        ],
        widget=forms.RadioSelect,
        help_text=_(
            "Choose one: with both, each meeting stands twice in your calendar. If you change from invitations to the "
            "feed, delete the meetings that stand in your calendar already."
        ),
    )

    field_order = ["name", "workplace", "title", "invitations_by_mail"]

    def clean_email(self) -> str:
        """Return nothing: the address is changed by a proof of its own."""
        return ""

    @classmethod
    def of(cls, person: Participant) -> "DetailsForm":
        """Return the form with what is known of a person."""
        return cls(
            initial={
                "name": person.name,
                "workplace": person.municipality.name if person.municipality else person.organisation,
                "title": person.title,
                "invitations_by_mail": "mail" if person.invitations_by_mail else "feed",
            }
        )

    def changes(self) -> dict[str, Any]:
        """Return the participant's fields as typed."""
        data = self.cleaned_data
        municipality = data.get("municipality")
        return {
            "name": data["name"],
            "title": data["title"],
            "municipality": municipality,
            "organisation": "" if municipality else data["workplace"],
            "invitations_by_mail": data["invitations_by_mail"] == "mail",
        }
