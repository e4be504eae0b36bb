"""What editors and visitors fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.meetings import check_reason
from kitnet_events.models import Meeting


class CancelMeetingForm(forms.Form):
    """The public reason why a meeting is called off."""

    reason = forms.CharField(
        label=_("Public reason"),
        required=False,
        strip=True,
        error_messages={"required": _("Say why: readers and participants see it.")},
        help_text=_("One or two sentences, at most 300 characters. Stands on the page and in calendars."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Take Django's arguments and the meeting."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["reason"].required = meeting.published

    def clean_reason(self) -> str:
        """Return the reason on one line."""
        return check_reason(self.cleaned_data["reason"], required=self.meeting.published)
