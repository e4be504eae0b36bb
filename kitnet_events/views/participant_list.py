"""The list of participants, below a meeting's page: for participants who came through their own page's link."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from kitnet_events.domain.participant_list import may_see_list, participant_list
from kitnet_events.models import Meeting, MeetingPage
from kitnet_events.models.meeting_pages import MEETING_PAGE_VIEWS

from .browser import known_person
from .private import private

LIST = "deltagere"


def register() -> None:
    """Offer the sub-address of meetings' pages."""
    MEETING_PAGE_VIEWS[LIST] = participant_list_page


@private
@require_safe
def participant_list_page(request: HttpRequest, page: MeetingPage) -> HttpResponse:
    """Show who comes to whoever has a seat. Everybody else reads, with 403, whom the list is for.

    A link in a mail about a sign-up does not open it: a mail that is passed on gives away nobody's name.
    """
    meeting = Meeting.objects.filter(page_id=page.pk, published=True).for_page().first()
    if meeting is None or not meeting.takes_sign_ups:
        raise Http404
    person = known_person(request)
    allowed = may_see_list(person, meeting)
    context = {
        "page": page,
        "meeting": meeting,
        "person": person,
        "list": participant_list(meeting) if allowed else None,
    }
    return TemplateResponse(request, "kitnet_events/participant/list.html", context, status=200 if allowed else 403)
