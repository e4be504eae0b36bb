"""A host's URL map, with the apps where the README says."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # The lines of the README.
    path("", include("kitnet_events.urls")),
    path("", include("kitnet_pages.urls")),
    path("", include(wagtail_urls)),
]
