"""`make pictures`: takes the documentation's pictures anew, from a demo of its own in a real browser.

Nothing of the demo in var/ is touched: this one lives in a folder that is thrown away. Names of pictures take only
those (`make pictures ARGS="article meeting"`), an address takes them from a demo that runs there.
"""

import contextlib
import io
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from cms_site.demo.logins import EDITOR
from tests import browser
from tests.desk import Desk

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "pictures"
WIDTH = 1280
TALLEST = 1100
QUALITY = 82
PATIENCE = 300  # seconds until the demo stands
BROWSER_PATIENCE = 90_000  # milliseconds: pictures are made at their first visit


def main() -> int:
    """Take all pictures, or those that are named. Return 1 when there is no browser."""
    path = browser.executable()
    if path is None:
        print("There is no Chromium on the PATH.")
        return 1
    unknown = [word for word in sys.argv[1:] if word not in PICTURES and not word.startswith("http")]
    if unknown:
        print(f"There is no picture {', '.join(unknown)}; there are: {', '.join(PICTURES)}.")
        return 1
    running = next((word.rstrip("/") for word in sys.argv[1:] if word.startswith("http")), "")
    wanted = [word for word in sys.argv[1:] if word in PICTURES] or list(PICTURES)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with contextlib.nullcontext(running) if running else demo() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=browser.ARGUMENTS)
        for name in wanted:
            # A tab of its own: which panels stand open is remembered.
            context = chromium.new_context(locale="da-DK", timezone_id="Europe/Copenhagen")
            desk = Desk(context.new_page(), address)
            desk.tab.set_default_timeout(BROWSER_PATIENCE)
            PICTURES[name](desk)
            part = PARTS.get(name)
            shown = desk.tab.locator(part) if part else desk.tab
            keep(name, shown.screenshot())
            context.close()
        chromium.close()
    return 0


@contextlib.contextmanager
def demo() -> Iterator[str]:
    """Run a demo on a free port, in a folder of its own; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="kitnet-pictures-", ignore_cleanup_errors=True) as folder:
        environment = os.environ | {"KITNET_VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "cms_site.settings.demo"}
        command = [sys.executable, "manage.py", "demo", "--port", str(port), "--no-worker"]
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
            address = f"http://127.0.0.1:{port}"
            try:
                _await(f"{address}/healthz", process)
                yield address
            finally:
                process.terminate()
                process.wait(60)


def _await(address: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(address, timeout=5).close()
            return
        time.sleep(0.5)
    raise SystemExit("The demo did not start.")


def keep(name: str, png: bytes) -> None:
    """Write a picture as WebP: a tenth of the size."""
    target = FOLDER / f"{name}.webp"
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.crop((0, 0, picture.width, min(picture.height, TALLEST))).save(target, "WEBP", quality=QUALITY, method=6)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} kB")


# ── What each picture shows ──────────────────────────────────────────────────────────────────────────────────────
def visit(desk: Desk, path: str, *, height: int = 900) -> None:
    """Open a page at a height, and wait until its pictures are there."""
    desk.tab.set_viewport_size({"width": WIDTH, "height": height})
    desk.go(path)
    desk.tab.wait_for_load_state("networkidle")


def at_the_desk(desk: Desk, path: str, *, height: int = 900) -> None:
    """Open a page of the admin as the demo's editor."""
    desk.go("/admin/")
    if "login" in desk.tab.url:
        desk.log_in(EDITOR.username, EDITOR.password)
    visit(desk, path, height=height)


def edit(desk: Desk, address: str, *, height: int = 900) -> None:
    """Open the editor of the page that has a public address."""
    at_the_desk(desk, address)
    editor = desk.tab.locator("wagtail-userbar a[href*='/edit/']").first.get_attribute("href")
    visit(desk, "/admin/" + editor.partition("/admin/")[2], height=height)


ARTICLE = "/nyheder/nyt-netvaerk-samler-kommunernes-it-arkitekter/"


def next_meeting(desk: Desk) -> str:
    """Return the address of the next meeting of the group Sjælland."""
    desk.go("/netvaerksgrupper/sjaelland/")
    return desk.tab.locator(".kn-agenda a, .kn-meeting a").first.get_attribute("href")


def article(desk: Desk) -> None:
    """Show an article with its right-hand column."""
    visit(desk, ARTICLE, height=1000)


def meeting(desk: Desk) -> None:
    """Show a meeting with its programme."""
    visit(desk, next_meeting(desk), height=1000)


def write(desk: Desk) -> None:
    """Show an article's form with the preview beside it."""
    edit(desk, ARTICLE, height=1000)
    desk.preview()
    desk.tab.wait_for_timeout(1500)


def add_a_block(desk: Desk) -> None:
    """Show the menu of blocks."""
    edit(desk, ARTICLE, height=1000)
    desk.tab.locator(".c-sf-add-button").nth(1).click()
    desk.tab.locator(".w-combobox").wait_for()
    desk.tab.wait_for_timeout(1000)


def checks(desk: Desk) -> None:
    """Show what the checks found."""
    edit(desk, ARTICLE)
    desk.words_counted()
    desk.tab.wait_for_timeout(1000)


def import_an_article(desk: Desk) -> None:
    """Show where a file is uploaded."""
    at_the_desk(desk, "/admin/news/import/", height=560)


def when_and_where(desk: Desk) -> None:
    """Show a meeting's time and place."""
    edit(desk, next_meeting(desk), height=1000)
    desk.tab.locator("[role=tab]").nth(1).click()
    desk.tab.wait_for_timeout(300)


def effect(desk: Desk) -> None:
    """Show what is asked before a moved meeting goes out."""
    edit(desk, next_meeting(desk), height=760)
    desk.fill(start_time="10:00")
    desk.tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
    desk.tab.locator("footer button[name=action-publish]").click()
    desk.tab.locator("form[data-kn-mail-form]").wait_for()


def right_hand_column(desk: Desk) -> None:
    """Show the panels of a section's column."""
    edit(desk, "/nyheder/", height=2400)
    desk.tab.locator("[role=tab]").nth(1).click()
    desk.tab.locator("[id$=kolonne-section]").wait_for()
    desk.tab.wait_for_timeout(500)


def listed(path: str, height: int = 800) -> Callable[[Desk], None]:
    """Return what shows a list of the admin."""
    return lambda desk: at_the_desk(desk, path, height=height)


# Pictures that show a part of the window.
PARTS = {"column": "[id$=kolonne-section]"}
PICTURES: dict[str, Callable[[Any], None]] = {
    "article": article,
    "meeting": meeting,
    "desk": listed("/admin/", height=1100),
    "write": write,
    "block": add_a_block,
    "checks": checks,
    "import": import_an_article,
    "when": when_and_where,
    "effect": effect,
    "column": right_hand_column,
    "plan": listed("/admin/meetings/plan/", height=1100),
    "meetings": listed("/admin/meetings/"),
    "signups": listed("/admin/meetings/signups/"),
}

if __name__ == "__main__":
    sys.exit(main())
