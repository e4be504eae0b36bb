"""Where a facilitator turns the daily digest on and off: under the own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from kitnet_events.domain.digest import choose_digest, wants_digest
from kitnet_pages.domain.roles import facilitated_groups


class DigestForm(forms.Form):
    """One tick."""

    wanted = forms.BooleanField(
        label=_("Daily digest"),
        required=False,
        help_text=_("A mail in the morning after days with new sign-ups or cancellations in your groups."),
    )

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        """Take Django's arguments and the user."""
        super().__init__(*args, initial={"wanted": wants_digest(instance)}, **kwargs)
        self.user = instance

    def save(self) -> None:
        """Keep the choice."""
        choose_digest(self.user, wanted=self.cleaned_data["wanted"])


class DigestSettingsPanel(BaseSettingsPanel):
    """Shown to those who facilitate a group."""

    name = "kitnet_digest"
    title = _("Sign-ups in your groups")
    order = 500
    tab = notifications_tab
    form_class = DigestForm

    def is_active(self) -> bool:
        """Say whether the user would get the digest at all."""
        return facilitated_groups(self.user).exists()
