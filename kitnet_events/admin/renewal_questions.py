"""What editors do about the yearly renewal: opening a year, and asking one municipality's contact again."""

from abc import ABC, abstractmethod
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from kitnet_events.domain.renewal import ask_again, memberships_of, open_year
from kitnet_events.exceptions import RenewalOverError
from kitnet_events.models import Renewal

_OPEN = "kitnet_events.add_renewalyear"


class OpenYearForm(forms.Form):
    """Which year is asked about."""

    year = forms.IntegerField(
        label=_("Year"), help_text=_("The year that the municipalities are asked about: this one or the next.")
    )

    def clean_year(self) -> int:
        """Return a year that lies at hand. Raises ValidationError."""
        this_year = timezone.localdate().year
        year = self.cleaned_data["year"]
        if not this_year <= year <= this_year + 1:
            raise forms.ValidationError(
                _("Choose %(first)s or %(second)s."), params={"first": this_year, "second": this_year + 1}
            )
        return year


class _EditorsView(WagtailAdminTemplateMixin, FormView, ABC):
    """For those who may open a year."""

    template_name = "kitnet_events/admin/question.html"
    header_icon = "rotate"
    submit_label: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Let in who may. Raises PermissionDenied."""
        if not request.user.has_perm(_OPEN):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        index = {"url": reverse("renewals_modeladmin_index"), "label": gettext("Renewal")}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what will happen."""
        return super().get_context_data(
            consequences=self.get_consequences(),
            submit_label=self.submit_label,
            back_url=reverse("renewals_modeladmin_index"),
            **kwargs,
        )

    @abstractmethod
    def get_consequences(self) -> list[str]:
        """Return what will happen, a sentence each."""


class OpenYearView(_EditorsView):
    """Opens a year: each contact is asked."""

    form_class = OpenYearForm
    page_title = _("Open a year")
    submit_label = _("Open the year and send the question")

    def get_initial(self) -> dict[str, Any]:
        """Propose next year."""
        return {"year": timezone.localdate().year + 1}

    def get_consequences(self) -> list[str]:
        """Return what will happen."""
        memberships = list(memberships_of(self.get_initial()["year"]))
        reached = sum(bool(membership.contact_email) for membership in memberships)
        asked = ngettext(
            "%(count)s municipality's contact gets a mail, and answers with two clicks.",
            "%(count)s municipalities' contacts get a mail, and answer with two clicks.",
            reached,
        )
        without = ngettext(
            "%(count)s municipality has no contact with an address: it is listed, and nobody is asked.",
            "%(count)s municipalities have no contact with an address: they are listed, and nobody is asked.",
            len(memberships) - reached,
        )
        return [
            asked % {"count": reached},
            *([without % {"count": len(memberships) - reached}] if reached < len(memberships) else []),
            gettext("Who does not answer is reminded after 14 and after 30 days, and then listed here."),
            gettext("No membership ends by itself. You end it in the register of memberships."),
            gettext("A year that is open already: only those are asked who were not asked before."),
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Open the year."""
        year = form.cleaned_data["year"]
        opened = open_year(year, by=self.request.user)
        done = ngettext(
            "%(year)s is open: the question is on its way to %(count)s contact.",
            "%(year)s is open: the question is on its way to %(count)s contacts.",
            opened.asked,
        )
        messages.success(self.request, done % {"year": year, "count": opened.asked})
        return HttpResponseRedirect(f"{reverse('renewals_modeladmin_index')}?year={year}")


class AskAgainView(_EditorsView):
    """Asks one municipality's contact once more."""

    form_class = forms.Form
    page_title = _("Ask again")
    submit_label = _("Send the question")

    def dispatch(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the municipality. Raises Http404."""
        self.renewal = Renewal.objects.for_listing().filter(pk=pk).first()
        if self.renewal is None and request.user.has_perm(_OPEN):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_consequences(self) -> list[str]:
        """Return what will happen."""
        membership = self.renewal.membership
        if not membership.contact_email:
            return [
                gettext("%(municipality)s has no contact with an address. Give it one in the register of memberships.")
                % {"municipality": membership.municipality}
            ]
        return [
            gettext("The question about %(municipality)s in %(year)s goes to %(address)s.")
            % {
                "municipality": membership.municipality,
                "year": self.renewal.year,
                "address": membership.contact_email,
            },
            gettext("The days until the reminders begin anew."),
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Ask."""
        try:
            asked = ask_again(self.renewal.pk)
        except RenewalOverError as error:
            messages.warning(self.request, str(error))
        else:
            if asked:
                messages.success(self.request, gettext("The question is on its way."))
            else:
                messages.warning(self.request, gettext("There is no address to which the question could go."))
        return HttpResponseRedirect(reverse("renewals_modeladmin_index"))


class RenewalViewSet(ViewSet):
    """Addresses of what editors do about renewal."""

    name = "kitnet_renewal"
    url_prefix = "network/renewal"

    def get_urlpatterns(self) -> list[Any]:
        """Return the addresses."""
        return [
            path("open/", OpenYearView.as_view(), name="open"),
            path("<int:pk>/again/", AskAgainView.as_view(), name="again"),
        ]
