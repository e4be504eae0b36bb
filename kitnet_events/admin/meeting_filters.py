"""By what the list of meetings is narrowed down, beside their fields."""

from typing import Any

from django.db.models import Count, F, Q
from django.forms import RadioSelect
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.views.pages.listing import PageFilterSet

from kitnet_events.models import Meeting
from kitnet_events.models.signups import with_seats

WAITING, FULL, FREE, NONE = "waiting", "full", "free", "none"


class MeetingFilterSet(PageFilterSet):
    """A span of dates, and how the sign-up stands."""

    start_date = DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    sign_ups = ChoiceFilter(
        label=_("Sign-ups"),
        method="filter_sign_ups",
        empty_label=_("Any"),
        choices=[
            (WAITING, _("Somebody waits")),
            (FULL, _("Full")),
            (FREE, _("Free seats")),
            (NONE, _("Nobody yet")),
        ],
        widget=RadioSelect,
    )

    def filter_sign_ups(self, pages: Any, _name: str, value: str) -> Any:
        """Return the pages whose meeting's sign-up stands so."""
        meetings = with_seats(Meeting.objects.filter(takes_sign_ups=True).order_by())
        narrowed = {
            WAITING: meetings.filter(waiting__gt=0),
            FULL: meetings.filter(capacity__lte=F("seats_taken")),
            FREE: meetings.filter(Q(capacity=None) | Q(capacity__gt=F("seats_taken"))),
            NONE: meetings.annotate(all=Count("sign_ups")).filter(all=0),
        }
        return pages.filter(meeting__in=narrowed[value].values("pk"))
