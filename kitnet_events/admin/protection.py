"""Refuses, in words, to take a meeting off the web to which people have signed up."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages
from wagtail.admin.forms.pages import PageViewRestrictionForm
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.models import PageViewRestriction

from kitnet_events.domain.protection import advice, protected_below
from kitnet_events.domain.surroundings import Surroundings
from kitnet_events.models import Meeting, MeetingPage


def refuse_to_unpublish(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse to unpublish a meeting, or a page together with the meetings below it."""
    with_all_below = bool(request.POST.get("include_descendants"))
    return refusal(request, _to_unpublish([page], with_all_below=with_all_below), page)


def refuse_to_delete(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Refuse to delete a meeting, its group, or any page above. Asked before the question is shown, too."""
    return refusal(request, protected_below(page), page)


def refuse_to_move(request: HttpRequest, page: Any, destination: Any) -> HttpResponse | None:
    """Refuse to move a meeting, or what is above one, to where not everybody sees it."""
    return refusal(request, _to_move([page], destination), page)


def refuse_in_bulk(request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any) -> HttpResponse | None:
    """Refuse the same for many pages at once: then none of them is touched."""
    pages = [one for one in objects if hasattr(one, "path")]
    if action_type == "delete":
        meetings = protected_below(*pages)
    elif action_type == "unpublish":
        below = bool(action.cleaned_form.cleaned_data.get("include_descendants"))
        meetings = _to_unpublish(pages, with_all_below=below)
    elif action_type == "move" and pages:
        meetings = _to_move(pages, action.cleaned_form.cleaned_data["chooser"])
    else:
        return None
    return refusal(request, meetings, pages[0] if pages else None)


def _to_unpublish(pages: list[Any], *, with_all_below: bool) -> list[Meeting]:
    meetings = [one for one in pages if issubclass(one.specific_class or object, MeetingPage)]
    if with_all_below:
        return protected_below(*pages)
    return protected_below(*meetings) if meetings else []


def _to_move(pages: list[Any], destination: Any) -> list[Meeting]:
    return [] if Surroundings.read().is_open(destination.path) else protected_below(*pages)


class PrivacyForm(PageViewRestrictionForm):
    """Who sees a page: everybody, as long as people come to a meeting at it or below it."""

    page: Any = None

    def clean(self) -> dict[str, Any]:
        """Refuse, in words, to close it."""
        cleaned = super().clean()
        closes = cleaned.get("restriction_type", PageViewRestriction.NONE) != PageViewRestriction.NONE
        if closes and (meetings := protected_below(self.page)):
            self.add_error("restriction_type", advice(meetings))
        return cleaned


class PrivacyView(SetPrivacyView):
    """Wagtail's own dialog, which knows of meetings."""

    form_class = PrivacyForm

    def get_form(self, form_class: Any = None) -> PrivacyForm:
        """Let the form know the page."""
        form = super().get_form(form_class)
        form.page = self.page
        return form


def refusal(request: HttpRequest, meetings: list[Meeting], page: Any) -> HttpResponse | None:
    """Say why ``meetings`` keep something from being done, and lead back; None if there are none."""
    if not meetings:
        return None
    first = meetings[0]
    buttons = []
    if first.page_id and first.page.permissions_for_user(request.user).can_publish():
        url = reverse("kitnet_meetings:cancel", args=[first.uid])
        buttons = [messages.button(url, gettext("Cancel the meeting"))]
    messages.error(request, advice(meetings), buttons=buttons)
    next_url = get_valid_next_url_from_request(request)
    if next_url:
        return HttpResponseRedirect(next_url)
    return redirect("wagtailadmin_pages:edit", page.pk) if page else redirect("wagtailadmin_home")
