"""What becomes of articles by the clock, and of their old addresses."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from kitnet_pages.models import NewsPage
from tests import editor, factories, roles


@pytest.fixture
def article(planted):
    return factories.publish(factories.NewsPageFactory(parent=planted.news_index, title="Nyt", slug="nyt"))


def test_changed_address_of_an_article_leads_to_the_new_one(article, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        editor.save(roles.editor(), article, "publish", slug="nyeste-nyt")
    answer = client.get("/nyheder/nyt/")
    assert (answer.status_code, answer.url) == (301, "/nyheder/nyeste-nyt/")


def test_article_says_on_which_day_it_was_last_updated(article, client):
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    Page.objects.filter(pk=article.pk).update(last_published_at=late)
    foot = client.get("/nyheder/nyt/").content.decode().partition('class="kn-pagefoot"')[2].partition("</p>")[0]
    assert re.sub(r"<[^>]*>|\s+", " ", foot).split()[-5:] == ["Sidst", "opdateret", "2.", "marts", "2026"]


def test_old_article_says_so_above_its_text_and_a_new_one_does_not(article, client):
    said = "Nyheden er fra 1. februar 2016."
    assert said not in client.get("/nyheder/nyt/").content.decode()
    NewsPage.objects.filter(pk=article.pk).update(date="2016-02-01")
    assert said in client.get("/nyheder/nyt/").content.decode()


def test_changed_address_of_a_group_takes_its_meetings_along(planted, client, django_capture_on_commit_callbacks):
    group = factories.publish(factories.GroupPageFactory(parent=planted.group_index, slug="oest"))
    factories.publish(factories.MeetingPageFactory(parent=group, slug="foerste"))
    with django_capture_on_commit_callbacks(execute=True):
        editor.save(roles.editor(), group, "publish", slug="sjaelland")
    answer = client.get("/netvaerksgrupper/oest/foerste/")
    assert (answer.status_code, answer.url) == (301, "/netvaerksgrupper/sjaelland/foerste/")


def test_scheduled_article_comes_and_goes_by_the_clock(planted, client):
    page = factories.NewsPageFactory(parent=planted.news_index, slug="senere", live=False)
    now = timezone.now()
    page.go_live_at, page.expire_at = now + timedelta(hours=1), now + timedelta(hours=3)
    page.save_revision().publish()

    def status_after_a_tick() -> int:
        call_command("tick")
        return client.get("/nyheder/senere/").status_code

    assert status_after_a_tick() == 404
    # An hour goes by.
    revision = Revision.objects.for_instance(page).get()
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    assert status_after_a_tick() == 200
    Page.objects.filter(pk=page.pk).update(expire_at=now - timedelta(minutes=1))
    assert status_after_a_tick() == 404
