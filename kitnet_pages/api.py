"""The network's pages through Wagtail's API, for a host that wants it (``wagtail.api.v2`` among its apps).

::

    from kitnet_pages.api import pages_api

    urlpatterns = [path("api/v2/", pages_api.urls), ...]

Only what a visitor sees is in it: published, open pages, and of each the fields that its type names in ``api_fields``.
"""

from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db import DatabaseError
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page
from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.filters import SearchFilter
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet

from kitnet_pages.query import clean_query

MAX_AGE = 300
# What a value that no field or database can take raises, somewhere below.
_UNUSABLE = (DatabaseError, FieldError, OverflowError, TypeError, ValidationError, ValueError)


class CleanSearchFilter(SearchFilter):
    """Searches for words that every database can take. Without any, nothing is found."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        """Return what is found."""
        if "search" not in request.GET:
            return queryset
        words = clean_query(request.GET["search"])
        if not words:
            return queryset.none()
        params = request.GET.copy()
        params["search"] = words
        request._request.GET = params  # noqa: SLF001 - the filter reads it there
        return super().filter_queryset(request, queryset, view)


@method_decorator(conditional_page, name="dispatch")
@method_decorator(cache_control(public=True, max_age=MAX_AGE), name="dispatch")
class NetworkPagesAPI(PagesAPIViewSet):
    """Published, open pages. An answer has a validator (ETag); a question that makes no sense is answered with 400."""

    renderer_classes = [JSONRenderer]
    authentication_classes: list[Any] = []
    filter_backends = [CleanSearchFilter if one is SearchFilter else one for one in PagesAPIViewSet.filter_backends]

    def handle_exception(self, exc: Exception) -> Any:
        """Answer for what went wrong."""
        if isinstance(exc, _UNUSABLE) and not isinstance(exc, BadRequestError):
            exc = BadRequestError("A parameter has a value that cannot be used.")
        return super().handle_exception(exc)


pages_api = WagtailAPIRouter("kitnet_api")
pages_api.register_endpoint("pages", NetworkPagesAPI)
