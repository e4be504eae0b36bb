"""Which sign-ups and meetings a user may know of, and the register's filters."""

from typing import Any

from django.contrib.admin.filters import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kitnet_events.models import Meeting, SignUp
from kitnet_pages.domain.roles import facilitated_groups, reaches_all

MEETING_PARAMETER = "meeting"
_MOST_MEETINGS = 60


def sign_ups_of(user: Any) -> QuerySet[SignUp]:
    """Return the sign-ups that a user may know of: all for editors, the own groups' for facilitators."""
    if reaches_all(user, "kitnet_events.view_signup"):
        return SignUp.objects.all()
    if not user.has_perm("kitnet_events.view_signup"):
        return SignUp.objects.none()
    return SignUp.objects.filter(meeting__group__in=facilitated_groups(user))


def meetings_of(user: Any) -> QuerySet[Meeting]:
    """Return the meetings whose sign-ups a user may know of."""
    meetings = Meeting.objects.select_related("group", "page").defer("vevent", "group__body", "page__body")
    if reaches_all(user, "kitnet_events.view_signup"):
        return meetings
    if not user.has_perm("kitnet_events.view_signup"):
        return meetings.none()
    return meetings.filter(group__in=facilitated_groups(user))


def register_url(meeting: Meeting | None = None) -> str:
    """Return the address of the register, of one meeting if it is given."""
    url = reverse("meetings_signups_modeladmin_index")
    return f"{url}?{MEETING_PARAMETER}={meeting.pk}" if meeting else url


def day_of(meeting: Meeting) -> str:
    """Return the day of a meeting in figures; a dash while it has none."""
    return timezone.localtime(meeting.starts_at).strftime("%d.%m.%Y") if meeting.starts_at else "–"


class WhenFilter(SimpleListFilter):
    """By whether the meeting is still to come."""

    title = _("when")
    parameter_name = "when"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Return the choices."""
        return [("coming", _("Coming meetings")), ("past", _("Past meetings"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the rows of the chosen time. Raises IncorrectLookupParameters on another."""
        match self.value():
            case None:
                return queryset
            case "coming":
                return queryset.filter(meeting__ends_at__gt=timezone.now())
            case "past":
                return queryset.filter(meeting__ends_at__lte=timezone.now())
        raise IncorrectLookupParameters("No such time.")


class MeetingFilter(SimpleListFilter):
    """By meeting: one of those that the user may know of, whether anybody has signed up yet or not."""

    title = _("meeting")
    parameter_name = MEETING_PARAMETER

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the user's coming meetings and those with sign-ups, the latest first."""
        self.reach = meetings_of(request.user)
        wanted = Q(ends_at__gt=timezone.now(), published=True) | Q(
            Exists(SignUp.objects.filter(meeting=OuterRef("pk")))
        )
        found = self.reach.filter(wanted).order_by("-starts_at", "-pk")[:_MOST_MEETINGS]
        return [(str(one.pk), f"{one.title} ({day_of(one)})") for one in found]

    def has_output(self) -> bool:
        """Stand there even with one meeting: the address must mean the same."""
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """Return the meeting's rows. Raises IncorrectLookupParameters on one that the user may not know of."""
        chosen = self.value()
        if chosen is None:
            return queryset
        if not chosen.isdecimal() or len(chosen) > 18 or not self.reach.filter(pk=chosen).exists():
            raise IncorrectLookupParameters("No such meeting.")
        return queryset.filter(meeting=chosen)
