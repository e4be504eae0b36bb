"""Before many pages are published of which some reach people: one page asks about all of them."""

import pytest
from django.urls import reverse

from kitnet_events.models import OutboxMail
from tests import factories, roles

from .asking import ALL_DROPPED, ALL_QUEUED, draft_of_the_evening, states

pytestmark = pytest.mark.usefixtures("english")


def bulk(meeting, *more):
    ids = "&".join(f"id={page.pk}" for page in (meeting.page, *more))
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?{ids}"


def test_publishing_many_asks_once_for_all_of_them(meeting, people, group):
    draft = factories.make_meeting(group, title="Et nyt møde", live=False)
    draft.page.save_revision()
    draft_of_the_evening(meeting)
    client, address = roles.editor(), bulk(meeting, draft.page)
    asked = client.post(address, {})
    assert [one.effect.meeting.title for one in asked.context["questions"]] == [meeting.title, "Et nyt møde"]
    assert (states(), factories.fresh(draft).published) == ([], False)
    fields = {f"seen-{one.effect.meeting.pk}": one.effect.fingerprint for one in asked.context["questions"]}
    answers = {f"line-{meeting.pk}": "Vi ses.", f"mail-{meeting.pk}": "yes", "kn-answered": "1"}
    client.post(address, fields | answers)
    assert factories.fresh(draft).published
    assert states() == ALL_QUEUED
    assert OutboxMail.objects.first().context["added_line"] == "Vi ses."


def test_publishing_many_without_mail_about_one_tells_nobody(meeting, people):
    draft_of_the_evening(meeting)
    client = roles.editor()
    (asked,) = client.get(bulk(meeting)).context["questions"]
    answers = {f"seen-{meeting.pk}": asked.effect.fingerprint, f"mail-{meeting.pk}": "no", "kn-answered": "1"}
    client.post(bulk(meeting), answers)
    assert (factories.fresh(meeting).sequence, states()) == (meeting.sequence + 1, ALL_DROPPED)


def test_publishing_a_group_with_the_drafts_below_it_asks_about_those(meeting, group):
    draft = factories.make_meeting(group, title="Et nyt møde", live=False)
    draft.page.save_revision()
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={group.pk}"
    asked = roles.editor().post(address, {"include_descendants": "on"})
    assert [one.effect.meeting for one in asked.context["questions"]] == [draft]
    assert not factories.fresh(draft).published


def test_publishing_many_asks_on_its_first_page_and_names_what_reaches_nobody(meeting, people, network):
    article = factories.NewsPageFactory(parent=network.news_index, title="En nyhed")
    draft_of_the_evening(meeting)
    client = roles.editor()
    first = client.get(bulk(meeting, article))
    assert [one.effect.meeting for one in first.context["questions"]] == [meeting]
    assert [one.title for one in first.context["others"]] == ["En nyhed"]
    assert "Publish meetings" in first.content.decode().split("<h1")[1].split("</h1>")[0]
    assert states() == []
    unasked = client.get(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={article.pk}")
    assert "questions" not in unasked.context


def test_publishing_many_without_an_answer_seen_publishes_nothing(meeting, people):
    draft_of_the_evening(meeting)
    again = roles.editor().post(bulk(meeting), {"kn-answered": "1", f"seen-{meeting.pk}": "another"})
    assert again.status_code == 200
    assert states() == []
