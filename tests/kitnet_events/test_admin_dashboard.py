"""The admin's first page: the next round at a glance, and what waits for whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kitnet_events.admin.dashboard import NextRoundPanel, meetings_for
from kitnet_events.domain.announcing import announce_change
from kitnet_events.domain.joining import JoinDetails, ask_to_join
from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.domain.round_glance import next_round
from kitnet_events.enums import MailKey
from kitnet_events.models import DataController, Enrolment, Meeting, OutboxMail, PrivacySettings, SignUp
from kitnet_pages.admin.dashboard import CoveragePanel, WaitingPanel
from tests import roles
from tests.factories import (
    GroupPageFactory,
    MembershipFactory,
    MunicipalityFactory,
    NewsPageFactory,
    RoundPageFactory,
    add_programme_item,
    in_days,
    make_meeting,
)
from tests.kitnet_events.signup.people import sign_up
from tests.planting import shared
from tests.queries import number_of_queries

HOME = "/admin/"


@pytest.fixture(autouse=True)
def english(settings):
    settings.LANGUAGE_CODE = "en"


@shared
def own(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland")


@shared
def other(network):
    return GroupPageFactory(parent=network.group_index, title="Syddanmark")


@shared
def season(network):
    return RoundPageFactory(parent=network.meeting_index, title="3. runde")


def panel_of(client, kind):
    (panel,) = [one for one in client.get(HOME).context["panels"] if isinstance(one, kind)]
    return panel


def rows_of(client):
    return panel_of(client, NextRoundPanel).get_context_data()["rows"]


def waiting_of(client):
    return [one.text for one in panel_of(client, WaitingPanel).waiting]


def seats(meeting, capacity):
    Meeting.objects.filter(pk=meeting.pk).update(capacity=capacity)
    return meeting


# ── The next round ───────────────────────────────────────────────────────────────────────────────────────────────
def test_round_shows_each_groups_date_seats_waiting_list_and_days_to_the_deadline(own, other, season):
    later = seats(make_meeting(other, round=season, start_date=in_days(40)), 9)
    first = seats(make_meeting(own, round=season, start_date=in_days(30)), 1)
    for number in (1, 2, 3):
        sign_up(first, number)
    # Whoever has not proved the address waits for that, and for no seat yet.
    SignUp.objects.filter(pk=sign_up(first, 4).pk).update(proved_at=None)
    Meeting.objects.filter(pk=later.pk).update(closes_at=timezone.now() + timedelta(days=12))
    make_meeting(own, start_date=in_days(10), title="Uden runde")
    client = roles.editor()
    rows = rows_of(client)
    assert [(row["meeting"], row["glance"].taken, row["glance"].waiting, row["glance"].days_left) for row in rows] == [
        (first, 1, 2, 30),
        (later, 0, 0, 12),
    ]
    assert (rows[0]["glance"].is_full, rows[1]["glance"].is_full) == (True, False)
    page = client.get(HOME).content.decode()
    for words in ("The next round: 3. runde", "1 of 1", "full", "0 of 9", "in 12 days"):
        assert words in page, words


def test_facilitator_sees_the_own_groups_meeting_alone(own, other, season):
    mine = make_meeting(own, round=season)
    make_meeting(other, round=season, title="Deres møde")
    client = roles.facilitator(own)
    assert [row["meeting"] for row in rows_of(client)] == [mine]
    assert "Deres møde" not in client.get(HOME).content.decode()


def test_writer_has_no_meetings_at_a_glance(own, season):
    make_meeting(own, round=season)
    client = roles.writer()
    assert not any(isinstance(one, NextRoundPanel) for one in client.get(HOME).context["panels"])
    assert not meetings_for(client.user).exists()


def test_without_a_round_the_next_meetings_are_shown_and_without_any_a_word(own):
    client = roles.editor()
    assert "No meeting is published ahead." in client.get(HOME).content.decode()
    alone = make_meeting(own)
    assert [row["meeting"] for row in rows_of(client)] == [alone]
    assert "The next meetings" in client.get(HOME).content.decode()


def test_next_round_is_the_one_whose_meeting_comes_next(network, own, other, season):
    after = RoundPageFactory(parent=network.meeting_index, title="4. runde")
    make_meeting(own, round=after, start_date=in_days(90))
    here = make_meeting(own, round=season, start_date=in_days(-3))
    there = make_meeting(other, round=season, start_date=in_days(5))
    glance = next_round(Meeting.objects.all())
    assert glance.round.title == "3. runde"
    assert [row.meeting for row in glance.rows] == [here, there]


def test_first_page_costs_the_same_for_one_and_thirty_meetings(network, own, season):
    client = roles.editor()
    add_programme_item(make_meeting(own, round=season, start_date=in_days(5)).page)
    client.get(HOME)
    few = number_of_queries(lambda: client.get(HOME))
    for number in range(29):
        page = make_meeting(own, round=season, start_date=in_days(6 + number)).page
        if number % 2:
            add_programme_item(page)
    assert number_of_queries(lambda: client.get(HOME)) == few


# ── What waits ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_meeting_without_programme_waits_three_weeks_before(own, other):
    make_meeting(own, title="Snart", start_date=in_days(20))
    make_meeting(own, title="Senere", start_date=in_days(23))
    make_meeting(own, title="Holdt", start_date=in_days(-2))
    cancel_meeting(make_meeting(own, title="Aflyst", start_date=in_days(9)).pk, "Sygdom")
    add_programme_item(make_meeting(own, title="Med program", start_date=in_days(4)).page)
    make_meeting(other, title="Deres", start_date=in_days(4))
    assert [text.split("”")[0] for text in waiting_of(roles.editor()) if "programme" in text] == ["“Deres", "“Snart"]
    assert [text.split("”")[0] for text in waiting_of(roles.facilitator(own)) if "programme" in text] == ["“Snart"]


def test_failed_mails_and_mails_on_hold_wait_first_and_for_their_group(own, other):
    mine, theirs = make_meeting(own, title="Vores"), make_meeting(other, title="Deres")
    for meeting in (mine, theirs):
        sign_up(meeting, 1)
        sign_up(meeting, 2)
    OutboxMail.objects.filter(meeting=mine, key="prove").update(state="failed")
    OutboxMail.objects.filter(meeting=theirs, key="prove").update(state="failed")
    announce_change(theirs, MailKey.MEETING_MOVED, {"old_when": "i går"})
    assert waiting_of(roles.editor())[:2] == [
        "4 mails could not be sent.",
        "2 mails about “Deres” wait until you send them.",
    ]
    waiting = waiting_of(roles.facilitator(own))
    assert waiting[0] == "2 mails could not be sent."
    assert not any("Deres" in text for text in waiting)
    assert not any("mail" in text for text in waiting_of(roles.writer()))


def test_every_link_that_waits_opens(network, own):
    meeting = make_meeting(own, title="Snart", start_date=in_days(5))
    sign_up(meeting)
    OutboxMail.objects.filter(key="prove").update(state="failed")
    announce_change(meeting, MailKey.MEETING_MOVED, {"old_when": "i går"})
    client = roles.editor()
    waiting = panel_of(client, WaitingPanel).waiting
    assert len(waiting) >= 4
    for one in waiting:
        assert client.get(one.url).status_code == 200, one


def test_who_wants_to_join_waits_for_who_decides(own, other):
    koege = MunicipalityFactory(name="Køge", group=own)
    ask_to_join(JoinDetails("Ida Eksempel", "ida@koege.example", municipality_id=koege.pk))
    Enrolment.objects.update(state="pending", group=own)
    assert "1 person wants to join." in waiting_of(roles.editor())
    assert "1 person wants to join." in waiting_of(roles.facilitator(own))
    assert "1 person wants to join." not in waiting_of(roles.facilitator(other))


def test_what_a_writer_submitted_waits_for_the_editors(network):
    writer = roles.writer()
    article = NewsPageFactory(parent=network.news_index, title="Nyt fra Køge", live=False, owner=writer.user)
    article.save_revision()
    article.get_workflow().start(article, writer.user)
    assert "“Nyt fra Køge” waits for your review." in waiting_of(roles.editor())
    assert not any("review" in text for text in waiting_of(writer))


def test_nobody_named_as_responsible_waits_for_editors(network, own):
    words = "Say who is responsible for the data of the participants."
    assert words in waiting_of(roles.editor())
    assert words not in waiting_of(roles.facilitator(own))
    DataController.objects.create(settings=PrivacySettings.for_site(network.site), name="Foreningen")
    assert words not in waiting_of(roles.editor())


def test_nothing_waits_when_all_is_done(network, own):
    assert "Nothing. Everything is done." in roles.facilitator(own).get(HOME).content.decode()


# ── Coverage ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_coverage_of_each_group_stands_on_the_first_page(own, other):
    MembershipFactory(municipality=MunicipalityFactory(group=own))
    MunicipalityFactory(group=own)
    MunicipalityFactory(group=other)
    client = roles.writer()
    context = panel_of(client, CoveragePanel).get_context_data()
    assert [(one.label, one.members, one.total) for one in context["tallies"]] == [
        ("Sjælland", 1, 2),
        ("Syddanmark", 0, 1),
    ]
    assert "1 of 3" in client.get(HOME).content.decode()
