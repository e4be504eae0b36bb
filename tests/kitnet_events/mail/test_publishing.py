"""Before a change reaches people: the page that asks, and what happens by each answer, now and by schedule."""

from datetime import time, timedelta

import pytest
from django.core import mail as django_mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageSubscription, Revision

from kitnet_events.enums import MailState
from kitnet_events.models import Announcement, Meeting, OutboxMail
from tests import editor, factories, roles

from . import mails
from .asking import ALL_DROPPED, ALL_HELD, ALL_QUEUED, edited, form_of, in_the_evening, states

pytestmark = pytest.mark.usefixtures("english")


# ── What makes it ask ────────────────────────────────────────────────────────────────────────────────────────────
def test_another_time_is_asked_about_before_it_is_published(meeting, people):
    _client, answer = in_the_evening(meeting)
    revision = meeting.page.revisions.latest("pk")
    assert answer.headers["Location"] == reverse("kitnet_meetings:publish", args=[meeting.uid, revision.pk])
    fresh = factories.fresh(meeting)
    assert (fresh.starts_at, fresh.sequence, states()) == (meeting.starts_at, meeting.sequence, [])
    assert revision.as_object().start_time == time(18, 0)


def test_another_time_is_asked_about_when_only_calendars_follow(meeting):
    client, answer = in_the_evening(meeting)
    _address, page, _fields = form_of(client, answer)
    assert "Nobody gets a mail: nobody has signed up." in page.content.decode()
    assert factories.fresh(meeting).starts_at == meeting.starts_at


def test_a_mended_typo_is_published_at_once_and_told_to_nobody(meeting, people):
    _client, answer = edited(meeting, title="Netværksmøde: Rammearkitekturen i hverdage", lead="Nyt")
    fresh = factories.fresh(meeting)
    assert "/publish/" not in answer.headers["Location"]
    assert (fresh.title, fresh.sequence) == ("Netværksmøde: Rammearkitekturen i hverdage", meeting.sequence)
    assert OutboxMail.objects.count() == 0


def test_a_meeting_that_comes_on_the_web_is_asked_about(group):
    draft = factories.make_meeting(group, live=False)
    client, answer = edited(draft)
    address, page, fields = form_of(client, answer)
    assert page.context["effect"].is_first
    assert "Nobody gets a mail" in page.content.decode()
    client.post(address, fields)
    assert factories.fresh(draft).published


def test_the_page_says_what_changes_to_how_many_and_shows_the_mail(meeting, people):
    client, answer = in_the_evening(meeting)
    _address, page, _fields = form_of(client, answer)
    effect = page.context["effect"]
    (when,) = effect.differences
    assert (when.label, when.old[-10:], when.new[-11:]) == ("When", "9.30–15.00", "18.00–20.00")
    html = page.content.decode()
    assert "3 persons who signed up get a mail" in html
    assert "2 calendars change" in html
    preview = page.context["preview"]
    assert preview.subject == f"New time or place: {meeting.title}"
    assert "18.00–20.00" in preview.text
    assert "9.30–15.00" in preview.text
    assert "/tilmelding/…/" in preview.text


def test_looking_ahead_changes_nothing(meeting, people):
    client, answer = in_the_evening(meeting)
    before = (factories.fresh(meeting).vevent, OutboxMail.objects.count(), Announcement.objects.count())
    form_of(client, answer)
    assert (factories.fresh(meeting).vevent, OutboxMail.objects.count(), Announcement.objects.count()) == before


def test_the_added_line_is_shown_in_the_mail_before_it_is_sent(meeting, people):
    client, answer = in_the_evening(meeting)
    address, _page, fields = form_of(client, answer)
    again = client.post(address, fields | {"added_line": "Salen var optaget.", "preview": "1"})
    assert "Salen var optaget." in again.context["preview"].text
    assert "Salen var optaget." in again.context["preview"].html
    assert states() == []


def test_a_page_that_is_no_meeting_is_published_as_ever(network):
    page = factories.NewsPageFactory(parent=network.news_index)
    client = roles.editor()
    answer = editor.save(client, page, "publish", title="Ny titel")
    assert answer.status_code == 302
    assert Page.objects.get(pk=page.pk).title == "Ny titel"


@pytest.mark.parametrize("moves", [True, False])
def test_a_comment_reaches_who_follows_the_page_once_whether_it_is_asked_or_not(meeting, people, moves):
    follower = roles.editor().user
    PageSubscription.objects.create(page=meeting.page, user=follower, comment_notifications=True)
    number = "comments-0"
    comment = {
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        f"{number}-text": "Er salen stor nok?",
        f"{number}-contentpath": "venue",
        f"{number}-replies-TOTAL_FORMS": "0",
        f"{number}-replies-INITIAL_FORMS": "0",
    }
    _client, answer = edited(meeting, **comment, **({"start_time": "18:00", "end_time": "20:00"} if moves else {}))
    assert ("/publish/" in answer.headers["Location"]) is moves
    assert [(mail.to, "Er salen stor nok?" in mail.body) for mail in django_mail.outbox] == [([follower.email], True)]
    assert PageLogEntry.objects.filter(action="wagtail.comments.create").count() == 1


# ── The answers ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_yes_publishes_and_sends_to_each_with_the_line(meeting, people):
    client, answer = in_the_evening(meeting)
    address, _page, fields = form_of(client, answer)
    done = client.post(address, fields | {"added_line": "Salen var optaget."})
    assert done.status_code == 302
    fresh = factories.fresh(meeting)
    assert (fresh.sequence, timezone.localtime(fresh.starts_at).hour) == (meeting.sequence + 1, 18)
    assert states() == ALL_QUEUED
    mail = OutboxMail.objects.get(to="deltager-1@kommune.example")
    received = mails.receive(mail)
    assert "Salen var optaget." in received.content("text/plain")
    assert (received.event["SEQUENCE"], received.calendar["METHOD"]) == (fresh.sequence, "REQUEST")
    assert not OutboxMail.objects.get(to="deltager-3@kommune.example").method


def test_the_same_answer_given_twice_tells_nobody_twice(meeting, people):
    client, answer = in_the_evening(meeting)
    address, _page, fields = form_of(client, answer)
    client.post(address, fields)
    client.post(address, fields)
    assert states() == ALL_QUEUED


def test_without_mail_calendars_move_and_nobody_is_told(meeting, people):
    client, answer = in_the_evening(meeting)
    address, _page, fields = form_of(client, answer)
    client.post(address, fields | {"without-mail": "1"})
    assert factories.fresh(meeting).sequence == meeting.sequence + 1
    assert states() == ALL_DROPPED


def test_what_changed_while_one_looked_is_asked_about_anew(meeting, people):
    client, answer = in_the_evening(meeting)
    address, _page, fields = form_of(client, answer)
    page = factories.fresh(meeting.page)
    page.venue = "Køge Rådhus"
    page.save()
    again = client.post(address, fields)
    assert again.headers["Location"] == address
    assert factories.fresh(meeting).starts_at == meeting.starts_at
    assert states() == ALL_HELD


def test_an_outdated_version_is_not_published(meeting, people):
    client, answer = in_the_evening(meeting)
    address, _page, fields = form_of(client, answer)
    meeting.page.save_revision()
    for again in (client.get(address), client.post(address, fields)):
        assert again.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[meeting.page_id])
    assert factories.fresh(meeting).starts_at == meeting.starts_at


@pytest.mark.parametrize("line", ["x" * 1001, "a\0b"])
def test_a_line_that_is_none_is_refused_by_its_field(meeting, people, line):
    client, answer = in_the_evening(meeting)
    address, _page, fields = form_of(client, answer)
    again = client.post(address, fields | {"added_line": line})
    assert (again.status_code, list(again.context["form"].errors)) == (200, ["added_line"])
    assert states() == []


def test_only_who_may_publish_the_page_is_asked(meeting, people, network):
    elsewhere = factories.GroupPageFactory(parent=network.group_index, title="Syddanmark")
    revision = meeting.page.save_revision()
    for name, args in (("publish", [meeting.uid, revision.pk]), ("release", [meeting.uid])):
        address = reverse(f"kitnet_meetings:{name}", args=args)
        for client in (roles.facilitator(elsewhere), roles.writer()):
            assert client.get(address).headers["Location"] == "/admin/"
            assert client.post(address, {}).headers["Location"] == "/admin/"
    assert factories.fresh(meeting.page).live_revision_id is None


def test_a_version_of_another_page_answers_404(meeting, group):
    other = factories.make_meeting(group).page.save_revision()
    address = reverse("kitnet_meetings:publish", args=[meeting.uid, other.pk])
    assert roles.editor().get(address).status_code == 404


# ── A schedule ───────────────────────────────────────────────────────────────────────────────────────────────────
def scheduled(meeting, answer_more):
    # A page without a published version goes off the web when Wagtail schedules another one.
    page = factories.publish(meeting.page)
    page.start_time, page.end_time = time(18, 0), time(20, 0)
    page.go_live_at = timezone.now() + timedelta(days=2)
    revision = page.save_revision()
    client = roles.editor()
    address = reverse("kitnet_meetings:publish", args=[meeting.uid, revision.pk])
    shown = client.get(address)
    fields = {name: shown.context["form"][name].value() or "" for name in shown.context["form"].fields}
    client.post(address, fields | answer_more)
    return revision, shown


def comes(revision):
    """Let the time of a schedule come."""
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    content = Revision.objects.get(pk=revision.pk).content
    content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    Revision.objects.filter(pk=revision.pk).update(content=content)
    call_command("publish_scheduled")


def test_a_schedule_asks_when_it_is_made_and_sends_when_it_comes(meeting, people):
    revision, shown = scheduled(meeting, {"added_line": "Vi ses om aftenen."})
    assert "Whoever signs up until then gets it, too." in shown.content.decode()
    assert (states(), factories.fresh(meeting).starts_at) == ([], meeting.starts_at)
    mails.make_sign_up(meeting, number=4, name="Ny Deltager")
    comes(revision)
    assert states() == [*ALL_QUEUED, ("deltager-4@kommune.example", MailState.QUEUED)]
    assert "Vi ses om aftenen." in mails.receive(OutboxMail.objects.first()).content("text/plain")


def test_a_schedule_without_mail_sends_none_when_it_comes(meeting, people):
    revision, _shown = scheduled(meeting, {"without-mail": "1"})
    comes(revision)
    assert factories.fresh(meeting).sequence == meeting.sequence + 1
    assert states() == ALL_DROPPED


def test_a_schedule_that_does_something_else_than_was_asked_sends_nothing(meeting, people):
    revision, _shown = scheduled(meeting, {})
    Meeting.objects.filter(pk=meeting.pk).update(venue="Køge Rådhus")
    comes(revision)
    assert states() == ALL_HELD


def test_an_answer_about_a_version_does_not_count_for_another_one(meeting, people):
    scheduled(meeting, {})
    page = factories.fresh(meeting.page)
    page.start_time, page.end_time, page.go_live_at = time(18, 0), time(20, 0), None
    page.save_revision().publish()
    assert states() == ALL_HELD
