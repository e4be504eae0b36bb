"""The reference site's addresses, one that fails, and one that is forbidden."""

from django.core.exceptions import PermissionDenied
from django.urls import path

from cms_site.urls import urlpatterns as site_urls


def fail(request):
    """Fail, so that the site's own error page is seen."""
    raise RuntimeError("made to fail")


def forbid(request):
    """Let nobody in."""
    raise PermissionDenied


urlpatterns = [path("fejl/", fail), path("forbudt/", forbid), *site_urls]
