"""Calling a meeting off and on again, in the admin."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kitnet_events.domain.meetings import cancel_meeting, revive_meeting
from kitnet_events.forms import CancelMeetingForm
from kitnet_events.models import Meeting
from kitnet_pages.dates import span_in_words


class MeetingActionView(WagtailAdminTemplateMixin, FormView):
    """Something done to a meeting: a page that says what will happen, and a button that does it.

    Open to whoever may publish the meeting's page. A meeting whose page is deleted has nothing left to call off.
    """

    header_icon = "date"
    submit_label = ""

    def dispatch(self, request: HttpRequest, uid: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the meeting. Raises Http404 and PermissionDenied."""
        self.meeting = Meeting.objects.filter(uid=uid, page__isnull=False).for_listing().first()
        if self.meeting is None:
            raise Http404
        if not self.meeting.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """Return which meeting it is."""
        return self.meeting.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kitnet_meetings:index"), "label": gettext("Meetings")},
            {"url": reverse("wagtailadmin_pages:edit", args=[self.meeting.page_id]), "label": self.meeting.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_success_url(self) -> str:
        """Return where to go afterwards: where the user came from, else the page's editor."""
        return get_valid_next_url_from_request(self.request) or reverse(
            "wagtailadmin_pages:edit", args=[self.meeting.page_id]
        )

    def get_consequences(self) -> list[str]:
        """Return what will happen, a sentence each."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the meeting, what will happen to it, and the way back."""
        when = self.meeting.when
        return super().get_context_data(
            meeting=self.meeting,
            when=span_in_words(when.start, when.end, date_only=when.date_only) if when else "",
            consequences=self.get_consequences(),
            submit_label=self.submit_label,
            back_url=self.get_success_url(),
            next_url=get_valid_next_url_from_request(self.request),
            **kwargs,
        )

    def feeds_in_words(self) -> str:
        """Return in how many calendars the meeting stands."""
        count = self.meeting.feeds.count()
        return ngettext("%(count)s calendar", "%(count)s calendars", count) % {"count": count}

    def mails_in_words(self) -> list[str]:
        """Return to how many persons a mail is written, as a sentence; nothing, when nobody signed up."""
        count = 0 if self.meeting.is_past else self.meeting.sign_ups.living().filter(proved_at__isnull=False).count()
        sentence = ngettext(
            "A mail to %(count)s person who signed up is written. It waits until an editor sends it.",
            "Mails to %(count)s persons who signed up are written. They wait until an editor sends them.",
            count,
        )
        return [sentence % {"count": count}] if count else []


class CancelMeetingView(MeetingActionView):
    """Calls a meeting off. For one that is called off already: gives another reason."""

    template_name = "kitnet_events/admin/meeting_cancel.html"
    form_class = CancelMeetingForm

    def get_page_title(self) -> str:
        """Return what is done here."""
        return gettext("Change the reason") if self.meeting.is_cancelled else gettext("Cancel meeting")

    @property
    def submit_label(self) -> str:
        """The button's text."""
        return gettext("Save the reason") if self.meeting.is_cancelled else gettext("Yes, cancel the meeting")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which meeting it is."""
        return {**super().get_form_kwargs(), "meeting": self.meeting}

    def get_initial(self) -> dict[str, Any]:
        """Start with the reason that is public now."""
        return {"reason": self.meeting.cancellation_reason}

    def get_consequences(self) -> list[str]:
        """Return what readers will see."""
        if not self.meeting.published:
            return [gettext("The meeting is not on the web. Nobody is told anything, until its page is published.")]
        if self.meeting.is_cancelled:
            return [
                gettext("The page and %(calendars)s show the new reason.") % {"calendars": self.feeds_in_words()},
                *self.mails_in_words(),
            ]
        return [
            gettext("The page stays and shows at its top that the meeting is cancelled, with your reason."),
            gettext("In %(calendars)s the meeting stays, marked CANCELLED before its title.")
            % {"calendars": self.feeds_in_words()},
            *self.mails_in_words(),
            gettext("You can revive the meeting later. Publishing its page does not."),
        ]

    def form_valid(self, form: Form) -> HttpResponse:
        """Cancel the meeting."""
        cancel_meeting(self.meeting.pk, form.cleaned_data["reason"], user=self.request.user)
        messages.success(self.request, gettext("The meeting “%(title)s” is cancelled.") % {"title": self.meeting.title})
        return HttpResponseRedirect(self.get_success_url())


class ReviveMeetingView(MeetingActionView):
    """Lets a cancelled meeting take place after all."""

    template_name = "kitnet_events/admin/meeting_revive.html"
    form_class = Form
    page_title = _("Revive meeting")
    submit_label = _("Yes, the meeting takes place")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what will happen; of a meeting that is not cancelled there is nothing to say."""
        if not self.meeting.is_cancelled:
            messages.info(request, gettext("The meeting is not cancelled."))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def get_consequences(self) -> list[str]:
        """Return what readers will see."""
        if not self.meeting.published:
            return [gettext("The meeting is not on the web. Nobody is told anything, until its page is published.")]
        return [
            gettext("The page says no longer that the meeting is cancelled."),
            gettext("In %(calendars)s the meeting stands again as before, with the date that is on the page.")
            % {"calendars": self.feeds_in_words()},
            *self.mails_in_words(),
        ]

    def form_valid(self, form: Form) -> HttpResponse:
        """Revive the meeting."""
        revive_meeting(self.meeting.pk, user=self.request.user)
        messages.success(self.request, gettext("The meeting “%(title)s” takes place.") % {"title": self.meeting.title})
        return HttpResponseRedirect(self.get_success_url())
