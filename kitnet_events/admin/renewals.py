"""The yearly renewal in the admin: opening a year, and the answers municipality by municipality."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail_modeladmin.helpers import ButtonHelper

from kitnet_events.domain.renewal import ask_again, memberships_of, open_year
from kitnet_events.enums import RenewalAnswer
from kitnet_events.models import Renewal, RenewalYear
from kitnet_pages.admin.base import ReachFilter, Register
from kitnet_pages.admin.menu import NETWORK_MENU_HOOK
from kitnet_pages.admin.municipalities import MunicipalitySearch
from kitnet_pages.domain.roles import facilitated_groups, reaches_all
from kitnet_pages.models import Municipality

from .participants import ChoiceFilter

_VIEW = "kitnet_events.view_renewal"
_OPEN = "kitnet_events.add_renewalyear"


class AnswerFilter(ChoiceFilter):
    """By the answer; silence is one of them."""

    title = _("answer")
    parameter_name = "answer"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the answers."""
        return [
            ("silent", _("no answer")),
            (RenewalAnswer.YES, RenewalAnswer.YES.label),
            (RenewalAnswer.NO, RenewalAnswer.NO.label),
        ]

    def choose(self, queryset: QuerySet, chosen: str) -> QuerySet:
        """Return the municipalities with an answer."""
        return queryset.silent() if chosen == "silent" else queryset.filter(answer=chosen)


class YearFilter(ChoiceFilter):
    """By year."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the years that were opened."""
        return [(str(year), str(year)) for year in RenewalYear.objects.values_list("year", flat=True)]

    def choose(self, queryset: QuerySet, chosen: str) -> QuerySet:
        """Return a year's rows."""
        return queryset.filter(year__year=int(chosen))


class RenewalSearch(MunicipalitySearch):
    """Finds rows by their municipality."""

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs: Any) -> QuerySet:
        """Return the rows of the municipalities that are found."""
        if not search_term.split():
            return queryset
        found = super().search_queryset(Municipality.objects.all(), search_term)
        return queryset.filter(membership__municipality__in=found)


class RenewalButtons(ButtonHelper):
    """The buttons of a row."""

    @cached_property
    def may_ask(self) -> bool:
        """Whether the user may ask again: looked up once for a list."""
        return self.request.user.has_perm(_OPEN)

    def get_buttons_for_obj(self, obj: Renewal, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Offer to ask again where nobody has answered."""
        if not self.may_ask or obj.answer:
            return []
        classes = ["button-secondary", *(kwargs.get("classnames_add") or [])]
        return [
            {
                "url": reverse("kitnet_renewal:again", args=[obj.pk]),
                "label": gettext("Ask again") if obj.asked_at else gettext("Ask"),
                "classname": self.finalise_classname(classes),
                "title": gettext("Send the question to the contact"),
            }
        ]


class RenewalRegister(Register):
    """The answers about renewal. Contacts write them; a membership is ended in its own register."""

    model = Renewal
    menu_label = _("Renewal")
    menu_icon = "rotate"
    menu_order = 57
    menu_hook = NETWORK_MENU_HOOK
    base_url_path = "renewals"
    index_template_name = "kitnet_events/admin/renewal_index.html"
    history_view_enabled = False
    button_helper_class = RenewalButtons
    list_display = ("name", "year", "group", "answer_in_words", "answered_at", "asked_at", "reminders", "contact")
    list_export = ("name", "year", "group", "answer_in_words", "answered_at", "asked_at", "reminders", "contact")
    list_filter = (YearFilter, AnswerFilter, ("membership__municipality__group", ReachFilter))
    search_handler_class = RenewalSearch
    ordering = ("-year__year", "membership__municipality__sort_key")
    list_per_page = 100

    @admin.display(description=_("municipality"), ordering="membership__municipality__sort_key")
    def name(self, renewal: Renewal) -> str:
        """Return the municipality's name."""
        return renewal.membership.municipality.name

    @admin.display(description=_("network group"), ordering="membership__municipality__group__title")
    def group(self, renewal: Renewal) -> str:
        """Return the title of the municipality's group."""
        group = renewal.membership.municipality.group
        return group.title if group else ""

    @admin.display(description=_("answer"), ordering="answer")
    def answer_in_words(self, renewal: Renewal) -> str:
        """Return the answer; or why there can be none."""
        if not renewal.answer and not renewal.membership.contact_email:
            return gettext("no contact to ask")
        return renewal.get_answer_display()

    @admin.display(description=_("contact"))
    def contact(self, renewal: Renewal) -> str:
        """Return who is asked."""
        membership = renewal.membership
        return " · ".join(part for part in (membership.contact_name, membership.contact_email) if part)

    def queryset_for(self, user: Any) -> QuerySet[Renewal]:
        """Return all rows for editors, those of the own groups' municipalities for facilitators."""
        rows = Renewal.objects.for_listing()
        if reaches_all(user, _VIEW):
            return rows
        return rows.filter(membership__municipality__group__in=facilitated_groups(user))


class OpenYearForm(forms.Form):
    """Which year is asked about."""

    year = forms.IntegerField(label=_("Year"))

    def clean_year(self) -> int:
        """Return a year that lies at hand. Raises ValidationError."""
        this_year = timezone.localdate().year
        year = self.cleaned_data["year"]
        if not this_year <= year <= this_year + 1:
            raise forms.ValidationError(
                _("Choose %(first)s or %(second)s."), params={"first": this_year, "second": this_year + 1}
            )
        return year


class _EditorsView(WagtailAdminTemplateMixin, FormView):
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

    def get_consequences(self) -> list[str]:
        """Return what will happen, a sentence each."""
        raise NotImplementedError


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
        if ask_again(self.renewal.pk):
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
