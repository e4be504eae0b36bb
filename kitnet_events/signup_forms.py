"""The forms of participants."""

import unicodedata
from collections.abc import Mapping
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.signup_details import SignUpDetails
from kitnet_events.domain.workplaces import find_municipality, suggest_municipality
from kitnet_events.enums import QuestionKind
from kitnet_events.guarded_forms import GuardedForm
from kitnet_events.models import Meeting, SignUpQuestion
from kitnet_events.models.participants import EMAIL_LENGTH
from kitnet_events.typed_text import validate_visible, without_stowaways
from kitnet_pages.models import Municipality

_NOTE_LENGTH = 1000


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


class AddressForm(forms.Form):
    """An e-mail address."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=EMAIL_LENGTH,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
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

    name = LineField(label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
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


class FieldGroup(NamedTuple):
    """Fields of a form that belong together, and what is said above them."""

    heading: Any
    fields: list[forms.BoundField]


class SignUpForm(GuardedForm, PersonForm):
    """Sign up to a meeting."""

    signed_up_by = LineField(
        label=_("Your name, if you sign up a colleague"),
        max_length=120,
        required=False,
        help_text=_("Your colleague gets the mail, and has to say yes."),
    )
    note = VisibleCharField(
        label=_("Note to the host"),
        required=False,
        max_length=_NOTE_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    needs = VisibleCharField(
        label=_("Access and food"),
        required=False,
        max_length=_NOTE_LENGTH,
        help_text=_("If we should know: a wheelchair, an allergy. Only the host sees it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    needs_consent = forms.BooleanField(
        label=_("I agree that what I wrote about access and food is kept until a week after the meeting."),
        required=False,
    )
    listed = forms.BooleanField(
        label=_("I want to be named on the list of participants, which only participants see."), required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Take Django's arguments and the meeting whose questions are asked."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        asks = meeting.has_questions is None or meeting.has_questions
        self.questions = list(meeting.questions.all()[:5]) if asks else []
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = _question_field(question)
        self.order_fields(
            ["name", "email", "workplace", "title", *(f"question_{q.pk}" for q in self.questions), "signed_up_by"]
        )

    @property
    def groups(self) -> list[FieldGroup]:
        """The fields that people see: who comes, and what the host should know."""
        about = [self[name] for name in ("name", "email", "workplace", "title", "signed_up_by")]
        rest = [field for field in self.typed_fields if field.name not in {one.name for one in about}]
        return [FieldGroup(_("Who is coming"), about), FieldGroup(_("For the host"), rest)]

    def clean(self) -> dict[str, Any]:
        """Check what goes together."""
        cleaned = super().clean()
        if cleaned.get("needs") and not cleaned.get("needs_consent"):
            self.add_error("needs_consent", _("We may only keep this if you agree. Or leave the field above empty."))
        return cleaned

    def details(self, **more: Any) -> SignUpDetails:
        """Return what was typed, for the rules."""
        data = self.cleaned_data
        answers = {q.label: data[f"question_{q.pk}"] for q in self.questions if data.get(f"question_{q.pk}")}
        return super().details(
            signed_up_by=data["signed_up_by"],
            note=data["note"],
            needs=data["needs"],
            listed=data["listed"],
            answers=answers,
            **more,
        )


def details_again(values: Mapping[str, Any], meeting: Meeting) -> SignUpDetails:
    """Return for the rules what the form has found right before: its ``cleaned_data``, by the names of its fields."""
    form = SignUpForm(meeting=meeting)
    form.cleaned_data = {**values, "municipality": find_municipality(values["workplace"])}
    return form.details()


def _question_field(question: SignUpQuestion) -> forms.Field:
    if question.kind == QuestionKind.TICK:
        return forms.BooleanField(label=question.label, required=question.required)
    if question.kind == QuestionKind.CHOICE:
        choices = [("", _("Choose …")), *((choice, choice) for choice in question.choice_list)]
        return forms.ChoiceField(label=question.label, required=question.required, choices=choices)
    return VisibleCharField(label=question.label, required=question.required, max_length=500)
