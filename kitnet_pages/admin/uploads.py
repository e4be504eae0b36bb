"""Bringing in a file: a form that takes it, open to whoever may put something somewhere."""

from abc import ABC, abstractmethod
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class UploadView(WagtailAdminTemplateMixin, FormView, ABC):
    """Takes a file and makes drafts of it. The form gets the ``places`` where these may stand."""

    template_name = "kitnet_pages/admin/upload.html"
    header_icon = "upload"
    # What becomes of the file, what the button says, and the list to which the way back leads.
    explanation: Any = ""
    submit_label: Any = ""
    index_url_name = ""
    index_label: Any = ""
    back_label: Any = ""

    @abstractmethod
    def find_places(self, user: Any) -> list[Any]:
        """Return the pages below which ``user`` may put drafts."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find where the user may put drafts. Raises PermissionDenied when that is nowhere."""
        self.places = self.find_places(request.user)
        if not self.places:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": self.index_label},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form where the drafts may stand."""
        return {**super().get_form_kwargs(), "places": self.places}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the words of the page."""
        return super().get_context_data(
            explanation=self.explanation,
            submit_label=self.submit_label,
            back_url=reverse(self.index_url_name),
            back_label=self.back_label,
            **kwargs,
        )
