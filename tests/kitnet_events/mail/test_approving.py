"""Approving in a workflow, in the editor and from a list: it asks first, and says yes to both at once."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, TaskState, WorkflowTask

from kitnet_events.models import OutboxMail
from tests import editor, factories, roles

from .asking import ALL_DROPPED, ALL_QUEUED, form_of, states

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def writer(network):
    """A writer's client, with the roles and their workflow set up."""
    return roles.writer()


def submitted(meeting, writer, **changes):
    """Submit another version of a meeting's page; return what waits for a review."""
    page = factories.publish(factories.fresh(meeting.page))
    for name, value in (changes or {"start_time": time(18, 0), "end_time": time(20, 0)}).items():
        setattr(page, name, value)
    page.save_revision(user=writer.user)
    page.get_workflow().start(page, writer.user)
    return TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)


def approved_in_the_editor(client, meeting, comment=""):
    address = reverse("wagtailadmin_pages:edit", args=[meeting.page_id])
    data = editor.open_form(client, address).dict()
    data |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    if comment:
        data["workflow-action-extra-data"] = f'{{"comment": "{comment}"}}'
    return client.post(address, data)


def list_address(meeting, task_state, action="approve"):
    return reverse("wagtailadmin_pages:workflow_action", args=[meeting.page_id, action, task_state.pk])


def is_unchanged(meeting, task_state):
    fresh = factories.fresh(meeting)
    still_waits = factories.fresh(task_state).status == TaskState.STATUS_IN_PROGRESS
    return still_waits and (fresh.starts_at, fresh.sequence) == (meeting.starts_at, meeting.sequence)


def test_approving_in_the_editor_asks_and_then_does_both_at_once(meeting, people, writer):
    state = submitted(meeting, writer)
    client = roles.editor()
    answer = approved_in_the_editor(client, meeting, comment="Godt set.")
    revision = meeting.page.revisions.latest("pk")
    asked_at = reverse("kitnet_meetings:approve", args=[meeting.uid, revision.pk, state.pk])
    assert answer.headers["Location"] == asked_at
    assert (is_unchanged(meeting, state), states()) == (True, [])
    address, page, fields = form_of(client, answer)
    html = page.content.decode()
    assert "Yes, approve, publish and send 3 mails" in html
    assert "3 persons who signed up get a mail" in html
    assert "Godt set." in html
    assert "18.00–20.00" in page.context["preview"].text
    client.post(address, fields | {"added_line": "Salen var optaget."})
    fresh = factories.fresh(state)
    assert (fresh.status, fresh.comment, fresh.finished_by) == (TaskState.STATUS_APPROVED, "Godt set.", client.user)
    assert timezone.localtime(factories.fresh(meeting).starts_at).hour == 18
    assert states() == ALL_QUEUED
    assert OutboxMail.objects.first().context["added_line"] == "Salen var optaget."


@pytest.mark.parametrize("in_a_window", [False, True])
def test_approving_from_a_list_leads_to_the_question_and_back_to_the_list(meeting, people, writer, in_a_window):
    state, client = submitted(meeting, writer), roles.editor()
    headers = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"} if in_a_window else {}
    answer = client.post(list_address(meeting, state), {"comment": "Ja.", "next": "/admin/"}, **headers)
    asked_at = answer.json()["redirect"] if in_a_window else answer.headers["Location"]
    assert is_unchanged(meeting, state)
    page = client.get(asked_at)
    fields = {"seen": page.context["form"]["seen"].value(), "without-mail": "1"}
    done = client.post(asked_at, fields)
    assert done.headers["Location"] == "/admin/"
    assert (factories.fresh(state).comment, states()) == ("Ja.", ALL_DROPPED)


def test_the_first_page_leads_to_where_it_is_asked(meeting, writer):
    state = submitted(meeting, writer)
    html = roles.editor().get("/admin/").content.decode()
    assert f'data-workflow-action-url="{list_address(meeting, state)}"' in html


@pytest.mark.parametrize("from_list", [False, True])
def test_a_mended_typo_is_approved_without_a_question(meeting, people, writer, from_list):
    state, client = submitted(meeting, writer, lead="Nyt"), roles.editor()
    if from_list:
        client.post(list_address(meeting, state), {"comment": ""})
    else:
        approved_in_the_editor(client, meeting)
    assert factories.fresh(state).status == TaskState.STATUS_APPROVED
    assert (factories.fresh(meeting.page).lead, OutboxMail.objects.count()) == ("Nyt", 0)


def test_sending_back_from_a_list_asks_nothing(meeting, people, writer):
    state = submitted(meeting, writer)
    roles.editor().post(list_address(meeting, state, "reject"), {"comment": "Ikke endnu."})
    fresh = factories.fresh(state)
    assert (fresh.status, fresh.comment) == (TaskState.STATUS_REJECTED, "Ikke endnu.")


def test_a_task_before_the_last_is_approved_without_a_question(meeting, people, writer):
    last = GroupApprovalTask.objects.create(name="Til sidst")
    WorkflowTask.objects.create(workflow=meeting.page.get_workflow(), task=last.task_ptr, sort_order=9)
    state = submitted(meeting, writer)
    roles.editor().post(list_address(meeting, state), {"comment": ""})
    assert factories.fresh(state).status == TaskState.STATUS_APPROVED
    assert (factories.fresh(meeting).sequence, states()) == (meeting.sequence, [])


def test_a_schedule_is_asked_about_when_it_is_approved(meeting, people, writer):
    later = timezone.now() + timedelta(days=2)
    state = submitted(meeting, writer, start_time=time(18, 0), end_time=time(20, 0), go_live_at=later)
    client = roles.editor()
    address, page, fields = form_of(client, client.post(list_address(meeting, state), {"comment": ""}))
    assert "Yes, approve and schedule it with the mail" in page.content.decode()
    client.post(address, fields)
    assert factories.fresh(state).status == TaskState.STATUS_APPROVED
    assert meeting.page.revisions.filter(approved_go_live_at__gt=timezone.now()).exists()
    assert (factories.fresh(meeting).starts_at, states()) == (meeting.starts_at, [])


def test_what_was_answered_meanwhile_is_not_done_again(meeting, people, writer):
    state, client = submitted(meeting, writer), roles.editor()
    address, _page, fields = form_of(client, client.post(list_address(meeting, state), {"comment": ""}))
    state.workflow_state.cancel(user=writer.user)
    for again in (client.get(address), client.post(address, fields)):
        assert again.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[meeting.page_id])
    assert factories.fresh(meeting).starts_at == meeting.starts_at


def test_only_who_may_approve_is_asked_and_about_this_page_alone(meeting, people, writer, group):
    state = submitted(meeting, writer)
    revision = meeting.page.revisions.latest("pk")
    address = reverse("kitnet_meetings:approve", args=[meeting.uid, revision.pk, state.pk])
    for client in (writer, roles.facilitator(group)):
        assert client.get(address).headers["Location"] == "/admin/"
        assert client.post(list_address(meeting, state), {"comment": ""}).headers["Location"] == "/admin/"
    other = factories.make_meeting(group, title="Et andet")
    elsewhere = reverse("kitnet_meetings:approve", args=[other.uid, other.page.save_revision().pk, state.pk])
    assert roles.editor().get(elsewhere).status_code == 404
    assert is_unchanged(meeting, state)
