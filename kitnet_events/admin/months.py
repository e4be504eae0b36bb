"""All meetings, drafts included, month by month."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kitnet_events.domain.places import pages_within_reach
from kitnet_events.models import MeetingPage
from kitnet_events.months import month_of, read_month, shown_span


class MonthView(WagtailAdminTemplateMixin, TemplateView):
    """A month of meetings (``?month=2027-01``; anything else: the present one): those that the user has rights on."""

    template_name = "kitnet_events/admin/months.html"
    page_title = _("Month by month")
    header_icon = "calendar"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kitnet_meetings:index"), "label": gettext("Meetings")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the month."""
        first = read_month(self.request.GET.get("month", "")) or timezone.localdate().replace(day=1)
        shown = shown_span(first)
        pages = pages_within_reach(self.request.user, MeetingPage).filter(start_date__lte=shown.last_day)
        # A meeting lasts days, not months.
        pages = pages.filter(start_date__gte=shown.first_day.replace(day=1)).select_related("meeting__group")
        pages = pages.defer("body", "minutes", "meeting__vevent").order_by("start_date", "start_time", "title")
        return {**super().get_context_data(**kwargs), "month": month_of(first, pages)}
