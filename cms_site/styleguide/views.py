"""The style page."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from .colours import TOKENS, pairs
from .samples import context


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every token and component to those who work on the site. Raises Http404 without DEBUG."""
    if not settings.DEBUG:
        raise Http404
    css = TOKENS.read_text(encoding="utf-8")
    return TemplateResponse(request, "styleguide.html", {"pairs": pairs(css), **context(request)})
