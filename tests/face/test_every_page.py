"""Every kind of page, in a real browser: for everyone, at every width, in valid HTML."""

import gzip
import re

import pytest
from django.conf import settings

from cms_site.demo.logins import ADMIN
from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.models import Participant
from tests.clients.installation import or_skip
from tests.face import checkers
from tests.face.answers import url_of
from tests.face.examination import HEIGHT, NARROW, Examination, resize
from tests.face.forms import forms_filled_in
from tests.face.pages import ARTICLE, EXPECTED_STATUS, STYLES, every_page
from tests.face.site import ORIGIN, connect, static_file

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def examined(visitor):
    """Look at each page once, in each way; return what was found."""
    (axe,) = or_skip(checkers.axe_core)
    visitor.add_init_script(path=axe)
    examination = Examination(visitor)
    examination.run(list(every_page()))
    return examination


def told(found: list[str]) -> str:
    """Return what was found, line by line."""
    return "\n".join(found)


def test_every_page_answers_as_it_should(examined):
    assert not examined.found["status"], told(examined.found["status"])
    assert len(examined.html) > 100
    assert examined.html.keys() >= EXPECTED_STATUS.keys()


def test_no_page_asks_anybody_else_for_anything(examined, visitor):
    assert not visitor.elsewhere, told(visitor.elsewhere)


LOOKED_FOR = {
    "script": "no script of a page fails",
    "axe": "axe finds nothing in light and dark, wide and narrow",
    "overflow": "no page is wider than a small phone or a screen at 400 percent",
    "spacing": "wider spacing of text cuts nothing off and makes no page wider",
    "cut": "nothing is cut off on a small screen",
    "keyboard": "the Tab key leads to everything, in order and to be seen, first to the content and at last away",
    "order": "pages are in a sensible order",
    "plain": "pages make sense without style sheets",
    "colours": "colours of one's own leave everything to be seen",
    "paper": "paper shows the text and not the frame",
}


@pytest.mark.parametrize("kind", LOOKED_FOR)
def test_on_every_page(kind, examined):
    assert not examined.found[kind], f"{LOOKED_FOR[kind]}, but:\n{told(examined.found[kind])}"


def test_every_page_works_without_javascript(examined):
    pages = {name: html for name, html in examined.html.items() if name != STYLES}
    found = [f"{name}: {one}" for name, html in pages.items() for one in checkers.needs_a_script(html)]
    assert not found, told(found)


def test_every_page_is_valid_html(examined):
    or_skip(checkers.nu_checker)
    found = checkers.mistakes(examined.html)
    assert not found, told(found)


def test_article_weighs_less_than_60_kilobytes_without_its_pictures(examined):
    """What travels: the page, its style sheets, its script and its icon, compressed."""
    html = examined.html[ARTICLE]
    files = set(re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', html))
    assert any(name.endswith(".css") for name in files)
    texts = [html.encode(), *(static_file(name) for name in files)]
    assert sum(len(gzip.compress(text, 6)) for text in texts) < 60_000


# ── Cookies ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_privacy_page_names_every_cookie_that_a_browser_gets_and_no_other(visitor, browser):
    context = browser.new_context(locale="da-DK")
    connect(context)
    page = context.new_page()
    page.goto(ORIGIN + url_of("privacy"))
    named = set(page.locator(".kn-cookies th code").all_inner_texts())
    for path in ("/", url_of("news:start"), "/moeder/", "/soeg/?q=data", "/kalender/", "/findes/ikke/"):
        page.goto(ORIGIN + path)
    assert context.cookies() == [], "a visitor who only reads gets no cookie"

    assert len(list(forms_filled_in(page))) == 2
    token = make_token(Purpose.OWN_PAGE, Participant.objects.exclude(email="").first())
    page.goto(f"{ORIGIN}/mine/{token}/")
    page.click("main [type=submit]")
    page.wait_for_url("**/mine/")
    page.goto(f"{ORIGIN}/admin/login/")
    page.fill("[name=username]", ADMIN.username)
    page.fill("[name=password]", ADMIN.password)
    page.click("form [type=submit]")
    page.wait_for_url("**/admin/")
    assert {cookie["name"] for cookie in context.cookies()} == named
    context.close()


# ── Keyboard, no script, colours of one's own, paper ─────────────────────────────────────────────────────────────
def test_menu_on_a_phone_opens_and_closes_by_keyboard(visitor):
    resize(visitor, NARROW, "light")
    visitor.goto(ORIGIN + "/")
    link = visitor.locator(".kn-menu a").first
    assert not link.is_visible()
    visitor.locator(".kn-menu-toggle summary").focus()
    visitor.keyboard.press("Enter")
    assert link.is_visible()
    visitor.keyboard.press("Escape")
    assert not link.is_visible()


def test_all_works_without_javascript(browser, demo_site):
    context = browser.new_context(java_script_enabled=False, viewport={"width": NARROW, "height": HEIGHT})
    connect(context)
    page = context.new_page()
    page.goto(ORIGIN + "/")
    page.locator(".kn-menu-toggle summary").click()
    page.locator(".kn-menu a", has_text="Møder").click()
    page.locator(".kn-filter-toggle summary").click()
    page.select_option("[name=gruppe]", "sjaelland")
    page.click(".kn-filter [type=submit]")
    assert "gruppe=sjaelland" in page.url
    page.goto(f"{ORIGIN}/kalender/")
    page.locator(".kn-option", has_text="Sjælland").click()
    page.locator(".kn-program summary", has_text="Google Kalender").click()
    assert page.locator(".kn-program[open] .kn-button").first.is_visible()
    page.goto(f"{ORIGIN}{url_of('meeting:next-sjaelland')}tilmelding/")
    page.click("form.kn-form [type=submit]")
    assert page.locator(".kn-errors").is_visible()
    assert page.locator("[aria-invalid=true]").count() > 0
    context.close()
