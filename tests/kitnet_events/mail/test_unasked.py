"""No way past the question: whatever of Wagtail's publishes asks first, is refused, or leaves its mails on hold."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.viewsets.pages import page_viewset_registry
from wagtail.models import Page, TaskState, WorkflowState

from kitnet_events.admin.approving import MeetingPageViewSet
from kitnet_events.models import MeetingPage
from tests import editor, factories, roles

from .asking import ALL_HELD, draft_of_the_evening, release_address, states

pytestmark = pytest.mark.usefixtures("english")

# What can be done at the addresses of a page; beside those that publish, what keeps them from doing it unasked.
PUBLISHES = {
    "add": "before_publish_page",
    "edit": "before_publish_page, AskingTask",
    "workflow_action": "AskingTask",
    "copy": "a copy of a meeting is a draft",
}
# Refused while people mean to come (``test_protection``), else asked about (``test_tree_questions``).
TAKES_AWAY = {"delete", "unpublish", "move_confirm", "set_privacy"}
HARMLESS = {
    "add_subpage", "choose_parent", "collect_workflow_action_data", "confirm_workflow_cancellation",
    "content_type_use", "content_type_use_results", "convert_alias", "history", "history_results", "index",
    "index_results", "lock", "move", "preview_on_add", "preview_on_edit", "revisions_compare", "revisions_view",
    "revisions_unschedule", "revisions_revert", "search", "search_results", "set_page_position", "unlock", "usage",
    "view_draft", "workflow_history", "workflow_history_detail", "workflow_preview",
}  # fmt: skip


def is_unmoved(meeting):
    fresh = factories.fresh(meeting)
    return (fresh.starts_at, fresh.sequence, states()) == (meeting.starts_at, meeting.sequence, [])


def test_every_way_of_wagtails_to_act_on_a_page_is_known():
    views = page_viewset_registry.get_by_type(MeetingPage)
    assert type(views) is MeetingPageViewSet
    assert set(views.views) == {*PUBLISHES, *TAKES_AWAY, *HARMLESS}
    api = {"convert_alias", "copy", "copy_for_translation", "create_alias", "delete", "move", "publish"}
    assert set(PagesAdminAPIViewSet.actions) == api | {"revert_to_page_revision", "unpublish"}
    bulk = bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page")
    assert {action.action_type for action in bulk} == {"delete", "move", "publish", "unpublish"}


# ── The admin's own API ──────────────────────────────────────────────────────────────────────────────────────────
def through_the_api(page, name, **data):
    address = reverse("wagtailadmin_api:pages:action", args=[page.pk, name])
    return roles.editor().post(address, data, content_type="application/json")


@pytest.mark.parametrize("scheduled", [False, True])
def test_the_admins_api_leads_to_the_question(meeting, people, scheduled):
    later = {"go_live_at": timezone.now() + timedelta(days=2)} if scheduled else {}
    revision = draft_of_the_evening(meeting, **later)
    answer = through_the_api(meeting.page, "publish")
    asked_at = reverse("kitnet_meetings:publish", args=[meeting.uid, revision.pk])
    assert (answer.status_code, answer.json()["ask_at"]) == (409, asked_at)
    assert is_unmoved(meeting)
    assert not meeting.page.revisions.filter(approved_go_live_at__isnull=False).exists()


def test_the_admins_api_publishes_what_reaches_nobody(meeting, people, network):
    page = factories.publish(factories.fresh(meeting.page))
    page.lead = "Nyt"
    page.save_revision()
    article = factories.NewsPageFactory(parent=network.news_index, live=False)
    for one in (page, article):
        assert through_the_api(one, "publish").status_code == 200
    assert (factories.fresh(meeting.page).lead, states()) == ("Nyt", [])
    assert Page.objects.get(pk=article.pk).live


@pytest.mark.parametrize(("name", "data"), [("copy", {"slug": "kopi"}), ("create_alias", {"update_slug": "alias"})])
def test_the_admins_api_puts_no_second_meeting_on_the_web(meeting, people, name, data):
    through_the_api(meeting.page, name, **data)
    assert [page.pk for page in MeetingPage.objects.live()] == [meeting.page_id]
    assert is_unmoved(meeting)


# ── Older versions ───────────────────────────────────────────────────────────────────────────────────────────────
def test_an_older_version_that_is_published_again_is_asked_about(meeting, people):
    older = draft_of_the_evening(meeting)
    factories.fresh(meeting.page).save_revision()
    client = roles.editor()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[meeting.page_id, older.pk])
    data = editor.open_form(client, address).dict()
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[meeting.page_id]), data | {"action-publish": "1"})
    assert "/publish/" in answer.headers["Location"]
    assert is_unmoved(meeting)


# ── With nobody to ask ───────────────────────────────────────────────────────────────────────────────────────────
def finished_in_a_way_of_the_hosts_own(page, client, monkeypatch):
    def publish_it_our_way(workflow_state, user=None):
        workflow_state.content_object.get_latest_revision().publish(user=user)

    page.get_workflow().start(page, roles.writer().user)
    monkeypatch.setattr(WorkflowState, "on_finish", publish_it_our_way)
    state = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    client.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""})


def submitted_to_a_workflow_without_tasks(page, client, monkeypatch):
    page.get_workflow().workflow_tasks.all().delete()
    editor.save(client, page, "submit")


def whose_last_task_is_switched_off(page, client, monkeypatch):
    state = page.get_workflow().start(page, roles.writer().user).current_task_state
    roles.administrator().post(reverse("wagtailadmin_workflows:disable_task", args=[state.task_id]))


@pytest.mark.parametrize(
    "published",
    [finished_in_a_way_of_the_hosts_own, submitted_to_a_workflow_without_tasks, whose_last_task_is_switched_off],
)
def test_mails_that_nobody_was_asked_about_wait_where_everybody_sees_them(meeting, people, monkeypatch, published):
    draft_of_the_evening(meeting)
    client = roles.editor()
    published(factories.fresh(meeting.page), client, monkeypatch)
    assert states() == ALL_HELD
    way_there = release_address(meeting)
    first_page = client.get("/admin/").content.decode()
    assert f"3 mails about “{meeting.title}” wait until you send them." in first_page
    # The menu says it on every page; who did it was told at once, where there is somebody.
    elsewhere = client.get(reverse("wagtailimages:index")).content.decode()
    assert ("3 mails wait" in elsewhere, way_there in elsewhere) == (True, True)
    assert first_page.count(way_there) == (2 if published is whose_last_task_is_switched_off else 3)


def test_a_first_announcement_that_nobody_was_asked_about_is_told(group, monkeypatch):
    draft, client = factories.make_meeting(group, live=False), roles.editor()
    draft.page.save_revision()
    finished_in_a_way_of_the_hosts_own(draft.page, client, monkeypatch)
    assert (
        f"“{draft.page.title}” is on the web and in calendars as it is now." in client.get("/admin/").content.decode()
    )


def test_the_menu_speaks_of_no_mails_where_none_wait(meeting, people):
    assert "held-mails" not in roles.editor().get(reverse("wagtailimages:index")).content.decode()
