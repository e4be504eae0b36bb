"""What meetings add to the admin's first page: the next round at a glance, and what waits for the user."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Site

from kitnet_events import conf
from kitnet_events.domain.round_glance import next_round, without_programme
from kitnet_events.enums import EnrolmentState, MailState
from kitnet_events.models import DataController, Meeting
from kitnet_pages.admin.dashboard import Waiting, register_waiting
from kitnet_pages.dates import weekday_date
from kitnet_pages.domain.roles import facilitated_groups, reaches_all

from .held_mails import held_for, in_words
from .members import enrolments_for, exits_for
from .outbox import OutboxRegister
from .signup_filters import register_url

_VIEW = "kitnet_events.view_meeting"


def meetings_for(user: Any) -> QuerySet[Meeting]:
    """Return the meetings that a user may know of: all for editors, the own groups' for facilitators."""
    if reaches_all(user, _VIEW):
        return Meeting.objects.all()
    if not user.has_perm(_VIEW):
        return Meeting.objects.none()
    return Meeting.objects.filter(group__in=facilitated_groups(user))


class NextRoundPanel(Component):
    """The next round at a glance."""

    name = "kitnet_next_round"
    order = 50
    template_name = "kitnet_events/admin/dashboard_round.html"

    def __init__(self, request: HttpRequest) -> None:
        """Look at the meetings of the request's user."""
        self.user = request.user

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Return the round, its meetings, and where each can be worked on."""
        glance = next_round(meetings_for(self.user))
        with_sign_ups = self.user.has_perm("kitnet_events.view_signup")
        rows = [
            {
                "glance": row,
                "meeting": row.meeting,
                "page_url": reverse("wagtailadmin_pages:edit", args=[row.meeting.page_id]),
                "sign_ups_url": register_url(row.meeting) if with_sign_ups else "",
            }
            for row in glance.rows
        ]
        round_url = reverse("wagtailadmin_pages:edit", args=[glance.round.pk]) if self._may_edit(glance.round) else ""
        return {"round": glance.round, "rows": rows, "round_url": round_url}

    def _may_edit(self, page: Any) -> bool:
        return page is not None and page.permissions_for_user(self.user).can_edit()


def add_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Put the next round onto the admin's first page, for those who see meetings."""
    if request.user.has_perm(_VIEW):
        panels.append(NextRoundPanel(request))


class ReviewsPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's list of what waits for a review, below all else that waits."""

    order = 65


def move_reviews(_request: HttpRequest, panels: list[Any]) -> None:
    """Put our list of what waits for a review in the place of Wagtail's."""
    panels[:] = [ReviewsPanel() if type(panel) is WorkflowObjectsToModeratePanel else panel for panel in panels]


def mails(request: HttpRequest) -> Iterable[Waiting]:
    """Yield mails that failed, and those on hold, a meeting each."""
    register = OutboxRegister()
    if not register.permission_helper.user_can_list(request.user):
        return
    known = register.queryset_for(request.user).order_by()
    failed = known.filter(state=MailState.FAILED).count()
    index = register.url_helper.index_url
    if failed:
        words = ngettext("%(count)s mail could not be sent.", "%(count)s mails could not be sent.", failed)
        yield Waiting(words % {"count": failed}, f"{index}?state__exact={MailState.FAILED}", urgent=True)
    for uid, title, count in held_for(request.user):
        yield Waiting(in_words(title, count), reverse("kitnet_meetings:release", args=[uid]), urgent=True)


def programmes(request: HttpRequest) -> Iterable[Waiting]:
    """Yield meetings that come soon and have no programme yet."""
    soon = without_programme(meetings_for(request.user), conf.get("PROGRAMME_DAYS"))
    for meeting in soon.defer("vevent"):
        words = gettext("“%(title)s” on %(day)s has no programme yet.")
        when = {"title": meeting.title, "day": weekday_date(meeting.when.first_day)}
        yield Waiting(words % when, reverse("wagtailadmin_pages:edit", args=[meeting.page_id]))


def members(request: HttpRequest) -> Iterable[Waiting]:
    """Yield that somebody wants to join, and that somebody who has gone is still in the online community."""
    if not request.user.has_perm("kitnet_events.change_enrolment"):
        return
    mine, url = enrolments_for(request.user), reverse("kitnet_members:index")
    count = mine.filter(state=EnrolmentState.PENDING).count()
    if count:
        words = ngettext("%(count)s person wants to join.", "%(count)s persons want to join.", count)
        yield Waiting(words % {"count": count}, url)
    count = mine.to_let_out().count() + exits_for(request.user).count()
    if count:
        words = ngettext(
            "%(count)s person is to be let out of the online community.",
            "%(count)s persons are to be let out of the online community.",
            count,
        )
        yield Waiting(words % {"count": count}, url)


def responsibility(request: HttpRequest) -> Iterable[Waiting]:
    """Yield that nobody is named as responsible for participants' data."""
    if not request.user.has_perm("kitnet_events.change_privacysettings"):
        return
    site = Site.find_for_request(request) or Site.objects.filter(is_default_site=True).first()
    if site is not None and not DataController.objects.filter(settings__site=site).exists():
        url = reverse("wagtailsettings:edit", args=["kitnet_events", "privacysettings", site.pk])
        yield Waiting(gettext("Say who is responsible for the data of the participants."), url)


def register() -> None:
    """Let what is about meetings wait on the first page."""
    for provider in (mails, programmes, members, responsibility):
        register_waiting(provider)
