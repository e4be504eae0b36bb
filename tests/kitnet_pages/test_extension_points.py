"""What other apps add to pages, and a panel that the host's own app adds."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import Context, Template
from laces.components import Component

from kitnet_pages import extension_points
from kitnet_pages.extension_points import HeadLink
from tests import factories

ROOT = Path(__file__).resolve().parents[2]


class Note(Component):
    """A section that says one word."""

    def __init__(self, word: str) -> None:
        self.word = word

    def render_html(self, parent_context=None) -> str:
        return self.word


@pytest.fixture
def registry(monkeypatch) -> Iterator[None]:
    """Let a test start with nothing registered."""
    monkeypatch.setattr(extension_points, "_registry", extension_points._Registry())


def render(tag: str, page) -> str:
    return Template("{% load kitnet_tags %}" + tag).render(Context({"page": page})).strip()


def test_sections_of_a_slot_come_in_order(registry):
    extension_points.register_page_section("home", lambda page, request: Note("sidst"), order=20)
    extension_points.register_page_section("home", lambda page, request: Note("først"), order=10)
    extension_points.register_page_section("group", lambda page, request: Note("andetsteds"))
    assert render('{% page_sections "home" %}', object()) == "førstsidst"


def test_section_that_has_nothing_to_say_is_left_out(registry):
    extension_points.register_page_section("home", lambda page, request: None)
    extension_points.register_page_section("home", lambda page, request: Note(page.upper()))
    assert render('{% page_sections "home" %}', "side") == "SIDE"


def test_slot_that_nobody_fills_is_empty(registry):
    assert render('{% page_sections "home" %}', object()) == ""


def test_links_in_the_head_are_added_by_every_app(registry):
    extension_points.register_head_links(lambda page, request: [HeadLink("alternate", "text/x", "/a?b&c", 'A "b"')])
    extension_points.register_head_links(lambda page, request: [])
    html = render("{% head_links %}", object())
    assert html == '<link rel="alternate" type="text/x" href="/a?b&amp;c" title="A &quot;b&quot;">'


def test_panel_of_the_host_is_shown_with_what_it_knows_of_the_page(planted, client):
    page = factories.StandardPageFactory(parent=planted.home, title="Kontor")
    factories.give_column(
        page, [{"type": "opening_hours", "value": {"heading": "", "opens": "09:30:00", "closes": "15:00:00"}}]
    )
    html = client.get(page.url).content.decode()
    assert "Åbningstider" in html
    assert "Kontor: 9.30–15.00" in html


def test_panels_are_shown_in_the_editors_order(planted, client):
    words = ["tredje", "første", "anden"]
    factories.give_column(planted.home, [factories.text_panel(f"<p>panel-{word}</p>") for word in words])
    html = client.get(factories.StandardPageFactory(parent=planted.home).url).content.decode()
    assert sorted(words, key=lambda word: html.index(f"panel-{word}")) == words


def test_column_without_panels_is_not_shown(planted, client):
    factories.give_column(planted.home, [factories.text_panel("<p>sektionens</p>")])
    page = factories.StandardPageFactory(parent=planted.home)
    assert "kn-column" in client.get(page.url).content.decode()
    factories.give_column(page, [])
    html = client.get(page.url).content.decode()
    assert "sektionens" not in html
    assert "kn-column" not in html


@pytest.mark.parametrize(
    ("mark", "file"),
    [("blocks", "blocks.py"), ("apps", "apps.py"), ("template", "templates/host/panels/opening_hours.html")],
)
def test_documentation_shows_the_hosts_own_panel_as_it_is(mark, file):
    text = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
    (code,) = re.findall(rf"<!-- tested: {mark} -->\n```\w+\n(.*?)```", text, re.DOTALL)
    assert code == (ROOT / "tests" / "host" / file).read_text(encoding="utf-8")
