"""Every cookie that the site sets, and why: what sets one says so here, and the privacy page names them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Cookie:
    """A cookie: its name, who gets it and when, what it does, and how long it stays."""

    name: str
    given: Any
    purpose: Any
    lasts: Any


def _csrf() -> Cookie:
    return Cookie(
        settings.CSRF_COOKIE_NAME,
        _("Whoever opens a page with a form"),
        _("Makes sure that what is sent comes from the form, and not from another website."),
        _("one year"),
    )


def _session() -> Cookie:
    return Cookie(
        settings.SESSION_COOKIE_NAME,
        _("Editors, when they log in"),
        _("Remembers that the editor is logged in."),
        _("until they log out, two weeks at most"),
    )


_PROVIDERS: list[Callable[[], Cookie]] = [_csrf, _session]


def register_cookie(provider: Callable[[], Cookie]) -> None:
    """Name one more cookie on the privacy page. ``provider`` is asked when the page is shown."""
    _PROVIDERS.append(provider)


def all_cookies() -> list[Cookie]:
    """Return every cookie that the site may set, in order of registration."""
    return [provider() for provider in _PROVIDERS]
