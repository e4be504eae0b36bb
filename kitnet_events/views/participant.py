"""A participant's own page: asked for by mail, opened by a link of its own that ages."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kitnet_events.domain import limits
from kitnet_events.domain import own_page as rules
from kitnet_events.domain.joining import enrolment_of
from kitnet_events.domain.seats import waiting_places
from kitnet_events.domain.tokens import BadTokenError, Purpose, make_token, read_token, renew_feed, sign_up_token
from kitnet_events.enums import SignUpState
from kitnet_events.models import MeetingIndexPage, Participant, SignUp
from kitnet_events.own_page_forms import DetailsForm, NewAddressForm
from kitnet_events.signup_forms import AskForm
from kitnet_events.typed_text import normalise_email
from kitnet_pages.domain.navigation import section

from .browser import forget_person, known_person, remember_person
from .joining import enrolment_path
from .participant_list import LIST
from .private import private
from .visitors import count_form, say_when


@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def own_page(request: HttpRequest) -> HttpResponse:
    """Show the person's own page in a browser that came through their link; else ask whom to send the link."""
    person = known_person(request)
    if person is None:
        return _ask(request)
    if request.method != "POST":
        return _show(request, person, DetailsForm.of(person))
    action = _ACTIONS.get(request.POST.get("action", ""))
    if action is None:
        raise Http404
    return action(request, person)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def own_page_open(request: HttpRequest, token: str) -> HttpResponse:
    """Open the own page in this browser, on POST: a mail scanner that follows links opens nothing."""
    try:
        person, _payload = read_token(Purpose.OWN_PAGE, token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    if request.method == "POST":
        return remember_person(request, redirect("kitnet_events:own_page"), person)
    return TemplateResponse(request, "kitnet_events/participant/open.html", {"person": person})


def _ask(request: HttpRequest) -> HttpResponse:
    form = AskForm(request.POST if request.method == "POST" else None)
    sent, status = False, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            email = normalise_email(form.cleaned_data["email"])
            try:
                count_form(request, "own-page", email)
                # The same answer whether the address is known or not.
                rules.send_link(email)
                sent, status = True, 200
            except limits.TooOftenError:
                form.add_error(None, limits.too_often())
                status = 429
    context = {"form": form, "sent": sent, "link_life": rules.link_life()}
    return say_when(TemplateResponse(request, "kitnet_events/participant/ask.html", context, status=status))


def _show(
    request: HttpRequest,
    person: Participant,
    form: DetailsForm,
    address_form: NewAddressForm | None = None,
    status: int = 200,
    refusal: str = "",
) -> HttpResponse:
    sign_ups = list(
        SignUp.objects.filter(participant=person)
        .select_related("meeting__page", "meeting__group", "participant")
        .defer("meeting__vevent", "meeting__page__body", "meeting__group__body")
        .order_by("meeting__starts_at", "pk")
    )
    places = waiting_places(sign_ups)
    rows = [_row(request, mine, places) for mine in sign_ups]
    place = enrolment_of(person)
    meetings = section(request, MeetingIndexPage)
    feed = reverse("kitnet_events:personal_feed", kwargs={"token": make_token(Purpose.FEED, person)})
    context = {
        "person": person,
        "coming": [row for row in rows if not row["meeting"].is_past and row["sign_up"].is_living],
        "past": [row for row in reversed(rows) if _was_there(row["sign_up"])],
        "form": form,
        "address_form": address_form or NewAddressForm(),
        "feed_url": request.build_absolute_uri(feed),
        "webcal_url": "webcal://" + request.get_host() + feed,
        "enrolment": place,
        "enrolment_url": enrolment_path(place) if place else "",
        "notice": request.GET.get("besked", ""),
        "meetings_url": (meetings.get_url(request) or "") if meetings else "",
        "link_life": rules.link_life(),
        "refusal": refusal,
    }
    return say_when(TemplateResponse(request, "kitnet_events/participant/page.html", context, status=status))


def _was_there(mine: SignUp) -> bool:
    """Whether somebody had a seat at a meeting that took place, and was not marked as absent."""
    meeting = mine.meeting
    had_seat = mine.state == SignUpState.CONFIRMED and mine.attended is not False
    return meeting.is_past and not meeting.is_cancelled and had_seat


def _row(request: HttpRequest, mine: SignUp, places: dict[int, int]) -> dict[str, Any]:
    url = mine.meeting.get_url(request) if mine.meeting.published else ""
    has_list = url and mine.proved_at and mine.state == SignUpState.CONFIRMED
    return {
        "sign_up": mine,
        "meeting": mine.meeting,
        "url": url,
        "list_url": f"{url}{LIST}/" if has_list else "",
        "manage_url": reverse("kitnet_events:sign_up_manage", kwargs={"token": sign_up_token(mine)}),
        "waiting_place": places.get(mine.pk),
    }


def _save_details(request: HttpRequest, person: Participant) -> HttpResponse:
    form = DetailsForm(request.POST)
    if not form.is_valid():
        return _show(request, person, form, status=400)
    rules.save_details(person, form.changes())
    return redirect(reverse("kitnet_events:own_page") + "?besked=gemt")


def _ask_step_up(what: str) -> Callable[[HttpRequest, Participant], HttpResponse]:
    def ask(request: HttpRequest, person: Participant) -> HttpResponse:
        form = NewAddressForm(request.POST) if what == rules.NEW_ADDRESS else None
        if form is not None and not form.is_valid():
            return _show(request, person, DetailsForm.of(person), form, status=400)
        if refused := _refused(request, person, form):
            return refused
        rules.ask_proof(person, what, form.cleaned_data["email"] if form else "")
        return redirect(reverse("kitnet_events:own_page") + "?besked=mail")

    return ask


def _refused(request: HttpRequest, person: Participant, form: NewAddressForm | None = None) -> HttpResponse | None:
    """Count what sends mail. Return the page that says so if it is too often, else None."""
    try:
        count_form(request, "step-up", person.email)
    except limits.TooOftenError:
        return _show(request, person, DetailsForm.of(person), form, status=429, refusal=limits.too_often())
    return None


def _renew_feed(request: HttpRequest, person: Participant) -> HttpResponse:
    renew_feed(person)
    return redirect(reverse("kitnet_events:own_page") + "?besked=kalender")


def _renew_links(request: HttpRequest, person: Participant) -> HttpResponse:
    if refused := _refused(request, person):
        return refused
    rules.renew_links(person)
    return remember_person(request, redirect(reverse("kitnet_events:own_page") + "?besked=links"), person)


def _leave(request: HttpRequest, person: Participant) -> HttpResponse:
    return forget_person(redirect("kitnet_events:own_page"))


_ACTIONS: dict[str, Callable[[HttpRequest, Participant], HttpResponse]] = {
    "details": _save_details,
    "export": _ask_step_up(rules.EXPORT),
    "erase": _ask_step_up(rules.ERASE),
    "address": _ask_step_up(rules.NEW_ADDRESS),
    "feed": _renew_feed,
    "links": _renew_links,
    "leave": _leave,
}
