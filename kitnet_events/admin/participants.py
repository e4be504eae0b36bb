"""The register of participants: who is in the network, and where they have been."""

from abc import ABC, abstractmethod
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.contrib.admin.filters import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers.search import BaseSearchHandler

from kitnet_events.models import Participant, SignUp
from kitnet_pages.admin.base import ReachFilter, Register
from kitnet_pages.admin.menu import NETWORK_MENU_HOOK
from kitnet_pages.admin.register_buttons import RegisterButtons
from kitnet_pages.admin.views import RegisterInspectView
from kitnet_pages.collation import danish_sort_key
from kitnet_pages.dates import long_date
from kitnet_pages.domain.roles import facilitated_groups, reaches_all
from kitnet_pages.models import GroupPage

from .merging import MergeView

_YEAR = timedelta(days=365)
_VIEW = "kitnet_events.view_participant"
_CHANGE = "kitnet_events.change_participant"


class ParticipantSearch(BaseSearchHandler):
    """Finds people by name, address and workplace, in whichever case, Danish letters too."""

    def search_queryset(self, queryset: QuerySet, search_term: str, **kwargs: Any) -> QuerySet:
        """Return the participants in which each word stands."""
        for word in search_term.split():
            found = Q(email__icontains=word.casefold()) | Q(municipality__sort_key__contains=danish_sort_key(word))
            # SQLite compares Danish letters by case.
            for spelling in {word, word.casefold(), word.capitalize()}:
                for field in ("name", "organisation", "title"):
                    found |= Q(**{f"{field}__icontains": spelling})
            queryset = queryset.filter(found)
        return queryset


class ChoiceFilter(SimpleListFilter, ABC):
    """A filter by one of a few choices. What is not offered answers 400."""

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the chosen rows. Raises IncorrectLookupParameters on a choice that is not offered."""
        chosen = self.value()
        if chosen is None:
            return queryset
        if chosen not in {str(value) for value, _label in self.lookup_choices}:
            raise IncorrectLookupParameters("Not offered.")
        return self.choose(queryset, chosen)

    @abstractmethod
    def choose(self, queryset: QuerySet, chosen: str) -> QuerySet:
        """Return the rows of a choice that is offered."""


class GroupFilter(ChoiceFilter):
    """By network group."""

    title = _("network group")
    parameter_name = "group"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the groups that the user may know of."""
        groups = GroupPage.objects.order_by("path")
        if not reaches_all(request.user, _VIEW):
            groups = groups.filter(pk__in=facilitated_groups(request.user).values("pk"))
        return [(str(pk), title) for pk, title in groups.values_list("pk", "title")]

    def choose(self, queryset: QuerySet, chosen: str) -> QuerySet:
        """Return the group's participants."""
        return queryset.of_groups([int(chosen)])


class ActiveFilter(ChoiceFilter):
    """By whether somebody has taken part lately."""

    title = _("active in the last year")
    parameter_name = "active"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return yes and no."""
        return [("yes", _("Yes")), ("no", _("No"))]

    def choose(self, queryset: QuerySet, chosen: str) -> QuerySet:
        """Return who was, or is going to be, at a meeting after this day last year; or who was not."""
        active = Participant.objects.active_since(timezone.now() - _YEAR).values("pk")
        return queryset.filter(pk__in=active) if chosen == "yes" else queryset.exclude(pk__in=active)


class ParticipantButtons(RegisterButtons):
    """The buttons of a participant."""

    @cached_property
    def may_merge(self) -> bool:
        """Whether the user may merge participants: asked once for a list."""
        return self.view.model_admin.may_merge(self.request.user)

    def get_buttons_for_obj(self, obj: Participant, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        """Offer merging, too, to whoever may change participants."""
        buttons = super().get_buttons_for_obj(obj, *args, **kwargs)
        # The participant's own page has the button in its text: modeladmin's foot makes it dark on dark.
        if self.may_merge and not kwargs.get("exclude"):
            buttons.append(
                {
                    "url": self.url_helper.get_action_url("merge", obj.pk),
                    "label": gettext("Merge"),
                    "classname": self.finalise_classname(["button-secondary", *(kwargs.get("classnames_add") or [])]),
                    "title": gettext("Merge with another participant who is the same person"),
                }
            )
        return buttons


class ParticipantInspectView(RegisterInspectView):
    """A participant, with all meetings."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the history of meetings, the latest first."""
        history = SignUp.objects.filter(participant=self.instance).select_related("meeting__group", "meeting__page")
        history = history.defer("meeting__vevent", "meeting__page__body", "meeting__group__body")
        merge_url = self.url_helper.get_action_url("merge", self.pk_quoted)
        return super().get_context_data(
            history=history.order_by("-meeting__starts_at", "-pk"),
            merge_url=merge_url if self.model_admin.may_merge(self.request.user) else "",
            **kwargs,
        )


class ParticipantRegister(Register):
    """The participants."""

    model = Participant
    menu_label = _("Participants")
    menu_icon = "group"
    menu_order = 10
    menu_hook = NETWORK_MENU_HOOK
    base_url_path = "participants"
    inspect_view_enabled = True
    inspect_view_class = ParticipantInspectView
    inspect_template_name = "kitnet_events/admin/participant_inspect.html"
    history_view_enabled = False
    button_helper_class = ParticipantButtons
    index_view_extra_css = ["kitnet_events/css/people.css"]
    list_display = ("whom", "where", "network_group", "membership", "last_seen_on")
    list_export = ("name", "email", "title", "where", "network_group", "membership", "last_seen_on", "since")
    list_filter = (GroupFilter, ("municipality", ReachFilter), ActiveFilter, "is_member")
    search_handler_class = ParticipantSearch
    ordering = ("name", "email")
    list_per_page = 50
    inspect_view_fields = (
        "name",
        "email",
        "title",
        "where",
        "network_group",
        "is_member",
        "proved_at",
        "invitations_by_mail",
        "created_at",
    )

    @admin.display(description=_("name"), ordering="name")
    def whom(self, person: Participant) -> str:
        """Return the name, and the address below it."""
        words = '<span class="kn-whom">{}<small>{}</small></span>'
        return format_html(words, person.name or "–", person.email)

    @admin.display(description=_("member"), ordering="is_member")
    def membership(self, person: Participant) -> str:
        """Return whether the person is a member of the network."""
        return gettext("Yes") if person.is_member else gettext("No")

    @admin.display(description=_("workplace"), ordering="municipality__sort_key")
    def where(self, person: Participant) -> str:
        """Return the municipality, else the organisation."""
        return person.workplace

    @admin.display(description=_("network group"), ordering="municipality__group__title")
    def network_group(self, person: Participant) -> str:
        """Return the title of the person's group."""
        return person.group.title if person.group else ""

    @admin.display(description=_("last at a meeting"), ordering="last_seen")
    def last_seen_on(self, person: Participant) -> str:
        """Return the day of the last meeting at which the person was."""
        return long_date(timezone.localdate(person.last_seen)) if person.last_seen else ""

    @admin.display(description=_("known since"), ordering="created_at")
    def since(self, person: Participant) -> str:
        """Return the day from which the person is known."""
        return long_date(timezone.localdate(person.created_at))

    def queryset_for(self, user: Any) -> QuerySet[Participant]:
        """Return all participants for editors, the own groups' for facilitators."""
        people = Participant.objects.with_attendance().with_group()
        return people if reaches_all(user, _VIEW) else people.of_groups(facilitated_groups(user).values("pk"))

    def may_merge(self, user: Any) -> bool:
        """Say whether the user may merge participants: who sees but one group's cannot know who else is there."""
        return reaches_all(user, _CHANGE)

    def merge_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """Merge a participant with another one."""
        self.require_row(request.user, instance_pk)
        if not self.may_merge(request.user):
            raise PermissionDenied
        return MergeView.as_view(model_admin=self, instance_pk=instance_pk)(request)

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        """Add the address of merging."""
        merge = re_path(
            self.url_helper.get_action_url_pattern("merge"),
            self.merge_view,
            name=self.url_helper.get_action_url_name("merge"),
        )
        return (*super().get_admin_urls_for_registration(), merge)
