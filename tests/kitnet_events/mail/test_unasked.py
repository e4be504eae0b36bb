"""No way past the question: whatever of Wagtail's publishes asks first, is refused, or leaves its mails on hold."""

from datetime import time, timedelta

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

from .asking import ALL_HELD, release_address, states

pytestmark = pytest.mark.usefixtures("english")

# What can be done at the addresses of a page; beside those that publish, what keeps them from doing it unasked.
PUBLISHES = {
    "add": "before_publish_page",
    "edit": "before_publish_page, AskingTask",
    "workflow_action": "AskingTask",
    "copy": "a copy of a meeting is a draft",
}
# Refused while people mean to come (``test_protection``); moving and closing change neither time nor place.
TAKES_AWAY = {"delete", "unpublish", "move_confirm", "set_privacy"}
HARMLESS = {
    "add_subpage", "choose_parent", "collect_workflow_action_data", "confirm_workflow_cancellation",
    "content_type_use", "content_type_use_results", "convert_alias", "history", "history_results", "index",
    "index_results", "lock", "move", "preview_on_add", "preview_on_edit", "revisions_compare", "revisions_view",
    "revisions_unschedule", "revisions_revert", "search", "search_results", "set_page_position", "unlock", "usage",
    "view_draft", "workflow_history", "workflow_history_detail", "workflow_preview",
}  # fmt: skip


def draft_of_the_evening(meeting, **more):
    """Save a version of the meeting's page with another time; do not publish it."""
    page = factories.publish(factories.fresh(meeting.page))
    for name, value in ({"start_time": time(18, 0), "end_time": time(20, 0)} | more).items():
        setattr(page, name, value)
    return page.save_revision()


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
def test_a_finish_of_the_hosts_own_leaves_the_mails_waiting_where_everybody_sees_them(meeting, people, monkeypatch):
    def publish_it_our_way(workflow_state, user=None):
        workflow_state.content_object.get_latest_revision().publish(user=user)

    writer = roles.writer()
    draft_of_the_evening(meeting)
    page = factories.fresh(meeting.page)
    page.get_workflow().start(page, writer.user)
    monkeypatch.setattr(WorkflowState, "on_finish", publish_it_our_way)
    state, client = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS), roles.editor()
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[meeting.page_id, "approve", state.pk]), {"comment": ""}
    )
    assert states() == ALL_HELD
    first_page = client.get("/admin/").content.decode()
    assert release_address(meeting) in first_page
    assert "3 mails about" in first_page
