"""At the door: who is there, one tap each, on a phone; and lists to print."""

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.generic import View

from kitnet_events.domain import desk
from kitnet_events.enums import SignUpRole, SignUpState
from kitnet_events.models import Meeting, SignUp
from kitnet_pages.dates import span_in_words
from kitnet_pages.domain.exports import record_export
from kitnet_pages.query import clean_query

from .signup_desk import meeting_for
from .signup_filters import register_url
from .signups import answers_in_words

TAGS_ON_A_SHEET = 10
_SAID = {"yes": True, "no": False, "unknown": None}


def who_comes(meeting: Meeting) -> QuerySet[SignUp]:
    """Return who has a confirmed seat, in the order of names."""
    coming = SignUp.objects.filter(meeting=meeting, state=SignUpState.CONFIRMED)
    return coming.select_related("municipality", "participant").order_by("name", "pk")


class DoorView(View):
    """A big list for a phone. A tap says that somebody is there; a second tap of the other button takes it back."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Show the list; ``q`` narrows it."""
        meeting = meeting_for(request.user, uid)
        wanted = clean_query(request.GET.get("q", ""))
        everybody = who_comes(meeting)
        found = everybody
        for word in wanted.split():
            found = found.filter(
                Q(name__icontains=word) | Q(municipality__name__icontains=word) | Q(organisation__icontains=word)
            )
        context = {
            "meeting": meeting,
            "people": list(found),
            "wanted": wanted,
            "expected": everybody.count(),
            "present": everybody.filter(attended=True).count(),
            "back_url": register_url(meeting),
        }
        return TemplateResponse(request, "kitnet_events/admin/signups/door.html", context)

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Note what the button says: the same tap twice says the same. Goes back to the same place in the list."""
        meeting = meeting_for(request.user, uid)
        pk, said = request.POST.get("sign_up", ""), request.POST.get("attended", "")
        if said not in _SAID or not pk.isdecimal() or len(pk) > 18:
            raise Http404
        if not who_comes(meeting).filter(pk=pk).exists():
            raise Http404
        desk.set_attendance([int(pk)], attended=_SAID[said])
        wanted = request.POST.get("q", "")
        query = "?" + urlencode({"q": wanted}) if wanted else ""
        return HttpResponseRedirect(reverse("kitnet_signups:door", args=[uid]) + query + f"#s{pk}")


class PrintView(View):
    """A list on paper. With the host's practical needs only when asked for by POST; each is noted as an export."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Return the list of names."""
        return self._list(request, uid, with_needs=False)

    def post(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Return the host's list: access and food needs, notes and answers, too."""
        return self._list(request, uid, with_needs=True)

    def _list(self, request: HttpRequest, uid: UUID, *, with_needs: bool) -> HttpResponse:
        meeting = meeting_for(request.user, uid)
        people = list(who_comes(meeting))
        what = f"{meeting.title}: {'host' if with_needs else 'names'}"
        record_export(request.user, what, len(people), "print")
        when = meeting.when
        context: dict[str, Any] = {
            "when": span_in_words(when.start, when.end, date_only=when.date_only) if when else "",
            "with_needs": with_needs,
            "needs": [one for one in people if one.needs or one.note] if with_needs else [],
            "answers": [(one, answers_in_words(one)) for one in people if one.answers] if with_needs else [],
            "participants": sum(one.role == SignUpRole.PARTICIPANT for one in people),
        }
        return _on_paper(request, "print", meeting, people, context)


class NameTagsView(View):
    """Name tags on paper, ten on a sheet. The last sheet is filled with empty ones for who comes unannounced."""

    def get(self, request: HttpRequest, uid: UUID) -> HttpResponse:
        """Return the name tags."""
        meeting = meeting_for(request.user, uid)
        people = list(who_comes(meeting))
        record_export(request.user, f"{meeting.title}: name tags", len(people), "print")
        context = {
            "when": meeting.when,
            "empty": range(-len(people) % TAGS_ON_A_SHEET or TAGS_ON_A_SHEET),
            "plain_role": SignUpRole.PARTICIPANT,
        }
        return _on_paper(request, "name_tags", meeting, people, context)


def _on_paper(
    request: HttpRequest, name: str, meeting: Meeting, people: list[SignUp], context: dict[str, Any]
) -> HttpResponse:
    """Return what is to be printed: no browser keeps it."""
    context |= {"meeting": meeting, "people": people, "back_url": register_url(meeting)}
    response = TemplateResponse(request, f"kitnet_events/admin/signups/{name}.html", context)
    response["Cache-Control"] = "no-store, private"
    return response
