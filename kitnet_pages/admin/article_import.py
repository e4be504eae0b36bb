"""Making the draft of an article from a file."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from kitnet_pages.domain.article_import import import_article, indexes_for
from kitnet_pages.exceptions import UnreadableArticleError
from kitnet_pages.forms import ArticleImportForm

from .uploads import UploadView


class ArticleImportView(UploadView):
    """Takes a file and opens the draft that it has become. Open to whoever may write articles."""

    form_class = ArticleImportForm
    page_title = _("Import an article")
    explanation = _(
        "The file becomes a draft that you look through and publish yourself. Its date, title, lead, headings, lists, "
        "links, quotations and tables are kept; looks and pictures are not."
    )
    submit_label = _("Make a draft")
    index_url_name = "kitnet_news:index"
    index_label = _("News")
    back_label = _("Back to the news")

    def find_places(self, user: Any) -> list[Any]:
        """Return the overviews below which the user may write."""
        return indexes_for(user)

    def form_valid(self, form: ArticleImportForm) -> HttpResponse:
        """Make the draft and open it, or say what is wrong with the file."""
        file = form.cleaned_data["file"]
        try:
            page, notes = import_article(form.chosen_index, file.name, file.read(), self.request.user)
        except UnreadableArticleError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        messages.success(
            self.request, gettext("“%(title)s” is a draft now. Nothing is published yet.") % {"title": page.title}
        )
        for note in notes:
            messages.warning(self.request, note)
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
