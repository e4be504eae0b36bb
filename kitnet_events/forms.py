"""What editors and visitors fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kitnet_events.domain.meetings import check_reason
from kitnet_events.models import Meeting

LONGEST_LINE = 1000


class AddedLineForm(forms.Form):
    """What an editor adds to the mail about a change. Asked for only if there is such a mail."""

    added_line = forms.CharField(
        label=_("Add a line to the mail"),
        required=False,
        strip=True,
        max_length=LONGEST_LINE,
        help_text=_("If you like: why, or what to remember. All who get the mail see it."),
        widget=forms.Textarea(attrs={"rows": 2, "data-kn-previewed": ""}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, mails: int, **kwargs: Any) -> None:
        """Take Django's arguments and how many mails there are."""
        super().__init__(*args, **kwargs)
        if not mails:
            del self.fields["added_line"]


class CancelMeetingForm(AddedLineForm):
    """The public reason why a meeting is called off."""

    reason = forms.CharField(
        label=_("Public reason"),
        required=False,
        strip=True,
        error_messages={"required": _("Say why: readers and participants see it.")},
        help_text=_("One or two sentences, at most 300 characters. Stands on the page and in calendars."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300, "data-kn-previewed": ""}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        """Take Django's arguments and the meeting."""
        super().__init__(*args, **kwargs)
        self.meeting = meeting
        self.fields["reason"].required = meeting.published
        self.order_fields(["reason", "added_line"])

    def clean_reason(self) -> str:
        """Return the reason on one line."""
        return check_reason(self.cleaned_data["reason"], required=self.meeting.published)
