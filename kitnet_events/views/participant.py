"""A participant's own page."""

from django.http import Http404, HttpRequest, HttpResponse


def own_page(request: HttpRequest) -> HttpResponse:
    """Answer the own page, or the form that asks for a link to it."""
    raise Http404


def own_page_open(request: HttpRequest, token: str) -> HttpResponse:
    """Answer the link in a mail that opens the own page."""
    raise Http404
