"""Planning a round in the admin: one form, and then a page from which the round is published."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kitnet_events.domain.clashes import find_clashes
from kitnet_events.domain.places import find_round, meeting_parents, round_index
from kitnet_events.domain.planning import plan_round
from kitnet_events.domain.proposals import Proposal, propose
from kitnet_events.models import MeetingPage, RoundPage
from kitnet_events.plan_forms import PlanForm


class PlanRoundView(WagtailAdminTemplateMixin, TemplateView):
    """Plans a round: the next one, or a copy of one (``?copy=<page>``). Open to whoever may make rounds."""

    template_name = "kitnet_events/admin/plan_round.html"
    page_title = _("Plan a round")
    header_icon = "date"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find where rounds stand. Raises PermissionDenied when the user may make none there."""
        self.index = round_index(request.user)
        if self.index is None:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kitnet_meetings:index"), "label": gettext("Meetings")},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def proposal(self) -> Proposal:
        """What the form begins with. Raises Http404 for a round that is none."""
        parents = [page for page in meeting_parents(self.request.user) if page.pk == self.index.pk or page.live]
        parents = [page for page in parents if not isinstance(page, type(self.index)) or page.pk == self.index.pk]
        copied = self.request.GET.get("copy", "")
        if not copied:
            return propose(parents, RoundPage.objects.for_listing().first())
        source = find_round(copied)
        if source is None:
            raise Http404
        return propose(parents, source, next_year=True)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form."""
        kwargs.setdefault("form", PlanForm(self.proposal))
        return {**super().get_context_data(**kwargs), "source": self.proposal.source}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the drafts; first show what speaks against the dates, and ask again."""
        form = PlanForm(self.proposal, request.POST)
        if not form.is_valid():
            message = gettext("Nothing is made yet: please look at the fields marked below.")
            if form.is_empty:
                message = gettext("A round has at least one meeting: tick a group.")
            messages.error(request, message)
            return self.render_to_response(self.get_context_data(form=form))
        plan = form.plan()
        clashes = find_clashes(plan, timezone.localdate())
        if not form.has_seen(clashes):
            form.show_clashes(clashes)
            messages.warning(request, gettext("Look at the dates once more: something speaks against them."))
            return self.render_to_response(self.get_context_data(form=form, has_clashes=True))
        page = plan_round(plan, self.index, request.user)
        done = ngettext(
            "%(title)s: %(count)s draft is made.", "%(title)s: %(count)s drafts are made.", len(plan.meetings)
        )
        messages.success(request, done % {"title": page.title, "count": len(plan.meetings)})
        return HttpResponseRedirect(reverse("kitnet_meetings:round", args=[page.pk]))


class RoundDeskView(WagtailAdminTemplateMixin, TemplateView):
    """A round and its meetings: what is a draft, and buttons that publish all of it, or one by one."""

    template_name = "kitnet_events/admin/round_desk.html"
    header_icon = "date"

    def dispatch(self, request: HttpRequest, pk: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the round. Raises Http404, and PermissionDenied for those who may not edit it."""
        self.round = find_round(str(pk))
        if self.round is None:
            raise Http404
        if not self.round.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        """Return what the round is called."""
        return self.round.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kitnet_meetings:index"), "label": gettext("Meetings")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the meetings, and addresses that publish."""
        user, own = self.request.user, reverse("kitnet_meetings:round", args=[self.round.pk])
        pages = MeetingPage.objects.filter(round=self.round).select_related("meeting__group", "host")
        rows = []
        for page in pages.defer("body", "minutes").order_by("start_date", "title"):
            may = page.permissions_for_user(user).can_publish()
            rows.append(
                {
                    "page": page,
                    "to_publish": page.has_unpublished_changes,
                    "state": _state(page),
                    "publish_url": _publish_url(own, page) if may and page.has_unpublished_changes else "",
                }
            )
        unpublished = [row["page"] for row in rows if row["publish_url"]]
        if self.round.has_unpublished_changes and self.round.permissions_for_user(user).can_publish():
            unpublished = [self.round, *unpublished]
        return {
            **super().get_context_data(**kwargs),
            "round": self.round,
            "rows": rows,
            "publish_all_url": _publish_url(own, *unpublished) if unpublished else "",
            "number_of_drafts": sum(bool(row["to_publish"]) for row in rows),
            "copy_url": reverse("kitnet_meetings:plan") + f"?copy={self.round.pk}",
        }


def _state(page: MeetingPage) -> str:
    if not page.live:
        return gettext("draft")
    return gettext("published, changed since") if page.has_unpublished_changes else gettext("published")


def _publish_url(back: str, *pages: Any) -> str:
    """Return the address at which Wagtail publishes pages at once; what reaches people is asked about there."""
    query = urlencode({"next": back, "id": [page.pk for page in pages]}, doseq=True)
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"]) + "?" + query
