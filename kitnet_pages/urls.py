"""Addresses of the app that are no pages."""

from django.urls import path, re_path

from kitnet_pages import conf
from kitnet_pages.views import accessibility, coverage, news_feeds, search

app_name = "kitnet_pages"

urlpatterns = [
    # Without a slash at the end, as the authorities write it; with one it answers, too.
    path("was", accessibility.statement, name="accessibility_statement"),
    path("was/", accessibility.statement),
    re_path(r"^(?P<path>(?:[\w-]+/)+)feed\.(?P<form>atom|json)$", news_feeds.feed, name="news_feed"),
    path("soeg/", search.search, name="search"),
    path(conf.get("API_PREFIX") + "municipalities.json", coverage.municipalities, name="municipalities_json"),
    path(conf.get("API_PREFIX") + "coverage.json", coverage.coverage, name="coverage_json"),
]
