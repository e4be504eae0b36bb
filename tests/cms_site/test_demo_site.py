"""The demo's site, loaded once for all of these tests."""

import io
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, Revision, Site

from cms_site import demo
from cms_site.demo.building import media, members
from cms_site.demo.building.history import page_key
from cms_site.demo.logins import ADMIN, EDITOR, FACILITATOR, LOGINS
from kitnet_events.domain.rebuild import rebuild_calendar
from kitnet_events.domain.seats import seats_left
from kitnet_events.models import Feed, Meeting, MeetingPage, Participant, ProgrammeItem, RoundPage, SignUp
from kitnet_pages import extension_points
from kitnet_pages.domain.coverage import coverage
from kitnet_pages.domain.membership import membership_on
from kitnet_pages.models import Contact, GroupPage, Municipality, NewsPage, RightColumn
from tests.cms_site.facts import FACTS


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Load the demo, with empty pictures: drawing them is ``test_demo_content``'s. A quarter of the members will do."""
    patch = pytest.MonkeyPatch()
    patch.setattr(members, "MEMBERS", 40)
    patch.setattr(media, "render", lambda picture: plain_picture())
    with django_db_blocker.unblock(), transaction.atomic(), patch.context():
        demo.load()
        yield Site.objects.get(is_default_site=True)
        transaction.set_rollback(True)
    patch.undo()


@pytest.fixture(autouse=True)
def _loaded(site, db):
    """Every test here looks at the loaded demo, and rolls back what it did to it."""


def plain_picture() -> bytes:
    buffer = io.BytesIO()
    Drawing.new("RGB", (160, 90), "#1f8a86").save(buffer, "JPEG")
    return buffer.getvalue()


def page_of(key: str):
    return Page.objects.get(translation_key=page_key(key)).specific


def public_pages() -> list[Page]:
    return list(Page.objects.live().public().filter(depth__gt=1).order_by("path").specific())


def words_on(client, page) -> str:
    """Return what a visitor reads on a page, in single spaces."""
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")
    return re.sub(r"\s+", " ", (soup.main or soup).get_text(" "))


@pytest.fixture
def start_words(client) -> str:
    # Inline elements must not tear a sentence apart.
    return re.sub(r" ([,.;:])", r"\1", words_on(client, page_of("news:start")))


@pytest.mark.parametrize("fact", FACTS)
def test_article_of_the_beginning_tells(fact, start_words):
    assert re.search(FACTS[fact], start_words), fact


def test_article_of_the_beginning_has_its_day():
    page = page_of("news:start")
    assert page.date.isoformat() == "2016-10-24"
    assert page.first_published_at.year == page.last_published_at.year == 2016
    assert {entry.timestamp.year for entry in PageLogEntry.objects.filter(page=page.pk)} == {2016}


def test_site_begins_at_the_networks_home_and_welcomes_nobody_else(site):
    assert site.root_page_id == page_of("home").pk
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_articles_run_from_2016_to_now():
    years = {page.date.year for page in NewsPage.objects.live()}
    assert NewsPage.objects.live().count() >= 9
    assert {2016, 2017} <= years
    assert len(years) >= 5


def test_four_groups_have_facilitators_a_colour_each_and_all_municipalities():
    groups = list(GroupPage.objects.live().order_by("title"))
    assert [group.title for group in groups] == ["Hovedstaden", "Midt-Nord", "Sjælland", "Syddanmark"]
    assert len({group.colour for group in groups}) == 4
    assert all(group.get_contacts() and group.community_url and group.area for group in groups)
    assert sum(group.municipalities.count() for group in groups) == 98 == Municipality.objects.count()


def test_five_rounds_have_a_meeting_in_each_group():
    rounds = list(RoundPage.objects.live())
    assert len(rounds) == 5
    for each in rounds:
        assert each.meetings.public().values("group").distinct().count() == 4


def test_towns_of_2016_are_hosts():
    hosts = set(Meeting.objects.filter(starts_at__year=2016).values_list("host__name", flat=True))
    assert hosts == {
        *("Aabenraa", "Ikast-Brande", "Køge", "Frederikssund"),
        *("Nordfyns", "Næstved", "Favrskov", "Fredensborg"),
    }


def test_march_of_2017_is_as_it_was():
    meetings = Meeting.objects.filter(starts_at__year=2017, starts_at__month=3).order_by("starts_at")
    assert [(meeting.starts_at.day, meeting.group.title, meeting.venue) for meeting in meetings] == [
        (7, "Midt-Nord", "Bramslevgaard"),
        (14, "Hovedstaden", "Frederiksberg Rådhus"),
        (15, "Sjælland", "Næstved Rådhus"),
        (16, "Syddanmark", "Svendborg Rådhus"),
    ]


def test_there_is_a_meeting_in_every_state():
    public = list(Meeting.objects.public())
    assert {meeting.state for meeting in public} == {"past", "planned", "moved", "cancelled", "announced"}
    assert {meeting.is_past for meeting in public if meeting.joint} == {True, False}
    assert all(meeting.cancellation_reason for meeting in public if meeting.is_cancelled)


def test_moved_meeting_was_published_twice_a_week_apart():
    page = page_of("meeting:next-syddanmark")
    assert (page.meeting.starts_at - page.meeting.moved_from_start).days == 7
    assert Revision.objects.for_instance(page).count() == 2
    assert page.meeting.sequence == 1


def test_next_meetings_are_open_nearly_full_and_full_with_a_waiting_list():
    seats = {}
    for group in ("sjaelland", "hovedstaden", "midt-nord"):
        meeting = page_of(f"meeting:next-{group}").meeting
        waiting = SignUp.objects.filter(meeting=meeting).waiting().count()
        seats[group] = (seats_left(meeting), waiting)
    assert seats == {"sjaelland": (29, 0), "hovedstaden": (2, 0), "midt-nord": (0, 4)}


def test_last_round_kept_its_minutes_and_materials():
    for page in MeetingPage.objects.filter(round=page_of("round:last")):
        assert page.minutes
        assert page.materials.count() >= 3


def test_some_meeting_has_no_programme_and_some_speaker_no_title():
    assert Meeting.objects.public().filter(page__programme_items=None).exists()
    assert ProgrammeItem.objects.exclude(speaker="").filter(speaker_title="").exists()


def test_every_block_and_every_panel_is_used():
    bodies = [page.body for page in public_pages() if hasattr(page, "body")]
    columns = [column.content for column in RightColumn.objects.all()]
    for registry, streams in ((extension_points.BODY, bodies), (extension_points.COLUMN, columns)):
        used = {child["type"] for stream in streams for child in stream.raw_data}
        assert used == our_blocks(registry)


def our_blocks(registry: str) -> set[str]:
    """Return the names of the registered blocks that the two apps bring: the tests' host has its own."""
    blocks = extension_points.blocks_for(registry)
    return {name for name, block in blocks if type(block).__module__.startswith(("kitnet_pages.", "kitnet_events."))}


def test_every_block_is_as_an_editor_could_have_made_it():
    for page in public_pages():
        if hasattr(page, "body"):
            page.body.stream_block.clean(page.body)
    for column in RightColumn.objects.all():
        column.content.stream_block.clean(column.content)


def test_every_page_is_as_an_editor_could_have_made_it():
    for page in public_pages():
        page.full_clean()


def test_every_link_in_a_text_leads_somewhere():
    text = "".join(str(page.body.raw_data) for page in public_pages() if hasattr(page, "body"))
    assert "page:" not in text
    targets = {int(number) for number in re.findall(r'linktype="page" id="(\d+)"', text)}
    assert targets <= {page.pk for page in public_pages()}


def test_every_public_page_answers_and_costs_at_most_25_queries(client):
    pages = public_pages()
    assert len(pages) > 50
    answers, costs = {}, {}
    for page in pages:
        answers[page.url] = client.get(page.url).status_code  # makes the pictures' renditions
        cache.clear()
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        costs[page.url] = len(captured)
    assert set(answers.values()) == {200}, answers
    assert {url: cost for url, cost in costs.items() if cost > 25} == {}


def test_editors_notes_and_online_links_are_on_no_page(client):
    page = page_of("meeting:next-sjaelland")
    html = client.get(page.url).content.decode()
    assert page.internal_note
    assert page.internal_note not in html
    assert page.online_url not in html


def test_everybody_is_made_up():
    addresses = [*Contact.objects.values_list("email", flat=True)]
    addresses += Participant.objects.values_list("email", flat=True)
    addresses += get_user_model().objects.values_list("email", flat=True)
    assert len(addresses) == len(set(addresses)) + 1  # the facilitator of Sjælland is a contact, too
    assert len(addresses) > 60
    assert all(address.endswith(".example") for address in addresses)


def test_demo_logins_have_their_roles():
    users = {login.username: get_user_model().objects.get(username=login.username) for login in LOGINS}
    editor, facilitator = users[EDITOR.username], users[FACILITATOR.username]
    own, other = page_of("group:sjaelland"), page_of("group:hovedstaden")
    assert all(users[login.username].check_password(login.password) for login in LOGINS)
    assert users[ADMIN.username].is_superuser
    assert page_of("news").permissions_for_user(editor).can_publish_subpage()
    assert own.permissions_for_user(facilitator).can_add_subpage()
    assert not other.permissions_for_user(facilitator).can_add_subpage()


def test_pictures_and_documents_are_there():
    for one in [*get_image_model().objects.all(), *get_document_model().objects.all()]:
        assert one.file.storage.exists(one.file.name)


def test_calendars_agree_with_pages():
    assert rebuild_calendar().was_sound


def everything() -> list:
    pages = Page.objects.order_by("pk").values_list(
        "pk", "title", "slug", "path", "latest_revision", "last_published_at"
    )
    feeds = Feed.objects.order_by("pk").values_list("pk", "version", "changed_at")
    return [*pages, *feeds, *Meeting.objects.order_by("pk").values_list("pk", "sequence", "changed_at", "vevent")]


def test_loading_again_changes_nothing_and_costs_nothing():
    before = everything()
    with CaptureQueriesContext(connection) as captured:
        result = demo.load()
    assert not result.created
    assert len(captured) <= 3
    assert everything() == before


def test_loading_again_keeps_what_editors_did():
    home, article, gone = page_of("home"), page_of("news:ai"), page_of("news:islands")
    home.title, home.slug = "Vores netværk", "vores"
    home.save_revision().publish()
    article.title, article.slug = "En anden titel", "en-anden-adresse"
    article.save_revision().publish()
    Page.objects.get(pk=gone.pk).delete()
    before = everything()
    demo.load()
    assert everything() == before


# ── Who takes part ───────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("day", "members"), [(date(2016, 10, 24), 74), (date(2016, 12, 31), 76)])
def test_demo_has_as_many_members_as_the_network_had(site, day, members):
    assert (coverage(day).members, coverage(day).total) == (members, 98)


def test_demo_has_more_members_today_and_some_missing_in_each_group(site):
    state = coverage()
    assert state.members > 76
    assert all(0 < tally.missing < tally.total / 4 for tally in state.by_group)


def test_hosts_of_the_demo_take_part_on_the_day_of_their_meeting(site):
    hosted = Meeting.objects.filter(host__isnull=False, starts_at__isnull=False).select_related("host")
    # The host of a planned meeting is to be in today.
    days = {(meeting.host, min(timezone.localdate(meeting.starts_at), timezone.localdate())) for meeting in hosted}
    assert len(days) >= 12
    assert [f"{host}, {day}" for host, day in days if membership_on(host, day) is None] == []
