"""A host's URL map, with the apps where the README says."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from kitnet_pages.api import pages_api

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # What a host may add.
    path("api/v2/", pages_api.urls),
    # The lines of the README.
    path("", include("kitnet_events.urls")),
    path("", include("kitnet_pages.urls")),
    path("", include(wagtail_urls)),
]
