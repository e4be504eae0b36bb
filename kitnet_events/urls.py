"""Machine addresses of the app, under the prefix that the host mounts."""

from django.urls import path

from kitnet_events.views import calendar

app_name = "kitnet_events"

urlpatterns = [
    path("all.ics", calendar.feed, {"kind": "all", "slug": "all"}, name="feed_all"),
    path("meeting/<uuid:uid>.ics", calendar.meeting_file, name="meeting_file"),
    path("meeting/<uuid:uid>/", calendar.meeting_redirect, name="meeting"),
    # Slugs of pages may hold any letters: Wagtail's WAGTAIL_ALLOW_UNICODE_SLUGS.
    path("<str:kind>/<str:slug>.ics", calendar.feed, name="feed"),
]
