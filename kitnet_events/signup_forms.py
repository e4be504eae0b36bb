"""The forms of participants."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.signup_details import SignUpDetails
from kitnet_events.domain.workplaces import find_municipality, suggest_municipality
from kitnet_events.enums import SignUpAudience
from kitnet_events.guarded_forms import GuardedForm
from kitnet_events.host_forms import HostForm
from kitnet_events.models import Meeting
from kitnet_events.models.participants import EMAIL_LENGTH
from kitnet_events.typed_text import validate_visible
from kitnet_events.visible_fields import LineField
from kitnet_pages.models import Municipality

# Nobody says this for a colleague.
_ONES_OWN_TO_SAY = ("needs", "needs_consent", "listed")


class DatalistInput(forms.TextInput):
    """A text field with the browser's own list of suggestions: searchable without JavaScript."""

    template_name = "kitnet_events/signup/datalist.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the municipalities' names as ``options``."""
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = list_id
        context["widget"]["list_id"] = list_id
        context["widget"]["options"] = Municipality.objects.values_list("name", flat=True)
        return context


class AddressForm(forms.Form):
    """An e-mail address."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={
            "required": _("Please write an e-mail address."),
            "invalid": _("This does not look like an e-mail address. Is something missing before or after the @?"),
        },
    )

    def clean_email(self) -> str:
        """Return an address in which nothing is hidden."""
        validate_visible(self.cleaned_data["email"])
        return self.cleaned_data["email"]


class AskForm(GuardedForm, AddressForm):
    """An e-mail address that anybody may send."""


class WorkplaceField(LineField):
    """Where somebody works: must be given, but an empty one is first looked up by the address (``PersonForm``)."""

    widget = DatalistInput
    # Keeps the words "(optional)" away from its label.
    must_be_given = True

    def __init__(self, **kwargs: Any) -> None:
        """Let the form, not the field, refuse an empty one."""
        super().__init__(required=False, **kwargs)
        self.widget.attrs["aria-required"] = "true"


class PersonForm(AddressForm):
    """Who somebody is, and where they work."""

    name = LineField(
        label=_("Name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Please write a name.")},
    )
    workplace = WorkplaceField(
        label=_("Municipality or organisation"),
        max_length=160,
        help_text=_("Choose your municipality from the list, or type where you work."),
        widget=DatalistInput(attrs={"autocomplete": "organization"}),
    )
    title = LineField(
        label=_("Job title"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    field_order = ["name", "email", "workplace", "title"]

    def clean(self) -> dict[str, Any]:
        """Find the municipality; where none is typed, suggest the one that the address points to."""
        cleaned = super().clean()
        typed = cleaned.get("workplace", "")
        if "workplace" in self.errors:
            return cleaned
        if not typed:
            suggested = suggest_municipality(cleaned.get("email", ""))
            if suggested is None:
                self.add_error("workplace", ValidationError(_("Please say where you work."), code="required"))
            else:
                self.data = self.data.copy()
                self.data[self.add_prefix("workplace")] = suggested.name
                message = _("We have filled in %(name)s, from your address. Is that right? Then send the form again.")
                self.add_error("workplace", ValidationError(message, params={"name": suggested.name}))
            return cleaned
        cleaned["municipality"] = find_municipality(typed)
        return cleaned

    def details(self, **more: Any) -> SignUpDetails:
        """Return what was typed, for the rules."""
        data = self.cleaned_data
        municipality = data.get("municipality")
        return SignUpDetails(
            name=data["name"],
            email=data["email"],
            title=data["title"],
            municipality_id=municipality.pk if municipality else None,
            organisation="" if municipality else data["workplace"],
            **more,
        )


class ColleagueForm(PersonForm):
    """To whom somebody hands the seat. It is not who sits before the browser: that fills in nothing by itself."""

    prefix = "colleague"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Django's arguments."""
        super().__init__(*args, **kwargs)
        _fill_in_nothing(self, self.fields)


class FieldGroup(NamedTuple):
    """Fields of a form that belong together, and what is said above them."""

    heading: Any
    fields: list[forms.BoundField]


class SignUpForm(GuardedForm, HostForm, PersonForm):
    """Sign up to a meeting."""

    signed_up_by = LineField(
        label=_("Your name, if you sign up a colleague"),
        max_length=120,
        required=False,
        help_text=_("Your colleague gets the mail, has to say yes, and is asked about access and food there."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take Django's arguments and the meeting whose questions are asked."""
        super().__init__(*args, **kwargs)
        self.order_fields(["name", "email", "workplace", "title", "signed_up_by", *self.question_names])
        if self.is_for_colleague:
            _fill_in_nothing(self, ("name", "email", "title"))
        elif self.meeting.audience == SignUpAudience.MEMBERS:
            self.fields["email"].help_text = _("The address that you use in the network.")

    @property
    def is_for_colleague(self) -> bool:
        """Whether somebody else than who comes fills it in."""
        return bool(self["signed_up_by"].value())

    @property
    def groups(self) -> list[FieldGroup]:
        """The fields that people see: who comes, and what the host should know, as far as it is theirs to say."""
        about = [self[name] for name in ("name", "email", "workplace", "title", "signed_up_by")]
        left_out = {one.name for one in about}
        if self.is_for_colleague and not any(self[name].value() for name in _ONES_OWN_TO_SAY):
            left_out |= {*_ONES_OWN_TO_SAY}
        rest = [field for field in self.typed_fields if field.name not in left_out]
        return [FieldGroup(_("Who is coming"), about), FieldGroup(_("For the host"), rest)]

    def clean(self) -> dict[str, Any]:
        """Check what goes together: to what is theirs to say, a colleague is asked at the link in the mail."""
        cleaned = super().clean()
        colleague = cleaned.get("signed_up_by", "")
        if colleague and colleague.casefold() == cleaned.get("name", "").casefold():
            cleaned["signed_up_by"] = colleague = ""
        if colleague and cleaned.get("needs"):
            self.errors.pop("needs_consent", None)
            self.add_error("needs", _("Only your colleague can tell us this: our mail asks. Please leave it empty."))
        if colleague and cleaned.get("listed"):
            self.add_error("listed", _("Only your colleague can say yes to this: our mail asks. Take the tick away."))
        return cleaned

    def details(self, **more: Any) -> SignUpDetails:
        """Return what was typed, for the rules."""
        data = self.cleaned_data
        return super().details(
            signed_up_by=data["signed_up_by"],
            note=data["note"],
            needs=data["needs"],
            listed=data["listed"],
            answers=self.answers(),
            **more,
        )


def _fill_in_nothing(form: forms.Form, names: Iterable[str]) -> None:
    """Keep browsers from filling in whoever sits before them."""
    for name in names:
        form.fields[name].widget.attrs["autocomplete"] = "off"


def details_again(values: Mapping[str, Any], meeting: Meeting) -> SignUpDetails:
    """Return for the rules what the form has found right before: its ``cleaned_data``, by the names of its fields."""
    form = SignUpForm(meeting=meeting)
    form.cleaned_data = {**values, "municipality": find_municipality(values["workplace"])}
    return form.details()
