"""Inviting to a meeting, in the admin: choose the groups, see how many and what they get, send."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext, ngettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry, LogFormatter

from kitnet_events.domain.invite_preview import preview_invitation
from kitnet_events.domain.inviting import (
    LOG_INVITE,
    Audience,
    audience_of,
    can_invite,
    check_message,
    invite_to_meeting,
)
from kitnet_events.exceptions import SignUpNotOpenError
from kitnet_events.models import Meeting, MeetingPage
from kitnet_pages.dates import span_in_words
from kitnet_pages.domain.roles import facilitated_groups, reaches_all
from kitnet_pages.models import GroupPage

_PRIORITY = 46
_MEMBERS = "kitnet_events.view_participant"


class InviteForm(forms.Form):
    """Whom to invite, and with what words."""

    groups = forms.ModelMultipleChoiceField(
        label=_("Members of"),
        queryset=GroupPage.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever belongs to these groups gets the mail, except those who have signed up or said no thanks."
        ),
        error_messages={"required": _("Choose at least one group.")},
    )
    outside = forms.BooleanField(
        label=_("Also the municipalities of these groups that do not take part"),
        required=False,
        help_text=_("The mail goes to the public mailbox that stands in the register of municipalities."),
    )
    message = forms.CharField(
        label=_("Your own words"),
        required=False,
        help_text=_("Stand in the mail, above the meeting. Leave it empty if the meeting says it all."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        """Take Django's arguments, and the groups that may be invited."""
        super().__init__(*args, **kwargs)
        self.fields["groups"].queryset = groups
        self.fields["groups"].label_from_instance = lambda group: group.title

    def clean_message(self) -> str:
        """Return the message as it is sent. Raises ValidationError."""
        try:
            return check_message(self.cleaned_data["message"])
        except ValidationError as error:
            raise ValidationError(error.error_dict["message"]) from error


class InviteView(WagtailAdminTemplateMixin, FormView):
    """Invites to a meeting: for whoever may publish its page. Facilitators invite their own groups."""

    template_name = "kitnet_events/admin/invite.html"
    form_class = InviteForm
    page_title = _("Invite")
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, uid: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the meeting. Raises Http404 and PermissionDenied."""
        self.meeting = Meeting.objects.filter(uid=uid, page__isnull=False).for_listing().first()
        if self.meeting is None:
            raise Http404
        if not self.meeting.page.permissions_for_user(request.user).can_publish():
            raise PermissionDenied
        if not request.user.has_perm(_MEMBERS):
            raise PermissionDenied
        if not can_invite(self.meeting):
            messages.warning(request, gettext("There is nothing to invite to: sign-up to the meeting is not possible."))
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kitnet_meetings:index"), "label": gettext("Meetings")},
            {"url": self.get_success_url(), "label": self.meeting.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_success_url(self) -> str:
        """Return the page's editor."""
        return reverse("wagtailadmin_pages:edit", args=[self.meeting.page_id])

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form which groups the user may invite."""
        groups = GroupPage.objects.live().order_by("path").defer("body")
        if not reaches_all(self.request.user, _MEMBERS):
            groups = groups.filter(pk__in=facilitated_groups(self.request.user).values("pk"))
        return {**super().get_form_kwargs(), "groups": groups}

    def get_initial(self) -> dict[str, Any]:
        """Propose the meeting's own group."""
        return {"groups": [self.meeting.group_id] if self.meeting.group_id else []}

    def form_valid(self, form: InviteForm) -> HttpResponse:
        """Show what would be sent; send it when the editor has seen that."""
        data = form.cleaned_data
        groups = [group.pk for group in data["groups"]]
        if "send" not in self.request.POST:
            audience = audience_of(self.meeting, groups, outside=data["outside"])
            preview = preview_invitation(self.meeting, data["message"], outside=not audience.members)
            return self.render_to_response(
                self.get_context_data(form=form, audience=audience, preview=preview, numbers=_numbers(audience))
            )
        try:
            count = invite_to_meeting(
                self.meeting.pk, groups, data["message"], outside=data["outside"], by=self.request.user
            )
        except SignUpNotOpenError as error:
            messages.error(self.request, str(error))
        else:
            done = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
            messages.success(self.request, done % {"count": count})
        return HttpResponseRedirect(self.get_success_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the meeting."""
        when = self.meeting.when
        return super().get_context_data(
            meeting=self.meeting,
            when=span_in_words(when.start, when.end, date_only=when.date_only) if when else "",
            back_url=self.get_success_url(),
            **kwargs,
        )


def _numbers(audience: Audience) -> list[str]:
    """Return who gets the mail, and who does not, a sentence each."""
    sentences = (
        (
            len(audience.members),
            ngettext_lazy("%(count)s member is invited.", "%(count)s members are invited.", "count"),
        ),
        (
            len(audience.outside),
            ngettext_lazy(
                "%(count)s municipality that does not take part is invited.",
                "%(count)s municipalities that do not take part are invited.",
                "count",
            ),
        ),
        (
            audience.signed_up,
            ngettext_lazy("%(count)s is signed up already.", "%(count)s are signed up already.", "count"),
        ),
        (
            audience.invited_before,
            ngettext_lazy("%(count)s was invited before.", "%(count)s were invited before.", "count"),
        ),
        (
            audience.opted_out,
            ngettext_lazy("%(count)s wants no invitations.", "%(count)s want no invitations.", "count"),
        ),
        (
            audience.without_mailbox,
            ngettext_lazy(
                "%(count)s municipality has no mailbox in the register.",
                "%(count)s municipalities have no mailbox in the register.",
                "count",
            ),
        ),
    )
    return [words % {"count": count} for count, words in sentences if count]


class InviteViewSet(ViewSet):
    """The address of inviting."""

    name = "kitnet_invite"
    url_prefix = "meetings/invite"

    def get_urlpatterns(self) -> list[Any]:
        """Return the address."""
        return [path("<uuid:uid>/", InviteView.as_view(), name="invite")]


def invite_button(page: Any, user: Any, next_url: str | None = None, **_kwargs: Any) -> Iterator[Button]:
    """Offer to invite, on the page of a meeting to which one can come."""
    if not issubclass(page.specific_class or object, MeetingPage) or not page.permissions_for_user(user).can_publish():
        return
    meeting = Meeting.objects.filter(page_id=page.pk).defer("vevent").first()
    if meeting and can_invite(meeting) and user.has_perm(_MEMBERS):
        yield Button(
            _("Invite"), reverse("kitnet_invite:invite", args=[meeting.uid]), icon_name="mail", priority=_PRIORITY
        )


class InviteFormatter(LogFormatter):
    """Tells in a page's history how many were invited."""

    label = _("Invite")

    def format_message(self, log_entry: Any) -> str:
        """Return what was done."""
        count = log_entry.data.get("mails", 0)
        return ngettext("%(count)s invitation sent", "%(count)s invitations sent", count) % {"count": count}


def register_log_actions(actions: LogActionRegistry) -> None:
    """Let the log know of invitations."""
    actions.register_action(LOG_INVITE)(InviteFormatter)
