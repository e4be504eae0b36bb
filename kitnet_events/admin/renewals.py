"""The register of the yearly renewal: the answers, municipality by municipality."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events.enums import RenewalAnswer
from kitnet_events.models import Renewal, RenewalYear
from kitnet_pages.admin.base import ReachFilter, Register
from kitnet_pages.admin.menu import NETWORK_MENU_HOOK
from kitnet_pages.admin.municipalities import MunicipalitySearch
from kitnet_pages.admin.register_buttons import RegisterButtons
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


class RenewalButtons(RegisterButtons):
    """The buttons of a row."""

    @cached_property
    def may_ask(self) -> bool:
        """Whether the user may ask again: looked up once for a list."""
        return self.request.user.has_perm(_OPEN)

    def get_buttons_for_obj(self, obj: Renewal, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Offer to ask again where nobody has answered."""
        if not self.may_ask or obj.answer or not obj.is_open(timezone.localdate()):
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
    index_view_extra_css = ["kitnet_events/css/people.css"]
    list_display = ("name", "who", "year", "answer_in_words", "answered_on", "asked_on", "reminders")
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
        if not renewal.answer and renewal.has_left:
            return gettext("has left")
        if not renewal.answer and not renewal.membership.contact_email:
            return gettext("no contact to ask")
        return renewal.get_answer_display()

    @admin.display(description=_("contact"))
    def who(self, renewal: Renewal) -> str:
        """Return who is asked, the address below the name."""
        membership = renewal.membership
        words = '<span class="kn-whom">{}<small>{}</small></span>'
        return format_html(words, membership.contact_name or "–", membership.contact_email)

    @admin.display(description=_("answered"), ordering="answered_at")
    def answered_on(self, renewal: Renewal) -> str:
        """Return the day of the answer."""
        return _day(renewal.answered_at)

    @admin.display(description=_("asked"), ordering="asked_at")
    def asked_on(self, renewal: Renewal) -> str:
        """Return the day of the question."""
        return _day(renewal.asked_at)

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


def _day(moment: datetime | None) -> str:
    day = date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else "–"
    return format_html('<span class="kn-when">{}</span>', day)
