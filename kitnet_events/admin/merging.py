"""Merging two participants who are one person, in the admin: choose the other one, see what will happen, do it."""

from typing import Any

from django.contrib.admin.utils import quote
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail_modeladmin.views import InstanceSpecificView

from kitnet_events.domain.merging import (
    LOG_MERGE,
    MergeRefusedError,
    likely_doubles,
    merge_participants,
    plan_merge,
)
from kitnet_events.models import Participant
from kitnet_pages.admin.views import RegisterPage
from kitnet_pages.query import clean_query

_MOST_FOUND = 20


class MergeView(RegisterPage, InstanceSpecificView):
    """Takes the other participant from ``?with=``, and which of the two addresses stays from ``?keep=``."""

    template_name = "kitnet_events/admin/participant_merge.html"

    @property
    def deed(self) -> str:
        """What is done here."""
        return gettext("Merge")

    def get_template_names(self) -> list[str]:
        """Return the template."""
        return [self.template_name]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Merge the two that the form names."""
        other = self._other(request.POST.get("with", ""))
        if other is None:
            return self.get(request)
        kept, goes = self._sorted(other, request.POST.get("keep", ""))
        try:
            merged = merge_participants(kept.pk, goes.pk, user=request.user)
        except (MergeRefusedError, Participant.DoesNotExist) as error:
            messages.error(request, str(error) or gettext("One of the two is gone already."))
            return HttpResponseRedirect(self.index_url)
        done = ngettext(
            "%(name)s is one participant now, with %(count)s more sign-up.",
            "%(name)s is one participant now, with %(count)s more sign-ups.",
            merged.taken,
        )
        messages.success(request, done % {"name": merged.person, "count": merged.taken})
        return HttpResponseRedirect(self.url_helper.get_action_url("inspect", quote(merged.person.pk)))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add who might be the same person; once one is chosen, what merging the two would do."""
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        other, query = self._other(asked.get("with", "")), clean_query(self.request.GET.get("q", ""))
        context = {"query": query, "other": other, "here": self.request.path}
        if other is None:
            context["found"] = self._found(query)
        else:
            kept, goes = self._sorted(other, asked.get("keep", ""))
            context |= {"kept": kept, "goes": goes}
            try:
                context["plan"] = plan_merge(kept, goes)
            except MergeRefusedError as error:
                context["refusal"] = str(error)
        return super().get_context_data(**context, **kwargs)

    def check_action_permitted(self, user: Any) -> bool:
        """Say whether the user may merge participants."""
        return self.model_admin.may_merge(user)

    def _other(self, number: str) -> Participant | None:
        """Return the other participant, if the user may know of them."""
        if not number.isdecimal() or len(number) > 18:
            return None
        return self.model_admin.queryset_for(self.request.user).exclude(pk=self.instance.pk).filter(pk=number).first()

    def _sorted(self, other: Participant, keep: str) -> tuple[Participant, Participant]:
        """Return who stays and who goes. Unless the editor has said so, the proved one stays, then the older one."""
        if keep in {str(self.instance.pk), str(other.pk)}:
            stays = other if keep == str(other.pk) else self.instance
        else:
            people = (self.instance, other)
            stays = min(people, key=lambda one: (one.proved_at is None, not one.is_member, one.created_at))
        return (stays, other if stays.pk == self.instance.pk else self.instance)

    def _found(self, query: str) -> list[Participant]:
        people = self.model_admin.queryset_for(self.request.user).exclude(pk=self.instance.pk)
        if query:
            handler = self.model_admin.get_search_handler(self.request)
            found = handler.search_queryset(people, query)
        else:
            found = likely_doubles(self.instance, people)
        return list(found.order_by("name", "email")[:_MOST_FOUND])


def register_log_actions(actions: LogActionRegistry) -> None:
    """Let the log know of merging."""
    actions.register_action(LOG_MERGE, _("Merge participants"), _("Merged with another participant"))
