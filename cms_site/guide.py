"""The editors' guide, read in the admin: docs/redaktoer.md with its pictures."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from markdown_it import MarkdownIt

DOCS = Path(__file__).resolve().parents[1] / "docs"
PICTURES = "pictures/"


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Answer with the guide as a page of the admin."""
    title, _newline, text = (DOCS / "redaktoer.md").read_text(encoding="utf-8").partition("\n")
    markup = MarkdownIt("commonmark").enable("table").render(text)
    context = {
        "page_title": title.removeprefix("# "),
        "header_icon": "help",
        "breadcrumbs_items": [{"url": "", "label": _("The editors' guide")}],
        # A text of this project, rendered by a library that escapes what is no Markdown.
        "guide": mark_safe(markup),  # noqa: S308 - see above
    }
    return TemplateResponse(request, "admin/guide.html", context)


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    """Answer with one of the guide's pictures. Raises Http404."""
    file = DOCS / PICTURES / f"{name}.webp"
    if not file.exists():
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/webp")
