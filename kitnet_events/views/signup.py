"""Signing up, and what can be done about a sign-up: HTTP around the rules."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.views import serve as serve_page

from kitnet_events.domain import limits, passing_on, signup
from kitnet_events.domain.seats import seats_left, waiting_place
from kitnet_events.domain.signup import SignUpDetails
from kitnet_events.domain.tokens import BadTokenError, read_sign_up_token
from kitnet_events.domain.workplaces import find_municipality
from kitnet_events.enums import SignUpPhase
from kitnet_events.exceptions import SignUpRefusedError
from kitnet_events.models import Meeting, MeetingPage, SignUp
from kitnet_events.models.meeting_pages import MEETING_PAGE_VIEWS
from kitnet_events.signup_forms import AddressForm, AskForm, PersonForm, SignUpForm

from .browser import begun_before, known_person, remember_typed, typed_before
from .private import findable, private
from .visitors import count_form, say_when

SIGN_UP = "tilmelding"
SENT = "tilmelding/se-din-mail"


def register() -> None:
    """Offer the sub-addresses of meetings' pages."""
    MEETING_PAGE_VIEWS[SIGN_UP] = sign_up_page
    MEETING_PAGE_VIEWS[SENT] = look_at_your_mail


@findable
@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_page(request: HttpRequest, page: MeetingPage, meeting: Meeting | None = None) -> HttpResponse:
    """Show the form, or say in words why there is none; take what was filled in. ``meeting``, if it is read already."""
    meeting = meeting or _meeting_of(page)
    phase = meeting.sign_up_phase()
    if phase != SignUpPhase.OPEN:
        return _closed(request, page, meeting, phase)
    if request.method != "POST":
        person = known_person(request)
        initial = typed_before(request, meeting) or (_about(person) if person else {})
        return _form(request, page, meeting, SignUpForm(meeting=meeting, initial=initial))
    form = SignUpForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _form(request, page, meeting, form)
    try:
        return _sign_up(request, page, meeting, form.details(), form.cleaned_data)
    except limits.TooOftenError:
        return _form(request, page, meeting, form, status=429)
    except SignUpRefusedError as error:
        form.add_error(None, str(error))
        return _form(request, page, meeting, form)


def _sign_up(
    request: HttpRequest, page: MeetingPage, meeting: Meeting, details: SignUpDetails, typed: Mapping[str, Any]
) -> HttpResponse:
    """Sign up, and lead to "look at your mail". Raises TooOftenError and SignUpRefusedError."""
    _count(request, meeting, details.email)
    begun = begun_before(request, meeting)
    before = timezone.now()
    mine = signup.sign_up(
        meeting.pk, details, proved=known_person(request), replaces=begun.pk if begun else None, now=before
    )
    is_begun = mine is not None and (mine == begun or (mine.proved_at is None and mine.queued_at == before))
    own = request.path.removesuffix("/").removesuffix(f"/{SENT}").removesuffix(f"/{SIGN_UP}")
    response = redirect(f"{own}/{SENT}/")
    return remember_typed(response, meeting, typed, mine if is_begun else None)


@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_your_mail(request: HttpRequest, page: MeetingPage) -> HttpResponse:
    """Say that a mail is on its way, whoever's address it was; send it again, or to the right address."""
    meeting = _meeting_of(page)
    typed = typed_before(request, meeting)
    if not typed:
        return redirect(page.get_url(request) + SIGN_UP + "/")
    corrects = request.method == "POST" and request.POST.get("action") == "correct"
    address = AddressForm(request.POST) if corrects else AddressForm(initial={"email": typed["email"]})
    again, status = False, 200
    try:
        if corrects and address.is_valid():
            return _correct(request, page, meeting, typed | {"email": address.cleaned_data["email"]})
        if request.method == "POST" and not corrects:
            _count(request, meeting, typed["email"])
            again = signup.send_again(meeting.pk, typed["email"])
    except limits.TooOftenError:
        status = 429
    except SignUpRefusedError as error:
        address.add_error(None, str(error))
    context = {"page": page, "meeting": meeting, "email": typed["email"], "again": again, "too_often": status != 200}
    context["address"] = address
    status = 400 if status == 200 and address.errors else status
    return say_when(TemplateResponse(request, "kitnet_events/signup/sent.html", context, status=status))


def _correct(request: HttpRequest, page: MeetingPage, meeting: Meeting, typed: dict[str, Any]) -> HttpResponse:
    """Sign up anew under the right address, with all that was typed before."""
    begun = begun_before(request, meeting)
    if begun is not None:
        details = signup.details_of(begun, typed["email"])
    else:
        municipality = find_municipality(typed["workplace"])
        details = SignUpDetails(
            name=typed["name"],
            email=typed["email"],
            title=typed["title"],
            municipality_id=municipality.pk if municipality else None,
            organisation="" if municipality else typed["workplace"],
            signed_up_by=typed["signed_up_by"],
            note=typed.get("note", ""),
        )
    return _sign_up(request, page, meeting, details, typed)


@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show one sign-up and what can be done about it; do it on POST. Opened by a link in a mail."""
    try:
        mine = read_sign_up_token(token)
    except BadTokenError:
        return TemplateResponse(request, "kitnet_events/signup/bad_link.html", status=404)
    colleague = PersonForm(prefix="colleague")
    refusal = ""
    if request.method == "POST":
        action = request.POST.get("action", "")
        if action == "hand_over":
            colleague = PersonForm(request.POST, prefix="colleague")
        try:
            if action != "hand_over" or colleague.is_valid():
                _act(action, mine, request, colleague)
                return redirect(request.path + f"?udfoert={action}")
        except SignUpRefusedError as error:
            refusal = str(error)
        mine.refresh_from_db()
    return _manage_page(request, mine, colleague, refusal)


def _act(action: str, mine: SignUp, request: HttpRequest, colleague: PersonForm) -> None:
    if action == "prove":
        signup.prove(mine.pk)
    elif action == "cancel":
        signup.cancel_sign_up(mine.pk)
    elif action == "accept":
        signup.accept_offer(mine.pk)
    elif action == "hand_over":
        passing_on.hand_over(mine.pk, colleague.details(signed_up_by=mine.name))
    elif action == "move":
        target = request.POST.get("target", "")
        choices = {str(meeting.pk): meeting for meeting in passing_on.other_meetings(mine)}
        if target in choices:
            passing_on.move_sign_up(mine.pk, choices[target].pk)
    else:
        raise Http404


def sign_up_at(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Answer below a public meeting's page: a form at once, everything else the way of all pages.

    When sign-up opens, many come in the same minute, and the tree's way to a page costs more than the sign-up.
    """
    if request.method != "POST":
        return serve_page(request, request.path_info.removeprefix("/"))
    # The page is read only if it is shown.
    return sign_up_page(request, SimpleLazyObject(lambda: meeting.page), meeting)


def _manage_page(request: HttpRequest, mine: SignUp, colleague: PersonForm, refusal: str) -> HttpResponse:
    meeting = mine.meeting
    context = {
        "sign_up": mine,
        "meeting": meeting,
        "meeting_url": meeting.get_url(request),
        "waiting_place": waiting_place(mine),
        "others": passing_on.other_meetings(mine),
        "colleague": colleague,
        "refusal": refusal,
        "done": request.GET.get("udfoert", ""),
        "over": meeting.is_past or meeting.is_cancelled,
    }
    status = 400 if refusal or colleague.errors else 200
    return TemplateResponse(request, "kitnet_events/signup/manage.html", context, status=status)


def _closed(request: HttpRequest, page: MeetingPage, meeting: Meeting, phase: SignUpPhase) -> HttpResponse:
    """Say why there is no form; before sign-up opens, take an address that wants to hear of it."""
    notice = AskForm(request.POST if request.method == "POST" else None)
    noted, status = False, 200
    if request.method == "POST":
        status = 400
        if phase == SignUpPhase.NOT_YET and notice.is_valid():
            try:
                _count(request, meeting, notice.cleaned_data["email"])
                signup.note_opening(meeting.pk, notice.cleaned_data["email"])
                noted, status = True, 200
            except limits.TooOftenError:
                notice.add_error(None, limits.too_often())
                status = 429
    context = {"page": page, "meeting": meeting, "phase": phase, "notice": notice, "noted": noted}
    return say_when(TemplateResponse(request, "kitnet_events/signup/closed.html", context, status=status))


def _form(
    request: HttpRequest, page: MeetingPage, meeting: Meeting, form: SignUpForm, status: int | None = None
) -> HttpResponse:
    if status == 429:
        form.add_error(None, limits.too_often())
    context = {"page": page, "meeting": meeting, "form": form, "seats_left": seats_left(meeting)}
    context["waiting"] = SignUp.objects.filter(meeting=meeting).waiting().count()
    status = status or (400 if form.is_bound else 200)
    return say_when(TemplateResponse(request, "kitnet_events/signup/form.html", context, status=status))


def _meeting_of(page: MeetingPage) -> Meeting:
    meeting = Meeting.objects.filter(page_id=page.pk, published=True).defer("vevent").first()
    if meeting is not None:
        meeting.page = page
    if meeting is None or not meeting.takes_sign_ups:
        raise Http404
    return meeting


def _about(person: Any) -> dict[str, str]:
    workplace = person.municipality.name if person.municipality else person.organisation
    return {"name": person.name, "email": person.email, "title": person.title, "workplace": workplace}


def _count(request: HttpRequest, meeting: Meeting, email: str) -> None:
    count_form(request, "address", email, meeting)
