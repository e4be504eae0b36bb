"""The register of mails: what waits, what went out, what failed and why."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from kitnet_events.domain.announcing import HELD_KEYS
from kitnet_events.domain.mail_preview import preview_of_mail
from kitnet_events.domain.resending import drop_mails, release_mails, send_again
from kitnet_events.enums import MailState
from kitnet_events.models import OutboxMail
from kitnet_pages.admin.base import ReachFilter, Register
from kitnet_pages.admin.views import RegisterIndexView, RegisterInspectView
from kitnet_pages.dates import moment_in_words
from kitnet_pages.domain.roles import facilitated_groups, reaches_all

from .menu import MEETINGS_MENU_HOOK

_VIEW, _CHANGE = "kitnet_events.view_outboxmail", "kitnet_events.change_outboxmail"
# What can be done with a mail, by its state: the action's name and its button.
_ACTIONS: dict[str, tuple[tuple[str, Any], ...]] = {
    MailState.FAILED: (("again", _("Send again")), ("drop", _("Drop"))),
    MailState.ON_HOLD: (("send", _("Send now")), ("drop", _("Drop"))),
}


class OutboxIndexView(RegisterIndexView):
    """All mails that the user may know of."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many failed mails could be sent again, all at once."""
        failed = self.model_admin.queryset_for(self.request.user).filter(state=MailState.FAILED).count()
        may = self.model_admin.may_change(self.request.user)
        again_url = reverse(self.url_helper.get_action_url_name("all_again"))
        return super().get_context_data(failed_count=failed if may else 0, again_url=again_url, **kwargs)


class OutboxInspectView(RegisterInspectView):
    """One mail: where it stands, what it says, and what can be done with it."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the mail as it would arrive now, without anybody's link, and the buttons."""
        mail: OutboxMail = self.instance
        may = self.model_admin.may_change(self.request.user)
        is_change = mail.state == MailState.ON_HOLD and mail.key in HELD_KEYS and mail.meeting is not None
        release_url = reverse("kitnet_meetings:release", args=[mail.meeting.uid]) if is_change else ""
        return super().get_context_data(
            mail=mail,
            preview=preview_of_mail(mail),
            actions=[
                (reverse(self.url_helper.get_action_url_name("action"), args=[mail.pk, name]), label)
                for name, label in (_ACTIONS.get(mail.state, ()) if may else ())
            ],
            release_url=release_url if may else "",
            **kwargs,
        )

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        """Return a field's value in words; moments in Danish time."""
        if field_name in {"created_at", "sent_at", "next_attempt_at"}:
            moment = getattr(self.instance, field_name)
            return moment_in_words(moment) if moment else "–"
        return super().get_field_display_value(field_name, field)


class OutboxRegister(Register):
    """The outbox. Mails are written by what they tell of; here they are looked at, sent again, released or dropped."""

    model = OutboxMail
    menu_label = _("Outbox")
    menu_icon = "mail"
    menu_order = 60
    menu_hook = MEETINGS_MENU_HOOK
    base_url_path = "meetings/outbox"
    inspect_view_enabled = True
    history_view_enabled = False
    index_view_class = OutboxIndexView
    inspect_view_class = OutboxInspectView
    index_template_name = "kitnet_events/admin/outbox_index.html"
    inspect_template_name = "kitnet_events/admin/outbox_inspect.html"
    index_view_extra_css = ["kitnet_events/css/admin.css"]
    inspect_view_extra_css = ["kitnet_events/css/admin.css"]
    list_display = ("what", "state_in_words", "recipient", "meeting_title", "moment")
    list_filter = ("state", ("meeting", ReachFilter), "key")
    search_fields = ("to", "participant__name", "sign_up__name", "meeting__title", "last_error")
    ordering = ("-created_at", "-pk")
    list_per_page = 50
    inspect_view_fields = (
        "state",
        "key",
        "to",
        "meeting",
        "created_at",
        "sent_at",
        "attempts",
        "next_attempt_at",
        "last_error",
        "calendar",
        "calendar_revision",
        "number",
    )

    @admin.display(description=OutboxMail._meta.get_field("method").verbose_name)
    def calendar(self, mail: OutboxMail) -> str:
        """Return what its attachment does in the recipient's calendar."""
        return str(mail.get_method_display())

    @admin.display(description=_("revision in calendars"))
    def calendar_revision(self, mail: OutboxMail) -> str:
        """Return which revision of the meeting its invitation tells of."""
        return "" if mail.sequence is None else str(mail.sequence)

    @admin.display(description=_("the mail's number"))
    def number(self, mail: OutboxMail) -> str:
        """Return by which number mail servers know the mail."""
        return str(mail.message_id)

    def queryset_for(self, user: Any) -> QuerySet[OutboxMail]:
        """Return all mails for editors; for facilitators those about their own groups' meetings."""
        mails = OutboxMail.objects.select_related("participant", "sign_up", "meeting").defer("meeting__vevent")
        if reaches_all(user, _VIEW):
            return mails
        return mails.filter(meeting__group__in=facilitated_groups(user))

    def may_change(self, user: Any) -> bool:
        """Say whether the user may do something with the mails that they see."""
        return user.has_perm(_CHANGE)

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        """Add what is done with mails."""
        stem, name = "meetings/outbox", self.url_helper.get_action_url_name
        return (
            *super().get_admin_urls_for_registration(),
            path(f"{stem}/again/", self.all_again_view, name=name("all_again")),
            path(f"{stem}/<int:instance_pk>/<str:action>/", self.action_view, name=name("action")),
        )

    # ── What is done ─────────────────────────────────────────────────────────────────────────────────────────────
    def action_view(self, request: HttpRequest, instance_pk: int, action: str) -> HttpResponse:
        """Send one mail again, release or drop it. Raises Http404 and PermissionDenied."""
        self.require_row(request.user, str(instance_pk))
        if not self.may_change(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        deed = {"again": send_again, "send": release_mails, "drop": drop_mails}.get(action)
        count = deed([instance_pk]) if deed else 0
        if not count:
            messages.warning(request, gettext("Nothing was done: the mail is not in that state any more."))
        elif action == "drop":
            messages.success(request, gettext("The mail is dropped."))
        else:
            messages.success(request, gettext("The mail is on its way."))
        next_url = get_valid_next_url_from_request(request)
        return redirect(next_url or self.url_helper.get_action_url("inspect", quote(instance_pk)))

    def all_again_view(self, request: HttpRequest) -> HttpResponse:
        """Send all failed mails that the user sees again. Raises PermissionDenied."""
        if not self.permission_helper.user_can_list(request.user) or not self.may_change(request.user):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        failed = self.queryset_for(request.user).filter(state=MailState.FAILED)
        count = send_again(failed.values_list("pk", flat=True))
        done = ngettext("%(count)s mail is on its way.", "%(count)s mails are on their way.", count)
        messages.success(request, done % {"count": count})
        return redirect(self.url_helper.index_url)

    # ── Columns ──────────────────────────────────────────────────────────────────────────────────────────────────
    @admin.display(description=_("state"), ordering="state")
    def state_in_words(self, mail: OutboxMail) -> SafeString:
        """Return the state, in a word and a colour."""
        return format_html(
            '<span class="kn-tag" data-state="{}">{}</span>', mail.state, str(mail.get_state_display()).capitalize()
        )

    @admin.display(description=_("mail"), ordering="key")
    def what(self, mail: OutboxMail) -> SafeString:
        """Return which mail it is; below it, what went wrong."""
        label, trouble = str(mail.get_key_display()), self.trouble(mail)
        return format_html('{}<br><small class="kn-why">{}</small>', label, trouble) if trouble else escape(label)

    @admin.display(description=_("to"), ordering="to")
    def recipient(self, mail: OutboxMail) -> SafeString:
        """Return name and address."""
        name = mail.sign_up.name if mail.sign_up else mail.participant.name if mail.participant else ""
        return format_html("{}<br><small>{}</small>", name, mail.to) if name else format_html("{}", mail.to)

    @admin.display(description=_("meeting"), ordering="meeting__title")
    def meeting_title(self, mail: OutboxMail) -> str:
        """Return the meeting's title."""
        return mail.meeting.title if mail.meeting else "–"

    @admin.display(description=_("when"), ordering="created_at")
    def moment(self, mail: OutboxMail) -> str:
        """Return when it was sent, or when it was written."""
        if mail.sent_at:
            return gettext("sent %(moment)s") % {"moment": moment_in_words(mail.sent_at)}
        return gettext("written %(moment)s") % {"moment": moment_in_words(mail.created_at)}

    def trouble(self, mail: OutboxMail) -> str:
        """Return why it was not sent, and after how many tries."""
        if not mail.last_error or mail.state == MailState.SENT:
            return ""
        tries = ngettext("%(count)s try", "%(count)s tries", mail.attempts) % {"count": mail.attempts}
        return f"{mail.last_error} ({tries})" if mail.attempts else mail.last_error
