"""Search over all pages."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from kitnet_pages import conf
from kitnet_pages.models.listing import read_page_number
from kitnet_pages.query import clean_query


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ``?q=`` with the published, open pages of this site that contain the words."""
    query = clean_query(request.GET.get("q", ""))
    results = None
    site = Site.find_for_request(request)
    if query and site:
        pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True).specific()
        found = pages.search(query)
        results = Paginator(found, conf.get("PAGE_SIZE")).get_page(read_page_number(request.GET))
    return TemplateResponse(request, "kitnet_pages/search.html", {"query": query, "results": results})
