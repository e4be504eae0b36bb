"""The site's addresses, and *hello*: the least that Django can answer under the same server and middleware."""

from django.http import HttpResponse
from django.urls import path

from benchmarks.plain import plain
from cms_site.urls import urlpatterns as site_urls


def hello(request):
    """Answer one word."""
    return HttpResponse("hello", content_type="text/plain")


urlpatterns = [path("hello/", hello), path("plain/<int:pk>/", plain), *site_urls]
