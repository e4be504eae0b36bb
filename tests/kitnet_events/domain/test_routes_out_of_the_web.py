"""Every way of withdrawing a meeting's page leads to the ledger: calendars hear once that it is cancelled."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.models import GroupPage
from tests import factories
from tests.kitnet_events import calendars
from tests.kitnet_events.routes import base, bulk, close, page_url, post, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def unpublished_by_program(page, admin):
    page.unpublish()


def unpublished_as_a_base_page(page, admin):
    base(page).unpublish()


def unpublished_by_saving(page, admin):
    page.live = False
    page.save()


def unpublished_by_saving_a_base_page(page, admin):
    plain = base(page)
    plain.live = False
    plain.save()


def unpublished_in_the_admin(page, admin):
    post(admin, page_url("unpublish", page))


def unpublished_in_bulk(page, admin):
    bulk(admin, "unpublish", page)


def unpublished_with_its_group(page, admin):
    post(admin, page_url("unpublish", page.get_parent()), {"include_descendants": "on"})


def unpublished_in_bulk_with_its_group(page, admin):
    bulk(admin, "unpublish", page.get_parent(), include_descendants="on")


def expired(page, admin):
    MeetingPage.objects.filter(pk=page.pk)
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    call_command("publish_scheduled")


def closed_by_program(page, admin):
    PageViewRestriction.objects.create(page=base(page), restriction_type="login")


def closed_in_the_admin(page, admin):
    close(admin, page)


def closed_with_its_group(page, admin):
    close(admin, page.get_parent())


def closed_with_the_site(page, admin):
    PageViewRestriction.objects.create(page=page.get_ancestors()[1], restriction_type="login")


def moved_below_a_closed_page(page, admin):
    closed = factories.GroupPageFactory(parent=base(page).get_parent().get_parent().specific, slug="lukket")
    PageViewRestriction.objects.create(page=base(closed), restriction_type="login")
    base(page).move(base(closed), pos="last-child")


def site_gets_another_root(page, admin):
    site = page.get_site()
    site.root_page = factories.HomePageFactory(parent=Page.get_first_root_node(), slug="anden-forside")
    site.save()


def deleted_by_program(page, admin):
    page.delete()


def deleted_as_a_base_page(page, admin):
    base(page).delete()


def deleted_by_a_query(page, admin):
    Page.objects.filter(pk=page.pk).delete()


def deleted_by_a_query_for_meetings(page, admin):
    MeetingPage.objects.all().delete()


def deleted_in_the_admin(page, admin):
    post(admin, page_url("delete", page))


def deleted_in_bulk(page, admin):
    bulk(admin, "delete", page)


def deleted_with_its_group(page, admin):
    GroupPage.objects.get().delete()


def deleted_with_its_group_in_the_admin(page, admin):
    post(admin, page_url("delete", page.get_parent()))


def deleted_with_its_group_in_bulk(page, admin):
    bulk(admin, "delete", page.get_parent())


def deleted_with_the_index(page, admin):
    page.get_parent().get_parent().delete()


WITHDRAW = [
    unpublished_by_program,
    unpublished_as_a_base_page,
    unpublished_by_saving,
    unpublished_by_saving_a_base_page,
    unpublished_in_the_admin,
    unpublished_in_bulk,
    unpublished_with_its_group,
    unpublished_in_bulk_with_its_group,
    expired,
    closed_by_program,
    closed_in_the_admin,
    closed_with_its_group,
    closed_with_the_site,
    moved_below_a_closed_page,
    site_gets_another_root,
    deleted_by_program,
    deleted_as_a_base_page,
    deleted_by_a_query,
    deleted_by_a_query_for_meetings,
    deleted_in_the_admin,
    deleted_in_bulk,
    deleted_with_its_group,
    deleted_with_its_group_in_the_admin,
    deleted_with_its_group_in_bulk,
    deleted_with_the_index,
]


@pytest.mark.parametrize("withdraw", WITHDRAW)
def test_what_is_withdrawn_is_cancelled_once(withdraw, group, admin, client):
    page = factories.publish(factories.MeetingPageFactory(parent=group, title="Møde", lead="Kom nu."))
    uid, start = page.meeting.uid, told(client, page.pk)[-1]
    versions = calendars.versions()
    withdraw(page, admin)
    event = calendars.read(client).event(uid)
    assert tuple(event[name].raw for name in ("SUMMARY", "STATUS", "SEQUENCE", "DTSTART")) == (
        "CANCELLED: Møde",
        "CANCELLED",
        "1",
        start,
    )
    assert "DESCRIPTION" not in event
    assert calendars.versions()["all/all"] > versions["all/all"]
    assert calendars.read(client, "/kalender/group/sjaelland.ics").event(uid)["STATUS"].raw == "CANCELLED"
    assert calendars.read(client, f"/kalender/meeting/{uid}.ics").event(uid)["STATUS"].raw == "CANCELLED"
    assert rebuild_calendar().was_sound


@pytest.mark.parametrize("delete", [one for one in WITHDRAW if one.__name__.startswith("deleted")])
def test_draft_that_is_deleted_leaves_nothing(delete, group, admin):
    page = factories.MeetingPageFactory(parent=group, title="Møde", live=False)
    page.save_revision()
    versions = calendars.versions()
    delete(page, admin)
    assert not Meeting.objects.exists()
    assert calendars.versions() == versions


def test_closed_page_that_is_deleted_is_never_seen_in_between(group, client, monkeypatch):
    """A restriction is deleted before its page: for a moment, within the transaction, everybody might see the page."""
    page = factories.publish(factories.MeetingPageFactory(parent=group, title="Møde"))
    PageViewRestriction.objects.create(page=base(group), restriction_type="login")
    sequence = Meeting.objects.get().sequence
    base(group).delete()
    meeting = Meeting.objects.get()
    assert (meeting.sequence, meeting.published, meeting.page_id) == (sequence, False, None)
    assert page.title in meeting.title
