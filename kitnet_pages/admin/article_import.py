"""Making the draft of an article from a file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from kitnet_pages.domain.article_import import import_article, indexes_for
from kitnet_pages.exceptions import UnreadableArticleError
from kitnet_pages.forms import ArticleImportForm


class ArticleImportView(WagtailAdminTemplateMixin, FormView):
    """Takes a file and opens the draft that it has become. Open to whoever may write articles."""

    template_name = "kitnet_pages/admin/article_import.html"
    form_class = ArticleImportForm
    page_title = _("Import an article")
    header_icon = "upload"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find where the user may write. Raises PermissionDenied when that is nowhere."""
        self.indexes = indexes_for(request.user)
        if not self.indexes:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("kitnet_news:index"), "label": gettext("News")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Tell the form where the article may stand."""
        return {**super().get_form_kwargs(), "indexes": self.indexes}

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
