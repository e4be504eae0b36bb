"""Members in the admin: who waits for approval, whom to let into the online community, and whom to let out."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from kitnet_events.domain.community import note_exits, note_let_in, note_let_out
from kitnet_events.domain.joining import approve_enrolment, decline_enrolment
from kitnet_events.exceptions import EnrolmentOverError
from kitnet_events.models import CommunityExit, Enrolment
from kitnet_pages.domain.membership import membership_on
from kitnet_pages.domain.roles import facilitated_groups, reaches_all

_VIEW = "kitnet_events.view_enrolment"
_CHANGE = "kitnet_events.change_enrolment"
_MOST_IDS = 1000


def enrolments_for(user: Any) -> QuerySet[Enrolment]:
    """Return the enrolments that a user may know of: all for editors, the own groups' for facilitators."""
    rows = Enrolment.objects.for_listing()
    return rows if reaches_all(user, _VIEW) else rows.of_groups(facilitated_groups(user).values("pk"))


def exits_for(user: Any) -> QuerySet[CommunityExit]:
    """Return those erased and still to be let out whom a user may know of: all, or the own groups'."""
    rows = CommunityExit.objects.select_related("group").defer("group__body")
    return rows if reaches_all(user, _VIEW) else rows.of_groups(facilitated_groups(user).values("pk"))


class _Guarded(WagtailAdminTemplateMixin):
    """For those who may see members, and decide about them."""

    header_icon = "group"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who may. Raises PermissionDenied."""
        if not (request.user.has_perm(_VIEW) and (request.method in {"GET", "HEAD"} or request.user.has_perm(_CHANGE))):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        here = [{"url": "", "label": self.get_page_title()}]
        if not isinstance(self, MembersView):
            here.insert(0, {"url": reverse("kitnet_members:index"), "label": gettext("New and leaving members")})
        return [*self.breadcrumbs_items, *here]


class MembersView(_Guarded, TemplateView):
    """The three lists."""

    template_name = "kitnet_events/admin/members.html"
    page_title = _("New and leaving members")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note who was let into the online community, or out of it."""
        mine = enrolments_for(request.user).order_by()
        match request.POST.get("action"):
            case "let_in":
                count = note_let_in(mine, self._ticked("member"))
            case "let_out":
                count = note_let_out(mine, self._ticked("member"))
                count += note_exits(exits_for(request.user), self._ticked("erased"))
            case _:
                raise Http404
        if count:
            done = ngettext("Noted for %(count)s person.", "Noted for %(count)s persons.", count)
            messages.success(request, done % {"count": count})
        else:
            messages.warning(request, gettext("Nobody was ticked."))
        return HttpResponseRedirect(reverse("kitnet_members:index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the lists."""
        mine = enrolments_for(self.request.user)
        return super().get_context_data(
            pending=list(mine.pending()),
            to_let_in=list(mine.to_let_in()),
            to_let_out=list(mine.to_let_out()),
            exits=list(exits_for(self.request.user)),
            may_decide=self.request.user.has_perm(_CHANGE),
            **kwargs,
        )

    def _ticked(self, name: str) -> list[int]:
        ticked = self.request.POST.getlist(name)[:_MOST_IDS]
        return [int(one) for one in ticked if one.isdecimal() and len(one) < 18]


class ApproveForm(forms.Form):
    """Who answers for the municipality from now on."""

    contact_name = forms.CharField(
        label=_("Contact"), max_length=120, required=False, help_text=_("Who answers for the municipality.")
    )
    contact_email = forms.EmailField(
        label=_("Contact's e-mail"),
        max_length=254,
        required=False,
        help_text=_("Asked each year whether the municipality goes on. A shared mailbox is best."),
    )


class DeclineForm(forms.Form):
    """Why somebody is not let in."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        error_messages={"required": _("Say why: the person reads it.")},
        help_text=_("The person gets it by mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _DecisionView(_Guarded, FormView, ABC):
    """A decision about somebody who waits: what will happen, and a button that does it."""

    template_name = "kitnet_events/admin/member_decision.html"
    submit_label: Any = ""
    done: Any = ""

    def dispatch(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find who waits. Raises Http404 for somebody whom the user may not know of."""
        if not request.user.has_perm(_CHANGE):
            raise PermissionDenied
        self.enrolment = enrolments_for(request.user).filter(pk=pk).first()
        if self.enrolment is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def begins(self) -> bool:
        """Whether a municipality takes part from this decision on."""
        place = self.enrolment.municipality
        return place is not None and membership_on(place) is None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who it is."""
        return super().get_context_data(
            enrolment=self.enrolment,
            topics=list(self.enrolment.topics.all()),
            consequences=self.get_consequences(),
            submit_label=self.submit_label,
            back_url=reverse("kitnet_members:index"),
            **kwargs,
        )

    @abstractmethod
    def get_consequences(self) -> list[str]:
        """Return what will happen, a sentence each."""

    @abstractmethod
    def decide(self, data: dict[str, Any]) -> None:
        """Do it."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Decide, and go back to the list."""
        try:
            self.decide(form.cleaned_data)
        except EnrolmentOverError:
            messages.warning(self.request, gettext("Somebody has decided this already."))
        except ValidationError as error:
            for field, sentences in error.message_dict.items():
                form.add_error(field if field in form.fields else None, sentences)
            return self.form_invalid(form)
        else:
            messages.success(self.request, str(self.done) % {"name": self.enrolment.name})
        return HttpResponseRedirect(reverse("kitnet_members:index"))


class ApproveView(_DecisionView):
    """Lets somebody in."""

    form_class = ApproveForm
    page_title = _("Approve")
    submit_label = _("Yes, let them in")
    done = _("%(name)s is a member now.")

    def get_form(self, form_class: Any = None) -> forms.Form:
        """Return the form: without a contact where no membership begins."""
        form = super().get_form(form_class)
        if not self.begins:
            form.fields.clear()
        return form

    def get_initial(self) -> dict[str, Any]:
        """Propose the person as the contact."""
        return {"contact_name": self.enrolment.name, "contact_email": self.enrolment.participant.email}

    def get_consequences(self) -> list[str]:
        """Return what will happen."""
        place = self.enrolment.municipality
        return [
            *(
                [gettext("%(municipality)s takes part in the network from today.") % {"municipality": place}]
                if self.begins
                else []
            ),
            gettext("%(name)s is a member, and gets a mail of welcome.") % {"name": self.enrolment.name},
            *(
                [gettext("Others from %(municipality)s who wait are in, too.") % {"municipality": place}]
                if place
                else []
            ),
        ]

    def decide(self, data: dict[str, Any]) -> None:
        """Approve."""
        approve_enrolment(
            self.enrolment.pk,
            by=self.request.user,
            contact_name=data.get("contact_name", ""),
            contact_email=data.get("contact_email", ""),
        )


class DeclineView(_DecisionView):
    """Turns somebody down."""

    form_class = DeclineForm
    page_title = _("Decline")
    submit_label = _("Decline the request")
    done = _("%(name)s is told that the request was declined.")

    def get_consequences(self) -> list[str]:
        """Return what will happen."""
        return [gettext("%(name)s gets a mail with your reason, and may ask again.") % {"name": self.enrolment.name}]

    def decide(self, data: dict[str, Any]) -> None:
        """Decline."""
        decline_enrolment(self.enrolment.pk, data["reason"], by=self.request.user)


class MembersMenuItem(MenuItem):
    """The place of the lists in the menu."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the user may see members."""
        return request.user.has_perm(_VIEW)


class MembersViewSet(ViewSet):
    """Addresses of the lists and decisions."""

    name = "kitnet_members"
    url_prefix = "network/members"

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("", MembersView.as_view(), name="index"),
            path("<int:pk>/approve/", ApproveView.as_view(), name="approve"),
            path("<int:pk>/decline/", DeclineView.as_view(), name="decline"),
        ]


def members_menu_item() -> MembersMenuItem:
    """Return the lists' item of the menu "Network"."""
    return MembersMenuItem(
        _("New and leaving"), reverse("kitnet_members:index"), name="kitnet-members", icon_name="group", order=12
    )
