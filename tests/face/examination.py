"""Every page is opened once, and looked at in every way while it is open."""

from collections import defaultdict
from typing import Any

from django.test import override_settings

from kitnet_events.domain.tokens import Purpose, make_token
from kitnet_events.views.browser import PERSON_COOKIE
from tests.face import checkers, looks
from tests.face.pages import EXPECTED_STATUS, OTHER_STATES, all_pages, pages_of, sent_by, somebody
from tests.face.site import ORIGIN

WIDE, NARROW, ZOOMED = 1280, 360, 320
HEIGHT = 800
# What these show on a phone is not what they show on a screen; all others only lay it out in another way.
OTHERWISE_WHEN_NARROW = ("HomePage", "NewsIndexPage", "GroupPage", "CoveragePage", "meeting, open", "month", "sign-up")


class Examination:
    """What was found, by what was looked for, and the HTML of each page by its name."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.found: dict[str, list[str]] = defaultdict(list)
        self.html: dict[str, str] = {}
        tab.on("pageerror", lambda error: self.found["script"].append(str(error)))

    def run(self) -> None:
        """Open all pages that anybody may see, then those of a participant, then those that follow a form."""
        for name, path in all_pages().items():
            self.open(name, path)
        person = somebody()
        cookie = {"name": PERSON_COOKIE, "value": make_token(Purpose.BROWSER, person), "url": ORIGIN}
        self.tab.context.add_cookies([cookie])
        for name, path in pages_of(person).items():
            self.open(name, path)
        self.tab.context.clear_cookies()
        for name, path in sent_by(self.tab):
            self.open(name, path)
        self.tab.context.clear_cookies()
        with override_settings(DEBUG=True):
            self.open("style page", "/styleguide/")

    def open(self, name: str, path: str) -> None:
        """Open a page and look at it."""
        resize(self.tab, WIDE, "light")
        response = self.tab.goto(ORIGIN + path)
        if response.status != EXPECTED_STATUS.get(name, 200):
            self.found["status"].append(f"{name}: {response.status}")
        self.html[name] = response.text()
        self.tab.evaluate(looks.UNFOLD)
        self._told("axe", f"{name}, wide", checkers.violations(self.tab))
        # A browser shows where the keyboard is once a key has been pressed.
        self.tab.keyboard.press("Tab")
        self._told("keyboard", name, self.tab.evaluate(looks.FOCUS))
        self.tab.emulate_media(forced_colors="active")
        self._told("colours", name, self.tab.evaluate(looks.BARE))
        self.tab.emulate_media(forced_colors="none", media="print")
        self._told("paper", name, self.tab.evaluate(looks.PAPER))
        self.tab.emulate_media(media="screen", color_scheme="dark")
        if name not in OTHER_STATES:
            self._look_all_around(name)
        resize(self.tab, NARROW, "light")
        self._told("overflow", f"{name} at {NARROW}", self.tab.evaluate(looks.OVERFLOW))
        self._told("order", name, self.tab.evaluate(looks.ORDER))
        self._told("order", f"{name}, plain", self.tab.evaluate(looks.PLAIN))
        resize(self.tab, ZOOMED, "light")
        self._told("overflow", f"{name} at {ZOOMED}", self.tab.evaluate(looks.OVERFLOW))
        self._told("overflow", f"{name} at {ZOOMED}", self.tab.evaluate(looks.CUT_OFF))
        self.tab.add_style_tag(content=looks.SPACING)
        self._told("spacing", name, [*self.tab.evaluate(looks.CUT_OFF), *self.tab.evaluate(looks.OVERFLOW)])

    def _look_all_around(self, name: str) -> None:
        self._told("axe", f"{name}, wide, dark", checkers.violations(self.tab, looks_only=True))
        resize(self.tab, NARROW, "dark")
        self._told("axe", f"{name}, narrow, dark", checkers.violations(self.tab, looks_only=True))
        self.tab.emulate_media(color_scheme="light")
        looks_only = name not in OTHERWISE_WHEN_NARROW
        self._told("axe", f"{name}, narrow", checkers.violations(self.tab, looks_only=looks_only))

    def _told(self, kind: str, name: str, complaints: list[str]) -> None:
        self.found[kind] += [f"{name}: {one}" for one in complaints]


def resize(tab: Any, width: int, scheme: str) -> None:
    """Give the window a width in pixels, and the visitor a liking for light or dark."""
    tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.emulate_media(color_scheme=scheme)
