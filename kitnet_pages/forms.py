"""What editors fill in that is no page and no register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kitnet_pages.domain.article_import import EXTENSIONS, check_size
from kitnet_pages.exceptions import UnreadableArticleError


class ArticleImportForm(forms.Form):
    """A file to make an article from, and where it is to stand."""

    file = forms.FileField(
        label=_("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
        help_text=_("Word (.docx), Markdown (.md), a web page (.html) or plain text (.txt)."),
        error_messages={"required": _("Choose a file first."), "empty": _("The file is empty.")},
    )
    index = forms.ModelChoiceField(
        queryset=None,
        label=_("Below"),
        empty_label=None,
        help_text=_("The news overview in which the article is to stand."),
    )

    def __init__(self, *args: Any, places: list[Any], **kwargs: Any) -> None:
        """Take Django's arguments and the overviews to choose from; a single one needs no choice."""
        super().__init__(*args, **kwargs)
        self.places = places
        self.fields["index"].queryset = type(places[0]).objects.filter(pk__in=[index.pk for index in places])
        if len(places) == 1:
            del self.fields["index"]

    def clean_file(self) -> Any:
        """Refuse a file that is too large before it is read. Raises ValidationError."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size)
        except UnreadableArticleError as error:
            raise forms.ValidationError(str(error)) from error
        return file

    @property
    def chosen_index(self) -> Any:
        """The overview that was chosen, or the only one there is."""
        return self.cleaned_data.get("index") or self.places[0]
