"""An editor at the admin, in a real browser: opens forms, fills them, previews and publishes.

Selectors follow names of fields and the words that stay the same in each language of the admin.
"""

from typing import Any

# What a browser waits for at most, in milliseconds: an answer from a busy machine.
PATIENCE = 60_000


class Desk:
    """A tab in which somebody works in Wagtail's admin; ``tab`` is Playwright's page."""

    def __init__(self, tab: Any, address: str) -> None:
        """Take a tab and where the site answers."""
        self.tab, self.address = tab, address
        tab.set_default_timeout(PATIENCE)

    def go(self, path: str) -> None:
        """Open an address of the site."""
        self.tab.goto(self.address + path)

    def log_in(self, username: str, password: str) -> None:
        """Log in through the form."""
        self.go("/admin/login/")
        self.tab.fill("#id_username", username)
        self.tab.fill("#id_password", password)
        self.tab.click("form button[type=submit]")
        self.tab.wait_for_url("**/admin/")

    def fill(self, **fields: str) -> None:
        """Fill inputs by name, two underscores for a hyphen. A tab of the form that holds one is opened first."""
        for name, value in fields.items():
            field = self.tab.locator(f"[name='{name.replace('__', '-')}']")
            self._open_tab_of(field)
            field.fill(value)

    def add_block(self, label: str) -> None:
        """Add a block at the end of the first stream, by its name in the menu."""
        stream = self.tab.locator("[data-streamfield-stream-container]").first
        stream.locator(".c-sf-add-button").last.click()
        self.tab.locator(".w-combobox [role=option]").get_by_text(label, exact=True).click()

    def choose(self, field: str, words: str) -> None:
        """Choose a picture, a page or another thing, by its name, from the chooser that stands at ``field``."""
        chooser = self.tab.locator(f"[data-contentpath='{field}']").first
        self._open_tab_of(chooser)
        chooser.locator("[data-chooser-action-choose]").first.click()
        search = self.tab.locator(".modal-body input[name=q]")
        search.fill(words)
        self.tab.locator(".modal-body [data-chooser-modal-choice], .modal-body a.choose-page").filter(
            has_text=words
        ).first.click()
        self.tab.locator(".modal-body").wait_for(state="detached")

    def preview(self) -> str:
        """Return the words of the preview beside the form."""
        self.tab.locator("[data-side-panel-toggle=preview]").click()
        frame = self.tab.frame_locator("#w-preview-iframe, [data-w-preview-target=iframe]").first
        frame.locator("main h1").wait_for()
        return frame.locator("main").inner_text()

    def words_counted(self) -> int:
        """Return how many words Wagtail's checks count in the preview, as soon as they have looked."""
        self.tab.locator("[data-side-panel-toggle=checks]").click()
        self.tab.wait_for_function("+document.querySelector('[data-content-word-count]').textContent > 0")
        return int(self.tab.locator("[data-content-word-count]").inner_text())

    def publish(self) -> bool:
        """Publish what stands in the form, with a yes where it is asked; return whether it was."""
        self.tab.locator("footer [data-w-dropdown-target=toggle]").last.click()
        self.tab.locator("footer button[name=action-publish]").click()
        done = self.tab.locator(".messages .success")
        yes = self.tab.locator("form[data-kn-mail-form] button[type=submit]")
        done.or_(yes).first.wait_for()
        asked = yes.count() > 0
        if asked:
            yes.first.click()
            done.first.wait_for()
        return asked

    def _open_tab_of(self, element: Any) -> None:
        panel = element.locator("xpath=ancestor::*[@role='tabpanel'][1]")
        if panel.count() and not panel.is_visible():
            self.tab.locator(f"[role=tab][aria-controls='{panel.get_attribute('id')}']").click()
