"""Every kind of page, in a real browser: for everyone, at every width, in valid HTML."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from cms_site.demo.logins import ADMIN
from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.models import Participant
from tests.clients.installation import or_skip
from tests.face import checkers, looks
from tests.face.examination import HEIGHT, NARROW, OTHERWISE_WHEN_NARROW, WIDE, Examination, resize
from tests.face.pages import OTHER_STATES, sent_by, url_of
from tests.face.site import ORIGIN, connect

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def examined(visitor):
    """Look at each page once, in each way; return what was found."""
    (axe,) = or_skip(checkers.axe_core)
    visitor.add_init_script(path=axe)
    examination = Examination(visitor)
    examination.run()
    return examination


def told(found: list[str]) -> str:
    """Return what was found, line by line."""
    return "\n".join(found)


def test_every_page_answers_as_it_should(examined):
    assert not examined.found["status"], told(examined.found["status"])
    assert len(examined.html) > 48
    assert examined.html.keys() >= {*OTHER_STATES, *OTHERWISE_WHEN_NARROW}


def test_no_page_asks_anybody_else_for_anything(examined, visitor):
    assert not visitor.elsewhere, told(visitor.elsewhere)


LOOKED_FOR = {
    "script": "no script of a page fails",
    "axe": "axe finds nothing in light and dark, wide and narrow",
    "overflow": "no page is wider than a small phone or a screen at 400 percent, and nothing is cut off",
    "spacing": "wider spacing of text cuts nothing off",
    "keyboard": "the keyboard reaches everything and shows where it is",
    "order": "pages are in a sensible order, also without style sheets",
    "colours": "colours of one's own leave everything to be seen",
    "paper": "paper shows the text and not the frame",
}


@pytest.mark.parametrize("kind", LOOKED_FOR)
def test_on_every_page(kind, examined):
    assert not examined.found[kind], f"{LOOKED_FOR[kind]}, but:\n{told(examined.found[kind])}"


def test_every_page_works_without_javascript(examined):
    pages = {name: html for name, html in examined.html.items() if name != "style page"}
    found = [f"{name}: {one}" for name, html in pages.items() for one in checkers.needs_a_script(html)]
    assert not found, told(found)


def test_every_page_is_valid_html(examined):
    or_skip(checkers.nu_checker)
    found = checkers.mistakes(examined.html)
    assert not found, told(found)


def test_article_weighs_less_than_60_kilobytes_without_its_pictures(examined):
    """What travels: the page, its style sheets, its script and its icon, compressed."""
    html = examined.html["the article of the beginning"]
    files = set(re.findall(rf'(?:href|src)="{settings.STATIC_URL}([^"]+)"', html))
    assert any(name.endswith(".css") for name in files)
    texts = [html.encode(), *(Path(finders.find(name)).read_bytes() for name in files)]
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

    assert len(list(sent_by(page))) == 2
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
def test_keyboard_reaches_everything_in_order_and_shows_where_it_is(visitor):
    resize(visitor, WIDE, "light")
    visitor.goto(ORIGIN + url_of("meeting:next-sjaelland"))
    reached, seen = 0, []
    while reached < 120:
        visitor.keyboard.press("Tab")
        here = visitor.evaluate(looks.FOCUSED)
        if here is None:
            break
        reached += 1
        seen.append(here)
    assert seen[0]["text"] == "Gå til indholdet"
    assert [one["at"] for one in seen] == sorted(one["at"] for one in seen)
    hidden = [one["text"] for one in seen if not one["outline"] or not one["inside"]]
    assert not hidden, told(hidden)
    assert reached == visitor.evaluate(looks.REACHABLE)


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


def test_what_a_form_says_is_wrong_is_found_by_axe_to_be_said_well(visitor):
    resize(visitor, NARROW, "dark")
    visitor.goto(f"{ORIGIN}{url_of('meeting:next-sjaelland')}tilmelding/")
    visitor.click("form.kn-form [type=submit]")
    visitor.wait_for_function("document.activeElement.className === 'kn-errors'")
    found = checkers.violations(visitor)
    resize(visitor, WIDE, "light")
    found += checkers.violations(visitor)
    assert not found, told(found)
