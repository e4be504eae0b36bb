"""Every way of publishing or changing a page leads to the ledger."""

from datetime import time, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import WorkflowState

from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.models import MeetingPage
from kitnet_pages.domain.roles import setup_roles
from tests import editor, factories
from tests.kitnet_events import calendars
from tests.kitnet_events.routes import base, bulk, page_url, post, save, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def by_revision(page, admin):
    page.get_latest_revision().publish()


def by_program(page, admin):
    page.live = True
    page.save()


def by_base_page(page, admin):
    plain = base(page)
    plain.live = True
    plain.save()


def by_the_editor(page, admin):
    save(admin, page, "publish")


def by_the_clock(page, admin):
    page.go_live_at = timezone.now() + timedelta(hours=1)
    factories.publish(page)
    revision = page.revisions.get(approved_go_live_at__isnull=False)
    # The hour passes.
    revision.content["go_live_at"] = None
    revision.approved_go_live_at = timezone.now()
    revision.save()
    assert not MeetingPage.objects.get(pk=page.pk).live
    call_command("publish_scheduled")


def by_workflow(page, admin):
    setup_roles()
    save(admin, page, "submit")
    state = WorkflowState.objects.get()
    task = state.current_task_state.task.specific
    assert not MeetingPage.objects.get(pk=page.pk).live
    task.on_action(state.current_task_state, admin.user, "approve")


def by_workflow_in_the_admin(page, admin):
    setup_roles()
    save(admin, page, "submit")
    state = WorkflowState.objects.get().current_task_state
    post(admin, page_url("workflow_action", page, "approve", state.pk), {"comment": ""})


def by_bulk_action(page, admin):
    bulk(admin, "publish", page)


def by_bulk_action_on_the_group(page, admin):
    bulk(admin, "publish", page.get_parent(), include_descendants="on")


PUBLISH = [
    by_revision,
    by_program,
    by_base_page,
    by_the_editor,
    by_the_clock,
    by_workflow,
    by_workflow_in_the_admin,
    by_bulk_action,
    by_bulk_action_on_the_group,
]


@pytest.mark.parametrize("publish", PUBLISH)
def test_publishing_puts_a_meeting_into_the_feeds(publish, group, admin, client):
    page = factories.MeetingPageFactory(parent=group, title="Møde", live=False)
    page.save_revision()
    assert told(client, page.pk) is None
    publish(page, admin)
    start = f"{factories.in_days(30):%Y%m%d}T093000"
    assert told(client, page.pk) == ("Møde", "CONFIRMED", "0", start)
    assert calendars.read(client, "/kalender/group/sjaelland.ics").event(page.meeting.uid)
    assert rebuild_calendar().was_sound


def test_meeting_made_and_published_in_the_editor_is_in_the_feeds(group, admin, client):
    when = {"start_date": f"{factories.in_days(9)}", "start_time": "10:00", "end_time": "12:00"}
    response = editor.create(admin, group, MeetingPage, "publish", title="Nyt", slug="nyt", **when)
    assert response.status_code == 302, editor.errors(response)
    assert told(client, None) == ("Nyt", "CONFIRMED", "0", f"{factories.in_days(9):%Y%m%d}T100000")
    assert rebuild_calendar().was_sound


# ── Changed ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def moved_by_revision(page, admin):
    page.start_time = time(10)
    factories.publish(page)


def moved_by_program(page, admin):
    page.start_time = time(10)
    page.save()


def moved_by_program_field_by_field(page, admin):
    page.start_time = time(10)
    page.save(update_fields=["start_time"])


def moved_by_the_editor(page, admin):
    save(admin, page, "publish", start_time="10:00")


def moved_by_an_older_revision(page, admin):
    page.start_time = time(10)
    older = page.save_revision()
    page.start_time = time(11)
    page.save_revision()
    url = page_url("revisions_revert", page, older.pk)
    post(admin, url, editor.open_form(admin, url).dict() | {"action-publish": "1"})


MOVE = [
    moved_by_revision,
    moved_by_program,
    moved_by_program_field_by_field,
    moved_by_the_editor,
    moved_by_an_older_revision,
]


@pytest.mark.parametrize("move", MOVE)
def test_another_time_reaches_the_feeds(move, group, admin, client):
    page = factories.publish(factories.MeetingPageFactory(parent=group, title="Møde"))
    move(page, admin)
    assert told(client, page.pk) == ("Møde", "CONFIRMED", "1", f"{factories.in_days(30):%Y%m%d}T100000")
    assert rebuild_calendar().was_sound


def test_draft_saved_in_the_editor_reaches_nobody(group, admin, client):
    page = factories.publish(factories.MeetingPageFactory(parent=group, title="Møde"))
    before, versions = told(client, page.pk), calendars.versions()
    save(admin, page, title="Hemmeligt", start_time="10:00")
    assert MeetingPage.objects.get(pk=page.pk).has_unpublished_changes
    assert (told(client, page.pk), calendars.versions()) == (before, versions)
    assert rebuild_calendar().was_sound


def test_scheduled_change_of_a_published_meeting_waits_for_its_time(group, admin, client):
    page = factories.publish(factories.MeetingPageFactory(parent=group, title="Møde"))
    before, versions = told(client, page.pk), calendars.versions()
    page.title, page.go_live_at = "Senere", timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    assert (told(client, page.pk), calendars.versions()) == (before, versions)
    assert rebuild_calendar().was_sound
