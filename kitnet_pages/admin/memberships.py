"""The register of memberships: who takes part in the network, and from when to when."""

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.contrib.admin.filters import AllValuesFieldListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail_modeladmin.views import CreateView, EditView

from kitnet_pages.domain import membership as memberships
from kitnet_pages.domain.roles import facilitated_groups, reaches_all
from kitnet_pages.models import Membership, Municipality

from .base import ReachFilter, Register
from .menu import NETWORK_MENU_HOOK
from .municipalities import MunicipalitySearch
from .views import RegisterCreateView, RegisterDeleteView, RegisterEditView


class MembershipForm(WagtailAdminModelForm):
    """A membership's form. It writes through the rules, so that the log tells who changed what."""

    def save(self, commit: bool = True) -> Membership:
        """Begin or correct the membership, and return it."""
        facts = {name: self.cleaned_data[name] for name in memberships.FACTS if name in self.cleaned_data}
        if self.instance.pk is None:
            self.instance = memberships.begin_membership(**facts, by=self.for_user)
        else:
            self.instance = memberships.correct_membership(self.instance, by=self.for_user, **facts)
        return self.instance


class _WritesThroughRules:
    """Saves by the form alone: it logs more than modeladmin does. Somebody else may have been faster."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Save, and go back to the list; or show what stands in the way."""
        above = CreateView if isinstance(self, CreateView) else EditView
        try:
            return super(above, self).form_valid(form)  # type: ignore[misc] - past modeladmin's own log
        except ValidationError as error:
            form.add_error(None, error)
            return self.form_invalid(form)  # type: ignore[attr-defined]


class MembershipCreateView(_WritesThroughRules, RegisterCreateView):
    """A new membership."""


class MembershipEditView(_WritesThroughRules, RegisterEditView):
    """A membership's form."""


class MembershipDeleteView(RegisterDeleteView):
    """Asks before a membership is taken away that never was."""

    def confirmation_message(self) -> str:
        """Return the question."""
        return gettext(
            "Was this membership entered by mistake? It will be as if the municipality had not taken part. "
            "If it leaves the network, set the last day instead."
        )

    def delete_instance(self) -> None:
        """Take it away; the log keeps what it said."""
        memberships.remove_membership(self.instance, by=self.request.user)


class StateFilter(SimpleListFilter):
    """By whether a membership holds."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the states."""
        return [("now", _("Takes part now")), ("ended", _("Ended")), ("coming", _("Begins later"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the memberships in the chosen state. Raises IncorrectLookupParameters on one that is none."""
        today = timezone.localdate()
        match self.value():
            case None:
                return queryset
            case "now":
                return queryset.current()
            case "ended":
                return queryset.filter(last_day__lt=today)
            case "coming":
                return queryset.filter(first_day__gt=today)
        raise IncorrectLookupParameters("No such state.")


class MembershipSearch(MunicipalitySearch):
    """Finds the memberships of municipalities, and those with a contact."""

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs: Any) -> QuerySet:
        """Return the memberships in which each word stands: in the municipality's facts, or the contact's."""
        found = super().search_queryset(Municipality.objects.all(), search_term)
        whose = queryset.filter(municipality__in=found)
        for word in search_term.split():
            queryset = queryset.filter(contact_name__icontains=word) | queryset.filter(contact_email__icontains=word)
        return whose | queryset if search_term.split() else queryset


class MembershipRegister(Register):
    """Memberships: all of them for editors, their own group's municipalities to look at for facilitators."""

    model = Membership
    menu_label = _("Memberships")
    menu_icon = "group"
    menu_order = 55
    menu_hook = NETWORK_MENU_HOOK
    base_url_path = "memberships"
    allow_create = True
    allow_edit = True
    allow_delete = True
    create_view_class = MembershipCreateView
    edit_view_class = MembershipEditView
    delete_view_class = MembershipDeleteView
    list_display = ("name", "group", "region", "first_day", "last_day", "contact_name", "contact_email")
    list_export = ("name", "code", "group", "region", "first_day", "last_day", "contact_name", "contact_email")
    list_filter = (
        StateFilter,
        ("municipality__group", ReachFilter),
        ("municipality__region", AllValuesFieldListFilter),
    )
    search_handler_class = MembershipSearch
    ordering = ("municipality__sort_key", "-first_day")
    list_per_page = 100
    edit_handler = ObjectList(
        [
            FieldPanel("municipality", widget=forms.Select),
            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
            MultiFieldPanel([FieldPanel("contact_name"), FieldPanel("contact_email")], heading=_("Contact")),
        ],
        base_form_class=MembershipForm,
    )

    @admin.display(description=_("municipality"), ordering="municipality__sort_key")
    def name(self, membership: Membership) -> str:
        """Return the municipality's name, in a column that sorts the Danish way."""
        return membership.municipality.name

    @admin.display(description=_("code"))
    def code(self, membership: Membership) -> str:
        """Return the municipality's code."""
        return membership.municipality.code

    @admin.display(description=_("network group"), ordering="municipality__group__title")
    def group(self, membership: Membership) -> str:
        """Return the title of the municipality's group."""
        return membership.municipality.group.title if membership.municipality.group else "–"

    @admin.display(description=_("region"), ordering="municipality__region")
    def region(self, membership: Membership) -> str:
        """Return the municipality's region."""
        return membership.municipality.region

    def queryset_for(self, user: Any) -> QuerySet[Membership]:
        """Return all memberships for editors, those of the own groups' municipalities for facilitators."""
        rows = Membership.objects.for_listing()
        if reaches_all(user, "kitnet_pages.view_membership"):
            return rows
        return rows.filter(municipality__group__in=facilitated_groups(user))


class MembershipFormatter(LogFormatter):
    """Tells in a register's history what was changed in a membership."""

    def __init__(self, label: Any) -> None:
        """Take what was done."""
        self.label = label

    def format_message(self, log_entry: Any) -> str:
        """Return what was done, and each value before and after."""
        told = [_fact(name, pair) for name, pair in log_entry.data.get("changes", {}).items()]
        return f"{self.label}: {'; '.join(told)}" if told else str(self.label)


def _fact(name: str, pair: list[str]) -> str:
    """Return how a fact changed: ``sidste dag: 31.12.2016 → –``."""
    label = Membership._meta.get_field(name).verbose_name
    told = " → ".join(_shown(value) for value in pair) if pair else gettext("changed")
    return f"{label}: {told}"


def _shown(value: str) -> str:
    try:
        return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")
    except ValueError:
        return value or "–"


def register_log_actions(actions: LogActionRegistry) -> None:
    """Let the log know what can be done to a membership."""
    for action, label in (
        (memberships.LOG_BEGIN, _("Membership begun")),
        (memberships.LOG_END, _("Membership ended")),
        (memberships.LOG_CORRECT, _("Membership corrected")),
        (memberships.LOG_REMOVE, _("Membership removed")),
    ):
        actions.register_action(action)(partial(MembershipFormatter, label))
