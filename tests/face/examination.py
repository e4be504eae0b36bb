"""Every page is opened once, and looked at in every way while it is open."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.encoding import iri_to_uri

from tests.face import checkers, looks
from tests.face.answers import Shown
from tests.face.pages import EXPECTED_STATUS
from tests.face.site import ORIGIN
from tests.face.walking import faults_of_a_walk

WIDE, NARROW, ZOOMED = 1280, 360, 320
# A low window: the less there is to paint, the sooner it is looked at.
HEIGHT = 480
# The last is the one in which a page opens.
WAYS = ((NARROW, "light"), (NARROW, "dark"), (WIDE, "dark"), (WIDE, "light"))
# The only one of which all is looked at, row by row.
LONGEST = "CoveragePage"


class Examination:
    """What was found, by what was looked for, and the HTML of each page by its name."""

    def __init__(self, tab: Any) -> None:
        self.tab = tab
        self.found: dict[str, list[str]] = defaultdict(list)
        self.html: dict[str, str] = {}
        tab.on("pageerror", lambda error: self.found["script"].append(str(error)))

    def run(self, pages: Iterable[Shown]) -> None:
        """Look at each of them."""
        for page in pages:
            expected = {EXPECTED_STATUS[page.name]} if page.name in EXPECTED_STATUS else {200, 400, 409}
            if page.answer.status_code not in expected:
                self.found["status"].append(f"{page.name}: {page.answer.status_code}")
            self.html[page.name] = page.answer.content.decode()
            self._open(page)

    def _open(self, page: Shown) -> None:
        """Show a page, and go round it with as few changes of the window as can be."""
        name, tab = page.name, self.tab
        resize(tab, WIDE, "light")
        self._show(page)
        tab.evaluate(looks.UNFOLD)
        if name != LONGEST:
            tab.evaluate(looks.THIN)
        if page.is_further_state:
            # A browser shows where the keyboard is once a key has been pressed.
            tab.keyboard.press("Tab")
            self._look(name, keyboard=looks.FOCUS)
        else:
            self._look_as_a_whole(name)
        # What fits there, fits into any wider window of its kind.
        resize(tab, ZOOMED, "light")
        self._look(name, overflow=looks.OVERFLOW, cut=looks.CUT_OFF, spacing=looks.SPACED, order=looks.ORDER)
        self._look(name, plain=looks.PLAIN)
        resize(tab, NARROW, "light")
        self._look(f"{name} at {NARROW}", overflow=looks.OVERFLOW)
        self._look_all_around(page)

    def _show(self, page: Shown) -> None:
        """Open a page; of one that has the style sheets of the page before, only the body is put into its place."""
        address = ORIGIN + iri_to_uri(page.path)
        told = {"html": self.html[page.name], "address": iri_to_uri(page.path)}
        if not page.is_further_state or not self.tab.evaluate(looks.PUT_IN_PLACE, told):
            self.tab.answers[address] = page.answer
            self.tab.goto(address)

    def _look_as_a_whole(self, name: str) -> None:
        """Ask what is true of a kind of page in whatever state it is."""
        self._told("axe", name, checkers.violations(self.tab))
        self._told("keyboard", name, faults_of_a_walk(self.tab))
        self.tab.emulate_media(forced_colors="active")
        self._look(name, colours=looks.BARE)
        self.tab.emulate_media(forced_colors="none", media="print")
        self._look(name, paper=looks.PAPER)
        self.tab.emulate_media(media="screen")

    def _look_all_around(self, page: Shown) -> None:
        """Ask axe in the other ways, too; of a further state only about what no earlier page had, in all four."""
        tab, is_further = self.tab, page.is_further_state
        if is_further and not tab.evaluate(checkers.LEAVE_WHAT_IS_NEW):
            return
        for width, scheme in WAYS if is_further else WAYS[:-1]:
            resize(tab, width, scheme)
            self._told("axe", f"{page.name} at {width}, {scheme}", checkers.violations(tab, whole=not is_further))
        if not is_further:
            tab.evaluate(checkers.LEAVE_WHAT_IS_NEW)

    def _look(self, name: str, **which: str) -> None:
        """Ask the page several things at once."""
        asked = ", ".join(f"{kind}: ({question})()" for kind, question in which.items())
        for kind, complaints in self.tab.evaluate(f"() => ({{{asked}}})").items():
            self._told(kind, name, complaints)

    def _told(self, kind: str, name: str, complaints: list[str]) -> None:
        self.found[kind] += [f"{name}: {one}" for one in complaints]


def resize(tab: Any, width: int, scheme: str) -> None:
    """Give the window a width in pixels, and the visitor a liking for light or dark."""
    if tab.viewport_size != {"width": width, "height": HEIGHT}:
        tab.set_viewport_size({"width": width, "height": HEIGHT})
    tab.emulate_media(color_scheme=scheme)
