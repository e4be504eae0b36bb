"""The cookies of the site, in a body."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from kitnet_pages.cookies import all_cookies


class CookiesBlock(blocks.StaticBlock):
    """A table of all cookies, always up to date. It belongs on the privacy page."""

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add ``cookies``."""
        context = super().get_context(value, parent_context=parent_context)
        context["cookies"] = all_cookies()
        return context

    class Meta:
        icon = "table"
        label = _("Cookies")
        admin_text = _("A table of all cookies that the site sets. It keeps itself up to date.")
        template = "kitnet_pages/blocks/cookies.html"
