"""Before approving in a workflow publishes a change that reaches people: the page that asks, as before publishing.

Wagtail approves in two places: in the editor, after saving what was typed there, and at an address of its own, to which
the list on its first page leads. Both ask the task to do it, so a task that asks first stands in for it, for one
request.
"""

from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.models import TaskState

from kitnet_events.domain.announcing import Decision
from kitnet_events.domain.publishing import APPROVE, approve_task, effect_of_approval
from kitnet_events.models import MeetingPage

from .held_mails import note_standing, tell_of_held
from .publishing import PublishMeetingView, with_next
from .tree_questions import AskingPageViewSet


class AskingTask:
    """A workflow's task that leads to a question before it is approved, if that reaches people; else it is the task."""

    def __init__(self, task: Any, request: HttpRequest) -> None:
        """Take the task, and the request in which somebody says yes."""
        self.task = task
        self.request = request
        self.question = ""

    def __getattr__(self, name: str) -> Any:
        """Be the task in all else."""
        return getattr(self.task, name)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **data: Any) -> str | None:
        """Do it, and return where to go as the task says; or return the address of the question."""
        effect = effect_of_approval(task_state) if action_name == APPROVE else None
        if effect is None or not effect.reaches_people:
            return self.task.on_action(task_state, user, action_name, **data)
        self.request.session[_comment_key(task_state.pk)] = data.get("comment", "")
        revision = task_state.workflow_state.content_object.latest_revision_id
        address = reverse("kitnet_meetings:approve", args=[effect.meeting.uid, revision, task_state.pk])
        self.question = with_next(self.request, address)
        return self.question


def stand_in(request: HttpRequest, page: Any) -> None:
    """Let the editor, when it comes to approving a meeting, find a task that asks first."""
    if request.method != "POST" or not isinstance(page, MeetingPage):
        return
    note_standing(request, page)
    if request.POST.get("workflow-action-name") == APPROVE and (task := page.current_workflow_task):
        page.task_in_place = AskingTask(task, request)


def ask_before_approving(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Lead from the editor, which has saved what was typed, to the question.

    If there is none, say nothing but that mails wait: submitting to a workflow without tasks publishes at once.
    """
    task = page.task_in_place if isinstance(page, MeetingPage) else None
    if task and task.question:
        return redirect(task.question)
    tell_of_held(request, page)
    return None


class MeetingWorkflowActionView(WorkflowActionView):
    """Approves, or sends back, a meeting outside its editor."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, and say if mails wait: a host may finish its workflows in a way of its own."""
        note_standing(request, self.object)
        answer = super().post(request, *args, **kwargs)
        tell_of_held(request, self.object)
        return answer

    def get_task(self) -> AskingTask:
        """Return a task that asks first."""
        return AskingTask(super().get_task(), self.request)


class MeetingPageViewSet(AskingPageViewSet):
    """Wagtail's own addresses of a meeting's page: nothing is approved there unasked, either."""

    model = MeetingPage
    icon = "date"
    workflow_action_view_class = MeetingWorkflowActionView


class ApproveMeetingView(PublishMeetingView):
    """Approves a version of a meeting's page, and so publishes or schedules it, after saying what that does."""

    def dispatch(self, request: HttpRequest, uid: UUID, revision: int, task: int, **kwargs: Any) -> HttpResponse:
        """Take the number of the task."""
        self.task_pk = task
        return super().dispatch(request, uid, revision, **kwargs)

    def check_permission(self) -> None:
        """Let in who may approve. Raises PermissionDenied."""
        super().check_permission()
        actions = self.task_state.task.specific.get_actions(self.meeting.page, self.request.user)
        if APPROVE not in {name for name, *_rest in actions}:
            raise PermissionDenied

    @cached_property
    def task_state(self) -> TaskState:
        """What is to be approved. Raises Http404."""
        states = TaskState.objects.filter(workflow_state__in=self.meeting.page.workflow_states.all())
        found = states.filter(pk=self.task_pk).select_related("workflow_state").first()
        if found is None:
            raise Http404
        return found.specific

    @property
    def is_outdated(self) -> bool:
        """Whether somebody has saved another version, or answered already."""
        return self.task_state.status != TaskState.STATUS_IN_PROGRESS or super().is_outdated

    @property
    def comment(self) -> str:
        """What the approver wrote to the author."""
        return self.request.session.get(_comment_key(self.task_pk), "")

    def get_page_title(self) -> str:
        """Return what is done here."""
        return gettext("Approve and schedule") if self.goes_live_at else gettext("Approve and publish")

    def get_submit_label(self) -> str:
        """Return what the button says."""
        if self.goes_live_at:
            return self.with_mails(
                gettext("Yes, approve and schedule it"), gettext("Yes, approve and schedule it with the mail")
            )
        return self.with_mails(
            gettext("Yes, approve and publish"),
            ngettext(
                "Yes, approve, publish and send %(count)s mail",
                "Yes, approve, publish and send %(count)s mails",
                self.effect.people,
            ),
        )

    def get_consequences(self) -> list[str]:
        """Return what happens, the comment to the author included."""
        sentences = super().get_consequences()
        if self.comment:
            sentences.append(gettext("Your comment goes along: “%(comment)s”") % {"comment": self.comment})
        return sentences

    def publish(self, decision: Decision, seen: str) -> None:
        """Approve, which publishes. Raises ChangedMeanwhileError."""
        approve_task(self.task_state, decision, seen=seen, comment=self.comment)
        self.request.session.pop(_comment_key(self.task_pk), None)


def _comment_key(task_pk: int) -> str:
    return f"kitnet-approval-{task_pk}"
