"""Forms of what somebody tells the host of a meeting."""

from typing import Any, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.signup_details import HostDetails
from kitnet_events.enums import QuestionKind
from kitnet_events.models import Meeting, SignUp, SignUpQuestion
from kitnet_events.visible_fields import VisibleCharField

_NOTE_LENGTH = 1000


class QuestionsForm(forms.Form):
    """A meeting's own questions."""

    def __init__(self, *args: Any, meeting: Meeting, given: dict[str, Any] | None = None, **kwargs: Any) -> None:
        """Take Django's arguments, the meeting whose questions are asked, and answers that were ``given`` to some."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        asks = meeting.has_questions is None or meeting.has_questions
        self.questions = list(meeting.questions.all()[:5]) if asks else []
        for question in self.questions:
            self.fields[_name_of(question)] = field = _question_field(question)
            # Its words are in the language of the pages.
            field.by_editors = True
            if given and question.label in given:
                self.initial[_name_of(question)] = given[question.label]

    @property
    def question_names(self) -> list[str]:
        """The names of the questions' fields."""
        return [_name_of(question) for question in self.questions]

    def answers(self) -> dict[str, Any]:
        """Return what was answered, by the words of the questions."""
        answers = {question.label: self.cleaned_data.get(_name_of(question)) for question in self.questions}
        return {label: answer for label, answer in answers.items() if answer}


class HostForm(QuestionsForm):
    """What the host should know of somebody."""

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

    def clean(self) -> dict[str, Any]:
        """Check that needs are kept with consent alone."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("needs") and not cleaned.get("needs_consent"):
            self.add_error("needs_consent", _("We may only keep this if you agree. Or leave the field above empty."))
        return cleaned


class TellForm(HostForm):
    """What the host should know, told or changed by the person who comes, at the page of the sign-up.

    Needs are not shown there: whoever gets hold of the mail could read them. With the consent left standing they stay
    as they are; without it they are forgotten. What somebody else wrote for the person is no consent.
    """

    # Needs that were told before.
    keeps = ""

    @classmethod
    def of(cls, mine: SignUp, data: Any = None) -> Self:
        """Return the form with what is known of a sign-up; ``data`` is what was typed now."""
        is_own = mine.proved_at is not None
        form = cls(data, meeting=mine.meeting, given=mine.answers)
        form.order_fields(form.question_names)
        form.keeps = mine.needs if is_own else ""
        for question in form.questions if is_own else ():
            # What was asked only later does not stand between anybody and taking a consent back.
            form.fields[_name_of(question)].required &= question.label in mine.answers
        form.initial |= {"note": mine.note, "listed": is_own and mine.listed, "needs_consent": bool(form.keeps)}
        if form.keeps:
            form.fields["needs"].help_text = _(
                "You have told us something. It is not shown here. Write again to replace it, or take the tick below "
                "away, and we delete it."
            )
        return form

    def told(self) -> HostDetails:
        """Return what was typed, for the rules."""
        data = self.cleaned_data
        kept = self.keeps if data["needs_consent"] else ""
        return HostDetails(
            note=data["note"], needs=data["needs"] or kept, listed=data["listed"], answers=self.answers()
        )


def _name_of(question: SignUpQuestion) -> str:
    return f"question_{question.pk}"


def _question_field(question: SignUpQuestion) -> forms.Field:
    asked: dict[str, Any] = {"label": question.label, "required": question.required}
    if question.kind == QuestionKind.TICK:
        return forms.BooleanField(error_messages={"required": _("Please tick this box.")}, **asked)
    asked["error_messages"] = {"required": _("Please answer this.")}
    if question.kind == QuestionKind.CHOICE:
        choices = [("", _("Choose …")), *((choice, choice) for choice in question.choice_list)]
        return forms.ChoiceField(choices=choices, **asked)
    return VisibleCharField(max_length=500, **asked)
