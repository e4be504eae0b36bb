"""Signing up: HTTP around the rules."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.encoding import escape_uri_path
from django.utils.functional import SimpleLazyObject
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.views import serve as serve_page

from kitnet_events.domain import limits, signup
from kitnet_events.domain.signup_details import SignUpDetails, details_of
from kitnet_events.enums import SignUpPhase
from kitnet_events.exceptions import SignUpRefusedError
from kitnet_events.models import Meeting, MeetingPage
from kitnet_events.models.meeting_pages import MEETING_PAGE_VIEWS
from kitnet_events.signup_forms import AddressForm, AskForm, SignUpForm, details_again
from kitnet_events.typed_text import normalise_email

from .browser import Typed, begun_before, known_person, remember_typed, typed_before
from .private import findable, private
from .visitors import count_form, say_when

SIGN_UP = "tilmelding"
SENT = "tilmelding/se-din-mail"
# Asks for a form for a colleague of whoever filled in the last one.
COLLEAGUE = "kollega"


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
        typed, person = typed_before(request, meeting), known_person(request)
        initial = typed.values if typed else _about(person) if person else {}
        if COLLEAGUE in request.GET:
            typed, initial = None, _about_colleague(initial)
        return _form(request, page, meeting, SignUpForm(meeting=meeting, initial=initial), typed=typed)
    form = SignUpForm(request.POST, meeting=meeting)
    if not form.is_valid():
        return _form(request, page, meeting, form)
    try:
        return _sign_up(request, meeting, form.details(), form.cleaned_data, typed_before(request, meeting))
    except limits.TooOftenError:
        return _form(request, page, meeting, form, status=429)
    except SignUpRefusedError as error:
        form.add_error(None, str(error))
        return _form(request, page, meeting, form)


def _sign_up(
    request: HttpRequest,
    meeting: Meeting,
    details: SignUpDetails,
    values: Mapping[str, Any],
    before: Typed | None,
    *,
    is_whole: bool = True,
) -> HttpResponse:
    """Sign up, and lead to "look at your mail". ``before`` is what the same browser typed first.

    Raises TooOftenError and SignUpRefusedError.
    """
    _count(request, meeting, details.email)
    # Under another name no mistyped address is mended: somebody signs up a colleague, too.
    begun = begun_before(meeting, before) if before and _is_same_name(before, details) else None
    mine = signup.sign_up(meeting.pk, details, proved=known_person(request), replaces=begun.pk if begun else None)
    is_begun = mine is not None and (mine == begun or (mine.is_begun and mine.proved_at is None))
    form = _form_path(request)
    response = HttpResponseRedirect(form + SENT.removeprefix(f"{SIGN_UP}/") + "/")
    return remember_typed(request, response, meeting, values, mine if is_begun else None, path=form, is_whole=is_whole)


@private
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def look_at_your_mail(request: HttpRequest, page: MeetingPage) -> HttpResponse:
    """Say that a mail is on its way, whoever's address it was; send it again, or to the right address."""
    meeting = _meeting_of(page)
    typed = typed_before(request, meeting)
    if typed is None:
        return redirect(_form_path(request))
    email = typed.values["email"]
    corrects = request.method == "POST" and request.POST.get("action") == "correct"
    address = AddressForm(request.POST) if corrects else AddressForm(initial={"email": email})
    again, status = False, 200
    try:
        if corrects and address.is_valid():
            return _correct(request, meeting, typed, address.cleaned_data["email"])
        if request.method == "POST" and not corrects:
            _count(request, meeting, email)
            again = signup.send_again(meeting.pk, email)
    except limits.TooOftenError:
        status = 429
    except SignUpRefusedError as error:
        address.add_error(None, str(error))
    context = {"page": page, "meeting": meeting, "email": email, "again": again, "too_often": status != 200}
    # Who came through their own link has nothing to prove.
    person = known_person(request)
    context |= {
        "address": address,
        "form_url": _form_path(request),
        "colleague": typed.values.get("signed_up_by", ""),
        "is_known": person is not None and person.email == normalise_email(email),
    }
    status = 400 if status == 200 and address.errors else status
    return say_when(TemplateResponse(request, "kitnet_events/signup/sent.html", context, status=status))


def _correct(request: HttpRequest, meeting: Meeting, typed: Typed, email: str) -> HttpResponse:
    """Sign up anew under the right address, with all that was typed before; ask for what a cookie could not hold."""
    begun, values = begun_before(meeting, typed), typed.values | {"email": email}
    if begun is None and not typed.is_whole:
        path = _form_path(request)
        return remember_typed(request, redirect(path), meeting, values, None, path=path, is_whole=False)
    details = details_of(begun, email) if begun is not None else details_again(values, meeting)
    return _sign_up(request, meeting, details, values, typed, is_whole=typed.is_whole)


def _is_same_name(before: Typed, details: SignUpDetails) -> bool:
    return str(before.values.get("name", "")).casefold() == details.name.casefold()


def _form_path(request: HttpRequest) -> str:
    """Return the path of the form as it stands in an address; asked at it or at a page below it."""
    own = request.path.removesuffix("/").removesuffix(f"/{SENT}").removesuffix(f"/{SIGN_UP}")
    return escape_uri_path(f"{own}/{SIGN_UP}/")


def sign_up_at(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Answer below a public meeting's page: a form at once, everything else the way of all pages.

    When sign-up opens, many come in the same minute, and the tree's way to a page costs more than the sign-up.
    """
    if request.method != "POST":
        return serve_page(request, request.path_info.removeprefix("/"))
    # The page is read only if it is shown.
    return sign_up_page(request, SimpleLazyObject(lambda: meeting.page), meeting)


def _closed(request: HttpRequest, page: MeetingPage, meeting: Meeting, phase: SignUpPhase) -> HttpResponse:
    """Say why there is no form; before sign-up opens, take an address that wants to hear of it."""
    meeting = _whole(meeting, page)
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
    request: HttpRequest,
    page: MeetingPage,
    meeting: Meeting,
    form: SignUpForm,
    *,
    typed: Typed | None = None,
    status: int | None = None,
) -> HttpResponse:
    if status == 429:
        form.add_error(None, limits.too_often())
    meeting = _whole(meeting, page)
    left_out = typed is not None and not typed.is_whole
    context = {"page": page, "meeting": meeting, "form": form, "left_out": left_out}
    context["is_known"] = known_person(request) is not None and COLLEAGUE not in request.GET
    status = status or (400 if form.is_bound else 200)
    return say_when(TemplateResponse(request, "kitnet_events/signup/form.html", context, status=status))


def _meeting_of(page: MeetingPage) -> Meeting:
    meeting = Meeting.objects.filter(page_id=page.pk, published=True).defer("vevent").first()
    if meeting is not None:
        meeting.page = page
    if meeting is None or not meeting.takes_sign_ups:
        raise Http404
    return meeting


def _whole(meeting: Meeting, page: MeetingPage) -> Meeting:
    """Return the meeting with all that a page shows of it: the quick way reads only what a sign-up needs."""
    return _meeting_of(page) if "title" in meeting.get_deferred_fields() else meeting


def _about(person: Any) -> dict[str, str]:
    workplace = person.municipality.name if person.municipality else person.organisation
    return {"name": person.name, "email": person.email, "title": person.title, "workplace": workplace}


def _about_colleague(typed: Mapping[str, Any]) -> dict[str, str]:
    """Return what is known of the colleague of whoever typed something: who signs them up, and where both work."""
    return {
        "signed_up_by": typed.get("signed_up_by") or typed.get("name", ""),
        "workplace": typed.get("workplace", ""),
    }


def _count(request: HttpRequest, meeting: Meeting, email: str) -> None:
    count_form(request, "address", email, meeting)
