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
from tests.face import checkers
from tests.face.pages import all_pages, url_of
from tests.face.site import ORIGIN, connect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDE, NARROW, ZOOMED = 1280, 360, 320
HEIGHT = 800
EXPECTED_STATUS = {"not found": 404, "failure": 500, "link that does not work": 404}


@pytest.fixture(scope="module")
def examined(visitor):
    """Look at each page once, in each way; return what was found by way, and the HTML by page."""
    (axe,) = or_skip(checkers.axe_core)
    visitor.add_init_script(path=axe)
    found = {"status": [], "script": [], "axe": [], "overflow": [], "spacing": [], "html": {}}
    visitor.on("pageerror", lambda error: found["script"].append(str(error)))
    for name, path in all_pages().items():
        _resize(visitor, WIDE, "light")
        response = visitor.goto(ORIGIN + path)
        if response.status != EXPECTED_STATUS.get(name, 200):
            found["status"].append(f"{name}: {response.status}")
        found["html"][name] = response.text()
        # What is folded away is part of the page.
        visitor.evaluate("document.querySelectorAll('details').forEach(one => { one.name = ''; one.open = true; })")
        found["axe"] += [f"{name}, wide: {one}" for one in checkers.violations(visitor)]
        _resize(visitor, WIDE, "dark")
        found["axe"] += [f"{name}, wide, dark: {one}" for one in checkers.violations(visitor, looks_only=True)]
        _resize(visitor, NARROW, "dark")
        found["axe"] += [f"{name}, narrow, dark: {one}" for one in checkers.violations(visitor, looks_only=True)]
        _resize(visitor, NARROW, "light")
        found["axe"] += [f"{name}, narrow: {one}" for one in checkers.violations(visitor)]
        for width in (NARROW, ZOOMED):
            _resize(visitor, width, "light")
            if sticks_out := visitor.evaluate(checkers.OVERFLOW):
                found["overflow"].append(f"{name} at {width}: {sticks_out}")
        visitor.add_style_tag(content=checkers.SPACING)
        found["spacing"] += [f"{name}: {one}" for one in visitor.evaluate(checkers.CUT_OFF)]
        if sticks_out := visitor.evaluate(checkers.OVERFLOW):
            found["spacing"].append(f"{name}: {sticks_out}")
    return found


def _resize(page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.emulate_media(color_scheme=scheme)


def told(found: list[str]) -> str:
    """Return what was found, line by line."""
    return "\n".join(found)


def test_every_page_answers_as_it_should(examined):
    assert not examined["status"], told(examined["status"])
    assert len(examined["html"]) > 30


def test_no_page_asks_anybody_else_for_anything(examined, visitor):
    assert not visitor.elsewhere, told(visitor.elsewhere)


def test_no_script_of_a_page_fails(examined):
    assert not examined["script"], told(examined["script"])


def test_axe_finds_nothing_in_light_and_dark_wide_and_narrow(examined):
    assert not examined["axe"], told(examined["axe"])


def test_no_page_is_wider_than_a_small_phone_or_a_screen_at_400_percent(examined):
    assert not examined["overflow"], told(examined["overflow"])


def test_wider_spacing_of_text_cuts_nothing_off(examined):
    assert not examined["spacing"], told(examined["spacing"])


def test_every_page_is_valid_html(examined):
    or_skip(checkers.nu_checker)
    found = checkers.mistakes(examined["html"])
    assert not found, told(found)


def test_article_weighs_less_than_60_kilobytes_without_its_pictures(examined):
    """What travels: the page, its style sheets, its script and its icon, compressed."""
    html = examined["html"]["the article of the beginning"]
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

    for path, workplace in ((f"{url_of('meeting:next-sjaelland')}tilmelding/", "Kommunen"), ("/deltag/", "Køge")):
        page.goto(ORIGIN + path)
        page.fill("[name=name]", "Prøve Person")
        page.fill("[name=email]", "proeve@kommune.example")
        page.fill("[name=workplace]", workplace)
        page.click("form.kn-form [type=submit]")
        page.wait_for_url("**/se-din-mail/")
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
    _resize(visitor, WIDE, "light")
    visitor.goto(ORIGIN + url_of("meeting:next-sjaelland"))
    reached, seen = 0, []
    while reached < 120:
        visitor.keyboard.press("Tab")
        here = visitor.evaluate(FOCUS)
        if here is None:
            break
        reached += 1
        seen.append(here)
    assert seen[0]["text"] == "Gå til indholdet"
    assert [one["at"] for one in seen] == sorted(one["at"] for one in seen)
    hidden = [one["text"] for one in seen if not one["outline"] or not one["inside"]]
    assert not hidden, told(hidden)
    assert reached == visitor.evaluate(REACHABLE)


def test_menu_on_a_phone_opens_and_closes_by_keyboard(visitor):
    _resize(visitor, NARROW, "light")
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
    _resize(visitor, NARROW, "dark")
    visitor.goto(f"{ORIGIN}{url_of('meeting:next-sjaelland')}tilmelding/")
    visitor.click("form.kn-form [type=submit]")
    visitor.wait_for_function("document.activeElement.className === 'kn-errors'")
    found = checkers.violations(visitor)
    _resize(visitor, WIDE, "light")
    found += checkers.violations(visitor)
    assert not found, told(found)


def test_colours_of_ones_own_leave_everything_to_be_seen(visitor):
    _resize(visitor, WIDE, "light")
    visitor.emulate_media(forced_colors="active")
    visitor.goto(ORIGIN + url_of("meeting:next-hovedstaden"))
    bare = visitor.evaluate(BARE)
    visitor.emulate_media(forced_colors="none")
    assert not bare, told(bare)


def test_paper_shows_the_text_and_not_the_frame(visitor):
    _resize(visitor, WIDE, "dark")
    visitor.emulate_media(media="print")
    visitor.goto(ORIGIN + url_of("news:start"))
    for frame in (".kn-header", ".kn-breadcrumb", ".kn-footer__grid"):
        assert not visitor.locator(frame).first.is_visible()
    assert visitor.locator("h1").is_visible()
    colours = visitor.evaluate(
        "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
    )
    visitor.emulate_media(media="screen")
    assert colours == ["rgb(12, 33, 46)", "rgb(255, 255, 255)"]


# Where the keyboard is: its place in the page, and whether it shows.
FOCUS = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  return {
    at: [...document.querySelectorAll("*")].indexOf(one),
    text: one.textContent.trim().slice(0, 60),
    outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""
# How many places the keyboard must reach.
REACHABLE = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.disabled).length"""
COLOURS = "(({color, backgroundColor}) => [color, backgroundColor])(getComputedStyle(document.body))"
# What is nothing but a colour, and so is gone where people choose their own.
BARE = """() => [".kn-button", ".kn-date", ".kn-signup", ".kn-seats__taken", ".kn-facts.kn-facet"].filter(name => {
  const one = document.querySelector(name);
  if (!one) return false;
  const style = getComputedStyle(one);
  if (one instanceof SVGElement) return style.fill === getComputedStyle(document.body).backgroundColor;
  return parseFloat(style.borderTopWidth) < 1;
})"""
