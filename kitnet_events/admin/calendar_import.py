"""Bringing in somebody else's calendar: from a file to drafts."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kitnet_events.domain.foreign_meetings import read_foreign
from kitnet_events.domain.importing import import_meetings
from kitnet_events.domain.places import meeting_parents
from kitnet_events.exceptions import CalendarRefusedError
from kitnet_events.import_forms import CalendarImportForm


class CalendarImportView(WagtailAdminTemplateMixin, FormView):
    """Takes a calendar file and shows which drafts became of it. Open to whoever may make meetings somewhere."""

    template_name = "kitnet_events/admin/calendar_import.html"
    form_class = CalendarImportForm
    page_title = _("Import a calendar")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find where the user may make meetings. Raises PermissionDenied when that is nowhere."""
        self.parents = meeting_parents(request.user)
        if not self.parents:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kitnet_meetings:index"), "label": gettext("Meetings")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form where the meetings may stand."""
        return {**super().get_form_kwargs(), "parents": self.parents}

    def form_valid(self, form: CalendarImportForm) -> HttpResponse:
        """Make the drafts and list them, or say what is wrong with the file. Sending it again makes nothing twice."""
        given = form.cleaned_data
        try:
            read = read_foreign(given["file"].read(), timezone.now(), past=given["past"])
            result = import_meetings(read.meetings, given["parent"], round_page=given["round"], user=self.request.user)
        except CalendarRefusedError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return self.render_to_response(self.get_context_data(form=form, read=read, result=result))
