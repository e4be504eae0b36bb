"""What an editor fills in to bring in somebody else's calendar."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kitnet_events import conf
from kitnet_events.models import RoundPage


class CalendarImportForm(forms.Form):
    """A calendar file, and where its meetings are to stand."""

    file = forms.FileField(
        label=_("Calendar file"),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
        help_text=_("A file that ends in .ics, as Outlook, Google and others export it."),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty.")},
    )
    parent = forms.ChoiceField(
        label=_("Whose meetings"),
        help_text=_("The group whose meetings these become. Below the overview of meetings: joint meetings."),
    )
    round = forms.ModelChoiceField(
        label=_("Round"), queryset=RoundPage.objects.none(), required=False, help_text=_("If they belong to one.")
    )
    past = forms.BooleanField(
        label=_("Also meetings that are over"), required=False, help_text=_("Otherwise only those to come.")
    )

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        """Take Django's arguments and the pages below which the user may make meetings."""
        super().__init__(*args, **kwargs)
        self.places = {str(page.pk): page for page in places}
        self.fields["parent"].choices = [(pk, page.title) for pk, page in self.places.items()]
        self.fields["round"].queryset = RoundPage.objects.live().for_listing()

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read. Raises ValidationError."""
        file, limit = self.cleaned_data["file"], conf.get("IMPORT_BYTES")
        if file.size > limit:
            raise forms.ValidationError(
                gettext("The file is too large: at most %(size)s. Export a shorter period.")
                % {"size": filesizeformat(limit)}
            )
        return file

    def clean_parent(self) -> Any:
        """Return the page that was chosen."""
        return self.places[self.cleaned_data["parent"]]
