"""Calling a meeting off and on again: the rule, and the pages in the admin that ask for it."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from kitnet_events.domain.meetings import cancel_meeting, revive_meeting
from kitnet_events.enums import MeetingStatus
from kitnet_events.models import Feed, Meeting
from tests import roles
from tests.factories import (
    GroupPageFactory,
    MeetingPageFactory,
    announced,
    in_days,
    make_administrator,
    make_meeting,
    publish,
)
from tests.planting import shared

HOME = "/admin/"
ILL = "Oplægsholderen er syg."


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def meeting(group):
    return make_meeting(group, title="Møde i Næstved")


@shared
def joint(network):
    return make_meeting(network.meeting_index, title="Fælles møde")


def url(action, meeting):
    return reverse(f"kitnet_meetings:{action}", args=[meeting.uid])


def versions():
    return dict(Feed.objects.values_list("slug", "version"))


def log_of(meeting):
    entries = PageLogEntry.objects.filter(page=meeting.page_id, action__startswith="kitnet_events.")
    return [(entry.action, entry.user, entry.message) for entry in entries.order_by("pk")]


# ── The rule ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_cancelling_tells_page_calendars_and_log(meeting):
    before, user = versions(), make_administrator()
    cancelled = cancel_meeting(meeting.pk, f"  {ILL}\n", user=user)
    assert (cancelled.status, cancelled.cancellation_reason) == (MeetingStatus.CANCELLED, ILL)
    assert cancelled.sequence == meeting.sequence + 1
    assert "STATUS:CANCELLED" in cancelled.vevent
    assert {slug for slug, version in versions().items() if version > before[slug]} == {"all", "sjaelland"}
    assert log_of(meeting) == [("kitnet_events.cancel_meeting", user, f"Meeting cancelled: {ILL}")]


def test_cancelling_twice_changes_nothing(meeting):
    first = cancel_meeting(meeting.pk, ILL)
    before = versions()
    again = cancel_meeting(meeting.pk, ILL)
    assert (again.sequence, again.changed_at, versions()) == (first.sequence, first.changed_at, before)
    assert len(log_of(meeting)) == 1


def test_another_reason_is_told_without_a_new_revision(meeting):
    first = cancel_meeting(meeting.pk, ILL)
    again = cancel_meeting(meeting.pk, "Rådhuset er lukket.")
    assert again.cancellation_reason == "Rådhuset er lukket."
    assert "Rådhuset er lukket." in again.vevent.replace("\r\n ", "")
    assert again.sequence == first.sequence


def test_published_meeting_needs_a_reason(meeting):
    for reason in ("", "  \n "):
        with pytest.raises(ValidationError):
            cancel_meeting(meeting.pk, reason)
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED


def test_draft_is_cancelled_without_a_word(group):
    draft = make_meeting(group, live=False)
    assert cancel_meeting(draft.pk, "").is_cancelled


@pytest.mark.parametrize(("length", "fits"), [(300, True), (301, False)])
def test_reason_has_300_characters_at_most(meeting, length, fits):
    if fits:
        assert cancel_meeting(meeting.pk, "æ" * length).is_cancelled
    else:
        with pytest.raises(ValidationError):
            cancel_meeting(meeting.pk, "æ" * length)


def test_reason_with_nul_is_refused(meeting):
    with pytest.raises(ValidationError):
        cancel_meeting(meeting.pk, "syg\0")


def test_cancelled_meeting_stays_so_when_its_page_is_published(meeting):
    cancel_meeting(meeting.pk, ILL)
    page = meeting.page
    page.lead = "Ny tekst"
    publish(page)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.cancellation_reason) == (MeetingStatus.CANCELLED, ILL)


@pytest.mark.parametrize(("fields", "status"), [({}, MeetingStatus.PLANNED), (announced(), MeetingStatus.ANNOUNCED)])
def test_revived_meeting_is_what_it_was(group, fields, status):
    meeting = make_meeting(group, **fields)
    cancelled = cancel_meeting(meeting.pk, ILL)
    revived = revive_meeting(meeting.pk)
    assert (revived.status, revived.cancellation_reason) == (status, "")
    assert revived.sequence == cancelled.sequence + 1
    assert "CANCELLED" not in revived.vevent
    assert [action for action, _user, _message in log_of(meeting)][-1] == "kitnet_events.revive_meeting"


def test_revived_meeting_follows_what_its_page_says_meanwhile(meeting):
    cancel_meeting(meeting.pk, ILL)
    page = meeting.page
    page.start_time = page.end_time = None
    publish(page)
    assert revive_meeting(meeting.pk).status == MeetingStatus.ANNOUNCED


def test_reviving_a_meeting_that_takes_place_changes_nothing(meeting):
    before = versions()
    assert revive_meeting(meeting.pk).sequence == meeting.sequence
    assert (versions(), log_of(meeting)) == (before, [])


def test_unknown_meeting_is_an_error(db):
    for act in (lambda: cancel_meeting(1, ILL), lambda: revive_meeting(1)):
        with pytest.raises(Meeting.DoesNotExist):
            act()


# ── Who may ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("action", ["cancel", "revive"])
def test_only_whoever_publishes_the_page_may(network, group, meeting, joint, action):
    elsewhere = GroupPageFactory(parent=network.group_index, title="Syddanmark")
    other = make_meeting(elsewhere)
    own_client, author = roles.facilitator(group), roles.writer()
    # Who wrote the page may edit it; that is not enough.
    own_page = meeting.page
    own_page.owner = author.user
    own_page.save()
    table = {
        (own_client, meeting): True,
        (own_client, other): False,
        (own_client, joint): False,
        (roles.editor(), other): True,
        (roles.editor(), joint): True,
        (author, meeting): False,
        (roles.outsider(), meeting): False,
    }
    for (client, what), may in table.items():
        Meeting.objects.filter(pk=what.pk).update(status=MeetingStatus.CANCELLED, cancellation_reason="")
        assert (client.get(url(action, what)).status_code == 200) is may
        response = client.post(url(action, what), {"reason": "Fordi"})
        assert response.status_code == 302
        assert (response.headers["Location"] == HOME) is not may
        what.refresh_from_db()
        done = what.cancellation_reason == "Fordi" if action == "cancel" else not what.is_cancelled
        assert done is may, (client.user.groups.first(), what)


def test_nobody_is_let_in_without_login(client, meeting):
    response = client.post(url("cancel", meeting), {"reason": "Fordi"})
    assert response.headers["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("action", ["cancel", "revive"])
def test_meeting_without_page_answers_404(meeting, action):
    Page.objects.get(pk=meeting.page_id).delete()
    assert roles.administrator().get(url(action, meeting)).status_code == 404


# ── The pages ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_page_says_what_will_happen_and_does_nothing(meeting):
    response = roles.editor().get(url("cancel", meeting))
    text = " ".join(response.context["consequences"])
    assert "In 2 calendars the meeting stays, marked CANCELLED" in text
    assert "person" not in text
    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.PLANNED


def test_page_of_a_draft_says_that_nobody_is_told(group):
    response = roles.editor().get(url("cancel", make_meeting(group, live=False)))
    assert [line.split(".")[0] for line in response.context["consequences"]] == ["The meeting is not on the web"]


def test_cancelling_goes_back_to_where_one_came_from(meeting):
    client = roles.editor()
    page = client.get(url("cancel", meeting) + "?next=/admin/meetings/").content.decode()
    assert '<input type="hidden" name="next" value="/admin/meetings/">' in page
    response = client.post(url("cancel", meeting), {"reason": ILL, "next": "/admin/meetings/"})
    assert response.headers["Location"] == "/admin/meetings/"
    again = client.post(url("revive", meeting), {"next": "https://evil.example/"})
    assert again.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[meeting.page_id])


def test_error_keeps_what_was_typed(meeting):
    client = roles.editor()
    response = client.post(url("cancel", meeting), {"reason": "x" * 301})
    assert response.status_code == 200
    assert response.context["form"].errors.keys() == {"reason"}
    assert "x" * 301 in response.content.decode()
    assert client.post(url("cancel", meeting), {}).context["form"].errors.keys() == {"reason"}


def test_cancelled_meeting_offers_to_change_the_reason(meeting):
    cancel_meeting(meeting.pk, ILL)
    response = roles.editor().get(url("cancel", meeting))
    assert response.context["form"].initial == {"reason": ILL}
    assert response.context["page_title"] == "Change the reason"


def test_reviving_what_is_not_cancelled_says_so(meeting):
    response = roles.editor().get(url("revive", meeting), follow=True)
    assert [str(message).strip() for message in response.context["messages"]] == ["The meeting is not cancelled."]


# ── The buttons ──────────────────────────────────────────────────────────────────────────────────────────────────
def links(client, where, meeting):
    page = client.get(where).content.decode()
    return [action for action in ("cancel", "revive") if url(action, meeting) in page]


def places(meeting):
    parent = meeting.page.get_parent()
    return [
        reverse("wagtailadmin_pages:edit", args=[meeting.page_id]),
        reverse("wagtailadmin_explore", args=[parent.pk]),
        reverse("wagtailadmin_explore", args=[meeting.page_id]),
        reverse("kitnet_meetings:index"),
    ]


def test_buttons_stand_wherever_the_page_does(group, meeting):
    for client in (roles.editor(), roles.facilitator(group)):
        assert [links(client, place, meeting) for place in places(meeting)] == [["cancel"]] * 4
    cancel_meeting(meeting.pk, ILL)
    assert [links(roles.editor(), place, meeting) for place in places(meeting)] == [["cancel", "revive"]] * 4


def test_buttons_are_not_for_writers(meeting):
    client = roles.writer()
    assert [links(client, place, meeting) for place in places(meeting)[1:]] == [[]] * 3


def test_past_and_dateless_meetings_have_no_button(network, group, meeting):
    past = make_meeting(group, start_date=in_days(-30))
    copy = MeetingPageFactory(parent=group, title="Uden dato", start_date=None, start_time=None, end_time=None)
    client = roles.editor()
    place = reverse("wagtailadmin_explore", args=[group.pk])
    assert [links(client, place, one) for one in (past, copy.meeting, meeting)] == [[], [], ["cancel"]]


def test_other_pages_have_no_button(network, group, meeting):
    page = roles.editor().get(reverse("wagtailadmin_explore", args=[network.home.pk])).content.decode()
    assert "/admin/meetings/" in page
    assert "/cancel/" not in page


def test_history_tells_who_cancelled_and_why(meeting):
    client = roles.editor()
    client.post(url("cancel", meeting), {"reason": ILL})
    page = client.get(reverse("wagtailadmin_pages:history", args=[meeting.page_id])).content.decode()
    assert ILL in page
    assert client.user.username in page
