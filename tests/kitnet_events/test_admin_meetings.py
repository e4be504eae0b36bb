"""The meetings' lists in the admin, their register, and what must not be copied."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Page

from kitnet_events.domain.meetings import cancel_meeting
from kitnet_events.enums import SignUpState
from kitnet_events.models import Meeting, MeetingPage
from tests import roles
from tests.factories import GroupPageFactory, RoundPageFactory, announced, in_days, make_meeting
from tests.kitnet_events.mail.mails import make_sign_up
from tests.planting import shared
from tests.queries import number_of_queries

HOME = "/admin/"
LEDGER = "/admin/meetings/ledger/"


@pytest.fixture(autouse=True)
def english(settings):
    """Make English the site's language: what is asserted in words must not wait for a translation."""
    settings.LANGUAGE_CODE = "en"


@shared
def group(network):
    return GroupPageFactory(parent=network.group_index, title="Sjælland", slug="sjaelland")


@shared
def other(network):
    return GroupPageFactory(parent=network.group_index, title="Syddanmark", slug="syddanmark")


def inspect(meeting):
    return f"{LEDGER}inspect/{meeting.pk}/"


def listed(response):
    return [meeting.title for meeting in response.context["object_list"]]


# ── The register ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_register_shows_what_calendars_have_been_told(network, group):
    meeting = make_meeting(group, title="Møde i Næstved", venue="Rådhuset")
    cancel_meeting(meeting.pk, "Sygdom")
    client = roles.editor()
    row = client.get(LEDGER).content.decode()
    page = client.get(inspect(meeting)).content.decode()
    for text in ("Møde i Næstved", "Sjælland", str(meeting.uid)):
        assert (text in row) or (text in page)
    assert "Sygdom" in page


def test_register_is_to_look_at(network, group):
    meeting = make_meeting(group)
    for client in (roles.editor(), roles.administrator()):
        for name in ("create/", f"edit/{meeting.pk}/", f"delete/{meeting.pk}/"):
            for ask in (client.get, client.post):
                assert ask(LEDGER + name).headers["Location"] == HOME
        assert client.get(f"{LEDGER}history/{meeting.pk}/").status_code == 404
    assert Meeting.objects.filter(pk=meeting.pk).exists()


def test_facilitator_sees_the_own_groups_meetings(network, group, other):
    own, foreign = make_meeting(group, title="Vores"), make_meeting(other, title="Deres")
    joint = make_meeting(network.meeting_index, title="Fælles")
    client = roles.facilitator(group)
    assert listed(client.get(LEDGER)) == ["Vores"]
    assert client.get(inspect(own)).status_code == 200
    for meeting in (foreign, joint):
        assert client.get(inspect(meeting)).status_code == 404
    assert sorted(listed(roles.facilitator(group, other).get(LEDGER))) == ["Deres", "Vores"]
    assert sorted(listed(roles.editor().get(LEDGER))) == ["Deres", "Fælles", "Vores"]


def test_facilitators_filters_offer_nothing_of_another_group(network, group, other):
    own = RoundPageFactory(parent=network.meeting_index, title="Vores runde")
    foreign = RoundPageFactory(parent=network.meeting_index, title="Hemmelig runde", live=False)
    make_meeting(group, title="Vores", round=own)
    make_meeting(group, title="Vores andet", round=own, start_date=in_days(40))
    make_meeting(other, title="Deres", round=foreign)
    client = roles.facilitator(group)
    page = client.get(LEDGER).content.decode()
    assert "Vores runde" in page
    assert "Hemmelig runde" not in page
    assert "Syddanmark" not in page
    assert client.get(f"{LEDGER}?round__page_ptr__exact={foreign.pk}").status_code == 400
    assert listed(client.get(f"{LEDGER}?round__page_ptr__exact={own.pk}")) == ["Vores andet", "Vores"]


@pytest.mark.parametrize("query", ["group__id__exact=abc", "status__exact=%00", "page__owner__password__startswith=a"])
def test_register_answers_a_bad_filter_with_400(network, group, query):
    make_meeting(group)
    assert roles.facilitator(group).get(f"{LEDGER}?{query}").status_code == 400


def test_register_filters_and_searches(network, group):
    planned = make_meeting(group, title="Planlagt", venue="Rådhuset")
    make_meeting(group, title="Varslet", start_date=in_days(40), **announced())
    client = roles.editor()
    assert listed(client.get(LEDGER, {"status__exact": "planned"})) == ["Planlagt"]
    assert listed(client.get(LEDGER, {"q": "rådhuset"})) == ["Planlagt"]
    cancel_meeting(planned.pk, "Sygdom")
    assert listed(client.get(LEDGER, {"status__exact": "cancelled"})) == ["Planlagt"]


def test_register_is_closed_to_writers_and_outsiders(network, group):
    meeting = make_meeting(group)
    for client in (roles.writer(), roles.outsider()):
        for url in (LEDGER, inspect(meeting)):
            assert client.get(url).headers["Location"] == HOME


# ── The list of pages ────────────────────────────────────────────────────────────────────────────────────────────
def pages(response):
    return [page.title for page in response.context["object_list"]]


def test_list_shows_group_round_date_and_state(network, group):
    season = RoundPageFactory(parent=network.meeting_index, title="2. runde 2016", year=2016, number=2)
    make_meeting(group, title="Planlagt", round=season)
    make_meeting(network.meeting_index, title="Fælles", start_date=in_days(-9))
    cancel_meeting(make_meeting(group, title="Aflyst", start_date=in_days(60)).pk, "Sygdom")
    response = roles.editor().get(reverse("kitnet_meetings:index"))
    assert pages(response) == ["Aflyst", "Planlagt", "Fælles"]
    text = response.content.decode()
    for words in ("Sjælland", "2. runde 2016", "All groups", "cancelled", "planned", "past"):
        assert words in text, words


def test_list_filters_by_group_round_and_state(network, group, other):
    season = RoundPageFactory(parent=network.meeting_index)
    make_meeting(group, title="Vores", round=season)
    cancel_meeting(make_meeting(other, title="Deres").pk, "Sygdom")
    client, url = roles.editor(), reverse("kitnet_meetings:index")
    assert pages(client.get(url, {"meeting__group": other.pk})) == ["Deres"]
    assert pages(client.get(url, {"round": season.pk})) == ["Vores"]
    assert pages(client.get(url, {"meeting__status": "cancelled"})) == ["Deres"]


def test_list_filters_by_dates_and_by_how_the_sign_up_stands(network, group):
    full = make_meeting(group, title="Fuldt", start_date=in_days(10))
    Meeting.objects.filter(pk=full.pk).update(capacity=1)
    make_sign_up(full)
    make_sign_up(full, SignUpState.WAITING, number=2)
    free = make_meeting(group, title="Plads", start_date=in_days(20))
    make_sign_up(free, number=3)
    make_meeting(group, title="Tomt", start_date=in_days(30))
    Meeting.objects.filter(pk=make_meeting(group, title="Uden", start_date=in_days(40)).pk).update(takes_sign_ups=False)
    client, url = roles.editor(), reverse("kitnet_meetings:index")
    page = client.get(url)
    text = " ".join(page.content.decode().split())
    assert "1 of 1, 1 waiting" in text
    for value, expected in {
        "waiting": ["Fuldt"],
        "full": ["Fuldt"],
        "free": ["Tomt", "Plads"],
        "none": ["Tomt"],
        "": ["Uden", "Tomt", "Plads", "Fuldt"],
        "nonsense": ["Uden", "Tomt", "Plads", "Fuldt"],
    }.items():
        assert pages(client.get(url, {"sign_ups": value})) == expected, value
    span = {"start_date_from": in_days(15), "start_date_to": in_days(30)}
    assert pages(client.get(url, span)) == ["Tomt", "Plads"]
    assert client.get(url, {"start_date_from": "\x00"}).status_code == 200


def test_months_show_every_meeting_within_reach(network, group, other):
    first = in_days(40).replace(day=10)
    make_meeting(group, title="Vores", start_date=first)
    make_meeting(group, title="Vores kladde", start_date=first, live=False)
    cancel_meeting(make_meeting(other, title="Deres", start_date=first).pk, "Sygdom")
    make_meeting(group, title="En anden måned", start_date=in_days(200))
    url = reverse("kitnet_meetings:months")

    def shown(client, month):
        found = client.get(url, {"month": month}).context["month"]
        return [page.title for week in found.weeks for day in week.days for page in day.meetings]

    assert shown(roles.editor(), f"{first:%Y-%m}") == ["Deres", "Vores", "Vores kladde"]
    assert shown(roles.facilitator(group), f"{first:%Y-%m}") == ["Vores", "Vores kladde"]
    assert shown(roles.outsider(), f"{first:%Y-%m}") == []
    for nonsense in ("", "2027-13", "\x00", "9" * 300):
        assert roles.editor().get(url, {"month": nonsense}).status_code == 200
    text = roles.editor().get(url, {"month": f"{first:%Y-%m}"}).content.decode()
    assert "draft" in text
    assert "cancelled" in text


def test_months_cost_the_same_for_1_and_30(network, group):
    client, url = roles.editor(), reverse("kitnet_meetings:months")
    day = in_days(40).replace(day=10)
    make_meeting(group, start_date=day)
    few = number_of_queries(lambda: client.get(url, {"month": f"{day:%Y-%m}"}))
    for _number in range(29):
        make_meeting(group, start_date=day)
    assert number_of_queries(lambda: client.get(url, {"month": f"{day:%Y-%m}"})) == few


def test_list_shows_what_one_has_rights_on(network, group, other):
    make_meeting(group, title="Vores")
    make_meeting(other, title="Deres", live=False)
    url = reverse("kitnet_meetings:index")
    assert pages(roles.facilitator(group).get(url)) == ["Vores"]
    assert pages(roles.editor().get(url)) == ["Vores", "Deres"]


@pytest.mark.parametrize("where", ["register", "list", "explorer"])
def test_lists_cost_the_same_for_1_and_30(network, group, where):
    url = {
        "register": LEDGER,
        "list": reverse("kitnet_meetings:index"),
        "explorer": reverse("wagtailadmin_explore", args=[group.pk]),
    }[where]
    rounds = [RoundPageFactory(parent=network.meeting_index) for _ in range(3)]
    clients = [roles.editor(), roles.facilitator(group)]
    make_meeting(group, round=rounds[0])
    few = [number_of_queries(lambda client=client: client.get(url)) for client in clients]
    for number in range(29):
        make_meeting(group, round=rounds[number % 3], start_date=in_days(number))
    assert [number_of_queries(lambda client=client: client.get(url)) for client in clients] == few


# ── Copies ───────────────────────────────────────────────────────────────────────────────────────────────────────
def copy(client, page, parent, **ticks):
    data = {"new_title": "Kopi", "new_slug": "kopi", "new_parent_page": parent.pk, **ticks}
    response = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)
    assert response.status_code == 200
    return " ".join(str(message) for message in response.context["messages"])


def test_copy_of_a_meeting_is_a_draft_with_an_identity_of_its_own(network, group):
    meeting = make_meeting(group)
    copy(roles.editor(), meeting.page, group)
    page = MeetingPage.objects.get(slug="kopi")
    assert (page.live, page.start_date) == (False, None)
    assert page.meeting.uid != meeting.uid


@pytest.mark.parametrize("tick", ["alias", "publish_copies"])
def test_second_meeting_is_refused_in_words(network, group, tick):
    meeting = make_meeting(group)
    said = copy(roles.editor(), meeting.page, group, **{tick: "on"})
    assert {"alias": "can have no alias", "publish_copies": "has no date yet"}[tick] in said
    assert MeetingPage.objects.get() == meeting.page


@pytest.mark.parametrize("tick", ["alias", "publish_copies"])
def test_copy_of_a_group_with_meetings_is_refused_in_words(network, group, tick):
    make_meeting(group)
    said = copy(roles.editor(), group, network.group_index, copy_subpages="on", **{tick: "on"})
    assert {"alias": "can have no alias", "publish_copies": "has no date yet"}[tick] in said
    assert MeetingPage.objects.count() == 1
    assert not Page.objects.filter(slug="kopi").exists()


@pytest.mark.parametrize("tick", ["alias", "publish_copies"])
def test_copy_of_a_group_without_its_meetings_is_none_of_ours(network, group, tick):
    make_meeting(group)
    copy(roles.editor(), group, network.group_index, **{tick: "on"})
    assert Page.objects.get(slug="kopi").live


def test_copy_of_a_draft_may_have_any_tick(network, group):
    meeting = make_meeting(group, live=False)
    copy(roles.editor(), meeting.page, group, publish_copies="on")
    assert not MeetingPage.objects.get(slug="kopi").live


def test_alias_by_program_is_refused_and_leaves_no_trace(network, group):
    page = make_meeting(group).page
    before = Page.objects.get(pk=group.pk).numchild
    with pytest.raises(ValidationError, match="one place only"):
        CreatePageAliasAction(page, parent=group, update_slug="alias").execute()
    assert MeetingPage.objects.get() == page
    assert Page.objects.get(pk=group.pk).numchild == before


def test_copy_by_program_that_is_to_stay_live_is_a_draft(network, group):
    page = make_meeting(group).page
    made = CopyPageAction(page, to=group, update_attrs={"slug": "kopi"}, keep_live=True).execute()
    assert not MeetingPage.objects.get(pk=made.pk).live
