"""Bringing in somebody else's calendar: from a file to drafts."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.foreign_meetings import read_foreign
from kitnet_events.domain.importing import import_meetings
from kitnet_events.domain.places import meeting_parents
from kitnet_events.exceptions import CalendarRefusedError
from kitnet_events.import_forms import CalendarImportForm
from kitnet_pages.admin.uploads import UploadView


class CalendarImportView(UploadView):
    """Takes a calendar file and shows which drafts became of it. Open to whoever may make meetings somewhere."""

    template_name = "kitnet_events/admin/calendar_import.html"
    form_class = CalendarImportForm
    page_title = _("Import a calendar")
    explanation = _(
        "Each meeting of the file becomes a draft with its date, time, place and text. Series become single meetings. "
        "Who takes part is left out. Importing the same file again makes nothing twice."
    )
    submit_label = _("Make drafts")
    index_url_name = "kitnet_meetings:index"
    index_label = _("Meetings")
    back_label = _("Back to the meetings")

    def find_places(self, user: Any) -> list[Any]:
        """Return the pages below which the user may make meetings."""
        return meeting_parents(user)

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
