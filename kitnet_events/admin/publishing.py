"""Before a change of a meeting goes out that reaches people: a page that says what it does, and asks once.

Wagtail has saved the version when it asks ``before_publish_page``, so nothing that was typed is lost.
"""

from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.mixins import HookResponseMixin

from kitnet_events.domain.announcing import Decision, discard, release, waiting_for_release
from kitnet_events.domain.effects import Difference, Effect, preview_held
from kitnet_events.domain.facts import location_of
from kitnet_events.domain.mail_preview import Preview
from kitnet_events.domain.mail_values import moment_in_words
from kitnet_events.domain.publishing import ChangedMeanwhileError, effect_of_revision, publish_revision
from kitnet_events.enums import MailKey
from kitnet_events.models import MeetingPage
from kitnet_pages.dates import span_in_words

from .comments import tell_of_comments
from .meeting_actions import WITHOUT_MAIL, EffectView


def ask_before_publishing(request: HttpRequest, page: Any) -> HttpResponse | None:
    """Lead to the page that asks, if publishing the version just saved reaches people. Else say nothing."""
    question = question_about(page)
    if not question:
        return None
    tell_of_comments(request, page, page.get_latest_revision())
    return redirect(with_next(request, question))


def question_about(page: Any) -> str:
    """Return the address of the page that asks about a page's latest version; empty if that reaches nobody."""
    revision = page.get_latest_revision() if isinstance(page, MeetingPage) else None
    effect = effect_of_revision(revision) if revision else None
    if effect is None or not effect.reaches_people:
        return ""
    return reverse("kitnet_meetings:publish", args=[effect.meeting.uid, revision.pk])


def with_next(request: HttpRequest, address: str) -> str:
    """Return an address that leads on to where the request was to lead."""
    next_url = get_valid_next_url_from_request(request)
    return f"{address}?{urlencode({'next': next_url})}" if next_url else address


class PublishMeetingView(HookResponseMixin, EffectView):
    """Publishes or schedules a version of a meeting's page, after saying what that does."""

    def dispatch(self, request: HttpRequest, uid: UUID, revision: int, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the number of the version."""
        self.revision_pk = revision
        return super().dispatch(request, uid, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; but not about a version that is no longer the latest."""
        if self.is_outdated:
            messages.warning(
                request, gettext("The page has been changed since. Please publish it from the editor once more.")
            )
            return HttpResponseRedirect(self.edit_url)
        return super().get(request, *args, **kwargs)

    @cached_property
    def revision(self) -> Any:
        """The version. Raises Http404."""
        found = self.meeting.page.revisions.filter(pk=self.revision_pk).first()
        if found is None:
            raise Http404
        return found

    @property
    def is_outdated(self) -> bool:
        """Whether somebody has saved another version."""
        return not self.revision.is_latest_revision()

    @cached_property
    def effect(self) -> Effect:
        """What publishing the version does."""
        found = effect_of_revision(self.revision)
        if found is None:
            raise Http404
        return found

    @property
    def edit_url(self) -> str:
        """Where the version stands in the editor."""
        return reverse("wagtailadmin_pages:edit", args=[self.meeting.page_id])

    @cached_property
    def goes_live_at(self) -> Any:
        """When the version is to be published; None if that is now."""
        moment = self.revision.as_object().go_live_at
        return moment if moment and moment > timezone.now() else None

    def get_initial(self) -> dict[str, Any]:
        """Note what the editor sees."""
        return {"seen": self.effect.fingerprint}

    def get_page_title(self) -> str:
        """Return what is done here."""
        return gettext("Schedule meeting") if self.goes_live_at else gettext("Publish meeting")

    def get_submit_label(self) -> str:
        """Return what the button says."""
        if self.goes_live_at:
            return self.with_mails(gettext("Yes, schedule it"), gettext("Yes, schedule it with the mail"))
        count = self.effect.people
        return self.with_mails(
            gettext("Yes, publish"),
            ngettext("Yes, publish and send %(count)s mail", "Yes, publish and send %(count)s mails", count),
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer to go on without mail."""
        label = gettext("Schedule, without mail") if self.goes_live_at else gettext("Publish, without mail")
        context = super().get_context_data(**kwargs)
        return {**context, "without_mail_label": label if self.effect.people else "", "back_url": self.edit_url}

    def get_consequences(self) -> list[str]:
        """Return what happens, and when."""
        effect, count = self.effect, self.effect.people
        sentences = []
        if self.goes_live_at:
            sentences.append(gettext("This happens on %(moment)s.") % {"moment": moment_in_words(self.goes_live_at)})
        if count:
            sentence = ngettext(
                "%(count)s person who signed up gets a mail. You see it below.",
                "%(count)s persons who signed up get a mail. You see it below.",
                count,
            )
            sentences.append(sentence % {"count": count})
            if self.goes_live_at:
                sentences.append(gettext("Whoever signs up until then gets it, too."))
        else:
            sentences.append(gettext("Nobody gets a mail: nobody has signed up."))
        if effect.calendars:
            sentence = ngettext(
                "%(count)s calendar changes, with all who subscribe to it.",
                "%(count)s calendars change, with all who subscribe to them.",
                effect.calendars,
            )
            sentences.append(sentence % {"count": effect.calendars})
        if effect.leaves_closed:
            sentences.append(gettext("Sign-up is closed then. You can open it again with “Terms of sign-up”."))
        return sentences

    def publish(self, decision: Decision, seen: str) -> None:
        """Publish the version. Raises ChangedMeanwhileError."""
        publish_revision(self.revision, decision, seen=seen)

    def form_valid(self, form: Form) -> HttpResponse:
        """Publish, if it is still what the editor saw; tell others who wait for it, as Wagtail's editor does."""
        seen = "" if self.is_outdated else form.cleaned_data["seen"]
        try:
            self.publish(self.get_decision(form), seen)
        except ChangedMeanwhileError:
            messages.warning(
                self.request,
                gettext("Nothing is published: the meeting has been changed meanwhile. Please look at it once more."),
            )
            return HttpResponseRedirect(self.edit_url if self.is_outdated else self.request.get_full_path())
        page = MeetingPage.objects.get(pk=self.meeting.page_id)
        if response := self.run_hook("after_publish_page", self.request, page):
            return response
        buttons = [messages.button(page.url, gettext("View live"))] if page.live and page.url else []
        messages.success(self.request, self._done(form), buttons=buttons)
        return HttpResponseRedirect(self.get_success_url())

    def _done(self, form: Form) -> str:
        count, title = self.effect.people, self.meeting.page.title
        if self.goes_live_at:
            return gettext("“%(title)s” is scheduled.") % {"title": title}
        if not count or not self.get_decision(form).tells:
            return gettext("“%(title)s” is published.") % {"title": title}
        sentence = ngettext(
            "“%(title)s” is published, and %(count)s mail is on its way.",
            "“%(title)s” is published, and %(count)s mails are on their way.",
            count,
        )
        return sentence % {"title": title, "count": count}


class ReleaseView(EffectView):
    """Sends, or drops, the mails about a change that was published with nobody to ask."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask; when nothing waits, there is nothing to ask."""
        if not self.effect.mails:
            messages.info(request, gettext("No mails about this meeting wait."))
            return HttpResponseRedirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    @cached_property
    def effect(self) -> Effect:
        """Return the mails that wait, and what they tell."""
        mails = tuple(waiting_for_release(self.meeting))
        for mail in mails:
            mail.meeting = self.meeting
        return Effect(self.meeting, tuple(_told(mails)), mails)

    def get_preview(self) -> Preview | None:
        """Return the mail with what was typed."""
        return preview_held(self.effect.mails, self.request.POST.get("added_line", "").strip())

    def get_page_title(self) -> str:
        """Return what is done here."""
        return gettext("Mails that wait for you")

    def get_submit_label(self) -> str:
        """Return what the button says."""
        count = self.effect.people
        return ngettext("Yes, send %(count)s mail", "Yes, send %(count)s mails", count) % {"count": count}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Offer to send nothing."""
        return {**super().get_context_data(**kwargs), "without_mail_label": gettext("Send nothing, drop them")}

    def get_consequences(self) -> list[str]:
        """Return what happens."""
        count = self.effect.people
        sentence = ngettext(
            "%(count)s person who signed up gets a mail. You see it below.",
            "%(count)s persons who signed up get a mail. You see it below.",
            count,
        )
        return [
            gettext("The change is on the web and in calendars already. Nobody was there to ask about the mails."),
            sentence % {"count": count},
        ]

    def form_valid(self, form: Form) -> HttpResponse:
        """Send or drop."""
        if WITHOUT_MAIL in self.request.POST:
            count = discard(self.meeting)
            done = ngettext("%(count)s mail is dropped.", "%(count)s mails are dropped.", count)
        else:
            count = release(self.meeting, form.cleaned_data.get("added_line", ""))
            done = ngettext("%(count)s mail is on its way.", "%(count)s mails are on their way.", count)
        messages.success(self.request, done % {"count": count})
        return HttpResponseRedirect(self.get_success_url())


def _told(mails: tuple[Any, ...]) -> list[Difference]:
    """Return what mails on hold say has changed, in the words of those who read them."""
    if not mails:
        return []
    mail, meeting = mails[0], mails[0].meeting
    if mail.key != MailKey.MEETING_MOVED:
        return [Difference(gettext("State"), "", str(meeting.get_status_display()).capitalize())]
    when, was = meeting.when, mail.context
    now = span_in_words(when.start, when.end, date_only=when.date_only) if when else ""
    pairs = [(gettext("When"), str(was.get("old_when", "")), now)]
    pairs.append((gettext("Where"), str(was.get("old_place", "")), location_of(meeting)))
    return [Difference(label, old, new) for label, old, new in pairs if old != new]
