"""Before something is done to pages of any kind that calendars show: a page that says what it does, and asks once.

Wagtail has asked already whether one is sure to unpublish or delete; it knows nothing of meetings. Who did not mean to
touch any goes back from here, and nothing has happened.
"""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext_lazy
from wagtail.admin import messages
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.viewsets.pages import PageViewSet

from kitnet_events.domain.tree_effects import (
    TreeEffect,
    foresee_closing,
    foresee_deleting,
    foresee_moving,
    foresee_unpublishing,
)

from .protection import PrivacyView

SEEN = "kn-seen"
# Of meetings that leave the web, that come onto it, that stand in other calendars than before; of calendars.
_CONSEQUENCES = (
    ngettext_lazy(
        "%(count)s meeting leaves the web. Calendars show it as cancelled.",
        "%(count)s meetings leave the web. Calendars show them as cancelled.",
        "count",
    ),
    ngettext_lazy(
        "%(count)s meeting comes onto the web and into calendars.",
        "%(count)s meetings come onto the web and into calendars.",
        "count",
    ),
    ngettext_lazy(
        "%(count)s meeting moves into the calendar of another group.",
        "%(count)s meetings move into the calendar of another group.",
        "count",
    ),
    ngettext_lazy(
        "%(count)s calendar changes, with all who subscribe to it.",
        "%(count)s calendars change, with all who subscribe to them.",
        "count",
    ),
)


def ask_before_unpublishing(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Ask before a page leaves the web with the meetings that it is or has below it."""
    below = bool(request.POST.get("include_descendants"))
    effect = foresee_unpublishing([page], request.user, below=below)
    return _ask(request, page, effect, gettext("Unpublish"), gettext("Yes, unpublish"))


def ask_before_deleting(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Ask before a page is deleted; not before Wagtail has."""
    if request.method != "POST":
        return None
    return _ask(request, page, foresee_deleting([page]), gettext("Delete"), gettext("Yes, delete"))


def ask_before_moving(request: HttpRequest, page: Any, destination: Any) -> HttpResponse | None:
    """Ask before a page is moved, in the place of Wagtail's own question."""
    effect = foresee_moving([page], destination)
    return _ask(request, page, effect, gettext("Move"), gettext("Yes, move"), destination)


def ask_in_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Ask the same, once, about many pages."""
    pages = [one for one in objects if hasattr(one, "path")]
    if not pages or action_type not in {"delete", "move", "unpublish"}:
        return None
    if action_type == "delete":
        return _ask(request, None, foresee_deleting(pages), gettext("Delete"), gettext("Yes, delete"))
    data = action.cleaned_form.cleaned_data
    if action_type == "unpublish":
        effect = foresee_unpublishing(pages, request.user, below=bool(data.get("include_descendants")))
        return _ask(request, None, effect, gettext("Unpublish"), gettext("Yes, unpublish"))
    effect = foresee_moving(pages, data["chooser"])
    return _ask(request, None, effect, gettext("Move"), gettext("Yes, move"), data["chooser"])


def consequences(effect: TreeEffect) -> list[str]:
    """Return what happens, a sentence each."""
    counts = (len(effect.withdrawn), len(effect.announced), len(effect.regrouped), effect.calendars)
    told = [words % {"count": count} for words, count in zip(_CONSEQUENCES, counts, strict=True) if count]
    return [*told, gettext("Nobody gets a mail about it.")]


def touched(effect: TreeEffect) -> list[Any]:
    """Return the meetings that the sentences are about."""
    return [*effect.withdrawn, *effect.announced, *effect.regrouped]


def _ask(
    request: HttpRequest, page: Any, effect: TreeEffect, title: str, yes: str, destination: Any = None
) -> HttpResponse | None:
    if not effect.reaches_people or request.POST.get(SEEN) == effect.fingerprint:
        return None
    if SEEN in request.POST:
        messages.warning(request, gettext("Nothing has happened: meetings were changed meanwhile. Please look again."))
    back = reverse("wagtailadmin_pages:edit", args=[page.pk]) if page else reverse("wagtailadmin_home")
    context = {
        "page_title": title,
        "page_subtitle": page.get_admin_display_title() if page else "",
        "header_icon": "date",
        "header_title": title,
        "breadcrumbs_items": [
            {"url": reverse("kitnet_meetings:index"), "label": gettext("Meetings")},
            {"url": "", "label": title},
        ],
        "destination": destination,
        "consequences": consequences(effect),
        "meetings": touched(effect),
        "typed": _typed(request, effect),
        "submit_label": yes,
        "back_url": get_valid_next_url_from_request(request) or back,
    }
    return TemplateResponse(request, "kitnet_events/admin/tree_question.html", context)


def _typed(request: HttpRequest, effect: TreeEffect) -> list[tuple[str, str]]:
    """Return what was sent, so that the answer sends it again, and what the editor has seen."""
    names = [name for name in request.POST if name not in {SEEN, "csrfmiddlewaretoken"}]
    return [*((name, value) for name in names for value in request.POST.getlist(name)), (SEEN, effect.fingerprint)]


class AskingPrivacyView(PrivacyView):
    """Says who may see a page, after saying what that does to the meetings below it."""

    effect: TreeEffect | None = None

    def form_valid(self, form: Any) -> HttpResponse:
        """Save; or say what happens, and ask."""
        effect = foresee_closing(self.page, form.cleaned_data["restriction_type"])
        if effect.reaches_people and self.request.POST.get(SEEN) != effect.fingerprint:
            self.effect = effect
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)

    def render_to_response(self, context: dict[str, Any], **response_kwargs: Any) -> HttpResponse:
        """Show what happens in the place of the form, if something does."""
        if self.effect is None:
            return super().render_to_response(context, **response_kwargs)
        asked = {
            "consequences": consequences(self.effect),
            "meetings": touched(self.effect),
            "typed": _typed(self.request, self.effect),
        }
        return render_modal_workflow(
            self.request,
            "kitnet_events/admin/privacy_question.html",
            template_vars={**context, **asked},
            json_data={"step": "set_privacy"},
        )


class AskingPageViewSet(PageViewSet):
    """Wagtail's own addresses of pages of any kind, of which one more asks first."""

    set_privacy_view_class = AskingPrivacyView

    # Wagtail's search counts "7 None" where nobody says what its hits are called.
    @cached_property
    def search_view(self) -> Any:
        """The search, with a word for its hits."""
        return self.construct_view(self.search_view_class, verbose_name_plural=self.model._meta.verbose_name_plural)

    @cached_property
    def search_results_view(self) -> Any:
        """The hits alone."""
        words = self.model._meta.verbose_name_plural
        return self.construct_view(self.search_view_class, results_only=True, verbose_name_plural=words)
