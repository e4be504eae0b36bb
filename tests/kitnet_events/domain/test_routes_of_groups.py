"""What happens to a group, and to a meeting's place in the tree, leads to the ledger."""

import pytest
from wagtail.models import Page, PageViewRestriction

from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.models import Meeting
from tests import factories
from tests.kitnet_events import calendars
from tests.kitnet_events.routes import base, bulk, page_url, post, save, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


@pytest.fixture
def elsewhere(network):
    """Plant a second tree that is in no site."""
    home = factories.HomePageFactory(parent=Page.get_first_root_node(), slug="andetsteds")
    index = factories.GroupIndexPageFactory(parent=home)
    return factories.GroupPageFactory(parent=index, slug="ingen")


# ── A meeting moves in the tree ──────────────────────────────────────────────────────────────────────────────────
def to_another_group_by_program(page, target, admin):
    page.move(target, pos="last-child")


def to_another_group_in_the_admin(page, target, admin):
    post(admin, page_url("move_confirm", page, target.pk))


def to_another_group_in_bulk(page, target, admin):
    bulk(admin, "move", page, chooser=str(target.pk))


@pytest.mark.parametrize("move", [to_another_group_by_program, to_another_group_in_the_admin, to_another_group_in_bulk])
def test_meeting_that_changes_group_leaves_the_old_groups_feed(move, network, group, admin, client):
    target = factories.GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")
    page = factories.publish(factories.MeetingPageFactory(parent=group, title="Møde"))
    move(page, Page.objects.get(pk=target.pk), admin)
    uid = page.meeting.uid
    assert calendars.read(client, "/kalender/group/sjaelland.ics").events == []
    assert calendars.read(client, "/kalender/group/syddanmark.ics").event(uid)["SEQUENCE"].raw == "0"
    assert calendars.read(client).event(uid)["CATEGORIES"].texts == ["Syddanmark"]
    assert Meeting.objects.get().group == target
    assert rebuild_calendar().was_sound


@pytest.mark.parametrize("state", ["draft", "unpublished"])
def test_meeting_that_is_not_on_the_web_belongs_to_the_group_in_which_it_stands(state, network, group):
    target = factories.GroupPageFactory(parent=network.group_index)
    page = factories.MeetingPageFactory(parent=group, live=state != "draft")
    if state == "unpublished":
        page.unpublish()
    page.move(Page.objects.get(pk=target.pk), pos="last-child")
    assert Meeting.objects.get().group == target
    assert rebuild_calendar().was_sound


def test_group_that_moves_out_of_the_site_takes_its_meetings_along(group, elsewhere, client):
    page = factories.MeetingPageFactory(parent=group, title="Møde")
    base(group).move(base(elsewhere).get_parent(), pos="last-child")
    assert told(client, page.pk)[1] == "CANCELLED"
    assert rebuild_calendar().was_sound


# ── Groups ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def renamed_by_revision(group, admin):
    group.title, group.slug = "Øst", "oest"
    factories.publish(group)


def renamed_by_program(group, admin):
    group.title, group.slug = "Øst", "oest"
    group.save()


def renamed_as_a_base_page(group, admin):
    plain = base(group)
    plain.title, plain.slug = "Øst", "oest"
    plain.save()


def renamed_in_the_editor(group, admin):
    save(admin, group, "publish", title="Øst", slug="oest")


@pytest.mark.parametrize(
    "rename", [renamed_by_revision, renamed_by_program, renamed_as_a_base_page, renamed_in_the_editor]
)
def test_renamed_group_answers_at_both_addresses(rename, group, admin, client):
    group = factories.publish(group)
    page = factories.MeetingPageFactory(parent=group, title="Møde")
    rename(group, admin)
    response = client.get("/kalender/group/sjaelland.ics?x=1")
    assert (response.status_code, response.url) == (301, "/kalender/group/oest.ics")
    event = calendars.read(client, response.url).event(page.meeting.uid)
    assert event["CATEGORIES"].texts == ["Øst"]
    assert rebuild_calendar().was_sound


def published_by_revision(group, admin):
    group.get_latest_revision().publish()


def published_as_a_base_page(group, admin):
    plain = base(group)
    plain.live = True
    plain.save()


def published_in_the_editor(group, admin):
    save(admin, group, "publish")


def published_in_bulk(group, admin):
    bulk(admin, "publish", group)


@pytest.mark.parametrize(
    "publish", [published_by_revision, published_as_a_base_page, published_in_the_editor, published_in_bulk]
)
def test_group_has_a_feed_from_its_first_publication_on_with_the_joint_meetings(publish, network, admin, client):
    joint = factories.make_meeting(network.meeting_index)
    group = factories.GroupPageFactory(parent=network.group_index, slug="ny", live=False)
    group.save_revision()
    assert client.get("/kalender/group/ny.ics").status_code == 404
    publish(group, admin)
    assert calendars.read(client, "/kalender/group/ny.ics").event(joint.uid)
    assert rebuild_calendar().was_sound


def test_closed_group_has_a_feed_when_it_is_opened(network, client):
    joint = factories.make_meeting(network.meeting_index)
    group = factories.GroupPageFactory(parent=network.group_index, slug="ny", live=False)
    restriction = PageViewRestriction.objects.create(page=base(group), restriction_type="login")
    factories.publish(group)
    meeting = factories.make_meeting(group)
    assert client.get("/kalender/group/ny.ics").status_code == 404
    restriction.delete()
    found = calendars.read(client, "/kalender/group/ny.ics")
    assert found.event(joint.uid)
    assert found.event(meeting.uid)
    assert rebuild_calendar().was_sound


def test_closed_group_keeps_its_public_name(group, client):
    factories.make_meeting(group)
    PageViewRestriction.objects.create(page=base(group), restriction_type="login")
    group.title, group.slug = "Hemmeligt navn", "hemmelig"
    factories.publish(group)
    assert "Hemmelig" not in client.get("/kalender/group/sjaelland.ics").content.decode()
    assert client.get("/kalender/group/hemmelig.ics").status_code == 404
    assert rebuild_calendar().was_sound
