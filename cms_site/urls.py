"""Where everything answers."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from cms_site import health
from cms_site.styleguide.views import styleguide
from kitnet_pages.api import pages_api

ROBOTS = "User-agent: *\nDisallow: /admin/\nSitemap: {sitemap}\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Answer robots.txt: all may be read but the admin; calendars and feeds are meant for machines."""
    text = ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=86_400)
def favicon(request: HttpRequest) -> HttpResponse:
    """Lead to the site's icon those who ask for /favicon.ico without having read a page's head."""
    return redirect(static("kitnet_pages/icon-192.png"))


def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an uploaded file where no proxy does (the setting SERVE_MEDIA). Raises Http404."""
    if not settings.SERVE_MEDIA:
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)


urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("", include("kitnet_events.urls")),
    path("api/v2/", pages_api.urls),
    path("sitemap.xml", sitemap),
    path("robots.txt", robots),
    path("favicon.ico", favicon),
    path("healthz", health.healthz),
    path("styleguide/", styleguide),
]

media_prefix = settings.MEDIA_URL.lstrip("/")
urlpatterns.append(re_path(rf"^{media_prefix}(?P<path>.+)$", media))

# Pages last: Wagtail answers for every other address.
urlpatterns += [
    path("", include("kitnet_pages.urls")),
    path("", include(wagtail_urls)),
]
