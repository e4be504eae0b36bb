"""Search over all pages."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from kitnet_pages.domain.municipalities import municipalities_named
from kitnet_pages.domain.search import pages_of_site
from kitnet_pages.domain.search import search as find
from kitnet_pages.models.listing import read_page_number
from kitnet_pages.query import clean_query


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer ``?q=`` with the published, open pages of this site that contain the words, kind by kind.

    ``slags=`` chooses one kind, ``side=`` a page of its results. A municipality's name leads to its group.
    """
    query = clean_query(request.GET.get("q", ""))
    findings = None
    site = Site.find_for_request(request)
    if query and site:
        pages = pages_of_site(site.root_page)
        findings = find(query, pages, kind=request.GET.get("slags", ""), number=read_page_number(request.GET))
    context = {"query": query, "findings": findings, "municipalities": municipalities_named(query)}
    return TemplateResponse(request, "kitnet_pages/search.html", context)
