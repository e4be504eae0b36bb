"""A meeting with living sign-ups leaves the web only by being cancelled."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from kitnet_events.domain import signup
from kitnet_events.domain.clock import tick
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.domain.protection import protected_below
from kitnet_events.models import Meeting, MeetingPage
from tests import factories, roles
from tests.editor import errors, save

from .people import details, sign_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def client():
    return roles.administrator()


def pages_of(meeting):
    group = meeting.group
    index = group.get_parent()
    return {"meeting": meeting.page, "group": group, "above": index, "home": index.get_parent()}


def is_live(meeting):
    return Page.objects.filter(pk=meeting.page_id, live=True).exists()


def told(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def action(name, page):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk])


@pytest.mark.parametrize("which", ["meeting", "group", "home"])
def test_deleting_is_refused_with_the_advice_to_cancel(client, meeting, which):
    sign_up(meeting)
    page = pages_of(meeting)[which]
    for response in (client.get(action("delete", page)), client.post(action("delete", page))):
        assert response.status_code == 302
        assert "1 person has signed up" in told(response)
        assert reverse("kitnet_meetings:cancel", args=[meeting.uid]) in told(response)
    assert is_live(meeting)


@pytest.mark.parametrize("which", ["meeting", "above"])
def test_unpublishing_is_refused_with_the_advice_to_cancel(client, meeting, which):
    sign_up(meeting)
    response = client.post(action("unpublish", pages_of(meeting)[which]), {"include_descendants": "on"})
    assert "Cancel the meeting instead" in told(response)
    assert is_live(meeting)


def test_a_group_can_be_unpublished_without_its_meetings(client, meeting):
    sign_up(meeting)
    client.post(action("unpublish", meeting.group))
    assert not Page.objects.get(pk=meeting.group_id).live
    assert is_live(meeting)


@pytest.mark.parametrize("which", ["meeting", "group"])
@pytest.mark.parametrize("name", ["delete", "unpublish"])
def test_bulk_actions_are_refused_for_all_that_was_chosen(client, meeting, name, which):
    sign_up(meeting)
    news = factories.StandardPageFactory(parent=pages_of(meeting)["home"])
    chosen = pages_of(meeting)[which]
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", name])
    response = client.post(f"{url}?id={chosen.pk}&id={news.pk}", {"include_descendants": "on"})
    assert "Cancel the meeting instead" in told(response)
    assert is_live(meeting)
    assert Page.objects.get(pk=news.pk).live


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("name", "which"), [("delete", "group"), ("unpublish", "meeting")])
def test_the_admins_api_refuses_in_words(client, meeting, name, which):
    sign_up(meeting)
    url = reverse("wagtailadmin_api:pages:action", args=[pages_of(meeting)[which].pk, name])
    response = client.post(url, {"recursive": True}, content_type="application/json")
    assert response.status_code == 400
    assert "Cancel the meeting instead" in response.content.decode()
    assert is_live(meeting)


@pytest.mark.parametrize("which", ["meeting", "above"])
def test_closing_a_page_to_the_public_is_refused_in_the_dialog(client, meeting, which):
    sign_up(meeting)
    page = pages_of(meeting)[which]
    response = client.post(action("set_privacy", page), {"restriction_type": "login"})
    assert "Cancel the meeting instead" in response.json()["html"]
    assert not PageViewRestriction.objects.exists()
    cancel_meeting(meeting.pk, "Værten er syg")
    client.post(action("set_privacy", page), {"restriction_type": "login"})
    assert PageViewRestriction.objects.get().page_id == page.pk


def test_moving_to_where_not_everybody_may_look_is_refused(client, meeting):
    sign_up(meeting)
    closed = factories.GroupPageFactory(parent=meeting.group.get_parent())
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    url = reverse("wagtailadmin_pages:move_confirm", args=[meeting.page_id, closed.pk])
    assert "Cancel the meeting instead" in told(client.post(url))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    response = client.post(f"{bulk}?id={meeting.page_id}", {"chooser": closed.pk})
    assert "Cancel the meeting instead" in told(response)
    with pytest.raises(ValidationError):
        Page.objects.get(pk=meeting.page_id).move(closed, pos="last-child")
    assert Page.objects.get(pk=meeting.page_id).get_parent().pk == meeting.group_id


def test_programs_are_refused_too(meeting):
    sign_up(meeting)
    for deed in (
        meeting.page.unpublish,
        lambda: Page.objects.get(pk=meeting.page_id).unpublish(),
        lambda: Page.objects.get(pk=meeting.page_id).delete(),
        lambda: Page.objects.filter(pk=meeting.group_id).delete(),
        lambda: PageViewRestriction.objects.create(page_id=meeting.group_id, restriction_type="login"),
    ):
        with pytest.raises(ValidationError), transaction.atomic():
            deed()
        meeting.refresh_from_db()
        assert (is_live(meeting), meeting.published) == (True, True)


@pytest.mark.parametrize("how", ["stepped back", "cancelled", "past"])
def test_a_meeting_that_lets_nobody_down_is_not_protected(meeting, how):
    mine = sign_up(meeting)
    assert protected_below(meeting.group) == [meeting]
    if how == "stepped back":
        signup.cancel_sign_up(mine.pk)
    elif how == "cancelled":
        cancel_meeting(meeting.pk, "Værten er syg")
    elif how == "past":
        ago = timezone.now() - timedelta(days=1)
        Meeting.objects.filter(pk=meeting.pk).update(starts_at=ago - timedelta(hours=5), ends_at=ago)
    assert protected_below(meeting.group) == []


def test_a_meeting_that_is_not_protected_can_go(client, meeting):
    signup.cancel_sign_up(sign_up(meeting).pk)
    asked = client.post(action("unpublish", meeting.page))
    client.post(action("unpublish", meeting.page), dict(asked.context["typed"]))
    assert not is_live(meeting)
    client.post(action("delete", meeting.page))
    assert not MeetingPage.objects.exists()
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_a_seat_that_is_only_held_protects_too(meeting):
    signup.sign_up(meeting.pk, details())
    with pytest.raises(ValidationError):
        meeting.page.unpublish()


@pytest.mark.parametrize("through", ["command", "clock"])
def test_a_page_that_expires_stays_and_its_history_says_why(meeting, through):
    sign_up(meeting)
    past = timezone.now() - timedelta(minutes=1)
    page = meeting.page
    page.expire_at = past
    page.save_revision()
    Page.objects.filter(pk=page.pk).update(expire_at=past)
    other = factories.make_meeting(meeting.group).page
    Page.objects.filter(pk=other.pk).update(expire_at=past)
    if through == "command":
        call_command("publish_scheduled")
    else:
        assert tick() == []
    assert is_live(meeting)
    assert not Page.objects.get(pk=other.pk).live
    stayed = MeetingPage.objects.get(pk=page.pk)
    assert (stayed.expire_at, stayed.get_latest_revision_as_object().expire_at) == (None, None)
    entry = PageLogEntry.objects.get(action="kitnet_events.keep_meeting")
    assert entry.message.startswith("Not expired: 1 person has signed up")


def test_an_editor_cannot_let_it_expire(client, meeting):
    sign_up(meeting)
    day = timezone.localdate() + timedelta(days=3)
    response = save(client, meeting.page, "publish", expire_at=f"{day:%Y-%m-%d} 12:00")
    assert "expire_at" in errors(response)
    assert "Cancel the meeting instead" in errors(response)["expire_at"][0]
