"""What the blocks of a body and the panels of the column show, and what they refuse."""

import re

import pytest
from django.core.exceptions import ValidationError
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from kitnet_pages.models import NetworkSettings, NewsPage, RightColumn
from kitnet_pages.videos import player_address
from tests import factories

BODY = NewsPage._meta.get_field("body")
COLUMN = RightColumn._meta.get_field("content")


@pytest.fixture
def page(planted):
    return factories.StandardPageFactory(parent=planted.home, slug="om")


def shown(client, page, *blocks: dict) -> str:
    """Return a page with these blocks as a visitor gets it."""
    page.body = list(blocks)
    page.save()
    answer = client.get(page.url)
    assert answer.status_code == 200
    return answer.content.decode()


WORDS = {
    "paragraph": ["<b>afsnit</b>"],
    "heading": [">En overskrift</h2>"],
    "quote": ["Det var godt.", "Bo", "Arkitekt", "Køge"],
    "picture": ['alt="En sal"', "Salen", "Foto: Ea"],
    "video": ["https://video.example/1", "Filmen", "Der tales."],
    "documents": ["Oplæg", "Første oplæg", "/documents/"],
    "fact_box": ["Fakta", "74 af 98."],
    "table": ["<caption>Møder</caption>", "By", "Køge", "12"],
    "call_to_action": ["Vær med", "Meld jer til.", "Tilmeld", 'href="/nyheder/"'],
    "link_cards": ["Mere", "Et kort", 'href="/nyheder/"'],
    "collection": ["Seneste", "Nyheden"],
    "coverage": ["<b>1</b> <span>af 2 kommuner</span>", "Alle kan være med."],
    "cookies": ["<caption>Cookies</caption>", "<code>csrftoken</code>"],
}


def test_every_block_shows_what_was_written(planted, page, client):
    factories.NewsPageFactory(parent=planted.news_index, title="Nyheden")
    factories.MembershipFactory()
    factories.MunicipalityFactory()
    html = shown(client, page, *factories.stream(factories.every_block(planted.news_index)))
    assert set(WORDS) | {"kept"} == set(BODY.stream_block.child_blocks)
    missing = [(kind, word) for kind, words in WORDS.items() for word in words if word not in html]
    assert missing == []


LEAST = {
    "quote": {"text": "Godt.", "person": "Bo"},
    "picture": {"image": None},
    "video": {"url": "https://video.example/1", "title": "Filmen"},
    "documents": {"documents": [{"document": None}]},
    "table": {"caption": "Tom", "table": {"columns": [], "rows": []}},
    "call_to_action": {"heading": "Vær med", "label": "Tilmeld"},
    "link_cards": {"cards": [{"title": "Et kort"}]},
    "collection": {"collection": None},
    "heading": {"text": "Kort"},
    "fact_box": {"heading": "Fakta", "text": ""},
    "coverage": {},
}


@pytest.mark.parametrize("kind", LEAST)
def test_blocks_look_fine_with_the_least_that_can_be_written(page, client, kind):
    html = shown(client, page, {"type": kind, "value": LEAST[kind]})
    assert "None" not in html
    assert 'href=""' not in html


def test_deleted_pictures_and_documents_are_left_out(planted, page, client):
    blocks = factories.every_block(planted.news_index)
    get_image_model().objects.all().delete()
    for kind in ("picture", "video", "documents"):
        assert "None" not in shown(client, page, {"type": kind, "value": blocks[kind]})


def test_link_to_a_page_that_is_not_published_is_left_out(planted, page, client):
    blocks = factories.every_block(planted.news_index)
    planted.news_index.unpublish()
    html = shown(client, page, *({"type": kind, "value": blocks[kind]} for kind in ("call_to_action", "link_cards")))
    assert 'href="/nyheder/"' not in html.split("<main")[-1]
    assert 'href=""' not in html


def test_a_block_of_which_nothing_is_left_is_left_out_with_its_heading(planted, page, client):
    blocks = factories.every_block(planted.news_index)
    get_document_model().objects.all().delete()
    planted.news_index.unpublish()
    html = shown(client, page, *({"type": kind, "value": blocks[kind]} for kind in ("documents", "link_cards")))
    assert "kn-documents" not in html
    assert "kn-linkcards" not in html
    panel = factories.every_panel(planted.news_index)["links"]
    assert "kn-linklist" not in column(client, page, {"type": "links", "value": panel})


def test_video_loads_nothing_before_the_click(planted, page, client):
    video = {"url": "https://www.youtube.com/watch?v=abcdefghijk", "title": "Filmen"}
    html = shown(client, page, {"type": "video", "value": video})
    assert "<iframe" not in html
    assert not re.search(r'(?:src|srcset)="(?:https?:)?//', html)
    assert 'href="https://www.youtube.com/watch?v=abcdefghijk"' in html


def test_text_of_editors_is_shown_as_text(page, client):
    evil = "<script>alert(1)</script>"
    html = shown(
        client,
        page,
        {"type": "quote", "value": {"text": evil, "person": evil, "title": evil, "organisation": evil}},
        {"type": "heading", "value": {"text": evil, "level": "h2"}},
        {"type": "call_to_action", "value": {"heading": evil, "text": evil, "label": evil, "url": "https://a.example"}},
        {"type": "table", "value": {"caption": evil, "table": {"columns": [], "rows": []}}},
    )
    assert evil not in html


# ── Links: to a page or to an address ────────────────────────────────────────────────────────────────────────────
CALL = {"heading": "Vær med", "text": "", "label": "Tilmeld", "page": None, "url": ""}


def cleaned(kind: str, value: dict) -> None:
    block = BODY.stream_block.child_blocks[kind]
    block.clean(block.to_python(value))


def test_link_leads_to_a_page_or_an_address(planted):
    cleaned("call_to_action", {**CALL, "page": planted.home.pk})
    cleaned("call_to_action", {**CALL, "url": "https://kommune.example/"})
    for targets in ({}, {"page": planted.home.pk, "url": "https://kommune.example/"}):
        with pytest.raises(ValidationError):
            cleaned("call_to_action", {**CALL, **targets})


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "kommune", "ftp:/kommune.example"])
def test_address_must_be_one_of_the_web(url):
    with pytest.raises(ValidationError):
        cleaned("call_to_action", {**CALL, "url": url})
    with pytest.raises(ValidationError):
        cleaned("video", {"url": url, "title": "Film"})


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["kommune.example", "//kommune.example"])
def test_address_without_a_scheme_is_one_of_the_web(typed):
    block = BODY.stream_block.child_blocks["call_to_action"].child_blocks["url"]
    assert block.clean(block.value_from_form(typed)) == "https://kommune.example"


# ── Panels ───────────────────────────────────────────────────────────────────────────────────────────────────────
def column(client, page, *panels: dict) -> str:
    """Return the right-hand column of a page with these panels."""
    factories.give_column(page, panels)
    html = client.get(page.url).content.decode()
    return html.split('class="kn-column"')[-1].split("</main>")[0] if 'class="kn-column"' in html else ""


def test_every_panel_shows_what_was_written(planted, page, client):
    meeting = factories.make_meeting(planted.meeting_index, title="Næste møde")
    panels = factories.every_panel(planted.news_index)
    html = column(client, page, *factories.stream(panels))
    assert set(panels) | {"kept"} == set(COLUMN.stream_block.child_blocks)
    for words in (
        meeting.title,
        "Følg kalenderen",
        "Tovholder",
        "Kom med",
        "Et link",
        "En kort tekst.",
        "Møderne",
        "9.00–15",
    ):
        assert words in html, words


def test_contact_panel_without_a_choice_shows_the_pages_own_contacts(planted, client):
    panel = {"type": "contact", "value": {"heading": "", "contacts": []}}
    factories.give_column(planted.home, [panel])
    group = factories.GroupPageFactory(parent=planted.group_index)
    factories.add_facilitator(group, name="Tove Tovholder")
    meeting = factories.MeetingPageFactory(parent=group)
    factories.add_meeting_contact(meeting, name="Mads Mødevært")

    def named(page) -> str:
        return client.get(page.url).content.decode().split('class="kn-column"')[-1]

    assert "Tove Tovholder" in named(group)
    assert "Mads Mødevært" in named(meeting)


def test_contact_panel_with_nobody_to_show_is_left_out(page, client):
    assert "kn-people" not in column(client, page, {"type": "contact", "value": {"heading": "Spørg", "contacts": []}})


def test_join_panel_leads_where_the_site_settings_say(planted, page, client):
    settings = NetworkSettings.for_site(planted.site)
    settings.role_mailbox = "netvaerk@host.example"
    settings.save()
    panel = {"type": "join", "value": {"heading": "", "text": ""}}
    assert "mailto:netvaerk@host.example" in column(client, page, panel)
    settings.join_page = factories.StandardPageFactory(parent=planted.home, slug="vaer-med")
    settings.save()
    html = client.get(page.url).content.decode()
    assert 'href="/vaer-med/"' in html
    settings.join_page.unpublish()
    assert 'href="/vaer-med/"' not in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    "address",
    ['https://youtu.be/"><script>', "https://youtu.be/", "https://vimeo.com/om-os", "https://x.example/1234567"],
)
def test_address_that_is_no_video_of_a_known_player_is_framed_nowhere(address):
    assert player_address(address) == ""
    assert player_address("https://youtu.be/abcdefghijk").endswith("/abcdefghijk?autoplay=1")


def test_map_service_is_asked_for_an_address_only():
    network = NetworkSettings(map_service="openstreetmap")
    assert network.map_url("Torvet 1, Køge").endswith("query=Torvet%201%2C%20K%C3%B8ge")
    assert network.map_url("") == NetworkSettings(map_service="none").map_url("Torvet 1") == ""
