"""What is done to a meeting in the admin, and reaches people: a page says what will happen, and asks once."""

from abc import ABC, abstractmethod
from functools import cached_property
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kitnet_events.domain.announcing import Decision
from kitnet_events.domain.effects import Effect, foresee_cancelling, foresee_reviving
from kitnet_events.domain.mail_preview import Preview
from kitnet_events.domain.meetings import cancel_meeting, revive_meeting
from kitnet_events.forms import AddedLineForm, CancelMeetingForm
from kitnet_events.models import Meeting
from kitnet_pages.dates import span_in_words

# Names of buttons.
PREVIEW, WITHOUT_MAIL = "preview", "without-mail"


class MeetingActionView(WagtailAdminTemplateMixin, FormView, ABC):
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
        self.check_permission()
        return super().dispatch(request, *args, **kwargs)

    def check_permission(self) -> None:
        """Let in who may do it. Raises PermissionDenied."""
        if not self.meeting.page.permissions_for_user(self.request.user).can_publish():
            raise PermissionDenied

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

    @abstractmethod
    def get_consequences(self) -> list[str]:
        """Return what will happen, a sentence each."""

    def get_submit_label(self) -> str:
        """Return what the button says."""
        return self.submit_label

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the meeting, what will happen to it, and the way back."""
        when = self.meeting.when
        return super().get_context_data(
            meeting=self.meeting,
            when=span_in_words(when.start, when.end, date_only=when.date_only) if when else "",
            consequences=self.get_consequences(),
            submit_label=self.get_submit_label(),
            back_url=self.get_success_url(),
            next_url=get_valid_next_url_from_request(self.request),
            **kwargs,
        )

    def feeds_in_words(self) -> str:
        """Return in how many calendars the meeting stands."""
        count = self.meeting.feeds.count()
        return ngettext("%(count)s calendar", "%(count)s calendars", count) % {"count": count}


class EffectView(MeetingActionView):
    """Something that reaches people: shows the mail that it writes, and takes a line to add to it."""

    form_class = AddedLineForm
    template_name = "kitnet_events/admin/meeting_action.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; or show once more what the mail says, with what was typed."""
        if PREVIEW in request.POST:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    @property
    @abstractmethod
    def effect(self) -> Effect:
        """What will happen."""

    def get_preview(self) -> Preview | None:
        """Return the mail with what was typed; None if nobody gets one."""
        return self.effect.preview(self.request.POST.get("added_line", "").strip())

    def get_decision(self, form: Form) -> Decision:
        """Return what the editor answered."""
        line = form.cleaned_data.get("added_line", "")
        return Decision(WITHOUT_MAIL not in self.request.POST, line, self.request.user)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form whether there is a mail to add to."""
        return {**super().get_form_kwargs(), "mails": self.effect.people}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the effect, and the mail."""
        return super().get_context_data(effect=self.effect, preview=self.get_preview(), **kwargs)

    def mails_in_words(self) -> list[str]:
        """Return to how many persons a mail goes, as a sentence."""
        count = self.effect.people
        sentence = ngettext(
            "%(count)s person who signed up gets a mail at once. You see it below.",
            "%(count)s persons who signed up get a mail at once. You see it below.",
            count,
        )
        return [sentence % {"count": count} if count else gettext("Nobody gets a mail: nobody has signed up.")]

    def with_mails(self, without: str, pattern: str) -> str:
        """Return what a button says: ``without`` mails, or by a ``pattern`` with their ``count``."""
        count = self.effect.people
        return pattern % {"count": count} if count else without


class CancelMeetingView(EffectView):
    """Calls a meeting off, or gives another reason for it."""

    template_name = "kitnet_events/admin/meeting_cancel.html"
    form_class = CancelMeetingForm

    def get_page_title(self) -> str:
        """Return what is done here."""
        return gettext("Change the reason") if self.meeting.is_cancelled else gettext("Cancel meeting")

    @cached_property
    def effect(self) -> Effect:
        """What cancelling does, whatever the reason will be."""
        typed = " ".join(self.request.POST.get("reason", "").replace("\0", "").split())[:300]
        return foresee_cancelling(self.meeting, typed or "…")

    def get_submit_label(self) -> str:
        """Return what the button says."""
        if self.meeting.is_cancelled:
            return self.with_mails(
                gettext("Save the reason"),
                ngettext(
                    "Save the reason and send %(count)s mail",
                    "Save the reason and send %(count)s mails",
                    self.effect.people,
                ),
            )
        return self.with_mails(
            gettext("Yes, cancel the meeting"),
            ngettext(
                "Yes, cancel the meeting and send %(count)s mail",
                "Yes, cancel the meeting and send %(count)s mails",
                self.effect.people,
            ),
        )

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
        user, reason = self.request.user, form.cleaned_data["reason"]
        cancel_meeting(self.meeting.pk, reason, user=user, decision=self.get_decision(form))
        messages.success(self.request, gettext("The meeting “%(title)s” is cancelled.") % {"title": self.meeting.title})
        return HttpResponseRedirect(self.get_success_url())


class ReviveMeetingView(EffectView):
    """Lets a cancelled meeting take place after all."""

    template_name = "kitnet_events/admin/meeting_revive.html"

    def get_page_title(self) -> str:
        """Return what is done here."""
        return gettext("Revive meeting")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what will happen; of a meeting that is not cancelled there is nothing to say."""
        if not self.meeting.is_cancelled:
            messages.info(request, gettext("The meeting is not cancelled."))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    @cached_property
    def effect(self) -> Effect:
        """What reviving does."""
        return foresee_reviving(self.meeting)

    def get_submit_label(self) -> str:
        """Return what the button says."""
        return self.with_mails(
            gettext("Yes, the meeting takes place"),
            ngettext(
                "Yes, the meeting takes place. Send %(count)s mail",
                "Yes, the meeting takes place. Send %(count)s mails",
                self.effect.people,
            ),
        )

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
        revive_meeting(self.meeting.pk, user=self.request.user, decision=self.get_decision(form))
        messages.success(self.request, gettext("The meeting “%(title)s” takes place.") % {"title": self.meeting.title})
        return HttpResponseRedirect(self.get_success_url())
