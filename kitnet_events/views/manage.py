"""One sign-up, at the address that a link in a mail opens: what can be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kitnet_events.domain import limits, moving, passing_on, signup
from kitnet_events.domain.seats import is_too_late, waiting_place, why_waiting
from kitnet_events.domain.tokens import BadTokenError, read_sign_up_token
from kitnet_events.enums import SignUpPhase, SignUpState
from kitnet_events.exceptions import SignUpOverError, SignUpRefusedError
from kitnet_events.host_forms import QuestionsForm, TellForm
from kitnet_events.models import Meeting, SignUp
from kitnet_events.signup_forms import ColleagueForm

from .private import private
from .visitors import count_form, say_when

# Names the meeting to which somebody thinks of going instead.
_TARGET = "flyt"


@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show one sign-up and what can be done about it; do it on POST. Opened by a link in a mail."""
    try:
        mine = read_sign_up_token(token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    page = _Page.of(request, mine)
    if request.method != "POST":
        if _TARGET in request.GET and page.target is None:
            page.refusal = str(SignUpOverError())
        return page.shown()
    deed = _DEEDS.get(page.action)
    if deed is None:
        raise Http404
    try:
        if deed(page):
            return redirect(f"{request.path}?udfoert={page.action}")
        page.status = 400
    except SignUpRefusedError as error:
        page.refuse(error)
    except limits.TooOftenError:
        page.refusal, page.status = limits.too_often(), 429
    mine.refresh_from_db()
    return page.shown()


@dataclass
class _Page:
    """The page about a sign-up: what was typed in its forms, and what was refused."""

    request: HttpRequest
    mine: SignUp
    action: str
    colleague: ColleagueForm
    host: TellForm
    others: list[moving.Alternative]
    target: Meeting | None = None
    questions: QuestionsForm | None = None
    refusal: str = ""
    status: int = 200

    @classmethod
    def of(cls, request: HttpRequest, mine: SignUp) -> "_Page":
        """Return the page with what was typed now in the form of the deed that is asked for."""
        action = request.POST.get("action", "")
        page = cls(
            request,
            mine,
            action,
            ColleagueForm(request.POST if action == "hand_over" else None),
            TellForm.of(mine, request.POST if action in {"prove", "tell"} else None),
            moving.alternatives(mine),
        )
        wanted = request.POST.get("target", "") or request.GET.get(_TARGET, "")
        page.target = next((other.meeting for other in page.others if str(other.meeting.pk) == wanted), None)
        if page.target is not None:
            data = request.POST if action == "move" else None
            given = moving.answers_carried(mine, page.target)
            page.questions = QuestionsForm(data, meeting=page.target, given=given)
        return page

    @property
    def asks_host(self) -> bool:
        """Whether the proof of the address asks what the host should know: a colleague could not say it."""
        return bool(self.mine.signed_up_by) and self.mine.proved_at is None

    def refuse(self, error: SignUpRefusedError) -> None:
        """Say what was refused: by its field, where it is about what was typed."""
        self.status = 400
        if self.action == "hand_over" and error.field:
            self.colleague.add_error(error.field, str(error))
        else:
            self.refusal = str(error)

    def shown(self) -> HttpResponse:
        """Return the answer."""
        request, mine, meeting = self.request, self.mine, self.mine.meeting
        done = request.GET.get("udfoert", "")
        context = {
            "sign_up": mine,
            "meeting": meeting,
            "meeting_url": meeting.get_url(request),
            "waiting_place": waiting_place(mine),
            "reason": why_waiting(mine),
            "others": self.others,
            "colleague": self.colleague,
            "host": self.host,
            "asks_host": self.asks_host,
            "target": self.target,
            "questions": self.questions,
            "refusal": self.refusal,
            "done": done,
            "passed_on": done if done in {"hand_over", "move"} and mine.state == SignUpState.CANCELLED else "",
            "over": is_too_late(meeting, timezone.now()),
            "is_open": meeting.sign_up_phase() == SignUpPhase.OPEN,
        }
        is_moving = self.target is not None and mine.state == SignUpState.CONFIRMED
        template = "kitnet_events/signup/move.html" if is_moving else "kitnet_events/signup/manage.html"
        return say_when(TemplateResponse(request, template, context, status=self.status))


def _prove(page: _Page) -> bool:
    if page.asks_host and not page.host.is_valid():
        return False
    signup.prove(page.mine.pk, told=page.host.told() if page.asks_host else None)
    return True


def _tell(page: _Page) -> bool:
    if not page.host.is_valid():
        return False
    signup.tell_host(page.mine.pk, page.host.told())
    return True


def _cancel(page: _Page) -> bool:
    signup.step_back(page.mine.pk)
    return True


def _accept(page: _Page) -> bool:
    signup.accept_offer(page.mine.pk)
    return True


def _hand_over(page: _Page) -> bool:
    form = page.colleague
    if not form.is_valid():
        return False
    # It mails somebody who has asked for nothing.
    count_form(page.request, "address", form.cleaned_data["email"], page.mine.meeting)
    passing_on.hand_over(page.mine.pk, form.details(signed_up_by=page.mine.name))
    return True


def _move(page: _Page) -> bool:
    if page.target is None or page.questions is None:
        # Moved or given back in another tab, or that sign-up has closed meanwhile.
        raise SignUpOverError
    if not page.questions.is_valid():
        return False
    moving.move_sign_up(page.mine.pk, page.target.pk, answers=page.questions.answers())
    return True


# Each returns whether it is done; if not, a form says why.
_DEEDS: dict[str, Callable[[_Page], Any]] = {
    "prove": _prove,
    "tell": _tell,
    "cancel": _cancel,
    "accept": _accept,
    "hand_over": _hand_over,
    "move": _move,
}
