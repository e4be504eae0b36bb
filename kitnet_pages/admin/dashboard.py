"""The admin's first page: what waits for the user, and how far the network reaches. Other apps add to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState

from kitnet_pages.domain.coverage import coverage

_MOST_REVIEWS = 5


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the user: a sentence, and where to do it. What is ``urgent`` stands first."""

    text: str
    url: str
    urgent: bool = False


WaitingProvider = Callable[[HttpRequest], Iterable[Waiting]]
_providers: list[WaitingProvider] = []


def register_waiting(provider: WaitingProvider) -> None:
    """Add to what waits: ``provider(request)`` yields what the request's user may know of, and can do."""
    if provider not in _providers:
        _providers.append(provider)


class WaitingPanel(Component):
    """What waits for the user."""

    name = "kitnet_waiting"
    order = 60
    template_name = "kitnet_pages/admin/dashboard_waiting.html"

    def __init__(self, request: HttpRequest) -> None:
        """Ask everybody who knows of something."""
        found = [one for provider in _providers for one in provider(request)]
        self.waiting = sorted(found, key=lambda one: not one.urgent)

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return what waits."""
        return {"waiting": self.waiting}


class CoveragePanel(Component):
    """How many municipalities take part, of each group and of all."""

    name = "kitnet_coverage"
    order = 80
    template_name = "kitnet_pages/admin/dashboard_coverage.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return today's coverage."""
        today = coverage()
        return {"coverage": today, "tallies": [one for one in today.by_group if one.label]}


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panels onto the admin's first page."""
    panels += [WaitingPanel(request), CoveragePanel()]


def reviews(request: HttpRequest) -> Iterable[Waiting]:
    """Yield what was submitted and waits for the user's yes."""
    states = TaskState.objects.reviewable_by(request.user).select_related("revision", "workflow_state")
    known = list(states.order_by("started_at")[: _MOST_REVIEWS + 1])
    for state in known[:_MOST_REVIEWS]:
        page = state.workflow_state.content_object
        words = gettext("“%(title)s” waits for your review.") % {"title": page}
        yield Waiting(words, reverse("wagtailadmin_pages:edit", args=[page.pk]) if hasattr(page, "url_path") else "")
    if len(known) > _MOST_REVIEWS:
        yield Waiting(gettext("There is more to review."), reverse("wagtailadmin_reports:workflow_tasks"))


def register() -> None:
    """Let this app's own things wait on the first page."""
    register_waiting(reviews)
