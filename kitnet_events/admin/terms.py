"""The page "Sign-up" of a meeting: where its terms are set."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from kitnet_events.domain.seats import Seats
from kitnet_events.terms_forms import QuestionFormSet, TermsForm

from .meeting_actions import MeetingActionView


class TermsView(MeetingActionView):
    """Sets how many may come, when one can sign up, who may, and what is asked. Saved at once: there is no draft."""

    template_name = "kitnet_events/admin/meeting_terms.html"
    form_class = TermsForm
    page_title = _("Terms of sign-up")
    submit_label = _("Save")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which meeting it is."""
        return {**super().get_form_kwargs(), "instance": self.meeting}

    def get_questions(self) -> Any:
        """Return the forms of the extra questions."""
        return QuestionFormSet(
            self.request.POST if self.request.method == "POST" else None, instance=self.meeting, prefix="questions"
        )

    def get_consequences(self) -> list[str]:
        """Return how it stands now."""
        seats = Seats.read(self.meeting)
        taken, waiting = seats.taken.total(), seats.waiting.total()
        return [
            gettext("What you save here holds at once, whatever draft the page has."),
            gettext("Now: %(taken)s seats taken, %(waiting)s on the waiting list.")
            % {"taken": taken, "waiting": waiting},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the questions."""
        kwargs.setdefault("questions", self.get_questions())
        return super().get_context_data(**kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save both parts, or neither."""
        form, questions = self.get_form(), self.get_questions()
        if not (form.is_valid() & questions.is_valid()):
            messages.error(request, gettext("Nothing is saved yet: please look at the fields marked below."))
            return self.render_to_response(self.get_context_data(form=form, questions=questions), status=400)
        given = form.apply(questions, request.user)
        messages.success(request, gettext("The terms of sign-up are saved."))
        if given:
            sentence = ngettext(
                "%(count)s person on the waiting list got a seat and is told by mail.",
                "%(count)s persons on the waiting list got a seat and are told by mail.",
                given,
            )
            messages.success(request, sentence % {"count": given})
        return HttpResponseRedirect(self.get_success_url())
