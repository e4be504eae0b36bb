"""The reference site's addresses, and one that fails."""

from django.urls import path

from cms_site.urls import urlpatterns as site_urls


def fail(request):
    """Fail, so that the site's own error page is seen."""
    raise RuntimeError("made to fail")


urlpatterns = [path("fejl/", fail), *site_urls]
