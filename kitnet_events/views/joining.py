"""Joining the network, and leaving it: HTTP around the rules."""

from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from kitnet_events.domain import joining, leaving, limits
from kitnet_events.domain.subscriptions import subscription_for
from kitnet_events.domain.tokens import BadTokenError, Purpose, make_token, read_token
from kitnet_events.domain.welcoming import next_meeting_of
from kitnet_events.enums import EnrolmentState
from kitnet_events.exceptions import SignUpRefusedError
from kitnet_events.join_forms import JoinForm
from kitnet_events.models import Enrolment
from kitnet_events.signup_forms import AskForm
from kitnet_pages.cookies import Cookie, register_cookie
from kitnet_pages.domain.membership import membership_on
from kitnet_pages.domain.navigation import network_settings
from kitnet_pages.models import Municipality

from .browser import known_person
from .private import private
from .visitors import count_form, say_when

TYPED_COOKIE = "kitnet_join"
_TYPED_SALT = "kitnet_events.join-typed"
_TYPED_SECONDS = 3600
_TYPED_FIELDS = ("name", "email", "workplace", "title")
# In the address by which the map leads here: a municipality's official code.
CODE_PARAMETER = "kommune"


def name_cookies() -> None:
    """Name the cookie on the privacy page."""
    register_cookie(_typed_cookie)


def _typed_cookie() -> Cookie:
    return Cookie(
        TYPED_COOKIE,
        _("Whoever has sent the form to join the network"),
        _("Keeps what was typed, so that a mistyped address can be mended without typing all again."),
        _("one hour"),
    )


@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Show the form; take what was filled in. The answer is the same whoever's address it is."""
    municipality = _municipality(request)
    if request.method != "POST":
        person = known_person(request)
        initial = _typed(request) or (JoinForm.about(person) if person else {})
        if municipality is not None:
            initial = {**initial, "workplace": municipality.name}
        return _form(request, JoinForm(initial=initial, municipality=municipality), municipality)
    form = JoinForm(request.POST, municipality=municipality)
    if not form.is_valid():
        return _form(request, form, municipality)
    try:
        count_form(request, "join", form.cleaned_data["email"])
    except limits.TooOftenError:
        form.add_error(None, limits.too_often())
        return _form(request, form, municipality, status=429)
    joining.ask_to_join(form.details())
    response = redirect("kitnet_events:join_sent")
    typed = {name: form.cleaned_data[name] for name in _TYPED_FIELDS}
    response.set_cookie(
        TYPED_COOKIE,
        signing.dumps(typed, salt=_TYPED_SALT),
        max_age=_TYPED_SECONDS,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


@private
@require_http_methods(["GET", "HEAD"])
def join_sent(request: HttpRequest) -> HttpResponse:
    """Say that a mail is on its way, whoever's address it was."""
    typed = _typed(request)
    if not typed:
        return redirect("kitnet_events:join")
    return TemplateResponse(request, "kitnet_events/joining/sent.html", {"email": typed.get("email", "")})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def enrolment(request: HttpRequest, token: str) -> HttpResponse:
    """Show a person's place in the network; take the proof, or the farewell, on POST. Opened by a link in a mail."""
    try:
        mine = _read(token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    refusal = ""
    if request.method == "POST":
        try:
            _act(request.POST.get("action", ""), mine)
            return redirect(request.path + "?udfoert=ja")
        except SignUpRefusedError as error:
            refusal = str(error)
            mine = _read(token)
    return _show(request, mine, token, refusal)


@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Mail the link to leave to whoever is a member under the address. The answer is the same for all."""
    form, sent, status = AskForm(request.POST if request.method == "POST" else None), False, 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                count_form(request, "leave", form.cleaned_data["email"])
                leaving.send_leave_link(form.cleaned_data["email"])
                sent, status = True, 200
            except limits.TooOftenError:
                form.add_error(None, limits.too_often())
                status = 429
    context = {"form": form, "sent": sent}
    return say_when(TemplateResponse(request, "kitnet_events/joining/leave.html", context, status=status))


def enrolment_path(mine: Enrolment) -> str:
    """Return the path of the page about a person's place in the network."""
    return reverse(
        "kitnet_events:enrolment", kwargs={"token": make_token(Purpose.ENROLMENT, mine.participant, mine.pk)}
    )


def _read(token: str) -> Enrolment:
    person, payload = read_token(Purpose.ENROLMENT, token)
    mine = Enrolment.objects.filter(pk=payload.get("o"), participant=person).for_listing().first()
    if mine is None:
        raise BadTokenError
    mine.participant = person
    return mine


def _act(action: str, mine: Enrolment) -> None:
    if action == "prove":
        joining.prove_enrolment(mine.pk)
    elif action == "leave":
        leaving.leave_network(mine.pk)
    else:
        raise Http404


def _show(request: HttpRequest, mine: Enrolment, token: str, refusal: str) -> HttpResponse:
    group = mine.network_group
    is_member = mine.state == EnrolmentState.ACTIVE
    meeting = next_meeting_of(group) if is_member else None
    network = network_settings(request)
    context = {
        "enrolment": mine,
        "group": group if group and group.live else None,
        "group_title": group.title if group else "",
        "takes_part": mine.municipality is not None and membership_on(mine.municipality) is not None,
        "seats": [(seat.meeting, seat.meeting.get_url(request)) for seat in leaving.coming_seats(mine.participant)]
        if is_member
        else [],
        "next_meeting": meeting,
        "next_url": meeting.get_url(request) if meeting else "",
        "subscription": subscription_for(group if group and group.live else None, request) if is_member else None,
        "community_url": (group.community_url if group else "") or network.community_url,
        "community_name": network.community_name,
        "refusal": refusal,
        "done": request.GET.get("udfoert", ""),
    }
    status = 400 if refusal else 200
    return TemplateResponse(request, "kitnet_events/joining/enrolment.html", context, status=status)


def _form(
    request: HttpRequest, form: JoinForm, municipality: Municipality | None, status: int | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "municipality": municipality,
        "takes_part": municipality is not None and membership_on(municipality) is not None,
    }
    status = status or (400 if form.is_bound else 200)
    return say_when(TemplateResponse(request, "kitnet_events/joining/form.html", context, status=status))


def _municipality(request: HttpRequest) -> Municipality | None:
    """Return the municipality that the address names, if it is one."""
    code = request.GET.get(CODE_PARAMETER, "")
    if not (code.isascii() and code.isdigit() and len(code) <= 4):
        return None
    return Municipality.objects.select_related("group").defer("group__body").filter(code=code.zfill(4)).first()


def _typed(request: HttpRequest) -> dict[str, Any]:
    """Return what this browser typed within the hour, or nothing."""
    try:
        return signing.loads(request.COOKIES.get(TYPED_COOKIE, ""), salt=_TYPED_SALT, max_age=_TYPED_SECONDS)
    except (signing.BadSignature, ValueError):
        return {}
