"""Every kind of page, in a real browser: for everyone, at every width, in valid HTML."""

import pytest

from tests.clients.installation import or_skip
from tests.face import checkers
from tests.face.pages import all_pages
from tests.face.site import ORIGIN

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
