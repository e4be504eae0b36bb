"""Publishing a meeting's page with an editor's decision: the same for one page, many, a schedule and a workflow."""

from typing import Any

from django.db import transaction
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import TaskState, WorkflowState
from wagtail.workflows import publish_workflow_state

from .announcing import Decision, decide
from .effects import Effect, foresee_publishing

# What Wagtail calls saying yes to a task of a workflow.
APPROVE = "approve"


class ChangedMeanwhileError(Exception):
    """What the editor saw is not what would happen now: somebody else has changed the meeting."""


def effect_of_revision(revision: Any) -> Effect | None:
    """Return what publishing a revision of a meeting's page does; None for a page without a meeting."""
    return foresee_publishing(revision.as_object())


@transaction.atomic
def publish_revision(revision: Any, decision: Decision, *, seen: str) -> None:
    """Publish or schedule a revision; mails go out by the decision when it is on the web.

    ``seen`` is the ``fingerprint`` of the effect that the editor saw. Raises ChangedMeanwhileError when it is another
    one now, and PermissionDenied when the decision's user may not publish the page.
    """
    keep_decision(effect_of_revision(revision), decision, seen=seen, revision=revision.pk)
    PublishPageRevisionAction(revision, user=decision.user).execute()


def effect_of_approval(task_state: TaskState) -> Effect | None:
    """Return what approving a task does by publishing the page; None if that publishes nothing, or no meeting."""
    state = task_state.workflow_state
    if WorkflowState.on_finish is not publish_workflow_state or not state.is_at_final_task:
        return None
    revision = state.content_object.get_latest_revision()
    return effect_of_revision(revision) if revision else None


@transaction.atomic
def approve_task(task_state: TaskState, decision: Decision, *, seen: str, comment: str = "") -> None:
    """Approve a task whose approval publishes the latest revision; mails go out by the decision.

    Raises what ``publish_revision`` raises.
    """
    revision = task_state.workflow_state.content_object.get_latest_revision()
    keep_decision(effect_of_revision(revision), decision, seen=seen, revision=revision.pk)
    task_state.task.specific.on_action(task_state, decision.user, APPROVE, comment=comment)


def keep_decision(effect: Effect | None, decision: Decision, *, seen: str, revision: int | None) -> None:
    """Keep what an editor decided about a version that is published right after this.

    Raises ChangedMeanwhileError when the effect is not the one that the editor saw.
    """
    if effect is None or effect.fingerprint != seen:
        raise ChangedMeanwhileError
    decide(effect.meeting, effect.change or {}, decision, revision=revision)
