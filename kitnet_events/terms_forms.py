"""The form in which an editor sets the terms of a meeting's sign-up."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from kitnet_events.domain.terms import MOST_QUESTIONS, TERMS, set_terms
from kitnet_events.enums import QuestionKind
from kitnet_events.models import Meeting, SignUpQuestion

_MOST = 2_000


class TermsForm(forms.ModelForm):
    """How many seats, when, for whom."""

    class Meta:
        model = Meeting
        fields = TERMS
        widgets = {
            "opens_at": AdminDateTimeInput,
            "closes_at": AdminDateTimeInput,
            "confirmation_text": forms.Textarea(attrs={"rows": 4}),
            "audience": forms.RadioSelect,
        }
        labels = {
            "takes_sign_ups": _("One can sign up to this meeting"),
            "capacity": _("Seats"),
            "municipality_max": _("At most from one municipality"),
        }
        help_texts = {
            "audience": _("With members alone, nobody else gets a seat."),
            "takes_sign_ups": _("Take the tick away for a meeting that needs no sign-up: its page then offers none."),
            "capacity": _(
                "Seats for participants; speakers and staff count outside. Empty: as many as come. More seats go to "
                "the waiting list at once, by mail; fewer throw nobody out."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("capacity", "municipality_max"):
            self.fields[name].min_value = 1
            self.fields[name].widget.attrs.update({"min": 1, "max": _MOST})

    def clean(self) -> dict[str, Any]:
        """Check that numbers make sense, and that sign-up opens before it closes, and closes before the meeting."""
        cleaned = super().clean()
        for name in ("capacity", "municipality_max"):
            if cleaned.get(name) is not None and not 1 <= cleaned[name] <= _MOST:
                message = _("Give a number from 1 to %(most)s, or leave it empty.")
                self.add_error(name, ValidationError(message, params={"most": _MOST}))
        opens, closes, starts = cleaned.get("opens_at"), cleaned.get("closes_at"), self.instance.starts_at
        if opens and closes and opens >= closes:
            self.add_error("closes_at", _("Sign-up must close after it opens."))
        elif closes and starts and closes > starts:
            self.add_error("closes_at", _("The meeting has begun by then. Close sign-up before it starts."))
        elif opens and starts and opens >= starts:
            self.add_error("opens_at", _("The meeting has begun by then. Open sign-up before it starts."))
        return cleaned

    def apply(self, questions: "BaseQuestionFormSet", user: Any) -> int:
        """Set the terms and the questions. Return how many persons thereby got a seat, or the offer of one."""
        terms = {name: self.cleaned_data[name] for name in TERMS}
        return set_terms(self.instance.pk, user=user, questions=questions.asked(), **terms)

    def _post_clean(self) -> None:
        """Check the fields as the model does, on a copy: the meeting in hand stays as the database has it."""
        meeting, self.instance = self.instance, Meeting.objects.defer("vevent").get(pk=self.instance.pk)
        super()._post_clean()
        self.instance = meeting


class QuestionForm(forms.ModelForm):
    """One extra question."""

    class Meta:
        model = SignUpQuestion
        fields = ("label", "kind", "choices", "required")
        widgets = {"choices": forms.Textarea(attrs={"rows": 3})}
        help_texts = {
            "label": _("As it is to stand in the sign-up: What would you like to hear about?"),
            "kind": _("A line of text, one of several choices, or a tick."),
            "required": _("Nobody signs up without an answer. Ask for no more than you need."),
        }

    def clean(self) -> dict[str, Any]:
        """Check that there is something to choose from."""
        cleaned = super().clean()
        lines = [line.strip() for line in (cleaned.get("choices") or "").splitlines() if line.strip()]
        if cleaned.get("kind") == QuestionKind.CHOICE and len(set(lines)) < 2:
            self.add_error("choices", _("Write at least two different choices, one on each line."))
        if len(lines) != len(set(lines)):
            self.add_error("choices", _("One of the choices stands there twice."))
        return cleaned


class BaseQuestionFormSet(forms.BaseInlineFormSet):
    """The extra questions, five at the most."""

    def clean(self) -> None:
        """Check that no question is asked twice: answers are kept by their question."""
        super().clean()
        asked: set[str] = set()
        for form in self.forms:
            label = getattr(form, "cleaned_data", {}).get("label", "")
            if label and not self._should_delete_form(form) and label in asked:
                form.add_error("label", _("This question stands there twice."))
            asked.add(label)

    def asked(self) -> list[SignUpQuestion]:
        """Return the questions that are filled in and not marked for deletion, in their order."""
        kept = [form for form in self.forms if form.cleaned_data.get("label") and form not in self.deleted_forms]
        return [form.instance for form in kept]


QuestionFormSet = forms.inlineformset_factory(
    Meeting,
    SignUpQuestion,
    form=QuestionForm,
    formset=BaseQuestionFormSet,
    extra=MOST_QUESTIONS,
    max_num=MOST_QUESTIONS,
    validate_max=True,
)
