"""The register of mail texts: each mail that goes out, and an editor's own words for it."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.log_actions import log

from kitnet_events.domain.mail_kinds import kind_of, mail_kinds
from kitnet_events.domain.mail_preview import Preview, default_words, preview
from kitnet_events.domain.mail_texts import save_words
from kitnet_events.mail_text_forms import MailTextForm
from kitnet_events.models import MailText
from kitnet_events.placeholders import placeholders_of
from kitnet_pages.admin.base import Register
from kitnet_pages.admin.views import RegisterEditView

from .menu import MEETINGS_MENU_HOOK


class MailTextEditView(RegisterEditView):
    """An editor's own words for one mail, with the mail as it arrives beside them."""

    def get_form_class(self) -> type[MailTextForm]:
        """Return the form."""
        return MailTextForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form what it knows."""
        kwargs = super().get_form_kwargs()
        kwargs.pop("for_user", None)
        return kwargs

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save; or show the mail with what was typed; or go back to our words."""
        if "preview" in request.POST:
            form = self.get_form()
            form.is_valid()
            return self.render_to_response(self.get_context_data(form=form))
        if "restore" in request.POST:
            ours = default_words(self.instance.key)
            save_words(self.instance, ours.subject, ours.body)
            log(instance=self.instance, action="wagtail.edit", content_changed=True)
            messages.success(request, gettext("The mail has our own words again."))
            return redirect(self.index_url)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, form: MailTextForm | None = None, **kwargs: Any) -> dict[str, Any]:
        """Add what the placeholders mean, and the mail."""
        form = form or self.get_form()
        kind = kind_of(self.instance.key)
        context = {
            "goes": kind.goes,
            "placeholders": [(f"{{{name}}}", says) for name, says in placeholders_of(self.instance.key).items()],
            "never_lost": [f"{{{name}}}" for name in kind.never_lost],
            "preview": self._preview(form),
            "is_own": bool(self.instance.body),
        }
        return super().get_context_data(form=form, **context, **kwargs)

    def _preview(self, form: MailTextForm) -> Preview:
        """Return the mail with what was typed; with the words that hold now, while those cannot be filled."""
        try:
            return preview(self.instance.key, str(form["subject"].value() or ""), str(form["body"].value() or ""))
        except ValidationError:
            return preview(self.instance.key, form.initial["subject"], form.initial["body"])


class MailTextRegister(Register):
    """All mails that the software writes by itself. Each has words of ours until an editor writes others."""

    model = MailText
    menu_label = _("Mail texts")
    menu_icon = "edit"
    menu_order = 70
    menu_hook = MEETINGS_MENU_HOOK
    base_url_path = "meetings/mail-texts"
    allow_edit = True
    history_view_enabled = True
    edit_view_class = MailTextEditView
    edit_template_name = "kitnet_events/admin/mail_text.html"
    index_view_extra_css = ["kitnet_events/css/admin.css"]
    list_display = ("what", "goes", "current_subject", "whose", "changed_at")
    list_per_page = 100
    ordering = ("place",)

    def queryset_for(self, user: Any) -> QuerySet[MailText]:
        """Return the mails in the order of a sign-up's life."""
        keys = [str(kind.key) for kind in mail_kinds() if kind.words is None]
        places = [When(key=key, then=Value(number)) for number, key in enumerate(keys)]
        place = Case(*places, default=Value(len(keys)), output_field=IntegerField())
        return MailText.objects.filter(key__in=keys).annotate(place=place)

    @admin.display(description=_("mail"), ordering="place")
    def what(self, text: MailText) -> str:
        """Return which mail it is."""
        return str(text.get_key_display())

    @admin.display(description=_("goes out"))
    def goes(self, text: MailText) -> str:
        """Return when it goes, and to whom."""
        return str(kind_of(text.key).goes)

    @admin.display(description=_("subject"))
    def current_subject(self, text: MailText) -> str:
        """Return the subject that holds now."""
        return text.subject or default_words(text.key).subject

    @admin.display(description=_("words"))
    def whose(self, text: MailText) -> SafeString:
        """Return whether an editor has written them."""
        if text.body:
            return format_html('<span class="kn-tag" data-state="own">{}</span>', gettext("Your own"))
        return format_html('<span class="kn-tag">{}</span>', gettext("Ours"))
