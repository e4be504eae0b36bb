"""The official statement on accessibility, which stands elsewhere."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from kitnet_pages.domain.navigation import network_settings


@require_safe
def statement(request: HttpRequest) -> HttpResponse:
    """Lead to the site's accessibility statement: ``/was`` is where Danish authorities have it. 404 without one."""
    address = network_settings(request).accessibility_statement_url
    if not address:
        raise Http404
    return redirect(address)
