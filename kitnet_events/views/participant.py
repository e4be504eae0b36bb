"""A participant's own page: asked for by mail, opened by a link of its own that ages."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kitnet_events.domain import limits, privacy
from kitnet_events.domain import own_page as rules
from kitnet_events.domain.seats import waiting_place
from kitnet_events.domain.tokens import BadTokenError, Purpose, make_token, read_token, sign_up_token
from kitnet_events.models import Participant, SignUp
from kitnet_events.own_page_forms import DetailsForm
from kitnet_events.signup_forms import AddressForm, AskForm
from kitnet_events.typed_text import normalise_email

from .browser import forget_person, known_person, remember_person
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


@private
@require_http_methods(["GET", "HEAD", "POST"])
def step_up(request: HttpRequest, token: str) -> HttpResponse:
    """Do what wants a fresh proof: hand out all data, erase the person, take a new address."""
    try:
        person, payload = read_token(Purpose.STEP_UP, token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    what, email = payload.get("what"), payload.get("email", "")
    if request.method != "POST":
        return TemplateResponse(
            request, "kitnet_events/participant/step_up.html", {"person": person, "what": what, "email": email}
        )
    if what == rules.EXPORT:
        response = JsonResponse(privacy.export_person(person), json_dumps_params={"indent": 2, "ensure_ascii": False})
        response["Content-Disposition"] = 'attachment; filename="kitnet.json"'
        return response
    if what == rules.ERASE:
        privacy.erase_person(person)
    elif not rules.take_new_address(person, email):
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    context = {"person": person, "what": what, "email": email, "done": True}
    return forget_person(TemplateResponse(request, "kitnet_events/participant/step_up.html", context).render())


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
    context = {"form": form, "sent": sent}
    return say_when(TemplateResponse(request, "kitnet_events/participant/ask.html", context, status=status))


def _show(
    request: HttpRequest, person: Participant, form: DetailsForm, notice: str = "", status: int = 200
) -> HttpResponse:
    sign_ups = list(
        SignUp.objects.filter(participant=person, proved_at__isnull=False)
        .select_related("meeting__page", "meeting__group", "participant")
        .defer("meeting__vevent", "meeting__page__body")
        .order_by("meeting__starts_at")
    )
    rows = [_row(request, mine) for mine in sign_ups]
    feed = reverse("kitnet_events:personal_feed", kwargs={"token": make_token(Purpose.FEED, person)})
    context = {
        "person": person,
        "coming": [row for row in rows if not row["meeting"].is_past and row["sign_up"].is_living],
        "past": [row for row in reversed(rows) if row["meeting"].is_past],
        "form": form,
        "feed_url": request.build_absolute_uri(feed),
        "webcal_url": "webcal://" + request.get_host() + feed,
        "notice": notice or request.GET.get("besked", ""),
    }
    return TemplateResponse(request, "kitnet_events/participant/page.html", context, status=status)


def _row(request: HttpRequest, mine: SignUp) -> dict[str, Any]:
    return {
        "sign_up": mine,
        "meeting": mine.meeting,
        "url": mine.meeting.get_url(request),
        "manage_url": reverse("kitnet_events:sign_up_manage", kwargs={"token": sign_up_token(mine)}),
        "waiting_place": waiting_place(mine),
    }


def _save_details(request: HttpRequest, person: Participant) -> HttpResponse:
    form = DetailsForm(request.POST)
    if not form.is_valid():
        return _show(request, person, form, status=400)
    rules.save_details(person, form.changes())
    return redirect(reverse("kitnet_events:own_page") + "?besked=gemt")


def _ask_step_up(what: str) -> Callable[[HttpRequest, Participant], HttpResponse]:
    def ask(request: HttpRequest, person: Participant) -> HttpResponse:
        form = AddressForm(request.POST) if what == rules.NEW_ADDRESS else None
        if form is not None and not form.is_valid():
            return _show(request, person, DetailsForm.of(person), notice="adresse", status=400)
        rules.ask_proof(person, what, form.cleaned_data["email"] if form else "")
        return redirect(reverse("kitnet_events:own_page") + "?besked=mail")

    return ask


def _leave(request: HttpRequest, person: Participant) -> HttpResponse:
    return forget_person(redirect("kitnet_events:own_page"))


_ACTIONS: dict[str, Callable[[HttpRequest, Participant], HttpResponse]] = {
    "details": _save_details,
    "export": _ask_step_up(rules.EXPORT),
    "erase": _ask_step_up(rules.ERASE),
    "address": _ask_step_up(rules.NEW_ADDRESS),
    "leave": _leave,
}
