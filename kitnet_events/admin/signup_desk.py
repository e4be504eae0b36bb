"""What is done to sign-ups in the admin: to one, to several, and a new one by hand."""

import uuid
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kitnet_events.desk_forms import AddForm, NoteForm, OwnMailForm
from kitnet_events.domain import desk, moving
from kitnet_events.domain.own_words import preview_own_words, reachable, write_own_words
from kitnet_events.enums import SignUpState
from kitnet_events.exceptions import SignUpRefusedError
from kitnet_events.models import Meeting, SignUp

from .signup_filters import meetings_of, register_url, sign_ups_of

_MOST = 5_000


def require_desk(user: Any) -> None:
    """Stop here unless the user may act on sign-ups. Raises PermissionDenied."""
    if not user.has_perm("kitnet_events.change_signup"):
        raise PermissionDenied


def meeting_for(user: Any, uid: UUID) -> Meeting:
    """Return a meeting whose sign-ups the user keeps. Raises PermissionDenied and Http404, the same as for none."""
    require_desk(user)
    meeting = meetings_of(user).filter(uid=uid).first()
    if meeting is None:
        raise Http404
    return meeting


class ActView(View):
    """Does one thing to one sign-up, on POST, and goes back to it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Do it, and say what became of it. Raises PermissionDenied and Http404."""
        require_desk(request.user)
        mine = sign_ups_of(request.user).filter(pk=pk).select_related("meeting").first()
        deed = self._deeds().get(request.POST.get("deed", ""))
        if mine is None or deed is None:
            raise Http404
        try:
            messages.success(request, deed(request, mine))
        except SignUpRefusedError as refusal:
            messages.error(request, str(refusal))
        default = reverse("meetings_signups_modeladmin_inspect", args=[pk])
        return HttpResponseRedirect(get_valid_next_url_from_request(request) or default)

    def _deeds(self) -> dict[str, Callable[[HttpRequest, SignUp], str]]:
        return {
            "give": self._give,
            "first": self._first,
            "cancel": self._cancel,
            "move": self._move,
            "note": self._note,
            "present": self._present,
        }

    def _give(self, request: HttpRequest, mine: SignUp) -> str:
        desk.give_seat(mine.pk, user=request.user)
        return gettext("%(name)s has a seat and is told by mail.") % {"name": mine.name}

    def _first(self, request: HttpRequest, mine: SignUp) -> str:
        desk.put_first(mine.pk, user=request.user)
        return gettext("%(name)s is the first on the waiting list.") % {"name": mine.name}

    def _cancel(self, request: HttpRequest, mine: SignUp) -> str:
        desk.cancel_by_hand(mine.pk, user=request.user)
        return gettext("The sign-up of %(name)s is cancelled.") % {"name": mine.name}

    def _move(self, request: HttpRequest, mine: SignUp) -> str:
        target = meetings_of(request.user).filter(pk__in=_numbers(request.POST.get("target", ""))).first()
        if target is None:
            raise Http404
        moving.move_sign_up(mine.pk, target.pk, by_editor=True)
        return gettext("%(name)s now has a seat at “%(title)s” and is told by mail.") % {
            "name": mine.name,
            "title": target.title,
        }

    def _note(self, request: HttpRequest, mine: SignUp) -> str:
        form = NoteForm(request.POST)
        if not form.is_valid():
            raise SignUpRefusedError(" ".join(form.errors["note"]))
        desk.set_note(mine.pk, form.cleaned_data["note"])
        return gettext("The note is saved.")

    def _present(self, request: HttpRequest, mine: SignUp) -> str:
        said = {"yes": True, "no": False}.get(request.POST.get("attended", ""))
        desk.set_attendance([mine.pk], attended=said)
        return gettext("Attendance is noted.")


class AddView(WagtailAdminTemplateMixin, FormView):
    """Signs somebody up by hand: a phone call, a speaker, staff."""

    form_class = AddForm
    template_name = "kitnet_events/admin/signups/add.html"
    page_title = _("Add by hand")
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, uid: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the meeting. Raises PermissionDenied and Http404."""
        self.meeting = meeting_for(request.user, uid)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": register_url(), "label": gettext("Sign-ups")},
            {"url": register_url(self.meeting), "label": self.meeting.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the meeting and the way back."""
        return super().get_context_data(meeting=self.meeting, back_url=register_url(self.meeting), **kwargs)

    def form_valid(self, form: AddForm) -> HttpResponse:
        """Sign the person up."""
        try:
            mine = desk.add_at_desk(
                self.meeting.pk,
                form.details(),
                role=form.role_value(),
                internal_note=form.cleaned_data["internal_note"],
                user=self.request.user,
            )
        except SignUpRefusedError as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        if mine.state == SignUpState.WAITING:
            messages.warning(self.request, gettext("All seats are taken: %(name)s waits.") % {"name": mine.name})
        else:
            messages.success(self.request, gettext("%(name)s has a seat.") % {"name": mine.name})
        return HttpResponseRedirect(register_url(self.meeting))

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show the form again."""
        return self.render_to_response(self.get_context_data(form=form), status=400)


class BulkView(WagtailAdminTemplateMixin, TemplateView):
    """Does one thing to the sign-ups that are ticked: first a page says to whom, then a button does it."""

    http_method_names = ["post"]
    header_icon = "clipboard-list"
    page_title = _("Sign-ups")

    @property
    def template_name(self) -> str:
        """The page that asks."""
        return f"kitnet_events/admin/signups/{'mail' if self.deed == 'mail' else 'bulk'}.html"

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask, or do it once the answer is yes. Raises PermissionDenied and Http404."""
        require_desk(request.user)
        self.deed = request.POST.get("deed", "")
        if self.deed not in {"mail", "cancel", "give", "present", "absent"}:
            raise Http404
        self.back_url = get_valid_next_url_from_request(request) or register_url()
        self.chosen = self._chosen()
        if not self.chosen:
            messages.error(request, gettext("Nobody is chosen. Tick one or more, or choose all in the list."))
            return HttpResponseRedirect(self.back_url)
        if self.deed == "mail":
            return self._mail()
        if not request.POST.get("confirm"):
            return self.render_to_response(self.get_context_data())
        return self._do()

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        here = {"url": "", "label": self.question}
        return [*self.breadcrumbs_items, {"url": register_url(), "label": gettext("Sign-ups")}, here]

    @property
    def question(self) -> str:
        """What is asked, about how many."""
        count = len(self.chosen)
        questions = {
            "cancel": ngettext("Cancel %(count)s sign-up?", "Cancel %(count)s sign-ups?", count),
            "give": ngettext("Give %(count)s person a seat?", "Give %(count)s persons a seat?", count),
            "present": ngettext("Note that %(count)s was there?", "Note that %(count)s were there?", count),
            "absent": ngettext("Note that %(count)s was not there?", "Note that %(count)s were not there?", count),
            "mail": ngettext("Mail to %(count)s person", "Mail to %(count)s persons", count),
        }
        return questions[self.deed] % {"count": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who is chosen and what will happen."""
        tells = {"cancel": gettext("Each of them gets a mail."), "give": gettext("Each who gets a seat gets a mail.")}
        return super().get_context_data(
            deed=self.deed,
            question=self.question,
            consequence=tells.get(self.deed, ""),
            chosen=self.chosen,
            picks=",".join(str(one.pk) for one in self.chosen),
            back_url=self.back_url,
            **kwargs,
        )

    def _chosen(self) -> list[SignUp]:
        """Return the ticked sign-ups, or all of the list, as far as the user may know of them."""
        post = self.request.POST
        wanted = post.get("everything", "") if post.get("which") == "all" else ",".join(post.getlist("pick"))
        rows = sign_ups_of(self.request.user).filter(pk__in=_numbers(wanted)[:_MOST]).for_desk()
        return list(rows.order_by("meeting__starts_at", "queued_at", "pk"))

    def _do(self) -> HttpResponse:
        if self.deed in {"present", "absent"}:
            done = desk.set_attendance([one.pk for one in self.chosen], attended=self.deed == "present")
            refused = []
        else:
            done, refused = self._one_by_one()
        sentence = ngettext("Done for %(count)s sign-up.", "Done for %(count)s sign-ups.", done) % {"count": done}
        messages.success(self.request, sentence)
        for sentence in refused[:5]:
            messages.error(self.request, sentence)
        if len(refused) > 5:
            messages.error(self.request, gettext("And %(count)s more.") % {"count": len(refused) - 5})
        return HttpResponseRedirect(self.back_url)

    def _one_by_one(self) -> tuple[int, list[str]]:
        rule = desk.cancel_by_hand if self.deed == "cancel" else desk.give_seat
        done, refused = 0, []
        for one in self.chosen:
            try:
                rule(one.pk, user=self.request.user)
                done += 1
            except SignUpRefusedError as refusal:
                refused.append(f"{one.name}: {refusal}")
        return done, refused

    def _mail(self) -> HttpResponse:
        """Write, look, send: each step shows to how many."""
        step = self.request.POST.get("step", "write")
        if step == "write":
            form = OwnMailForm(initial={"form_id": uuid.uuid4()})
            return self.render_to_response(self.get_context_data(form=form, reached=self._reached()))
        form = OwnMailForm(self.request.POST)
        if form.is_valid():
            data = form.cleaned_data
            try:
                if step == "send":
                    return self._send(data)
                preview = preview_own_words(self._reached()[0], data["subject"], data["body"])
                return self.render_to_response(
                    self.get_context_data(form=form, preview=preview, reached=self._reached())
                )
            except ValidationError as error:
                form.add_error(None, error)
        return self.render_to_response(self.get_context_data(form=form, reached=self._reached()), status=400)

    def _reached(self) -> list[SignUp]:
        return reachable(self.chosen)

    def _send(self, data: dict[str, Any]) -> HttpResponse:
        result = write_own_words(self.chosen, data["subject"], data["body"], form=data["form_id"])
        sentence = ngettext("%(count)s mail is on its way.", "%(count)s mails are on their way.", result.written)
        messages.success(self.request, sentence % {"count": result.written})
        return HttpResponseRedirect(self.back_url)


def _numbers(text: str) -> list[int]:
    """Return the numbers in a list with commas; what is none is left out, and so is what no row can have."""
    return [int(part) for part in text.split(",") if part.isdecimal() and len(part) < 18]
